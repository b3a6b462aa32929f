"""The six questions by keyboard, the grade they propose, and another one with its reason (AS-03, R-29)."""

from datetime import date

from PySide6.QtCore import Qt

from app.findings.detail import finding_detail
from app.findings.terms import Answer, FindingType, Grade, Question
from tests.app.findings.story import MAJOR, MINOR, Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage
from ui.widgets.buttons import Button


def answer(page: FindingsPage, keys: Keys, question: Question, letter: str) -> None:
    keys.on(page.detail.grading.row(question).toggle)
    keys.type(letter)


def test_six_questions_answered_by_letters_propose_a_minor(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.raised(on="A.8.13").id
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    for question, letter in zip(list(Question)[1:], "ynnnn", strict=True):
        answer(page, keys, question, letter)

    assert story.finding(finding_id).grade is Grade.MINOR
    assert "Proposed Minor" in page.detail.grading.line.text()
    assert page.detail._badge.text() == "Minor nonconformity"
    assert page.list.badge_texts() == ["0 major", "1 minor"]
    page.detail.tabs.choose("statement")
    assert page.detail.statement.card.answer_text(Question.Q1) == "Yes"


def test_one_yes_below_the_line_raises_the_grade_and_pressed_again_it_is_taken_back(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.written(*MINOR)
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    answer(page, keys, Question.Q3, "y")
    assert story.finding(finding_id).grade is Grade.MAJOR
    assert "not ready" in page.list.readiness_text()

    keys.press(Qt.Key.Key_Space)
    lines = story.see(finding_detail, finding_id).questions
    assert lines[Question.Q3].answer is None
    assert story.finding(finding_id).grade is None


def test_the_arrows_go_from_answer_to_answer(open_page: OpenPage, story: Story, keys: Keys) -> None:
    finding_id = story.raised(on="A.8.13").id
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    keys.on(page.detail.grading.row(Question.Q1).toggle)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Space)

    assert story.see(finding_detail, finding_id).questions[1].answer is Answer.UNSURE


def test_a_short_reason_is_kept_with_its_answer(open_page: OpenPage, story: Story, keys: Keys) -> None:
    finding_id = story.written(*MINOR)
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    keys.on(page.detail.grading.row(Question.Q4).reason)
    keys.type("One team only")
    assert page.flush()

    line = story.see(finding_detail, finding_id).questions[Question.Q4]
    assert (line.answer, line.reason) == (Answer.NO, "One team only")


def test_another_grade_is_refused_without_a_reason_and_shows_both_with_one(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.written(*MINOR)
    page = open_page(finding_id)
    keys.on(page.detail.statement.card.line.choose)
    keys.enter()
    choice = page.detail.grading.choice
    assert choice.reason.hasFocus()
    keys.enter()
    assert "Missing: a reason" in choice.refusal()
    assert story.finding(finding_id).grade is Grade.MINOR

    keys.type("Patient records were exposed")
    keys.enter()
    assert story.finding(finding_id).grade is Grade.MAJOR
    page.detail.tabs.choose("statement")
    said = page.detail.statement.card.line.text()
    assert "Chosen Major instead of proposed Minor" in said
    assert "Patient records were exposed" in said


def test_the_answer_on_the_statement_leads_to_its_question(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.written(*MINOR))
    keys.on(page.detail.statement.card._answers[Question.Q4])
    keys.enter()

    assert page.detail.tabs.current() == "grading"
    toggle = page.detail.grading.row(Question.Q4).toggle
    assert toggle.button(Answer.NO).hasFocus()


def _links(page: FindingsPage) -> list[Button]:
    """The links below the last question, from top to bottom."""
    offered = page.detail.grading._repeats._layout
    items = [offered.itemAt(place) for place in range(offered.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [one for one in widgets if isinstance(one, Button)]


def test_of_many_earlier_ones_the_latest_are_offered_and_the_older_ones_on_demand(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    for _number in range(7):
        last_year.raised()
        story.workspace.seat.clock.advance(days=1)  # type: ignore[attr-defined]
    story.workspace.seat.clock.advance(days=300)  # type: ignore[attr-defined]
    finding_id = story.raised().id
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    *_latest, more = _links(page)
    assert _links(page)[0].label() == "It repeats IA-2025-02 F-07"
    assert more.label() == "2 older ones with this requirement…"
    keys.on(more)
    keys.enter()
    links = _links(page)
    assert [one.label() for one in links] == [f"It repeats IA-2025-02 F-0{n}" for n in range(7, 0, -1)]
    assert links[5].hasFocus()
    keys.enter()
    assert story.see(finding_detail, finding_id).row.repeat_of == "IA-2025-02 F-02"


def test_a_repeat_is_offered_in_the_last_question_and_confirmed_by_the_auditor(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    story.workspace.seat.clock.advance(days=-300)  # type: ignore[attr-defined]
    last_year.issued()
    story.workspace.seat.clock.advance(days=300)  # type: ignore[attr-defined]
    finding_id = story.written(*MINOR)
    page = open_page(finding_id)
    page.detail.tabs.choose("grading")
    (link,) = _links(page)
    assert link.label() == "It repeats IA-2025-02 F-01"
    keys.on(link)
    keys.enter()

    row = story.see(finding_detail, finding_id).row
    assert (row.repeat_of, row.grade) == ("IA-2025-02 F-01", Grade.MAJOR)


def test_a_proven_nonconformity_does_not_become_an_opportunity(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.written(*MAJOR)
    page = open_page(finding_id)
    keys.on(page.detail._change_type)
    keys.enter()
    keys.enter()

    assert "is a nonconformity" in page.detail.refusal()
    assert story.finding(finding_id).type is FindingType.NONCONFORMITY


def test_a_strength_has_fewer_fields_and_no_grade(open_page: OpenPage, story: Story) -> None:
    page = open_page(story.raised(FindingType.STRENGTH).id)
    statement = page.detail.statement

    assert statement.card.isHidden()
    assert not statement.parts["risk"].isVisible()
    assert statement.parts["statement"].field.accessibleName() == "What is worth keeping"


def test_where_no_grade_can_be_chosen_any_more_the_line_ends_with_the_grade(
    open_page: OpenPage, story: Story
) -> None:
    page = open_page(story.issued())
    assert "Proposed Minor A requirement" in page.detail.statement.card.line.text()
