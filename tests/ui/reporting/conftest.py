"""The report page on an audit whose report can be issued."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.planning.reads import AuditDetail, audit_detail
from app.reporting.reports import ReportState, RevisionRow, revisions
from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat, Workspace
from tests.app.reporting.audited import Audited, begin
from tests.conftest import DEVICE, START, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from ui.reporting.page import ReportPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.widgets.form import ChoiceField
from ui.window import Window


class OtherPage(FakePage):
    page_id = "other"


def entries() -> tuple[PageEntry, ...]:
    others = ("plan", "sessions", "evidence", "findings")
    return (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: OtherPage),
        *(PageEntry(key, AUDIT_GROUP, key.title(), "document", lambda: OtherPage) for key in others),
        PageEntry("report", AUDIT_GROUP, "Report", "report", lambda: ReportPage),
    )


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Audited]:
    """The audit, written once into a workspace that is closed."""
    folder = tmp_path_factory.mktemp("report")
    workspace = create_workspace(
        folder / "story.assay", None, Seat("Assay test", DEVICE, "Test laptop", FixedClock())
    )
    audited = begin(workspace, folder)
    workspace.close()
    return folder / "story.assay", audited


@dataclass
class Author:
    """The lead auditor at the report page."""

    qtbot: QtBot
    window: Window
    workspace: Workspace
    audit_id: str

    @property
    def page(self) -> ReportPage:
        page = self.window.current_page()
        assert isinstance(page, ReportPage)
        return page

    def field(self, name: str) -> QPlainTextEdit:
        return next(part for part in self.page.findChildren(QPlainTextEdit) if part.accessibleName() == name)

    def choice(self, name: str) -> ChoiceField:
        return next(part for part in self.page.findChildren(ChoiceField) if part.accessibleName() == name)

    def button(self, text: str) -> QPushButton:
        found = [part for part in self.page.findChildren(QPushButton) if part.accessibleName() == text]
        return next(part for part in found if part.isVisible())

    def visible_buttons(self) -> list[QPushButton]:
        return [part for part in self.page.findChildren(QPushButton) if part.isVisible()]

    def links(self) -> list[str]:
        """What leads away from the page: links, and the lines that say what is missing."""
        lead_away = ("link", "nav")
        parts = [part for part in self.page.findChildren(QPushButton) if part.property("role") in lead_away]
        return [part.accessibleName() for part in parts if part.isVisible()]

    def press(self, text: str) -> None:
        """Go to a button and press Enter."""
        self.button(text).setFocus()
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def issue(self, text: str = "Issue report") -> None:
        """Press the button that issues, and wait for the pages."""
        self.press(text)
        self.qtbot.waitUntil(self._is_issued, timeout=30_000)
        self.qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=30_000)

    def _is_issued(self) -> bool:
        rows = self.revisions()
        return bool(rows) and rows[0].state is ReportState.ISSUED

    def audit(self) -> AuditDetail:
        with self.workspace.read() as unit:
            return audit_detail(unit, self.audit_id)

    def revisions(self) -> tuple[RevisionRow, ...]:
        with self.workspace.read() as unit:
            return revisions(unit, self.audit_id)


@pytest.fixture
def author(
    qtbot: QtBot, open_window: OpenWindow, written: tuple[Path, Audited], tmp_path: Path, clock: FixedClock
) -> Iterator[Author]:
    root, audited = written
    clock.set(START)
    window = open_window(shutil.copytree(root, tmp_path / "Alder Hill.assay"), entries())
    window.resize(1366, 768)
    window.navigate("report", {"audit_id": audited.audit_id})
    page = window.current_page()
    assert page is not None
    yield Author(qtbot, window, page.context.workspace, audited.audit_id)
    window.close()
