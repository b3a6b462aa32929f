"""The question bank: one core question for each of 30 sub-clauses and 93 controls, whole and well formed."""

import re
from collections import Counter

import pytest

from app.library.packs import PackData, load_pack

YES_OR_NO = re.compile(
    r"^(is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must)\b",
    re.IGNORECASE,
)
METHODS = {"interview", "document_review", "record_sample", "observation", "technical_test", "analysis"}


@pytest.fixture(scope="module")
def pack() -> PackData:
    return load_pack()


def test_there_are_thirty_sub_clauses_and_ninety_three_controls(pack: PackData) -> None:
    kinds = Counter(requirement.kind.value for requirement in pack.requirements)
    assert kinds == {"clause": 30, "control": 93}
    references = [requirement.reference for requirement in pack.requirements]
    assert len(set(references)) == 123
    assert all(requirement.title for requirement in pack.requirements)


def test_controls_are_told_apart_from_clauses_and_counted_by_theme(pack: PackData) -> None:
    for requirement in pack.requirements:
        is_control = requirement.reference.startswith("A.")
        assert is_control is (requirement.kind.value == "control"), requirement
    themes = Counter(
        r.reference.rpartition(".")[0] for r in pack.requirements if r.reference.startswith("A.")
    )
    assert themes == {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}


def test_each_requirement_has_one_question_of_its_own(pack: PackData) -> None:
    assert len(pack.questions) == 123
    assert len({question.code for question in pack.questions}) == 123
    assert {question.primary for question in pack.questions} == {r.reference for r in pack.requirements}


def test_every_cross_reference_leads_somewhere_else(pack: PackData) -> None:
    known = {requirement.reference for requirement in pack.requirements}
    for question in pack.questions:
        assert set(question.cross) <= known - {question.primary}, question.code
        assert len(set(question.cross)) == len(question.cross), question.code


def test_no_question_can_be_answered_with_yes_or_no(pack: PackData) -> None:
    closed = [question.code for question in pack.questions if YES_OR_NO.match(question.question)]
    assert closed == []


def test_every_field_of_every_question_is_filled(pack: PackData) -> None:
    for question in pack.questions:
        single = (question.question, question.why, question.sampling, question.interviewee)
        lists = (
            question.look_for,
            question.evidence,
            question.methods,
            question.red_flags,
            question.follow_up,
        )
        assert all(text.strip() == text and len(text) > 3 for text in single), question.code
        assert all(lists), question.code
        assert all(text.strip() == text and text for texts in lists for text in texts), question.code
        assert set(question.methods) <= METHODS, question.code
        assert 3 <= question.minutes <= 60, question.code
        assert question.cross, question.code


def test_no_two_questions_are_the_same(pack: PackData) -> None:
    assert len({question.question for question in pack.questions}) == 123
