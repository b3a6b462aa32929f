"""Locking in the middle of the notes: back to the session, the item, the line and the letter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.workspace.protection import set_passphrase
from tests.ui.sessions.conftest import Auditor
from ui.sessions.note_line import NoteLine

PASSPHRASE = "two green doors"

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def test_unlocking_leads_back_to_the_letter_in_the_line_of_the_item(auditor: Auditor) -> None:
    set_passphrase(auditor.workspace, PASSPHRASE)
    auditor.open("A.8.13")
    auditor.write_line("First the nightly jobs.")
    auditor.write_line("Then the weekly copy.")
    auditor.press(Qt.Key.Key_Up)
    auditor.press(Qt.Key.Key_Home)
    for _ in range(9):
        auditor.press(Qt.Key.Key_Right)
    before = auditor.texts()
    lock_and_unlock(auditor)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.13"]
    assert auditor.texts() == before
    auditor.qtbot.waitUntil(lambda: line_with_caret(auditor).text.toPlainText() == "Then the weekly copy.")
    assert line_with_caret(auditor).text.textCursor().position() == 9
    auditor.types("own ")
    assert line_with_caret(auditor).text.toPlainText() == "Then the own weekly copy."


def test_a_line_that_was_begun_is_saved_by_the_lock(auditor: Auditor) -> None:
    set_passphrase(auditor.workspace, PASSPHRASE)
    auditor.open("A.8.13")
    auditor.types("We never test")
    lock_and_unlock(auditor)
    auditor.qtbot.waitUntil(lambda: line_with_caret(auditor).text.toPlainText() == "We never test")
    auditor.types(" restores.")
    assert auditor.texts()[-1] == "We never test restores."


def line_with_caret(auditor: Auditor) -> NoteLine:
    line = auditor.focused().parent()
    assert isinstance(line, NoteLine)
    return line


def lock_and_unlock(auditor: Auditor) -> None:
    window, unlock = auditor.window, auditor.window.welcome.unlock
    window.lock()
    assert not window.has_workspace()
    auditor.qtbot.keyClicks(unlock.passphrase, PASSPHRASE)
    auditor.qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    auditor.qtbot.waitUntil(window.has_workspace, timeout=10_000)
    QApplication.processEvents()
    assert window.workspace is not None
    auditor.workspace = window.workspace
