"""The window on the evening after a day that left one of everything open."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.evidence.requests import request_evidence
from app.sessions import notes, results, sessions
from app.sessions.results import Result
from app.workspace.workspace import Workspace
from tests.conftest import FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from tests.ui.sessions.conftest import written
from tests.ui.sessions.story import NOW, Story
from ui.shell.entries import AUDIT_GROUP, UNLISTED_GROUP, WORKSPACE_GROUP, PageEntry
from ui.tonight.page import TonightPage
from ui.window import Window

__all__ = ["written"]


def stand_in(page_id: str) -> Callable[[], type[FakePage]]:
    """What gives a page that the list leads to."""
    return lambda: type(page_id, (FakePage,), {"page_id": page_id})


def entries() -> tuple[PageEntry, ...]:
    others = ("overview", "sessions", "findings", "evidence")
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", stand_in("audits")),
        *(PageEntry(key, AUDIT_GROUP, key.title(), "document", stand_in(key)) for key in others),
        PageEntry("tonight", UNLISTED_GROUP, "Tonight", "check", lambda: TonightPage),
    )


@dataclass
class Evening:
    """The auditor at the list, the caret in its field."""

    qtbot: QtBot
    window: Window
    workspace: Workspace
    story: Story

    @property
    def page(self) -> TonightPage:
        page = self.window.current_page()
        assert isinstance(page, TonightPage)
        return page

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)

    def settle(self, text: str) -> None:
        """Type what settles the chosen row, and Enter."""
        self.qtbot.keyClicks(self.focused(), text)
        self.press(Qt.Key.Key_Return)

    def page_in_front(self) -> str:
        page = self.window.current_page()
        return page.page_id if page is not None else ""

    def listed(self) -> list[str]:
        """What is in the list: the kind and the name of each row."""
        return [f"{row.left.value} {row.name}" for row in self.page._rows.values()]


@pytest.fixture
def evening(
    qtbot: QtBot, open_window: OpenWindow, written: tuple[Path, Story], tmp_path: Path, clock: FixedClock
) -> Evening:
    root, story = written
    clock.set(NOW)
    window = open_window(shutil.copytree(root, tmp_path / "Northwind.assay"), entries())
    window.navigate("overview", {"audit_id": story.audit_id})
    page = window.current_page()
    assert page is not None
    workspace = page.context.workspace
    with workspace.write("Hold the day") as uow:
        notes.add_line(uow, story.session_id, "Talked about keys")
        request_evidence(uow, story.audit_id, "Log of restores", person_id=story.okafor_id)
        for reference in ("A.8.13", "A.8.15", "A.8.16"):
            item_id = story.items[reference]
            results.set_result(uow, item_id, Result.CONFORMING)
            notes.add_line(uow, story.session_id, "Seen", item_id=item_id)
        notes.add_line(uow, story.session_id, "Seen", item_id=story.items["A.8.1"])
        sessions.end(uow, story.session_id)
    window.navigate("tonight", {})
    made = Evening(qtbot, window, workspace, story)
    qtbot.waitUntil(made.page.answer.hasFocus)
    return made
