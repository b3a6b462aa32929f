"""The six questions and what they lead to."""

from itertools import product

import pytest

from models.finding import FindingType, Grade
from models.grading import (
    EXPLANATIONS,
    QUESTIONS,
    Answer,
    Proposal,
    Question,
    Severity,
    Stop,
    propose,
    selectable_types,
    severity,
)

NC = FindingType.NONCONFORMITY
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


def answers(*given: Answer) -> dict[Question, Answer]:
    return dict(zip(Question, given, strict=False))


@pytest.mark.parametrize(
    ("said", "kind", "grade"),
    [
        pytest.param((YES, YES, YES, YES, YES, NO), NC, Grade.MAJOR, id="no risk assessment"),
        pytest.param((YES, YES, YES, NO, NO, NO), NC, Grade.MAJOR, id="no internal audit"),
        pytest.param((YES, YES, NO, NO, NO, NO), NC, Grade.MINOR, id="one employee untrained"),
        pytest.param((NO,), FindingType.OFI, None, id="a nice-to-have"),
    ],
)
def test_the_four_examples_of_the_trade_are_graded_as_expected(
    said: tuple[Answer, ...], kind: FindingType, grade: Grade | None
) -> None:
    proposal = propose(answers(*said))

    assert (proposal.type, proposal.grade) == (kind, grade)


def test_a_requirement_that_is_met_leaves_room_for_an_improvement_only() -> None:
    assert propose(answers(YES, NO)) == Proposal(FindingType.OFI, None, Stop.FULFILLED)


def test_unsure_evidence_ends_the_questions_with_an_observation() -> None:
    said = answers(YES, UNSURE, YES, YES, YES, YES)

    assert propose(said) == Proposal(FindingType.OBSERVATION, None, Stop.NOT_PROVEN)


@pytest.mark.parametrize("question", list(Question)[2:])
def test_any_yes_below_the_line_makes_it_major(question: Question) -> None:
    said = {**answers(YES, YES, NO, NO, NO, NO), question: YES}

    assert propose(said) == Proposal(FindingType.NONCONFORMITY, Grade.MAJOR, Stop.RAISED, decided_by=question)


def test_an_answer_that_is_still_missing_leaves_the_grade_open_and_is_asked_for() -> None:
    assert propose({}).next_question is Question.Q0
    assert propose(answers(YES)).next_question is Question.Q1
    almost = propose(answers(YES, YES, NO, NO, UNSURE, NO))
    assert (almost.grade, almost.next_question) == (None, Question.Q4)


def test_every_combination_of_answers_leads_to_one_proposal_and_only_nonconformities_are_graded() -> None:
    choices = (None, YES, NO, UNSURE)
    seen = set()
    for given in product(choices, repeat=len(Question)):
        said = {question: answer for question, answer in zip(Question, given, strict=True) if answer}
        proposal = propose(said)
        seen.add(proposal.stop)
        is_nonconformity = given[:2] == (YES, YES)
        assert (proposal.type is FindingType.NONCONFORMITY) == is_nonconformity
        assert is_nonconformity or proposal.grade is None
        assert (proposal.grade is Grade.MAJOR) == (is_nonconformity and YES in given[2:])
        assert (proposal.grade is Grade.MINOR) == (is_nonconformity and given[2:] == (NO, NO, NO, NO))
    assert seen == set(Stop)


def test_once_evidence_shows_it_an_improvement_cannot_be_chosen_any_more() -> None:
    assert selectable_types(answers(YES, YES)) == (FindingType.NONCONFORMITY,)


def test_without_a_requirement_a_nonconformity_cannot_be_chosen() -> None:
    assert selectable_types(answers(NO)) == (FindingType.OFI, FindingType.STRENGTH)


def test_an_observation_can_be_chosen_only_where_the_programme_uses_the_word() -> None:
    assert FindingType.OBSERVATION not in selectable_types({})
    assert FindingType.OBSERVATION in selectable_types({}, uses_observations=True)


def test_every_question_and_every_end_has_its_words() -> None:
    assert set(QUESTIONS) == set(Question)
    assert set(EXPLANATIONS) == set(Stop)
    assert [question for question, text in QUESTIONS.items() if UNSURE in text.answers] == [Question.Q1]


def test_severity_is_the_grade_of_a_nonconformity_and_the_type_of_anything_else() -> None:
    assert severity(FindingType.NONCONFORMITY, Grade.MAJOR) is Severity.MAJOR
    assert severity(FindingType.NONCONFORMITY, None) is Severity.UNGRADED
    assert severity(FindingType.STRENGTH, None) is Severity.STRENGTH
