"""The welcome page: from a backup to a workspace, and a damaged workspace set aside, with real keys."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.programme.organizations import add_organization, organizations
from app.settings import Settings
from app.words import N_
from app.workspace.backups.manifest import BY_HAND, HOURLY
from app.workspace.backups.shelf import list_backups
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.recovery_key import new_recovery_key
from app.workspace.workspace import Seat, Workspace
from tests.conftest import FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.welcome.opening import Opener
from ui.welcome.restore_flow import RestoreFlow
from ui.window import Window

PASSPHRASE = "correct horse"


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def add(workspace: Workspace, name: str) -> None:
    with workspace.write(N_("Add organisation")) as uow:
        add_organization(uow, name)


def organizations_in(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        return sorted(row.name for row in organizations(unit))


def opened_by(window: Window) -> Workspace:
    page = window.current_page()
    assert page is not None
    return page.context.workspace


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[50] ^= 1
    file.write_bytes(content)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where new workspaces are suggested to lie."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    return tmp_path / "home" / "Assay"


@pytest.fixture
def window(home: Path, open_window: OpenWindow) -> Window:
    return open_window()


@pytest.fixture
def flow(window: Window) -> RestoreFlow:
    return window.welcome.restoring


@pytest.fixture
def closed(folder: Path, seat: Seat, clock: FixedClock) -> Path:
    """A workspace with A in its first backup and B in its second."""
    workspace = open_workspace(folder, None, seat)
    for name in ("A", "B"):
        add(workspace, name)
        workspace.back_up(HOURLY)
        clock.advance(hours=1)
    workspace.close()
    return folder


@pytest.fixture
def protected(tmp_path: Path, seat: Seat) -> tuple[Path, str]:
    """A protected workspace with a backup, and its recovery key as it is printed."""
    recovery_key = new_recovery_key()
    root = tmp_path / "Northwind.assay"
    workspace = create_workspace(root, PASSPHRASE, seat, recovery_key)
    add(workspace, "Northwind")
    workspace.back_up(BY_HAND)
    workspace.close()
    return root, recovery_key.printed()


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))


def test_a_backup_becomes_a_workspace_by_keyboard(
    qtbot: QtBot,
    window: Window,
    flow: RestoreFlow,
    home: Path,
    closed: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(monkeypatch, closed)
    window.welcome.start.restore_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restore.choose_button.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restore.table.hasFocus)
    assert flow.restore.table.count() == 2
    press(qtbot, Qt.Key.Key_Down)
    assert flow.restore.target.text() == str(home / "audits.assay")
    assert not flow.restore.secret_row.isVisible()
    flow.restore.restore_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)
    assert says(flow.restored, "The backup is as it was")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    assert opened_by(window).path == home / "audits.assay"
    assert organizations_in(opened_by(window)) == ["A"]
    assert len(list_backups(closed)) == 2


@pytest.mark.parametrize("kind", ["passphrase", "recovery key"])
def test_a_protected_backup_opens_with_its_passphrase_or_its_recovery_key(
    qtbot: QtBot, window: Window, flow: RestoreFlow, home: Path, protected: tuple[Path, str], kind: str
) -> None:
    root, recovery_key = protected
    window.welcome.show_restore(root)
    row = flow.restore.secret_row
    qtbot.waitUntil(row.isVisible)
    flow.restore.restore_button.click()
    assert says(row, "Enter the passphrase.")
    qtbot.keyClicks(row.field, "wrong horse")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(row, "not the passphrase"), timeout=10_000)
    assert not home.exists() or list(home.iterdir()) == []
    qtbot.waitUntil(row.field.hasFocus)
    qtbot.keyClicks(row.field, PASSPHRASE if kind == "passphrase" else recovery_key)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    assert organizations_in(opened_by(window)) == ["Northwind"]
    assert row.field.text() == ""


def test_a_folder_without_backups_is_told(
    qtbot: QtBot, window: Window, flow: RestoreFlow, tmp_path: Path
) -> None:
    window.welcome.show_restore(tmp_path)
    qtbot.waitUntil(lambda: says(flow.restore, "There are no backups in"))
    assert not flow.restore.table.isVisible()
    assert not flow.restore.restore_button.isVisible()


def test_the_folder_of_a_backup_is_not_opened_but_restored(
    qtbot: QtBot, window: Window, flow: RestoreFlow, closed: Path
) -> None:
    backup = list_backups(closed)[0].folder
    window.open_workspace_at(backup)
    qtbot.waitUntil(lambda: flow.restore.table.current_id() == str(backup))
    assert not window.has_workspace()


def test_what_is_there_already_stays_and_is_told(
    qtbot: QtBot, window: Window, flow: RestoreFlow, closed: Path
) -> None:
    window.welcome.show_restore(closed)
    qtbot.waitUntil(flow.restore.table.hasFocus)
    flow.restore.target.setText(str(closed))
    flow.restore.restore_button.click()
    qtbot.waitUntil(lambda: says(flow.restore, "There is something at"), timeout=10_000)
    assert flow.restore.restore_button.isEnabled()
    assert flow.restore.target.text() == str(closed)


def test_a_damaged_workspace_is_set_aside_for_its_newest_good_backup(
    qtbot: QtBot, window: Window, flow: RestoreFlow, closed: Path, clock: FixedClock
) -> None:
    spoil(closed / "workspace.db")
    spoil(list_backups(closed)[0].folder / "workspace.db")
    window.open_workspace_at(closed)
    qtbot.waitUntil(flow.damaged.restore_button.hasFocus, timeout=10_000)
    assert says(flow.damaged, "made on 06 Jul 2026, 09:30 (while working, verified)")
    assert says(flow.damaged, "kept whole beside it as “audits damaged 2026-07-06 11.30”")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)
    aside = closed.with_name("audits damaged 2026-07-06 11.30.assay")
    assert says(flow.restored, str(aside))
    assert len(list_backups(aside)) == 2
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    assert opened_by(window).path == closed
    assert organizations_in(opened_by(window)) == ["A"]


def test_a_protected_one_whose_keys_are_damaged_asks_for_the_passphrase_of_the_backup(
    qtbot: QtBot, window: Window, flow: RestoreFlow, protected: tuple[Path, str]
) -> None:
    root, _recovery_key = protected
    for name in ("key-1.json", "key-2.json"):
        (root / name).write_text("garbage")
    window.open_workspace_at(root)
    row = flow.damaged.secret_row
    qtbot.waitUntil(row.field.hasFocus, timeout=10_000)
    assert says(flow.damaged, "key files of this workspace are damaged")
    qtbot.keyClicks(row.field, PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)
    assert organizations_in(opened_by(window)) == ["Northwind"]


def test_a_damaged_one_that_was_unlocked_does_not_ask_again(
    qtbot: QtBot, window: Window, flow: RestoreFlow, protected: tuple[Path, str]
) -> None:
    root, _recovery_key = protected
    spoil(root / "workspace.db")
    window.open_workspace_at(root)
    unlock = window.welcome.unlock
    qtbot.waitUntil(unlock.passphrase.hasFocus)
    qtbot.keyClicks(unlock.passphrase, PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.damaged.restore_button.hasFocus, timeout=10_000)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)


def test_without_a_good_backup_the_way_to_others_is_shown(
    qtbot: QtBot, window: Window, flow: RestoreFlow, folder: Path, closed: Path, tmp_path: Path
) -> None:
    carried = shutil.copytree(closed / "backups", tmp_path / "stick")
    shutil.rmtree(closed / "backups")
    spoil(closed / "workspace.db")
    window.open_workspace_at(closed)
    qtbot.waitUntil(flow.damaged.others_button.hasFocus, timeout=10_000)
    assert says(flow.damaged, "There is no good backup in its folder.")
    assert not flow.damaged.restore_button.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(flow.restore, "There are no backups in"))
    flow.look_into(carried)
    qtbot.waitUntil(flow.restore.table.hasFocus)
    assert flow.restore.table.count() == 2


def test_going_back_leaves_everything_as_it_is_and_no_secret_in_a_field(
    qtbot: QtBot, window: Window, flow: RestoreFlow, closed: Path
) -> None:
    spoil(closed / "workspace.db")
    siblings = set(closed.parent.iterdir())
    window.open_workspace_at(closed)
    qtbot.waitUntil(flow.damaged.restore_button.hasFocus, timeout=10_000)
    flow.damaged.secret_row.field.setText("half a passphrase")
    flow.damaged.back_button.click()
    assert window.welcome.start.isVisible()
    assert flow.damaged.secret_row.field.text() == ""
    assert set(closed.parent.iterdir()) == siblings


def test_every_control_has_a_name(
    qtbot: QtBot, window: Window, flow: RestoreFlow, protected: tuple[Path, str], opener: Opener
) -> None:
    window.welcome.show_restore(protected[0])
    qtbot.waitUntil(flow.restore.secret_row.isVisible)
    unnamed = [
        widget
        for widget in flow.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or widget.focusProxy())
    ]
    assert unnamed == []


def test_the_settings_know_nothing_of_a_secret(
    qtbot: QtBot, window: Window, flow: RestoreFlow, settings: Settings, protected: tuple[Path, str]
) -> None:
    window.welcome.show_restore(protected[0])
    qtbot.waitUntil(flow.restore.secret_row.isVisible)
    qtbot.keyClicks(flow.restore.secret_row.field, PASSPHRASE)
    flow.restore.restore_button.click()
    qtbot.waitUntil(flow.restored.open_button.hasFocus, timeout=10_000)
    assert not settings.path.is_file() or PASSPHRASE not in settings.path.read_text()
