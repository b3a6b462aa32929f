"""The window on the evidence of an audit with two items and a finding."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.evidence import reads
from app.evidence.reads import EvidenceDetail, EvidenceRow
from app.settings import Settings
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story, story
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from ui.evidence.page import EvidencePage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.shell.places import Place, remember_place
from ui.window import Window

__all__ = ["story"]

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class SessionsPage(FakePage):
    page_id = "sessions"


class FindingsPage(FakePage):
    page_id = "findings"


@dataclass
class Desk:
    """The window, its evidence page, and the audit behind it."""

    qtbot: QtBot
    window: Window
    page: EvidencePage
    story: Story

    @property
    def workspace(self) -> Workspace:
        return self.page.context.workspace

    def attach(self, *paths: Path) -> None:
        """Attach and wait until it is done."""
        self.page.attach(paths)
        self.settle()

    def settle(self) -> None:
        """Wait until no job runs and what it told has arrived."""
        self.qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=20_000)
        QApplication.processEvents()

    def rows(self) -> list[EvidenceRow]:
        with self.workspace.read() as unit:
            return reads.evidence_of_audit(unit, self.story.audit)

    def detail(self, evidence_id: str) -> EvidenceDetail:
        with self.workspace.read() as unit:
            found = reads.evidence_detail(unit, evidence_id)
        assert found is not None
        return found

    def show(self, number: str) -> str:
        """Go to a piece of evidence; its id."""
        evidence_id = next(row.id for row in self.rows() if row.number == number)
        self.page.open(evidence_id=evidence_id)
        self.settle()
        return evidence_id

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, modifier)

    def type(self, field: QWidget, text: str, *, enter: bool = False) -> None:
        """Type over what a field says."""
        field.setFocus()
        self.qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(field, text)
        if enter:
            self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def is_told(self, part: str) -> bool:
        return any(part in text for text in self.window.status_bar.texts())


@pytest.fixture
def desk(
    qtbot: QtBot,
    open_window: OpenWindow,
    settings: Settings,
    workspace: Workspace,
    story: Story,
    folder: Path,
) -> Desk:
    workspace.close()
    remember_place(settings, folder, Place("evidence", story.audit))
    entries = [
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("evidence", AUDIT_GROUP, "Evidence", "evidence", lambda: EvidencePage),
        PageEntry("sessions", AUDIT_GROUP, "Sessions", "sessions", lambda: SessionsPage),
        PageEntry("findings", AUDIT_GROUP, "Findings", "findings", lambda: FindingsPage),
    ]
    window = open_window(folder, entries)
    page = window.current_page()
    assert isinstance(page, EvidencePage)
    return Desk(qtbot, window, page, story)


MakeFile = Callable[[str, bytes], Path]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Write a file outside the workspace."""
    folder = tmp_path / "from the auditee"
    folder.mkdir()

    def made(name: str, content: bytes) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return made
