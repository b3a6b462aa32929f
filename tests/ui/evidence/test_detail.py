"""One piece of evidence: its fields, its use, its custody, its file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.evidence.evidence import edit_evidence
from app.evidence.reads import CustodyAction, EvidenceWeight
from app.retention.destroying import destroy_due
from app.words import N_
from models.evidence import Evidence
from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from tests.ui.fake_pages import FakePage
from tests.ui.screen import says
from ui.evidence.detail import Detail


@pytest.fixture
def detail(desk: Desk, make_file: MakeFile) -> Detail:
    """The detail of a text file that was just attached."""
    desk.attach(make_file("restore log.txt", b"1 of 4 restored"))
    return desk.page.evidence.detail


def only_id(desk: Desk) -> str:
    return desk.rows()[0].id


def test_a_title_saves_itself_and_stands_in_the_list(desk: Desk, detail: Detail) -> None:
    desk.type(detail.circumstances.title_field, "Restore log")
    assert desk.page.flush()
    assert desk.rows()[0].title == "Restore log"
    table = desk.page.evidence.list.table
    assert str(table.model().index(0, 1).data()) == "Restore log\nrestore log.txt"
    assert says(detail, "Restore log")


def test_circumstances_are_kept_field_by_field(desk: Desk, detail: Detail) -> None:
    fields = detail.circumstances
    desk.type(fields.obtained_where, "Leeds, server room")
    desk.type(fields.period_start.line(), "1 Nov 2025", enter=True)
    desk.type(fields.obtained_at.time_line(), "8.05", enter=True)
    fields.weight.setFocus()
    desk.press(Qt.Key.Key_Home)
    fields.personal.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.page.flush()
    (row,) = desk.rows()
    assert (row.obtained_where, f"{row.period_start}") == ("Leeds, server room", "2025-11-01")
    assert f"{row.obtained_at:%H:%M}" == "08:05"
    assert row.weight is EvidenceWeight.SEEN_BY_AUDITOR
    assert row.has_personal_data


def test_a_time_that_is_none_is_marked_and_not_kept(desk: Desk, detail: Detail) -> None:
    line = detail.circumstances.obtained_at.time_line()
    desk.type(line, "25:00", enter=True)
    assert line.property("failed")
    assert f"{desk.rows()[0].obtained_at:%H:%M}" == "09:30"


def test_what_is_being_typed_survives_a_change_by_somebody_else(desk: Desk, detail: Detail) -> None:
    notes = detail.circumstances.notes
    notes.setFocus()
    desk.qtbot.keyClicks(notes, "Half a sent")
    with desk.workspace.write(N_("Edit evidence")) as uow:
        edit_evidence(uow, only_id(desk), source="backup server")
    desk.qtbot.waitUntil(lambda: detail.circumstances.source.text() == "backup server")
    assert notes.text() == "Half a sent"
    assert notes.textCursor().position() == len("Half a sent")


def test_typing_is_written_to_the_piece_that_it_was_typed_for(
    desk: Desk, detail: Detail, make_file: MakeFile
) -> None:
    desk.attach(make_file("second.txt", b"second"))
    first = desk.show("E-001")
    desk.qtbot.keyClicks(detail.circumstances.notes, "about the first")
    desk.page.evidence.list.table.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.qtbot.waitUntil(lambda: detail.evidence_id != first)
    desk.settle()
    assert desk.detail(first).notes == "about the first"
    assert detail.circumstances.notes.text() == ""


def test_a_screenshot_is_weak_until_it_says_which_system_and_how(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file("shot.png", b"\x89PNG\r\n\x1a\n garbage"))
    detail = desk.page.evidence.detail
    assert says(detail, "weak")
    desk.type(detail.circumstances.source, "Veeam console, account audit-ro")
    desk.type(detail.circumstances.obtained_how, "Taken on the auditor's request")
    assert desk.page.flush()
    assert not desk.rows()[0].is_weak
    assert not says(detail, "weak")


def test_enter_uses_evidence_in_an_item_and_in_a_finding(desk: Desk, detail: Detail) -> None:
    detail.tabs.choose("used_in")
    desk.type(detail.used_in.mark, "#a.8.13", enter=True)
    desk.type(detail.used_in.mark, "f-1", enter=True)
    targets = [link.target for link in desk.rows()[0].links]
    assert [target.item_id for target in targets] == [desk.story.backups, None]
    assert targets[1].finding_id == desk.story.finding
    labels = [line.open_button.label() for line in detail.used_in.lines]
    assert labels == ["Item A.8.13", "Finding F-01"]
    assert detail.used_in.mark.text() == ""


def test_a_number_that_nothing_has_is_told_beside_the_field(desk: Desk, detail: Detail) -> None:
    detail.tabs.choose("used_in")
    desk.type(detail.used_in.mark, "F-99", enter=True)
    assert says(detail, "no item and no finding with this number")
    assert detail.used_in.mark.text() == "F-99"


def test_evidence_is_taken_off_a_place_and_ctrl_z_puts_it_back(desk: Desk, detail: Detail) -> None:
    desk.type(detail.used_in.mark, "A.8.13", enter=True)
    detail.used_in.lines[0].off_button.click()
    assert desk.rows()[0].links == ()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(lambda: len(detail.used_in.lines) == 1)
    assert len(desk.rows()[0].links) == 1


def test_a_place_leads_to_its_page(desk: Desk, detail: Detail) -> None:
    desk.type(detail.used_in.mark, "F-01", enter=True)
    detail.used_in.lines[0].open_button.click()
    page = desk.window.current_page()
    assert isinstance(page, FakePage)
    assert (page.page_id, page.opened_at) == ("findings", [{"finding_id": desk.story.finding}])


def test_verifying_is_noted_in_the_chain_of_custody(desk: Desk, detail: Detail) -> None:
    detail.tabs.choose("file")
    detail.file.verify_button.click()
    desk.settle()
    assert desk.is_told("its SHA-256 is the same")
    actions = [event.action for event in desk.detail(only_id(desk)).custody]
    assert actions == [CustodyAction.TAKEN, CustodyAction.VERIFIED]
    assert detail.custody.count() == 2


def test_a_changed_byte_is_named_and_nothing_is_noted(desk: Desk, detail: Detail) -> None:
    (name,) = desk.workspace.objects.names()
    path = desk.workspace.objects.path(name)
    stored = bytearray(path.read_bytes())
    stored[-1] ^= 1
    path.write_bytes(stored)
    detail.file.verify()
    desk.settle()
    assert "E-001 (restore log.txt) is not what was taken in" in desk.window.message_bar.text()
    assert len(desk.detail(only_id(desk)).custody) == 1


def test_a_copy_leaves_with_an_entry_in_the_chain_of_custody(
    desk: Desk, detail: Detail, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    detail.file.export_to(target)
    desk.settle()
    (copy,) = target.iterdir()
    assert copy.read_bytes() == b"1 of 4 restored"
    events = desk.detail(only_id(desk)).custody
    assert (events[-1].action, events[-1].detail) == (CustodyAction.EXPORTED, str(copy))


def test_a_removed_piece_comes_back_with_ctrl_z(desk: Desk, detail: Detail) -> None:
    evidence_id = only_id(desk)
    desk.window.commands.run("evidence.remove")
    assert desk.rows() == []
    assert says(desk.page, "No evidence yet")
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(lambda: detail.evidence_id == evidence_id)
    assert [row.number for row in desk.rows()] == ["E-001"]


def test_after_destruction_only_number_hash_and_disposal_record_are_left(desk: Desk, detail: Detail) -> None:
    with desk.workspace.write(N_("Edit evidence {number}"), number="E-001") as uow:
        uow.session.get_one(Evidence, only_id(desk)).destroy_on = uow.today()
    destroy_due(desk.workspace, [only_id(desk)], "Agreed with the auditee")
    desk.qtbot.waitUntil(lambda: says(detail, "Destroyed on 6 Jul 2026"))
    assert says(detail, "Reason: Agreed with the auditee")
    assert says(detail, desk.rows()[0].sha256[:8])
    assert not says(detail, "restore log.txt")
    assert not detail.tabs.isVisible()


def test_seen_and_not_taken_is_recorded_without_the_mouse(desk: Desk) -> None:
    desk.press(Qt.Key.Key_R, CTRL)
    form = desk.page.evidence.seen_form
    desk.qtbot.waitUntil(form.what.hasFocus)
    desk.qtbot.keyClicks(form.what, "Key ceremony protocol")
    desk.press(Qt.Key.Key_Tab)
    desk.qtbot.keyClicks(form.identifier, "KC-7")
    desk.press(Qt.Key.Key_Return)
    (row,) = desk.rows()
    assert (row.title, row.source, row.has_file) == ("Key ceremony protocol", "KC-7", False)
    assert desk.page.evidence.detail.evidence_id == row.id
    assert says(desk.page, "There is no file: this was seen")


def test_seen_without_words_asks_for_them(desk: Desk) -> None:
    desk.press(Qt.Key.Key_R, CTRL)
    desk.press(Qt.Key.Key_Return)
    assert "Say in a few words what it is." in desk.window.message_bar.text()
    assert desk.page.evidence.seen_form.what.hasFocus()


def test_escape_leaves_the_form(desk: Desk, detail: Detail) -> None:
    desk.press(Qt.Key.Key_R, CTRL)
    desk.press(Qt.Key.Key_Escape)
    assert detail.isVisible()
    assert desk.page.evidence.list.table.hasFocus()


def test_typing_into_find_narrows_the_list(desk: Desk, detail: Detail, make_file: MakeFile) -> None:
    desk.attach(make_file("contract.pdf", b"%PDF-"))
    desk.press(Qt.Key.Key_F, CTRL)
    desk.qtbot.keyClicks(QApplication.focusWidget(), "contr")
    desk.qtbot.waitUntil(lambda: desk.page.evidence.list.table.count() == 1)
    desk.type(desk.page.find_field, "no such thing")
    desk.qtbot.waitUntil(lambda: says(desk.page, "Nothing matches"))
    desk.page.open(evidence_id=desk.rows()[0].id)
    assert desk.page.find_field.text() == ""
    assert desk.page.evidence.list.table.count() == 2


def test_the_list_is_sorted_by_the_column_that_is_clicked(
    desk: Desk, detail: Detail, make_file: MakeFile
) -> None:
    desk.attach(make_file("a much larger file.txt", b"x" * 5000))
    table = desk.page.evidence.list.table
    table.sort_requested.emit("size", False)
    assert str(table.model().index(0, 0).data()) == "E-002"
    assert table.sort_state() == ("size", False)


def test_only_what_is_not_used_yet_can_be_listed(desk: Desk, detail: Detail, make_file: MakeFile) -> None:
    desk.type(detail.used_in.mark, "A.8.13", enter=True)
    desk.page.evidence.list.table.setFocus()
    desk.attach(make_file("b.txt", b"b"))
    narrow = desk.page.evidence.list.narrow
    narrow.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.evidence.list.table.count() == 1
    assert desk.is_told("1 piece is not used yet")


def test_the_page_opens_where_it_was_left(desk: Desk, detail: Detail, make_file: MakeFile) -> None:
    desk.attach(make_file("b.txt", b"b"))
    first = desk.show("E-001")
    assert desk.page.where() == {"evidence_id": first}
    desk.page.open(evidence_id="gone")
    assert desk.page.where() == {"evidence_id": first}
