"""The window on the retention page, with an audit behind it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.evidence.circumstances import Circumstances
from app.evidence.evidence import remove_evidence
from app.evidence.intake import attach_bytes
from app.retention.disposals import DisposalRow, disposal_rows
from app.settings import Settings
from app.words import N_
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story, story
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from ui.programme.page import AuditsPage
from ui.retention.destroy_dialog import DestroyDialog
from ui.retention.page import RetentionPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.shell.places import Place, remember_place
from ui.window import Window

__all__ = ["story"]

NONE = Qt.KeyboardModifier.NoModifier


class EvidencePage(FakePage):
    page_id = "evidence"


class SettingsPage(FakePage):
    page_id = "settings"


@dataclass
class Desk:
    """The window, its retention page, and the audit behind it."""

    qtbot: QtBot
    window: Window
    page: RetentionPage
    story: Story

    @property
    def workspace(self) -> Workspace:
        return self.page.context.workspace

    def attach(self, name: str, content: bytes, *, due: bool = False) -> str:
        """Take a piece in, to be destroyed today where it is `due`; its id."""
        today = self.workspace.seat.clock.now().date() if due else None
        told = Circumstances(title=f"About {name}", destroy_on=today)
        made = attach_bytes(self.workspace, self.story.audit, name, content, told).evidence_id
        self.settle()
        return made

    def remove(self, evidence_id: str) -> None:
        with self.workspace.write(N_("Remove evidence {number}"), number="") as uow:
            remove_evidence(uow, evidence_id)
        self.settle()

    def settle(self) -> None:
        """Wait until no job runs and what was told has arrived."""
        self.qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=20_000)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, modifier)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)

    def dialog(self) -> DestroyDialog:
        """The dialog that is open, with the caret in its reason."""
        found = self.page.findChildren(DestroyDialog)
        assert len(found) == 1
        self.qtbot.waitUntil(found[0].reason.hasFocus)
        return found[0]

    def destroyed(self) -> tuple[DisposalRow, ...]:
        with self.workspace.read() as unit:
            return disposal_rows(unit)


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
    remember_place(settings, folder, Place("retention", story.audit))
    entries = [
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("settings", WORKSPACE_GROUP, "Settings", "settings", lambda: SettingsPage),
        PageEntry("evidence", AUDIT_GROUP, "Evidence", "evidence", lambda: EvidencePage),
        PageEntry("retention", WORKSPACE_GROUP, "Retention", "archive", lambda: RetentionPage),
    ]
    window = open_window(folder, entries)
    page = window.current_page()
    assert isinstance(page, RetentionPage)
    return Desk(qtbot, window, page, story)
