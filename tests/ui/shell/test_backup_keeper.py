"""The window backs the workspace up by itself, and says when it did."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.programme.organizations import add_organization
from app.settings import Settings
from app.words import N_
from app.workspace.backups.second_place import choose_second_place
from app.workspace.backups.shelf import list_backups
from app.workspace.workspace import Workspace
from tests.conftest import START, FixedClock
from ui.window import Window


def add(workspace: Workspace) -> None:
    with workspace.write(N_("Add organisation")) as uow:
        add_organization(uow, "Northwind")


def reasons(workspace: Workspace) -> list[str]:
    return [row.reason for row in list_backups(workspace.path)]


def idle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=10_000)


def test_an_opened_workspace_is_backed_up_by_itself_and_the_status_bar_says_when(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    assert not any("Backed up" in text for text in window.status_bar.texts())
    qtbot.waitUntil(lambda: "Backed up 09:30" in window.status_bar.texts(), timeout=15_000)
    assert reasons(opened) == ["opened"]
    assert window.status_bar.texts()[-1] == "Backed up 09:30"


def test_it_is_backed_up_again_after_an_hour_in_which_something_changed(
    qtbot: QtBot, window: Window, opened: Workspace, clock: FixedClock
) -> None:
    keeper = window.backups
    keeper.look()
    assert not window.jobs.running
    keeper.back_up_opened()
    idle(qtbot, window)
    clock.advance(minutes=61)
    keeper.look()
    assert not window.jobs.running
    add(opened)
    keeper.look()
    idle(qtbot, window)
    assert reasons(opened) == ["hourly", "opened"]
    qtbot.waitUntil(lambda: "Backed up 10:31" in window.status_bar.texts())
    add(opened)
    clock.advance(minutes=59)
    keeper.look()
    assert not window.jobs.running


def test_nothing_is_made_on_opening_when_a_backup_holds_it_all(
    qtbot: QtBot, window: Window, opened: Workspace, clock: FixedClock
) -> None:
    opened.back_up("hourly")
    clock.advance(days=2)
    window.backups.back_up_opened()
    idle(qtbot, window)
    assert reasons(opened) == ["hourly"]
    qtbot.waitUntil(lambda: "Backed up 06 Jul" in window.status_bar.texts())


def test_a_drive_that_is_away_is_said_once_and_quietly(
    qtbot: QtBot, window: Window, opened: Workspace, settings: Settings, clock: FixedClock, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    choose_second_place(settings, drive, opened.path)
    drive.rename(tmp_path / "away")
    window.backups.back_up_opened()
    said = "Backed up here only: the drive for the second copy is away."
    qtbot.waitUntil(lambda: said in window.status_bar.texts(), timeout=10_000)
    window.status_bar.say("")
    add(opened)
    clock.advance(hours=2)
    window.backups.look()
    idle(qtbot, window)
    assert reasons(opened) == ["hourly", "opened"]
    assert said not in window.status_bar.texts()
    assert not window.message_bar.isVisible()


def test_a_disk_that_refuses_is_told_with_what_was_kept(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    shelf = opened.layout.backups
    shelf.rmdir()
    shelf.write_text("in the way")
    window.backups.back_up_opened()
    qtbot.waitUntil(window.message_bar.isVisible, timeout=10_000)
    assert "The backup could not be made" in window.message_bar.text()
    assert "The workspace is as it was" in window.message_bar.text()


@pytest.mark.parametrize("running", [False, True])
def test_closing_the_workspace_ends_it_and_leaves_nothing_half_done(
    qtbot: QtBot, window: Window, opened: Workspace, running: bool
) -> None:
    if running:
        window.backups.back_up_opened()
    window.close_workspace()
    idle(qtbot, window)
    window.backups.look()
    window.backups.back_up_opened()
    assert not window.jobs.running
    assert "Backed up" not in " ".join(window.status_bar.texts())
    for row in list_backups(opened.path):
        assert row.is_verified
    assert not list(opened.layout.backups.glob("*.new"))
    assert opened.seat.clock.now() == START
