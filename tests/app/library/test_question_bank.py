"""The question bank: for each of 30 sub-clauses and 93 controls, whole, open, no two alike."""

from collections import Counter

import pytest

from app.library.figures import Figures, figures
from app.library.pack_data import Depth, PackData, by_requirement, opening_questions
from app.library.packs import load_pack
from app.library.shelf import shelved


@pytest.fixture(scope="module")
def pack() -> PackData:
    return load_pack()


@pytest.fixture(scope="module")
def counted(pack: PackData) -> Figures:
    return figures(pack)


def test_there_are_thirty_sub_clauses_and_ninety_three_controls(pack: PackData, counted: Figures) -> None:
    assert counted.kinds == {"clause": 30, "control": 93}
    assert len({requirement.reference for requirement in pack.requirements}) == 123
    assert all(requirement.title and requirement.process for requirement in pack.requirements)


def test_controls_are_told_apart_from_clauses_and_counted_by_theme(pack: PackData, counted: Figures) -> None:
    for requirement in pack.requirements:
        is_control = requirement.reference.startswith("A.")
        assert is_control is (requirement.kind.value == "control"), requirement
    themes = {"clauses": 30, "organizational": 37, "people": 8, "physical": 14, "technological": 34}
    assert counted.themes == themes


def test_every_requirement_hangs_in_the_tree_below_its_heading(pack: PackData) -> None:
    headings = {heading.reference: heading for heading in pack.headings}
    for requirement in pack.requirements:
        assert requirement.parent == requirement.reference.rpartition(".")[0]
        assert requirement.parent in headings
    assert all(heading.parent in {"", *headings} for heading in pack.headings)
    assert [heading.reference for heading in pack.headings if not heading.parent] == [
        *["4", "5", "6", "7", "8", "9", "10", "A"]
    ]


def test_sub_clauses_have_three_questions_or_more_and_controls_two(counted: Figures) -> None:
    clauses, controls = counted.spreads["clause"], counted.spreads["control"]
    assert (clauses.minimum >= 3, controls.minimum >= 2) == (True, True)
    assert 290 <= counted.questions == clauses.questions + controls.questions


def test_an_audit_begins_with_one_core_question_for_each_requirement(pack: PackData) -> None:
    opening = opening_questions(pack).questions
    assert [question.primary for question in opening] == [one.reference for one in pack.requirements]
    assert all(question.depth is Depth.CORE for question in opening)


def test_few_requirements_have_a_second_core_question(pack: PackData) -> None:
    core = Counter(question.primary for question in pack.questions if question.depth is Depth.CORE)
    assert set(core.values()) == {1, 2}
    assert sum(count == 2 for count in core.values()) <= 12


def test_questions_stand_in_the_order_of_their_requirements(pack: PackData) -> None:
    order = [requirement.reference for requirement in pack.requirements]
    assert list(by_requirement(pack.questions)) == order
    for questions in by_requirement(pack.questions).values():
        codes = [question.code for question in questions]
        assert codes == sorted(codes)


def test_fourteen_sub_clauses_demand_documented_information(pack: PackData, counted: Figures) -> None:
    demanded = {one.reference: one.documented_information for one in pack.requirements}
    assert counted.documented_information == 14
    assert demanded["6.1.3"].count(";") == 2, "the method, the Statement of Applicability and the plan"
    assert all(not text for reference, text in demanded.items() if reference.startswith("A."))


def test_top_management_is_asked_for_each_part_of_clause_five(pack: PackData) -> None:
    asked = by_requirement(pack.questions)
    for reference in ("5.1", "5.2", "5.3"):
        roles = " ".join(question.interviewee.casefold() for question in asked[reference])
        assert any(word in roles for word in ("director", "top management", "board", "chief")), reference


def test_some_questions_are_for_stage_one_and_some_only_for_one_place(pack: PackData) -> None:
    stages = Counter(question.stages for question in pack.questions)
    assert set(stages) == {("stage2",), ("stage1", "stage2")}
    assert {question.place.value for question in pack.questions} == {"either", "on_site", "remote"}


def test_stage_one_can_ask_for_each_thing_that_must_exist_in_writing(pack: PackData) -> None:
    asked = by_requirement(pack.questions)
    for requirement in pack.requirements:
        if requirement.documented_information:
            stages = [question.stages for question in asked[requirement.reference]]
            assert ("stage1", "stage2") in stages, requirement.reference


def test_no_question_announces_more_time_than_it_plans(pack: PackData) -> None:
    announced = {"half an hour": 30, "twenty minutes": 20, "quarter of an hour": 15, "fifteen minutes": 15}
    for question in pack.questions:
        for words, minutes in announced.items():
            assert words not in question.question or question.minutes >= minutes, question.code


def test_the_lint_finds_nothing_in_the_shipped_packs() -> None:
    for one in shelved():
        if not one.is_own:
            assert one.pack is not None, one.error
            assert figures(one.pack).remarks == (), one.pack.key
