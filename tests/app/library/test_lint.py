"""The lint marks what a lead auditor would not take into the room."""

from dataclasses import replace

import pytest

from app.library.lint import Rule, remarks
from app.library.pack_data import Depth, PackData, QuestionData
from app.library.packs import load_pack


@pytest.fixture(scope="module")
def whole() -> PackData:
    return load_pack()


def pack_of(whole: PackData, *questions: QuestionData) -> PackData:
    return replace(whole, questions=questions)


def marks(whole: PackData, *questions: QuestionData) -> list[tuple[str, Rule]]:
    return [(remark.code, remark.rule) for remark in remarks(pack_of(whole, *questions))]


@pytest.fixture
def good(whole: PackData) -> QuestionData:
    return next(question for question in whole.questions if question.code == "Q-A8.13-01")


def test_a_good_question_is_left_alone(whole: PackData, good: QuestionData) -> None:
    assert marks(whole, good) == []


@pytest.mark.parametrize(
    "opening", ["Do you", "Are there any", "Can you show me how you", "Have all of them"]
)
def test_a_question_that_yes_would_answer_is_marked(
    whole: PackData, good: QuestionData, opening: str
) -> None:
    closed = replace(good, question=f"{opening} test backups of every critical system each quarter?")
    assert marks(whole, closed) == [(good.code, Rule.CLOSED)]


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("why", "", Rule.EMPTY),
        ("sampling", "   ", Rule.EMPTY),
        ("look_for", ("one thing alone",), Rule.EMPTY),
        ("red_flags", (), Rule.EMPTY),
        ("stages", (), Rule.EMPTY),
        ("question", "What of backups?", Rule.LENGTH),
        ("why", "word " * 60, Rule.LENGTH),
        ("evidence", ("restore witnessed", "x" * 300), Rule.LENGTH),
        ("cross", ("A.8.14", "A.9.99"), Rule.REFERENCE),
        ("cross", ("A.8.14", "A.8.14"), Rule.REFERENCE),
        ("cross", ("A.8.14", "A.8.13"), Rule.REFERENCE),
        ("depth", Depth.DEEP, Rule.CORE),
    ],
)
def test_what_is_missing_or_off_is_marked(
    whole: PackData, good: QuestionData, field: str, value: object, rule: Rule
) -> None:
    found = {one_rule for _code, one_rule in marks(whole, replace(good, **{field: value}))}  # type: ignore[arg-type]
    assert found == {rule}


def test_a_question_that_repeats_the_title_is_marked(whole: PackData, good: QuestionData) -> None:
    title = "How is the use of privileged access rights restricted and managed across the company?"
    restated = replace(good, primary="A.8.2", cross=("A.8.3",), question=title)
    assert marks(whole, restated) == [(good.code, Rule.TITLE)]


def test_near_duplicates_and_exchanged_words_are_marked(whole: PackData, good: QuestionData) -> None:
    asked = "Which firewall rule is the oldest, who opened it, and what would stop if it were closed tonight?"
    again = "Who opened the oldest firewall rule, and what would stop if you closed it tonight?"
    framed = (
        "Which guest account is the newest, who removed it, and what would break if it were kept tonight?"
    )
    one = replace(good, question=asked)
    reworded = replace(_without_lists(good), code="Q-2", question=again)
    exchanged = replace(_without_lists(good), code="Q-3", question=framed)
    assert ("Q-2", Rule.ALIKE) in marks(whole, one, reworded)
    assert ("Q-3", Rule.FRAME) in marks(whole, one, exchanged)


def _without_lists(good: QuestionData) -> QuestionData:
    return replace(good, look_for=(), evidence=(), red_flags=(), follow_up=())


def test_a_shared_run_of_words_and_a_worn_opening_are_marked(whole: PackData, good: QuestionData) -> None:
    said = "the year's worst outage from the first alarm to the last apology"
    one = replace(good, question=f"Tell me about {said}.")
    other = replace(_without_lists(good), code="Q-2", question=f"Whose job was it during {said}?")
    assert ("Q-2", Rule.FRAME) in marks(whole, one, other)
    endings = [
        "an engineer's locker",
        "yesterday's shift log",
        "some visitor badge",
        "that loading ramp",
        "payroll",
    ]
    worn = [
        replace(
            _without_lists(good), code=f"Q-{number}", question=f"Walk me through {ending} and its history."
        )
        for number, ending in enumerate(endings)
    ]
    assert [code for code, rule in marks(whole, *worn) if rule is Rule.FRAME] == ["Q-4"]


def test_entries_of_lists_that_come_twice_are_marked(whole: PackData, good: QuestionData) -> None:
    other = next(question for question in whole.questions if question.code == "Q-7.3-01")
    copied = replace(other, evidence=(*other.evidence[:1], good.evidence[1]))
    assert marks(whole, good, copied) == [("Q-7.3-01", Rule.ALIKE)]


def test_a_language_whose_words_are_not_known_is_checked_for_its_form_alone(
    whole: PackData, good: QuestionData
) -> None:
    closed = replace(good, question="Do you test backups of every critical system each quarter?")
    assert remarks(replace(pack_of(whole, closed), language="fr")) == ()
