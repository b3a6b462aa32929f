"""Locking: on demand, by itself, and by the system; back to the same page, item and caret."""

import gc
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.progress import Progress
from app.settings import Settings
from app.workspace.header import read_header
from app.workspace.layout import Layout
from models.audit import Audit
from models.organization import Person
from models.programme import Programme
from models.session import AuditSession, SessionInterval
from tests.conftest import FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage, fake_entries
from tests.ui.screen import says, texts_on
from ui.page import Context
from ui.shell import lock_watch, wake_watch
from ui.shell.entries import WORKSPACE_GROUP, PageEntry
from ui.shell.lock_watch import LOCK_AFTER, LockWatch
from ui.shell.locking import UnsavedDialog
from ui.shell.system_lock import SystemLock
from ui.shell.wake_watch import WakeWatch
from ui.shortcut_sheet import ShortcutSheet
from ui.welcome.opening import NewWorkspace, Opener
from ui.widgets.autosave import AutoSave
from ui.widgets.form import TextField
from ui.window import Window

PASSPHRASE = "correct horse"
SECRET = "Confidential Ltd"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


class WritingPage(FakePage):
    """Saves what is typed into its three fields as the roles of three people."""

    page_id = "writing"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.can_write = True
        self.fields = [TextField() for _ in range(3)]
        self.savings = []
        layout = self.layout()
        assert layout is not None
        for number, field in enumerate(self.fields):
            field.setAccessibleName("Role")
            layout.addWidget(field)
            self.savings.append(AutoSave(field, _Saver(self, f"p{number}").save))

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            for number, saving in enumerate(self.savings):
                person = unit.session.get(Person, f"p{number}")
                saving.set_text(person.role if person else "")

    def flush(self) -> bool:
        written = [saving.flush() for saving in self.savings]
        return self.can_save and all(written)


class _Saver:
    def __init__(self, page: WritingPage, person_id: str) -> None:
        self._page = page
        self._person_id = person_id

    def save(self, text: str) -> None:
        if not self._page.can_write:
            raise UserError("The disk is full.")
        with self._page.context.workspace.write("Edit person") as uow:
            uow.session.merge(Person(id=self._person_id, name=self._person_id, role=text))


@pytest.fixture
def protected(tmp_path: Path, opener: Opener) -> Path:
    path = tmp_path / "Northwind.assay"
    opener.create(NewWorkspace(path, SECRET, "L. Ferreira", "Lead auditor", PASSPHRASE)).close()
    return path


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot, protected: Path) -> Window:
    writing = PageEntry("writing", WORKSPACE_GROUP, "Writing", "document", lambda: WritingPage)
    window = open_window(None, [*fake_entries(), writing])
    window.open_workspace_at(protected)
    unlock(qtbot, window)
    return window


def unlock(qtbot: QtBot, window: Window) -> None:
    view = window.welcome.unlock
    qtbot.waitUntil(view.passphrase.isVisible)
    qtbot.keyClicks(view.passphrase, PASSPHRASE)
    qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    QApplication.processEvents()


def writing_page(window: Window) -> WritingPage:
    page = window.current_page()
    assert isinstance(page, WritingPage)
    return page


def press_lock(qtbot: QtBot, window: Window) -> None:
    page = window.current_page()
    assert page is not None
    qtbot.keyClick(page.window(), Qt.Key.Key_L, CTRL_SHIFT)


def test_the_key_locks_and_the_passphrase_brings_back_page_and_caret(qtbot: QtBot, window: Window) -> None:
    window.navigate("writing", {"item_id": "item-7"})
    page = writing_page(window)
    qtbot.keyClicks(page.fields[1], "asked for the restore test")
    page.fields[1].setFocus()
    cursor = page.fields[1].textCursor()
    cursor.setPosition(9)
    page.fields[1].setTextCursor(cursor)
    press_lock(qtbot, window)
    assert not window.has_workspace()
    assert says(window.welcome.unlock, "Northwind is locked")
    assert window.welcome.unlock.open_button.label() == "Unlock"
    qtbot.waitUntil(window.welcome.unlock.passphrase.hasFocus)
    unlock(qtbot, window)
    page = writing_page(window)
    assert page.opened_at[-1] == {"item_id": "item-7"}
    qtbot.waitUntil(page.fields[1].hasFocus)
    assert page.fields[1].toPlainText() == "asked for the restore test"
    assert page.fields[1].textCursor().position() == 9


def test_a_locked_window_shows_nothing_of_the_audit_and_holds_no_key(qtbot: QtBot, window: Window) -> None:
    window.navigate("writing", {})
    qtbot.waitUntil(lambda: SECRET in window.top_bar.workspace_button.label())
    qtbot.keyClicks(writing_page(window).fields[0], SECRET)
    workspace = weakref.ref(window.workspace)
    window.show_shortcuts()
    window.lock()
    let_pages_go()
    assert window.windowTitle() == "Assay"
    assert window.status_bar.texts() == ()
    assert SECRET not in " ".join(everything_written(window))
    assert window.findChildren(ShortcutSheet) == []
    assert [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()] == []
    gc.collect()
    assert workspace() is None


def let_pages_go() -> None:
    """What was closed is deleted when the program comes to rest."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def everything_written(window: Window) -> list[str]:
    widgets = window.findChildren(QWidget)
    texts = [widget.accessibleName() + widget.toolTip() for widget in widgets]
    for name in ("text", "toPlainText", "windowTitle"):
        texts += [str(getattr(widget, name)()) for widget in widgets if callable(getattr(widget, name, None))]
    return [*texts, *texts_on(window)]


def test_the_recent_list_and_the_settings_hold_paths_and_ids_only(
    qtbot: QtBot, window: Window, settings: Settings
) -> None:
    window.navigate("writing", {"item_id": "item-7"})
    window.lock()
    written = settings.path.read_text()
    assert "Northwind.assay" in written
    assert SECRET not in written
    assert PASSPHRASE not in written


def test_a_workspace_without_a_passphrase_cannot_be_locked_and_says_why(
    open_window: OpenWindow, folder: Path
) -> None:
    window = open_window(folder)
    window.lock()
    assert window.has_workspace()
    assert any("nothing to unlock it with" in text for text in window.status_bar.texts())


def test_without_a_workspace_there_is_nothing_to_lock(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL_SHIFT)
    window.lock()
    assert "Open a workspace first." in window.status_bar.texts()


def test_the_menu_and_the_palette_offer_the_lock(window: Window) -> None:
    menu = window.top_bar.workspace_button.menu()
    menu.aboutToShow.emit()
    assert any(action.text().startswith("Lock this workspace\tCtrl Shift L") for action in menu.actions())
    assert window.commands.keys("window.lock") == "Ctrl Shift L"


def test_text_that_the_disk_does_not_take_is_kept_in_memory_and_given_back(
    qtbot: QtBot, window: Window
) -> None:
    window.navigate("writing", {})
    page = writing_page(window)
    page.can_write = False
    qtbot.keyClicks(page.fields[0], "not to be lost")
    window.lock()
    let_pages_go()
    assert not window.has_workspace()
    assert "not to be lost" not in " ".join(everything_written(window))
    assert not window.close()
    assert any("not saved yet: unlock it first" in text for text in window.status_bar.texts())
    unlock(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.findChildren(UnsavedDialog)))
    (dialog,) = window.findChildren(UnsavedDialog)
    assert dialog.text.toPlainText() == "not to be lost"
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "not to be lost"
    dialog.accept()
    assert window.close()


def test_what_can_be_neither_saved_nor_kept_is_not_locked_away(window: Window) -> None:
    window.navigate("writing", {})
    writing_page(window).can_save = False
    window.lock()
    assert window.has_workspace()
    assert any("not saved" in text for text in window.status_bar.texts())
    writing_page(window).can_save = True


@pytest.mark.parametrize("is_own", [True, False])
def test_the_clipboard_is_emptied_of_what_assay_copied(
    window: Window, monkeypatch: pytest.MonkeyPatch, is_own: bool
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: is_own)
    QGuiApplication.clipboard().setText("copied")
    window.lock()
    assert QGuiApplication.clipboard().text() == ("" if is_own else "copied")


def test_a_job_is_stopped_and_told_after_unlocking(qtbot: QtBot, window: Window) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress(0, 0, "")

    window.jobs.start("Attaching", work)
    window.lock()
    assert not window.has_workspace()
    qtbot.waitUntil(lambda: not window.jobs.running)
    unlock(qtbot, window)
    assert window.message_bar.text() == "1 job was stopped by locking."


def test_copies_for_other_programs_go_with_the_lock(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(window.outside, "_base", tmp_path / "opened")
    (window.outside.new_place() / "E-001.txt").write_text(SECRET)
    window.lock()
    assert list((tmp_path / "opened").iterdir()) == []


def test_the_way_to_other_workspaces_stays_open(qtbot: QtBot, window: Window, folder: Path) -> None:
    window.lock()
    window.welcome.unlock.back_button.click()
    assert window.welcome.start.isVisible()
    window.open_workspace_at(folder)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)


@pytest.fixture
def minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute of the lock's clock takes 20 ms."""
    monkeypatch.setattr(lock_watch, "MINUTE", 20)


def test_it_locks_by_itself_when_nobody_works(
    minute: None, qtbot: QtBot, window: Window, settings: Settings
) -> None:
    settings.set(LOCK_AFTER, 5)
    window.locker.watch.start()
    qtbot.waitUntil(lambda: not window.has_workspace())
    assert says(window.welcome.unlock, "is locked")


def test_it_never_locks_by_itself_while_a_session_runs(
    minute: None, qtbot: QtBot, window: Window, settings: Settings
) -> None:
    start_a_session(window)
    settings.set(LOCK_AFTER, 5)
    window.locker.watch.start()
    with qtbot.assertNotEmitted(window.locker.watch.wanted, wait=400):
        pass
    end_the_session(window)
    qtbot.waitUntil(lambda: not window.has_workspace())


def start_a_session(window: Window) -> None:
    workspace = window.workspace
    assert workspace is not None
    with workspace.write("Start") as uow:
        programme = Programme(title="2026", organization_id=first_organization(window))
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Internal audit")
        session = AuditSession(audit_id=audit.id)
        uow.session.add_all([programme, audit, session])
        uow.session.add(SessionInterval(id="i", session_id=session.id, started_at=uow.now()))


def first_organization(window: Window) -> str:
    from app.programme.organizations import organizations

    assert window.workspace is not None
    with window.workspace.read() as unit:
        return organizations(unit)[0].id


def end_the_session(window: Window) -> None:
    assert window.workspace is not None
    with window.workspace.write("End") as uow:
        uow.session.get_one(SessionInterval, "i").ended_at = uow.now()


def test_it_never_locks_by_itself_while_a_job_runs_or_when_that_was_chosen(
    minute: None, qtbot: QtBot, settings: Settings, fonts: None
) -> None:
    busy = True
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = LockWatch(settings, lambda: busy, parent)
    settings.set(LOCK_AFTER, 5)
    watch.start()
    with qtbot.assertNotEmitted(watch.wanted, wait=300):
        pass
    settings.set(LOCK_AFTER, 0)
    busy = False
    with qtbot.assertNotEmitted(watch.wanted, wait=300):
        pass
    with qtbot.waitSignal(watch.wanted):
        settings.set(LOCK_AFTER, 5)
    watch.start()
    watch.stop()
    with qtbot.assertNotEmitted(watch.wanted, wait=300):
        pass


def test_a_key_or_the_mouse_is_work(
    qtbot: QtBot, window: Window, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_watch, "MINUTE", 100)
    settings.set(LOCK_AFTER, 5)
    window.locker.watch.start()
    handle = window.windowHandle()
    for _ in range(8):
        QTest.keyClick(handle, Qt.Key.Key_Shift)
        with qtbot.assertNotEmitted(window.locker.watch.wanted, wait=120):
            pass
    qtbot.waitUntil(lambda: not window.has_workspace())


def test_waking_from_sleep_is_seen_and_work_is_not_taken_for_sleep(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wake_watch, "LOOK_EVERY_MS", 10)
    clock = FixedClock()
    parent = QWidget()
    qtbot.addWidget(parent)
    watch = WakeWatch(clock, parent)
    watch.start()
    clock.advance(seconds=30)
    with qtbot.assertNotEmitted(watch.woke, wait=100):
        pass
    with qtbot.waitSignal(watch.woke):
        clock.advance(hours=2)
    watch.stop()
    clock.advance(hours=2)
    watch.start()
    with qtbot.assertNotEmitted(watch.woke, wait=100):
        pass


def test_it_locks_on_waking_also_while_a_session_runs(
    qtbot: QtBot, window: Window, settings: Settings
) -> None:
    start_a_session(window)
    window.locker.watch.wake.woke.emit()
    qtbot.waitUntil(lambda: not window.has_workspace())


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a message bus of our own."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no message bus on this machine")
    command = [daemon, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says it over a bus")
def test_sleep_and_the_lock_of_the_session_are_heard(qtbot: QtBot, bus: str) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    name = f"test-{os.getpid()}"
    system = QDBusConnection.connectToBus(bus, name)
    sender = QDBusConnection.connectToBus(bus, f"{name}-sender")
    assert sender.registerService("org.freedesktop.login1")
    assert sender.registerService("org.freedesktop.ScreenSaver")
    lock = SystemLock()
    lock.listen_on(system, system)
    manager = "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
    session = "/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock"
    saver = "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"
    for place, arguments in ((manager, [True]), (session, []), (saver, [True])):
        with qtbot.waitSignal(lock.wanted, timeout=10_000):
            signal = QDBusMessage.createSignal(*place)
            signal.setArguments(arguments)
            sender.send(signal)
    waking = QDBusMessage.createSignal(*manager)
    waking.setArguments([False])
    with qtbot.assertNotEmitted(lock.wanted, wait=300):
        sender.send(waking)
    QDBusConnection.disconnectFromBus(name)
    QDBusConnection.disconnectFromBus(f"{name}-sender")


def test_the_system_locks_a_protected_workspace_even_while_a_session_runs(
    qtbot: QtBot, window: Window, protected: Path
) -> None:
    start_a_session(window)
    window.locker.watch.on_system()
    assert not window.has_workspace()
    assert read_header(Layout(protected).headers).needs_passphrase
