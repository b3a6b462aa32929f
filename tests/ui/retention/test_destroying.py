"""What is due is destroyed by a deliberate act that says beforehand what it does."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.retention.due import SubjectKind
from app.retention.holds import holds_in_force
from app.settings import Settings
from app.workspace.backups.place import remember_second_place
from models.session import NoteLine
from tests.app.retention.conftest import close_audit, set_rules
from tests.conftest import FixedClock
from tests.ui.fake_pages import FakePage
from tests.ui.retention.conftest import Desk
from tests.ui.screen import says
from ui.programme.page import AuditsPage

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


def test_an_empty_page_says_where_dates_come_from_and_leads_there(desk: Desk) -> None:
    assert says(desk.page, "Nothing is to be destroyed within a year")
    assert not desk.page.main_button.isEnabled()
    desk.page.first_focus().setFocus()
    desk.press(ENTER)
    page = desk.window.current_page()
    assert isinstance(page, FakePage)
    assert (page.page_id, page.opened_at[-1]) == ("settings", {"tab": "programme"})


def test_what_is_due_is_destroyed_with_the_keyboard_and_its_reason_stays_on_record(
    desk: Desk, clock: FixedClock
) -> None:
    desk.attach("a.txt", b"a", due=True)
    desk.attach("b.txt", b"b", due=True)
    desk.workspace.back_up("by-hand")
    clock.advance(hours=1)
    desk.page.main_button.setFocus()
    desk.press(ENTER)
    dialog = desk.dialog()
    assert says(dialog, "Destroy 2 things that are due")
    assert [dialog.subjects.item(n).text() for n in range(2)] == [
        "IA-2026-01 E-001 About a.txt",
        "IA-2026-01 E-002 About b.txt",
    ]
    assert says(dialog, "in every earlier backup within reach")
    assert says(dialog, "Nobody can undo this")
    desk.press(ENTER)
    desk.qtbot.waitUntil(dialog.destroy_button.hasFocus)
    desk.press(ENTER)
    assert says(dialog, "Write down why first.")
    assert desk.destroyed() == ()
    desk.type("Agreed with the clinic")
    desk.press(ENTER)
    desk.press(ENTER)
    desk.settle()
    assert [(row.number, row.reason) for row in desk.destroyed()] == [
        ("E-002", "Agreed with the clinic"),
        ("E-001", "Agreed with the clinic"),
    ]
    assert says(desk.page.notice, "Destroyed: E-001, E-002.")
    assert says(desk.page.notice, "1 earlier backup was cleaned.")
    assert says(desk.page, "Nothing is to be destroyed within a year")
    assert desk.workspace.undo_list.next_undo is None


def test_leaving_the_dialog_destroys_nothing(desk: Desk) -> None:
    desk.attach("a.txt", b"a", due=True)
    desk.page.destroy_all()
    desk.dialog()
    desk.press(ESCAPE)
    desk.settle()
    assert desk.destroyed() == ()
    assert desk.page.main_button.isEnabled()


def test_one_piece_of_many_is_destroyed_alone(desk: Desk) -> None:
    first, second = desk.attach("a.txt", b"a", due=True), desk.attach("b.txt", b"b", due=True)
    desk.page.open(due_id=second)
    desk.page.due.detail.destroy_button.click()
    dialog = desk.dialog()
    assert says(dialog, "Destroy 1 thing that is due")
    dialog.reason.setText("Asked for")
    dialog.destroy_button.click()
    desk.settle()
    assert [row.number for row in desk.destroyed()] == ["E-002"]
    assert list(desk.page.due.rows) == [first]


def test_a_hold_is_placed_with_its_reason_and_lifted_again(desk: Desk) -> None:
    piece = desk.attach("a.txt", b"a", due=True)
    box = desk.page.due.detail.hold
    box.place_button.click()
    assert says(box, "Write down what it is kept for.")
    box.reason.setFocus()
    desk.type("Court case")
    box.place_button.click()
    desk.settle()
    assert says(box, "On hold since 06 Jul 2026 by Auditor, Ada: Court case")
    assert not desk.page.due.detail.destroy_button.isEnabled()
    assert not desk.page.main_button.isEnabled()
    box.lift_button.click()
    desk.settle()
    assert desk.page.due.detail.destroy_button.isEnabled()
    box.reason.setText("Works council")
    box.audit_button.click()
    desk.settle()
    with desk.workspace.read() as unit:
        (held,) = holds_in_force(unit).values()
    assert (held.kind, held.subject_id) == (SubjectKind.AUDIT, desk.story.audit)
    assert desk.page.due.rows[piece].hold is not None
    desk.workspace.undo()
    desk.settle()
    assert desk.page.due.rows[piece].hold is None


def test_a_date_of_its_own_is_given_and_taken_back(desk: Desk) -> None:
    piece = desk.attach("a.txt", b"a")
    set_rules(desk.workspace, desk.story, 3, None)
    close_audit(desk.workspace, desk.story.audit)
    desk.settle()
    assert desk.page.due.rows == {}
    desk.page.open(due_id=piece)
    assert desk.page.due.narrow.value() == "all"
    detail = desk.page.due.detail
    assert says(
        detail, "To be destroyed on 06 Jul 2029. Rule for evidence: 3 years after the audit was closed."
    )
    detail.day.line().setFocus()
    desk.type("1 Aug 2026")
    desk.press(TAB)
    desk.settle()
    assert says(detail, "To be destroyed on 01 Aug 2026. Rule: the date that was set for it.")
    assert any("E-001 is to be destroyed on 01 Aug 2026." in text for text in desk.window.status_bar.texts())
    detail.day.line().setFocus()
    detail.day.line().selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.press(TAB)
    desk.settle()
    assert desk.page.due.rows[piece].own_date is None


def test_of_a_person_it_is_said_where_the_name_stands_and_stays(desk: Desk) -> None:
    set_rules(desk.workspace, desk.story, None, 0)
    close_audit(desk.workspace, desk.story.audit)
    with desk.workspace.write("Edit notes") as uow:
        uow.session.get_one(NoteLine, desk.story.line).text = "Čapek, Jana showed the log."
    desk.settle()
    desk.page.load()
    detail = desk.page.due.detail
    assert says(detail, "The name also stands in what was written: 1 line of notes. That stays as it is.")
    assert not detail.open_button.isVisible()
    detail.destroy_button.click()
    dialog = desk.dialog()
    dialog.reason.setText("Her request")
    dialog.destroy_button.click()
    desk.settle()
    assert [row.number for row in desk.destroyed()] == ["P-01"]


def test_a_drive_that_is_away_is_named_before_and_after(
    desk: Desk, settings: Settings, clock: FixedClock, tmp_path: Path
) -> None:
    place = tmp_path / "Assay backups"
    remember_second_place(settings, place)
    desk.attach("a.txt", b"a", due=True)
    desk.page.destroy_all()
    dialog = desk.dialog()
    words = f"The backups in {place} may still hold it"
    assert says(dialog, words)
    dialog.reason.setText("Agreed")
    dialog.destroy_button.click()
    desk.settle()
    assert says(desk.page.notice, words)
    desk.page.load()
    assert says(desk.page.notice, f"The backups in {place} may still hold what was destroyed")
    place.mkdir()
    clock.advance(hours=1)
    desk.window.backups.back_up_opened()
    desk.settle()
    desk.page.notice.close_message()
    desk.page.load()
    assert not desk.page.notice.isVisible()


def test_what_is_due_is_told_above_the_audits_and_in_the_rail(desk: Desk) -> None:
    desk.attach("a.txt", b"a", due=True)
    set_rules(desk.workspace, desk.story, None, 0)
    close_audit(desk.workspace, desk.story.audit)
    desk.settle()
    rail = {item.entry.page_id: item for item in desk.window.rail.items()}
    desk.qtbot.waitUntil(lambda: rail["retention"].accessibleName() == "Retention, 2")
    desk.window.navigate("audits", {})
    page = desk.window.current_page()
    assert isinstance(page, AuditsPage)
    assert page.due.text() == (
        "Due to be destroyed: 1 piece of evidence and the data of 1 person. Nothing goes until you say so."
    )
    page.due.show_button.setFocus()
    desk.press(ENTER)
    assert desk.window.current_page() is desk.page
    assert desk.page.choice.current() == "due"


def test_nothing_is_told_above_the_audits_while_nothing_is_due(desk: Desk) -> None:
    desk.window.navigate("audits", {})
    page = desk.window.current_page()
    assert isinstance(page, AuditsPage)
    assert not page.due.isVisible()


def test_a_piece_that_is_not_due_yet_cannot_be_destroyed(desk: Desk, clock: FixedClock) -> None:
    desk.attach("a.txt", b"a", due=True)
    assert desk.page.due.detail.destroy_button.isEnabled()
    clock.set(clock.now() - timedelta(days=1))
    desk.page.load()
    assert not desk.page.due.detail.destroy_button.isEnabled()
    assert not desk.page.main_button.isEnabled()


@pytest.mark.parametrize("part", ["due", "trash", "record"])
def test_the_page_comes_back_to_the_list_it_was_left_at(desk: Desk, part: str) -> None:
    desk.page.open(part=part)
    assert desk.page.choice.current() == part
    assert desk.page.where() == {"part": part}
