"""What was found when a workspace was opened is told, and an older one is opened only when asked."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.words import N_
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.organization import Person
from tests.ui.conftest import OpenWindow


def add_person(folder: Path, seat: Seat) -> None:
    workspace = open_workspace(folder, None, seat)
    with workspace.write(N_("Add person")) as uow:
        uow.session.add(Person(name="Ann"))
    workspace.close()


@pytest.fixture
def older(folder: Path, seat: Seat) -> Path:
    """A workspace whose database was put back to an earlier state."""
    earlier = shutil.copy(Layout(folder).database, folder.parent / "earlier.db")
    add_person(folder, seat)
    shutil.copy(earlier, Layout(folder).database)
    return folder


def test_an_older_workspace_is_opened_when_the_auditor_says_so(
    qtbot: QtBot, open_window: OpenWindow, older: Path
) -> None:
    window = open_window()
    window.open_workspace_at(older)
    bar = window.message_bar
    qtbot.waitUntil(bar.isVisible)
    assert "is older than the last time it was open here" in bar.text()
    assert not window.has_workspace()
    bar.action.setFocus()
    qtbot.keyClick(bar.action, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace)
    assert "is older than the last time it was open here" in bar.text()
    assert not bar.action.isVisible()


def test_an_older_workspace_stays_as_it_is_when_the_auditor_goes_elsewhere(
    qtbot: QtBot, open_window: OpenWindow, older: Path
) -> None:
    before = Layout(older).database.read_bytes()
    window = open_window()
    window.open_workspace_at(older)
    qtbot.waitUntil(window.message_bar.isVisible)
    window.new_workspace()
    assert not window.message_bar.isVisible()
    assert Layout(older).database.read_bytes() == before


def test_what_was_put_in_order_is_told_once(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    half = Layout(folder).backups / "2026-07-06T083000Z-hourly.new"
    half.mkdir()
    window = open_window(folder)
    assert window.message_bar.text() == "Backups that were not finished were removed: 1."
    window.close_workspace()
    assert not window.message_bar.isVisible()
    window.open_workspace_at(folder)
    qtbot.waitUntil(window.has_workspace)
    assert not window.message_bar.isVisible()
