"""Passphrase and recovery key: offered, changed, renewed and removed at the screen."""

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.workspace.header import read_header
from app.workspace.layout import Layout
from app.workspace.recovery_key import RecoveryKey, new_recovery_key, read_recovery_key
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.pages import page_entries
from ui.protection.passphrase_dialog import PassphraseDialog
from ui.protection.recovery_dialog import RecoveryDialog
from ui.settings.page import SettingsPage
from ui.settings.protection_section import ProtectionSection
from ui.shell.lock_watch import LOCK_AFTER
from ui.welcome.new_form import WITH, WITHOUT
from ui.welcome.opening import NewWorkspace, Opener
from ui.window import Window

OLD, NEW = "correct horse", "two green doors"

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def recovery_key() -> RecoveryKey:
    return new_recovery_key()


@pytest.fixture
def place(tmp_path: Path, opener: Opener, recovery_key: RecoveryKey) -> Path:
    """A closed workspace with a passphrase and a recovery key."""
    path = tmp_path / "Northwind.assay"
    new = NewWorkspace(path, "Northwind Clinics", "L. Ferreira", "Lead auditor", OLD)
    opener.create(new, recovery_key).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, open_window: OpenWindow, place: Path) -> Window:
    """The window on the settings of the workspace."""
    window = open_window(None, settings_only())
    window.open_workspace_at(place)
    enter(qtbot, window, OLD)
    return window


def settings_only() -> list[object]:
    return [entry for entry in page_entries() if entry.page_id == "settings"]


@pytest.fixture
def section(window: Window) -> ProtectionSection:
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    page.open(tab="workspace")
    return page.protection


def enter(qtbot: QtBot, window: Window, passphrase: str) -> None:
    field = window.welcome.unlock.passphrase
    qtbot.waitUntil(field.isVisible)
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=10_000)
    QApplication.processEvents()


def asking(window: Window) -> PassphraseDialog:
    return next(one for one in window.findChildren(PassphraseDialog) if one.isVisible())


def showing(window: Window) -> RecoveryDialog:
    return next(one for one in window.findChildren(RecoveryDialog) if one.isVisible())


def dialogs(window: Window) -> list[QWidget]:
    kinds = (PassphraseDialog, RecoveryDialog)
    return [one for kind in kinds for one in window.findChildren(kind) if one.isVisible()]


def answer(qtbot: QtBot, window: Window, present: str, new: str = "") -> None:
    """Fill the fields of the dialog that is open and press Enter."""
    dialog = asking(window)
    for field, text in ((dialog.present, present), (dialog.new, new), (dialog.repeated, new)):
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.keyClick(dialog.present if present else dialog.repeated, Qt.Key.Key_Return)
    settle(qtbot, window)


def opens(place: Path, secret: object) -> bool:
    try:
        read_header(Layout(place).headers).unwrap(secret)  # type: ignore[arg-type]
    except UserError:
        return False
    return True


def make(qtbot: QtBot, window: Window, path: Path, protection: str = WITH) -> None:
    window.new_workspace()
    form = window.welcome.form
    form.protection.button(protection).click()
    qtbot.keyClicks(form.organization, "Northwind")
    qtbot.keyClicks(form.person, "L. Ferreira")
    form.folder.setText(str(path))
    qtbot.keyClicks(form.passphrase, OLD)
    qtbot.keyClicks(form.repeated, OLD)
    form.create_button.click()
    qtbot.waitUntil(window.has_workspace, timeout=20_000)


def test_a_new_workspace_offers_its_recovery_key_and_says_what_is_lost_without(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None, settings_only())
    window.new_workspace()
    assert says(window.welcome.form, "cannot be recovered by anybody")
    make(qtbot, window, tmp_path / "new.assay")
    dialog = showing(window)
    assert says(dialog, "nothing can be recovered, by anybody")
    assert not dialog.done_button.isEnabled()
    assert "•" in dialog.shown.text()
    dialog.show_button.click()
    shown = read_recovery_key(dialog.shown.text())
    assert dialog.done_button.isEnabled()
    dialog.done_button.click()
    assert opens(tmp_path / "new.assay", shown)


def test_the_recovery_key_can_be_declined_and_then_opens_nothing(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None, settings_only())
    make(qtbot, window, tmp_path / "new.assay")
    dialog = showing(window)
    dialog.show_button.click()
    shown = read_recovery_key(dialog.shown.text())
    dialog.without_button.click()
    settle(qtbot, window)
    assert not opens(tmp_path / "new.assay", shown)
    assert opens(tmp_path / "new.assay", OLD)


def test_escape_before_the_key_was_seen_goes_without_it_and_afterwards_keeps_it(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None, settings_only())
    for name, seen in (("one.assay", False), ("two.assay", True)):
        make(qtbot, window, tmp_path / name)
        dialog = showing(window)
        if seen:
            dialog.copy_button.click()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        settle(qtbot, window)
        assert read_header(Layout(tmp_path / name).headers).has_recovery_key is seen


def test_without_a_passphrase_no_recovery_key_is_offered(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None, settings_only())
    make(qtbot, window, tmp_path / "new.assay", WITHOUT)
    assert dialogs(window) == []


def test_the_key_is_copied_and_saved_as_a_file_for_its_owner_only(
    qtbot: QtBot, section: ProtectionSection, window: Window, tmp_path: Path, place: Path
) -> None:
    section.renew_button.click()
    answer(qtbot, window, OLD)
    dialog = showing(window)
    dialog.copy_button.click()
    copied = read_recovery_key(QGuiApplication.clipboard().text())
    assert opens(place, copied)
    dialog.save_to(place / "key.txt")
    assert says(dialog, "lies in the workspace itself")
    assert not (place / "key.txt").exists()
    dialog.save_to(tmp_path / "gone" / "key.txt")
    assert says(dialog, "still valid, and still on the screen")
    file = tmp_path / "key.txt"
    dialog.save_to(file)
    text = file.read_text("utf-8-sig")
    printed = copied.printed()
    assert printed[:23] in text
    assert printed[24:] in text
    assert "Northwind" in text
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    dialog.accept()


def test_the_passphrase_is_changed_with_the_present_one(
    qtbot: QtBot, section: ProtectionSection, window: Window, place: Path
) -> None:
    section.change_button.click()
    assert says(asking(window), "Backups made before keep the passphrase of their time")
    answer(qtbot, window, "wrong horse", NEW)
    assert says(asking(window), "not the passphrase")
    answer(qtbot, window, OLD, "short")
    assert says(asking(window), "at least 8 characters")
    answer(qtbot, window, OLD, NEW)
    assert dialogs(window) == []
    assert (opens(place, OLD), opens(place, NEW)) == (False, True)
    assert any("The passphrase is changed" in text for text in window.status_bar.texts())


def test_cancelling_changes_nothing(
    qtbot: QtBot, section: ProtectionSection, window: Window, place: Path
) -> None:
    before = Layout(place).headers[0].read_bytes()
    for opened in (section.change_button, section.remove_button, section.renew_button):
        opened.click()
        qtbot.keyClick(asking(window), Qt.Key.Key_Escape)
        QApplication.processEvents()
    assert Layout(place).headers[0].read_bytes() == before


def test_a_new_recovery_key_takes_the_place_of_the_old_one(
    qtbot: QtBot, section: ProtectionSection, window: Window, place: Path, recovery_key: RecoveryKey
) -> None:
    assert says(section, "There is a recovery key.")
    section.renew_button.click()
    answer(qtbot, window, OLD)
    showing(window).show_button.click()
    shown = read_recovery_key(showing(window).shown.text())
    showing(window).done_button.click()
    assert (opens(place, recovery_key), opens(place, shown)) == (False, True)


def test_the_recovery_key_is_removed_with_the_passphrase(
    qtbot: QtBot, section: ProtectionSection, window: Window, place: Path, recovery_key: RecoveryKey
) -> None:
    section.remove_key_button.click()
    answer(qtbot, window, "wrong horse")
    assert opens(place, recovery_key)
    answer(qtbot, window, OLD)
    assert not opens(place, recovery_key)
    assert says(section, "nothing can be recovered")
    assert section.renew_button.label() == "Make a recovery key…"


def test_the_passphrase_is_removed_and_set_again_deliberately(
    qtbot: QtBot, section: ProtectionSection, window: Window, place: Path
) -> None:
    section.remove_button.click()
    assert says(asking(window), "whoever can read the folder can read the audits")
    answer(qtbot, window, OLD)
    assert opens(place, None)
    assert "Not encrypted" in window.status_bar.texts()
    assert says(section, "nothing to unlock it with")
    section.set_button.click()
    assert says(asking(window), "Whoever copied the workspace or a backup before")
    answer(qtbot, window, "", NEW)
    assert (opens(place, None), opens(place, NEW)) == (False, True)
    assert "Encrypted" in window.status_bar.texts()
    showing(window).copy_button.click()
    showing(window).done_button.click()
    assert says(section, "There is a recovery key.")


def test_when_to_lock_is_chosen_in_the_settings(section: ProtectionSection, window: Window) -> None:
    assert section.lock_after.value() == 10
    section.lock_after.value_chosen.emit(30)
    assert window.settings.get(LOCK_AFTER) == 30
    assert says(section, "At any time with Ctrl Shift L.")


def test_the_recovery_key_opens_a_workspace_and_a_new_passphrase_is_set(
    qtbot: QtBot, open_window: OpenWindow, place: Path, recovery_key: RecoveryKey
) -> None:
    window = open_window(None, settings_only())
    window.open_workspace_at(place)
    view = window.welcome.unlock
    view.recovery_button.click()
    qtbot.waitUntil(view.recovery_key.hasFocus)
    typed = recovery_key.printed().lower()
    qtbot.keyClicks(view.recovery_key, typed[:-1])
    qtbot.keyClick(view.recovery_key, Qt.Key.Key_Return)
    assert says(view, "has 40 letters and digits; these are 39")
    wrong = "3" if typed[-1] != "3" else "4"
    qtbot.keyClicks(view.recovery_key, typed[:-1] + wrong)
    qtbot.keyClick(view.recovery_key, Qt.Key.Key_Return)
    assert says(view, "There is a typing error")
    view.recovery_key.selectAll()
    qtbot.keyClicks(view.recovery_key, new_recovery_key().printed())
    qtbot.keyClick(view.recovery_key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(view, "not the one of this workspace"), timeout=10_000)
    view.recovery_key.selectAll()
    qtbot.keyClicks(view.recovery_key, typed)
    qtbot.keyClick(view.recovery_key, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    QApplication.processEvents()
    assert says(asking(window), "opened with its recovery key")
    assert asking(window).leave_button.label() == "Later"
    answer(qtbot, window, "", NEW)
    assert (opens(place, OLD), opens(place, NEW), opens(place, recovery_key)) == (False, True, True)
    assert (view.passphrase.text(), view.recovery_key.text()) == ("", "")


def test_a_workspace_without_a_recovery_key_does_not_ask_for_one(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, opener: Opener
) -> None:
    opener.create(NewWorkspace(tmp_path / "x.assay", "N", "L", "", OLD)).close()
    window = open_window(None, settings_only())
    window.open_workspace_at(tmp_path / "x.assay")
    qtbot.waitUntil(window.welcome.unlock.isVisible)
    assert not window.welcome.unlock.recovery_button.isVisible()


def test_locking_while_a_recovery_key_is_offered_keeps_it_valid(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None, settings_only())
    make(qtbot, window, tmp_path / "new.assay")
    window.lock()
    assert dialogs(window) == []
    assert read_header(Layout(tmp_path / "new.assay").headers).has_recovery_key


def test_every_control_of_the_dialogs_has_a_name(
    qtbot: QtBot, section: ProtectionSection, window: Window
) -> None:
    section.change_button.click()
    assert unnamed(asking(window)) == []
    asking(window).reject()
    section.renew_button.click()
    answer(qtbot, window, OLD)
    assert unnamed(showing(window)) == []
    showing(window).accept()
    assert unnamed(section) == []


def unnamed(part: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
    ]


def test_a_copy_under_new_keys_is_made_beside_the_workspace_and_says_what_is_left_to_do(
    qtbot: QtBot,
    window: Window,
    section: ProtectionSection,
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    section.copy_button.click()
    answer(qtbot, window, "wrong horse", NEW)
    assert says(asking(window), "That is not the passphrase of this workspace.")
    answer(qtbot, window, OLD, NEW)
    copy = tmp_path / "Northwind (new keys).assay"
    assert dialogs(window) == []
    assert says(section, f"The copy is {copy}.")
    assert says(section, f"then remove {place} with its backups")
    assert (opens(copy, OLD), opens(copy, NEW)) == (False, True)
    assert (opens(place, OLD), opens(place, NEW)) == (True, False)
