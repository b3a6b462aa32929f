"""The way to a cause, written with the hands on the keyboard."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.findings import lifecycle
from app.findings.terms import CauseMethod, FindingState
from app.follow_up import causes, reads, responses
from app.follow_up.responses import PlannedAction
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import CTRL, Keys
from ui.findings.page import FindingsPage

WHYS, ISHIKAWA = CauseMethod.FIVE_WHYS, CauseMethod.ISHIKAWA


def choose(page: FindingsPage, method: CauseMethod) -> None:
    page.detail.tabs.choose("response")
    field = page.detail.response._method
    field.set_value(method)
    field.value_chosen.emit(method)


def outline(story: Story, finding_id: str, method: CauseMethod) -> list[tuple[int, str]]:
    response = story.see(reads.responses, finding_id)[0]
    return [(one.depth, one.text) for one in story.see(causes.cause_steps, response.id, method)]


def focused_text(keys: Keys) -> str:
    field = keys.focused()
    assert isinstance(field, QPlainTextEdit)
    return field.accessibleName()


def test_enter_asks_why_again_and_ctrl_enter_asks_another_why_beside_it(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    keys.on(page.detail.response.causes.start)
    keys.enter()
    keys.type("The test was not held")
    keys.enter()
    keys.type("Nobody had the task")
    keys.press(Qt.Key.Key_Return, CTRL)
    assert focused_text(keys) == "Why 2"
    keys.type("The tool gave no reminder")
    assert page.flush()

    assert outline(story, finding_id, WHYS) == [
        (0, "The test was not held"),
        (1, "Nobody had the task"),
        (1, "The tool gave no reminder"),
    ]
    assert page.detail.response.causes.start.isHidden()


def test_enter_on_a_why_that_has_one_behind_it_goes_there(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    keys.type("One")
    keys.enter()
    keys.on(part.rows[0].text)
    keys.enter()

    assert part.rows[1].text.hasFocus()
    assert len(part.rows) == 2


def test_backspace_in_an_empty_step_takes_it_off_and_undo_brings_it_back(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    keys.type("One")
    keys.enter()
    keys.press(Qt.Key.Key_Backspace)
    assert [row.text.text() for row in part.rows] == ["One"]
    assert part.rows[0].text.hasFocus()

    story.workspace.undo()
    qtbot.waitUntil(lambda: len(part.rows) == 2)


def test_tab_leads_from_a_why_to_what_shows_it(open_page: OpenPage, story: Story, keys: Keys) -> None:
    page = open_page(story.issued())
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    keys.type("Missed")
    keys.tab()
    assert keys.focused() is part.rows[0].shown_by


def test_each_step_says_what_shows_it_and_the_hint_goes(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    page = open_page(story.issued())
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    for why in ("Missed", "No task", "No role"):
        keys.type(why)
        if why != "No role":
            keys.enter()
    assert page.flush()
    qtbot.waitUntil(lambda: "“Missed” rests on nothing yet" in part.remarks.text())
    for row in part.rows:
        keys.on(row.shown_by)
        keys.type("Calendar 2026")
    assert page.flush()
    qtbot.waitUntil(part.remarks.isHidden)


def test_evidence_of_the_finding_can_be_chosen_for_a_step(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    field = part.rows[0].evidence
    assert [field.itemText(at) for at in range(field.count())] == ["evidence?", "E-001"]
    field.setCurrentIndex(1)
    field.activated.emit(1)

    response = story.see(reads.responses, finding_id)[0]
    (step,) = story.see(causes.cause_steps, response.id, WHYS)
    assert step.evidence_number == "E-001"


def test_the_last_why_becomes_the_cause(open_page: OpenPage, story: Story, keys: Keys) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    keys.type("The role was vacant")
    assert page.flush()
    keys.on(part.rows[0].cause)
    keys.enter()
    keys.on(part.rows[0].cause)
    keys.enter()

    assert story.see(reads.responses, finding_id)[0].cause == "The role was vacant"
    assert page.detail.response.texts["cause"].field.hasFocus()


def test_an_ishikawa_outline_begins_with_the_usual_categories(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, ISHIKAWA)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    assert [row.text.text() for row in part.rows] == list(causes.CATEGORIES)
    keys.enter()
    keys.type("Reviewers were not told")
    keys.enter()
    keys.type("No handover")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.type("The list of tasks is old")
    assert page.flush()

    assert outline(story, finding_id, ISHIKAWA)[:5] == [
        (0, "People"),
        (1, "Reviewers were not told"),
        (1, "No handover"),
        (2, "The list of tasks is old"),
        (0, "Process"),
    ]
    assert part.start.label() == "Add a category"


def test_a_submitted_response_shows_its_steps_and_no_way_to_change_them(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    choose(page, WHYS)
    part = page.detail.response.causes
    keys.on(part.start)
    keys.enter()
    keys.type("One")
    assert page.flush()
    story.do(responses.edit_response, finding_id, correction="Held", extent="None", cause="No role")
    action = PlannedAction("Name an owner", story.person("Ada Fenwick"), date(2026, 8, 30))
    story.do(responses.add_action, finding_id, action)
    story.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)
    page.load()

    (row,) = part.rows
    assert not part.isHidden()
    assert row.text.isReadOnly()
    assert row._add.isHidden()
    assert part.start.isHidden()


def test_it_is_noted_what_changes_in_the_risk_assessment(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id = story.issued()
    page = open_page(finding_id)
    page.detail.tabs.choose("response")
    risks = page.detail.response.risks
    assert risks._note_row.isHidden()
    risks.needed.set_value(True)
    risks.needed.value_chosen.emit(True)
    assert risks.note.hasFocus()
    keys.type("Risk 14 is rated again")
    assert page.flush()

    (response,) = story.see(reads.responses, finding_id)
    assert (response.risk_update_needed, response.risk_update_note) == (True, "Risk 14 is rated again")
