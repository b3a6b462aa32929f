"""An auditor types while the disk is full: the words stay on the screen, and are saved once there is room."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.session import NoteLine
from tests.conftest import FixedClock
from tests.soak.drives import full, small_drive
from tests.soak.ground import FOLDER, ground_of
from tests.story.auditor import Auditor
from tests.ui.conftest import (
    NO_SCREEN,
    OpenWindow,
    appearance,
    fonts,
    open_window,
    opener,
    settings,
)
from tests.ui.sessions.story import NOW
from ui.pages import page_entries
from ui.sessions.note_line import NoteLine as NoteField
from ui.widgets.autosave import SaveState

__all__ = ["appearance", "fonts", "open_window", "opener", "settings"]

pytestmark = pytest.mark.qt_log_ignore(*NO_SCREEN, extend=True)
WORDS = "We test restores every quarter, and nobody keeps the protocol. " * 40


@pytest.fixture
def place(ground: Path, tmp_path: Path) -> Iterator[Path]:
    with small_drive(tmp_path / "drive") as drive:
        yield Path(shutil.copytree(ground, drive / "ground"))


def texts(auditor: Auditor) -> list[str]:
    with auditor.workspace.read() as unit:
        return list(unit.session.scalars(select(NoteLine.text)))


def test_a_note_stays_on_the_screen_until_there_is_room_for_it(
    qtbot: QtBot, open_window: OpenWindow, clock: FixedClock, place: Path
) -> None:
    clock.set(NOW)
    auditor = Auditor(qtbot, open_window(place / FOLDER, page_entries()), clock)
    window, ground = auditor.window, ground_of(place)
    auditor.settle()
    window.navigate("sessions", {"session_id": ground.session_id, "item_id": ground.item_id})
    auditor.wait(lambda: isinstance(auditor.focused().parent(), NoteField))
    line = auditor.focused().parent()
    assert isinstance(line, NoteField)
    with full(place.parent):
        auditor.type(WORDS)
        auditor.wait(lambda: line.autosave.state is SaveState.FAILED)
        assert line.autosave.text() == WORDS
        assert auditor.is_told("The disk is full: the last change could not be saved.")
        assert auditor.is_told("It is still on the screen. Make room on the disk, then try again.")
        assert WORDS not in texts(auditor)
        assert not window.close()
        assert line.autosave.text() == WORDS
    assert line.autosave.retry()
    assert WORDS in texts(auditor)
    auditor.settle()
