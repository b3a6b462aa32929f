"""What is arranged while somebody is in the room: each in a few keys, without a dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.sessions.change_reads import substitutions
from app.sessions.read_back import confirm, confirmations
from app.sessions.reads import SessionView, session_view
from app.sessions.sessions import AuditMode, Consent, SessionKind, edit_session
from tests.ui.screen import says
from tests.ui.sessions.conftest import CTRL, SHIFT, Auditor
from ui.sessions.arranging.panel import ArrangingPanel
from ui.sessions.arranging.read_back_card import ReadBackCard
from ui.sessions.note_line import NoteLine

SHIFTED = CTRL | SHIFT


def view(auditor: Auditor, session_id: str = "") -> SessionView:
    with auditor.workspace.read() as unit:
        return session_view(unit, session_id or auditor.story.session_id)


def agenda(auditor: Auditor, session_id: str) -> list[str]:
    return [item.reference for item in view(auditor, session_id).items]


def is_on_notes(auditor: Auditor) -> bool:
    return isinstance(auditor.focused().parent(), NoteLine)


def test_somebody_new_stands_in_with_a_key_the_name_and_enter(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_T, SHIFTED)
    auditor.types("Jo Park")
    auditor.press(Qt.Key.Key_Return)
    assert [person.name for person in view(auditor).interviewees] == ["Jo Park"]
    with auditor.workspace.read() as unit:
        assert substitutions(unit, auditor.story.session_id) == (("Jo Park", "M. Okafor"),)
    auditor.press(Qt.Key.Key_Escape)
    assert is_on_notes(auditor)
    assert auditor.lines()[-1].speaker.text == "Jo Park"


def test_somebody_known_is_not_added_twice(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_T, SHIFTED)
    auditor.types("a. moreau")
    auditor.press(Qt.Key.Key_Return)
    (person,) = view(auditor).interviewees
    assert (person.name, person.role) == ("A. Moreau", "people team")


def test_the_end_moves_by_a_quarter_of_an_hour(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_D, SHIFTED)
    auditor.press(Qt.Key.Key_Down)
    end = view(auditor).planned_end
    assert end is not None
    assert f"{end:%H:%M}" == "10:45"


def test_what_was_not_reached_is_carried_with_a_key_and_enter(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_O, SHIFTED)
    auditor.press(Qt.Key.Key_Return)
    assert agenda(auditor, auditor.story.session_id) == ["A.8.1", "A.8.2", "A.8.8"]
    assert agenda(auditor, auditor.story.later_id)[-4:] == ["A.8.13", "A.8.15", "A.8.16", "A.8.24"]


def test_the_interviewee_confirms_with_a_key_and_enter(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_I, SHIFTED)
    auditor.press(Qt.Key.Key_Return)
    with auditor.workspace.read() as unit:
        (row,) = confirmations(unit, auditor.story.session_id)
    assert (row.name, row.at) == ("M. Okafor", auditor.clock.now())


def test_what_was_confirmed_before_is_in_view_where_it_is_confirmed(auditor: Auditor) -> None:
    with auditor.workspace.write("Confirm") as uow:
        confirm(uow, auditor.story.session_id, auditor.story.okafor_id, "weekly, not nightly; " * 12)
    auditor.press(Qt.Key.Key_I, SHIFTED)
    panel, card = auditor.part(ArrangingPanel), auditor.part(ReadBackCard)
    height = panel.viewport().height()
    auditor.qtbot.waitUntil(lambda: card.mapTo(panel.viewport(), card.rect().bottomLeft()).y() <= height)
    assert says(card, "Confirmed on 24 Nov 10:13 by M. Okafor: weekly, not nightly")


def test_a_confirmation_noted_for_the_wrong_person_is_taken_back(auditor: Auditor) -> None:
    with auditor.workspace.write("Confirm") as uow:
        confirm(uow, auditor.story.session_id, auditor.story.okafor_id)
    auditor.window.commands.run("session.unconfirmed")
    card = auditor.part(ReadBackCard)
    assert auditor.focused().accessibleName() == "Take back what M. Okafor confirmed"
    auditor.press(Qt.Key.Key_Return)
    with auditor.workspace.read() as unit:
        assert confirmations(unit, auditor.story.session_id) == ()
    assert not says(card, "Confirmed on")
    assert card.confirm_button.hasFocus()


def test_ctrl_i_opens_and_leaves_and_typing_in_the_notes_is_kept(auditor: Auditor) -> None:
    auditor.types("Half a sen")
    auditor.press(Qt.Key.Key_I, CTRL)
    assert not is_on_notes(auditor)
    auditor.press(Qt.Key.Key_I, CTRL)
    assert is_on_notes(auditor)
    assert auditor.texts() == ["Half a sen"]


def test_of_a_document_review_the_record_is_the_first_thing(auditor: Auditor) -> None:
    with auditor.workspace.write("Turn") as uow:
        edit_session(uow, auditor.story.session_id, kind=SessionKind.DOCUMENT_REVIEW)
    auditor.press(Qt.Key.Key_I, CTRL)
    assert auditor.focused().accessibleName() == "Document"
    auditor.types("Backup policy")
    auditor.press(Qt.Key.Key_Tab)
    auditor.types("v3")
    auditor.press(Qt.Key.Key_Escape)
    fields = view(auditor).fields
    assert (fields["document_title"], fields["document_version"]) == ("Backup policy", "v3")


def test_of_a_technical_test_what_was_agreed_is_asked_for(auditor: Auditor) -> None:
    with auditor.workspace.write("Turn") as uow:
        edit_session(uow, auditor.story.session_id, kind=SessionKind.TECHNICAL_TEST)
    auditor.press(Qt.Key.Key_I, CTRL)
    for text in ("Mail of 20 Nov", "Tue 22:00–23:00", "ro_audit", "Screen recorded", "Nothing was changed"):
        auditor.types(text)
        auditor.press(Qt.Key.Key_Tab)
    auditor.press(Qt.Key.Key_Escape)
    fields = view(auditor).fields
    assert [
        fields[f"test_{name}"] for name in ("agreement", "window", "account", "logging", "restoring")
    ] == [
        "Mail of 20 Nov",
        "Tue 22:00–23:00",
        "ro_audit",
        "Screen recorded",
        "Nothing was changed",
    ]


def test_consent_and_means_are_noted_in_the_room(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_I, CTRL)
    panel = auditor.page._room.arranging.panel
    panel.consent.setFocus()
    auditor.press(Qt.Key.Key_Up)
    panel.mode.setFocus()
    auditor.press(Qt.Key.Key_Down)
    panel.tool.setFocus()
    auditor.types("video call")
    auditor.press(Qt.Key.Key_Escape)
    now = view(auditor)
    assert (now.consent, now.mode, now.remote_tool) == (Consent.GIVEN, AuditMode.REMOTE, "video call")


def test_the_sheet_is_written_by_a_job(
    auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "read back.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    auditor.press(Qt.Key.Key_B, SHIFTED)
    auditor.qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")


def test_the_next_must_ask_is_one_key_away(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_J, SHIFTED)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.15"]


def test_nothing_of_it_opens_a_window(auditor: Auditor) -> None:
    before = QApplication.topLevelWidgets()
    for key in (Qt.Key.Key_T, Qt.Key.Key_D, Qt.Key.Key_O, Qt.Key.Key_I):
        auditor.press(key, SHIFTED)
        assert QApplication.activeModalWidget() is None
    assert [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()] == []
