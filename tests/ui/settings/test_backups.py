"""The settings page: the backups of the workspace, and the second place for them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.programme.organizations import add_organization
from app.settings import Settings, recent_workspaces
from app.words import N_
from app.workspace.backups.place import second_place
from app.workspace.backups.shelf import backups_in, list_backups
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.conftest import FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.pages import page_entries
from ui.settings.page import SettingsPage
from ui.window import Window

ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(open_window: OpenWindow, folder: Path, seat: Seat) -> Window:
    workspace = open_workspace(folder, None, seat)
    with workspace.write(N_("Add organisation")) as uow:
        add_organization(uow, "Northwind Clinics")
    workspace.close()
    return open_window(folder, [entry for entry in page_entries() if entry.page_id == "settings"])


@pytest.fixture
def page(window: Window, opened: Workspace, clock: FixedClock) -> SettingsPage:
    """The settings of a workspace with two backups."""
    opened.back_up("hourly")
    clock.advance(hours=1)
    opened.back_up("before-migration")
    shown = window.current_page()
    assert isinstance(shown, SettingsPage)
    shown.open(tab="workspace")
    shown.load()
    return shown


def cell(page: SettingsPage, row: int, column: int) -> str:
    model = page.backup.table.model()
    return str(model.data(model.index(row, column)))


def test_the_backups_are_listed_with_when_why_size_and_state(page: SettingsPage) -> None:
    assert page.backup.table.count() == 2
    assert cell(page, 0, 0) == "06 Jul 2026, 10:30"
    assert [cell(page, 0, 1), cell(page, 1, 1)] == ["before an update", "while working"]
    assert cell(page, 0, 2).endswith("kB")
    assert cell(page, 0, 3) == "verified"


def test_a_backup_becomes_a_workspace_of_its_own_while_one_works_on(
    qtbot: QtBot, window: Window, page: SettingsPage, opened: Workspace, settings: Settings, seat: Seat
) -> None:
    section, restoring = page.backup, page.backup.restoring
    section.table.select(str(list_backups(opened.path)[1].folder))
    section.table.setFocus()
    qtbot.keyClick(section.table, ENTER)
    qtbot.waitUntil(restoring.folder.hasFocus)
    target = opened.path.with_name("audits restored 2026-07-06.assay")
    assert restoring.folder.text() == str(target)
    qtbot.keyClick(QApplication.focusWidget(), ENTER)
    qtbot.waitUntil(section.result.isVisible, timeout=10_000)
    assert section.result.text().startswith(f"Restored as {target}.")
    assert not restoring.isVisible()
    assert recent_workspaces(settings) == (opened.path, target)
    assert window.has_workspace()
    open_workspace(target, None, seat).close()


def test_a_folder_that_is_taken_is_told_and_another_can_be_entered(
    qtbot: QtBot, window: Window, page: SettingsPage, opened: Workspace
) -> None:
    page.backup.restore_button.click()
    page.backup.restoring.folder.setText("  ")
    page.backup.restoring.restore_button.click()
    assert says(page.backup.restoring, "Enter the folder that is to be made.")
    page.backup.restoring.folder.setText(str(opened.path))
    page.backup.restoring.restore_button.click()
    qtbot.waitUntil(lambda: "There is something at" in window.message_bar.text(), timeout=10_000)
    assert page.backup.restoring.restore_button.isEnabled()


def test_a_backup_that_is_made_in_the_background_appears_in_the_list(
    qtbot: QtBot, window: Window, page: SettingsPage, opened: Workspace, clock: FixedClock
) -> None:
    clock.advance(hours=1)
    qtbot.keyClick(page.backup.back_up_button, ENTER)
    qtbot.waitUntil(lambda: page.backup.table.count() == 3, timeout=10_000)
    assert cell(page, 0, 1) == "on request"
    qtbot.waitUntil(lambda: "Backed up 11:30" in window.status_bar.texts())


def test_a_second_place_is_chosen_used_at_once_and_given_up(
    qtbot: QtBot,
    window: Window,
    page: SettingsPage,
    opened: Workspace,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(drive))
    assert says(page.second, "None. A backup on this laptop does not help")
    qtbot.keyClick(page.second.choose_button, ENTER)
    place = second_place(settings)
    assert place == drive / "Assay backups"
    assert says(page.second, str(place))
    assert says(page.second, "on the same drive as the workspace")
    assert says(page.second, "no passphrase: whoever has that drive")
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=10_000)
    (shelf,) = place.iterdir()
    assert len(backups_in(shelf)) == 1
    drive.rename(tmp_path / "away")
    page.second.load()
    assert says(page.second, "The drive is away.")
    qtbot.keyClick(page.second.forget_button, ENTER)
    assert second_place(settings) is None
    assert len(backups_in(tmp_path / "away" / "Assay backups" / shelf.name)) == 1


def test_a_second_place_in_the_workspace_is_refused(
    window: Window, page: SettingsPage, opened: Workspace, settings: Settings
) -> None:
    page.second.choose(opened.layout.backups)
    assert "lies in the workspace itself" in window.message_bar.text()
    assert second_place(settings) is None
