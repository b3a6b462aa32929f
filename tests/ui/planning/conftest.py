"""The plan page in the real window, on an audit that was just planned."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.planning.reads import AuditDetail, audit_detail
from app.programme.organizations import add_site
from app.programme.people import add_person
from app.sessions.reads import SessionRow, SessionView, session_rows, session_view
from app.words import N_
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.app.planning.story import begin
from tests.conftest import DEVICE, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage, FakePage
from ui.planning.page import PlanPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

_Answer = TypeVar("_Answer")
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Delete


class SessionsPage(FakePage):
    page_id = "sessions"


class ReportPage(FakePage):
    page_id = "report"


@dataclass(frozen=True, slots=True)
class Known:
    """Ids in the workspace of every test."""

    audit_id: str
    organization_id: str
    ids: dict[str, str]


@dataclass(slots=True)
class Plan:
    """The page, the audit that it shows, and short ways to press keys and to look."""

    qtbot: QtBot
    window: Window
    page: PlanPage
    audit_id: str
    organization_id: str
    ids: dict[str, str]

    @property
    def workspace(self) -> Workspace:
        return self.page.context.workspace

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)

    def tab(self, times: int = 1) -> None:
        for _time in range(times):
            self.press(TAB)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focused(), text)

    def retype(self, text: str) -> None:
        self.press(Qt.Key.Key_A, CONTROL)
        self.type(text)

    def start_in(self, field: QWidget) -> None:
        self.qtbot.waitUntil(field.isVisible)
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)

    def do(self, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        """Somebody else does something in the workspace."""
        with self.workspace.write(N_("Elsewhere")) as uow:
            return act(uow, *args, **named)

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def audit(self) -> AuditDetail:
        return self.see(audit_detail, self.audit_id)

    def sessions(self) -> tuple[SessionRow, ...]:
        return self.see(session_rows, self.audit_id)

    def session(self, session_id: str) -> SessionView:
        return self.see(session_view, session_id)

    def message(self) -> str:
        """What the bar across the top says, or nothing."""
        return self.window.message_bar.text() if self.window.message_bar.isVisible() else ""


@pytest.fixture(scope="session")
def planned(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    """The folder of a closed workspace with an audit in it, and the ids of what is there."""
    root = shutil.copytree(template, tmp_path_factory.mktemp("planned") / "planned.assay")
    workspace = open_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock()))
    story = begin(workspace)
    audit_id = story.plan()
    ids = {
        "leeds": story.do(add_site, story.organization_id, "Leeds", zone="Europe/London"),
        "bangkok": story.do(add_site, story.organization_id, "Bangkok", zone="Asia/Bangkok"),
        "okafor": story.do(
            add_person, "M. Okafor", role="IT operations lead", organization_id=story.organization_id
        ),
    }
    workspace.close()
    return root, Known(audit_id, story.organization_id, ids)


@pytest.fixture
def folder(planned: tuple[Path, Known], tmp_path: Path) -> Path:
    return shutil.copytree(planned[0], tmp_path / "audits.assay")


@pytest.fixture
def plan(qtbot: QtBot, open_window: OpenWindow, planned: tuple[Path, Known], folder: Path) -> Plan:
    known = planned[1]
    entries = (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("plan", AUDIT_GROUP, "Plan", "plan", lambda: PlanPage),
        PageEntry("sessions", AUDIT_GROUP, "Sessions", "sessions", lambda: SessionsPage),
        PageEntry("report", AUDIT_GROUP, "Report", "report", lambda: ReportPage),
    )
    window = open_window(folder, entries)
    window.navigate("plan", {"audit_id": known.audit_id})
    page = window.current_page()
    assert isinstance(page, PlanPage)
    return Plan(qtbot, window, page, known.audit_id, known.organization_id, known.ids)
