"""The window on an interview that is running, and the hands of the auditor who holds it."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat, Workspace
from tests.conftest import DEVICE, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from tests.ui.sessions.story import BEGAN, NOW, Story, begin
from ui.sessions.note_line import NoteLine
from ui.sessions.page import SessionsPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier
_Part = TypeVar("_Part", bound=QObject)


class OtherPage(FakePage):
    """Stands in for the pages that a session leads to."""

    page_id = "other"


class AuditsPage(FakePage):
    page_id = "audits"


def entries() -> tuple[PageEntry, ...]:
    others = [
        PageEntry(key, AUDIT_GROUP, key.title(), "document", lambda: OtherPage)
        for key in ("plan", "evidence")
    ]
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("sessions", AUDIT_GROUP, "Sessions", "sessions", lambda: SessionsPage),
        *others,
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", lambda: OtherPage),
    )


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Story]:
    """The story, written once into a workspace that is closed."""
    root = tmp_path_factory.mktemp("story") / "story.assay"
    workspace = create_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock(BEGAN)))
    story = begin(workspace)
    workspace.close()
    return root, story


@pytest.fixture
def story(written: tuple[Path, Story]) -> Story:
    return written[1]


@dataclass
class Auditor:
    """Sits at the window: types, presses keys, and looks at what stands on the page."""

    qtbot: QtBot
    window: Window
    workspace: Workspace
    story: Story
    clock: FixedClock

    @property
    def page(self) -> SessionsPage:
        page = self.window.current_page()
        assert isinstance(page, SessionsPage)
        return page

    def open(self, reference: str = "A.8.13", session_id: str = "") -> None:
        where = {"session_id": session_id or self.story.session_id, "item_id": self.story.items[reference]}
        self.window.navigate("sessions", where)
        self.qtbot.waitUntil(lambda: isinstance(self.focused().parent(), NoteLine))

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)

    def types(self, text: str) -> None:
        """Type any characters, as key events that carry them."""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, PLAIN, character)
                QCoreApplication.sendEvent(self.focused(), event)

    def write_line(self, text: str) -> None:
        self.types(text)
        self.press(Qt.Key.Key_Return)

    def lines(self) -> list[NoteLine]:
        """The lines on the page, from top to bottom, the empty one last."""
        shown = [line for line in self.page.findChildren(NoteLine) if line.isVisible()]
        return sorted(shown, key=lambda line: line.mapToGlobal(line.rect().topLeft()).y())

    def texts(self) -> list[str]:
        return [line.text.toPlainText() for line in self.lines() if line.row_id]

    def part(self, kind: type[_Part]) -> _Part:
        found = self.page.findChild(kind)
        assert found is not None
        return found

    def click(self, text: str) -> None:
        shown = [part for part in self.page.findChildren(QPushButton) if part.isVisible()]
        button = next(part for part in shown if part.accessibleName().startswith(text))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def auditor(
    qtbot: QtBot, open_window: OpenWindow, written: tuple[Path, Story], tmp_path: Path, clock: FixedClock
) -> Auditor:
    """The auditor at the interview, on the item about backups, the caret in an empty line."""
    root, story = written
    clock.set(NOW)
    window = open_window(shutil.copytree(root, tmp_path / "Northwind.assay"), entries())
    window.resize(1366, 768)
    window.navigate("sessions", {"audit_id": story.audit_id})
    page = window.current_page()
    assert page is not None
    made = Auditor(qtbot, window, page.context.workspace, story, clock)
    made.open()
    return made
