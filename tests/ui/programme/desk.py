"""The real window with the audits and overview pages; the other pages only note where they were opened."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.planning.story import Story, begin
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from ui.overview.page import OverviewPage
from ui.page import Page
from ui.programme.page import AuditsPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
_Page = TypeVar("_Page", bound=Page)


class PlanPage(FakePage):
    page_id = "plan"


class SessionsPage(FakePage):
    page_id = "sessions"


class EvidencePage(FakePage):
    page_id = "evidence"


class FindingsPage(FakePage):
    page_id = "findings"


class ReportPage(FakePage):
    page_id = "report"


def entries() -> tuple[PageEntry, ...]:
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("overview", AUDIT_GROUP, "Overview", "home", lambda: OverviewPage),
        PageEntry("plan", AUDIT_GROUP, "Plan", "file", lambda: PlanPage),
        PageEntry("sessions", AUDIT_GROUP, "Sessions", "file", lambda: SessionsPage),
        PageEntry("evidence", AUDIT_GROUP, "Evidence", "file", lambda: EvidencePage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "file", lambda: FindingsPage),
        PageEntry("report", AUDIT_GROUP, "Report", "file", lambda: ReportPage),
    )


@dataclass(slots=True)
class Desk:
    """An auditor at the window, and what they do with the keyboard."""

    qtbot: QtBot
    window: Window
    story: Story

    def page(self, kind: type[_Page]) -> _Page:
        page = self.window.current_page()
        assert isinstance(page, kind), page
        return page

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def wait_for_page(self, page_id: str) -> Page:
        self.wait_for(lambda: self._page_id() == page_id)
        return self.page(Page)

    def _page_id(self) -> str:
        page = self.window.current_page()
        return page.page_id if page else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        self.qtbot.keyClick(focused, key, modifier)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        self.qtbot.keyClicks(focused, text)

    def go(self, page_id: str) -> None:
        self.window.navigate(page_id, {"audit_id": self.story.audit_id or None})

    def opened_at(self, page_id: str) -> dict[str, str]:
        """Where the page that stands for `page_id` was opened last."""
        return cast("FakePage", self.wait_for_page(page_id)).opened_at[-1]


def sit_down(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> Desk:
    window = open_window(folder, entries())
    page = window.current_page()
    assert page is not None
    desk = Desk(qtbot, window, begin(page.context.workspace))
    desk.wait_for(lambda: window.isActiveWindow())
    return desk
