"""The window with all its pages on a morning of an audit, and somebody who looks for things."""

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.evidence.intake import attach_bytes
from app.planning.audit_list import audit_rows
from app.planning.context import ContextKind, add_context_note
from app.planning.meetings import MeetingKind, add_meeting
from app.sessions import notes
from app.words import N_
from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat, Workspace
from models.meeting import Meeting
from tests.conftest import DEVICE, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.sessions.story import BEGAN, NOW, Story, begin, fill_item
from ui.page import Page
from ui.pages import page_entries
from ui.palette import Palette
from ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def pdf(*pages: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Story]:
    """The story with something of every kind, written once into a workspace that is closed."""
    root = tmp_path_factory.mktemp("searched") / "story.assay"
    workspace = create_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock(BEGAN)))
    story = begin(workspace)
    fill_item(workspace, story)
    attach_bytes(workspace, story.audit_id, "policy.pdf", pdf("Scope", "Walnut storage rules", "Owners"))
    with workspace.write(N_("Fill")) as uow:
        meeting_id = add_meeting(uow, story.audit_id, MeetingKind.OPENING)
        uow.session.get_one(Meeting, meeting_id).minutes = "Tea with the pangolins"
        add_context_note(uow, story.audit_id, ContextKind.OBSTACLE, "The ocelot room was locked")
        notes.add_line(uow, story.session_id, "Ask about the narwhal")
        last = next(row.id for row in audit_rows(uow) if row.id != story.audit_id)
        add_context_note(uow, last, ContextKind.RISK, "A quokka was seen last year")
    workspace.close()
    return root, story


@dataclass
class Searcher:
    """Sits at the window and looks for things with the keyboard."""

    qtbot: QtBot
    window: Window
    story: Story

    @property
    def workspace(self) -> Workspace:
        workspace = self.window.workspace
        assert workspace is not None
        return workspace

    @property
    def page(self) -> Page:
        page = self.window.current_page()
        assert page is not None
        return page

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)

    def open(self, *, all_commands: bool = False) -> Palette:
        """Press the keys of the search, or those of the palette."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        if all_commands:
            self.press(Qt.Key.Key_K, CTRL)
        else:
            self.press(Qt.Key.Key_F, CTRL | SHIFT)
        return self.palette()

    def palette(self) -> Palette:
        return next(found for found in self.window.findChildren(Palette) if found.isVisible())

    def look(self, typed: str) -> Palette:
        """Open the search, type and wait for the answer."""
        palette = self.open()
        self.qtbot.keyClicks(palette.field, typed)
        self.wait(palette)
        return palette

    def wait(self, palette: Palette) -> None:
        search = palette.search
        assert search is not None
        self.qtbot.waitUntil(lambda: not search.is_asking)

    def enter(self, palette: Palette) -> None:
        self.qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    def read_files(self) -> None:
        """Have the files read that wait to be."""
        self.window.search.keeper.read_files()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=30_000)


@pytest.fixture
def searcher(
    qtbot: QtBot, open_window: OpenWindow, written: tuple[Path, Story], tmp_path: Path, clock: FixedClock
) -> Searcher:
    """Somebody on the overview of the audit that is going on."""
    root, story = written
    clock.set(NOW)
    window = open_window(shutil.copytree(root, tmp_path / "Northwind.assay"), page_entries())
    window.resize(1366, 768)
    window.navigate("overview", {"audit_id": story.audit_id})
    return Searcher(qtbot, window, story)
