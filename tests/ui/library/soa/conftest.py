"""The page of the Statement of Applicability in the real window, beside an audit that is planned."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.library.packs import install_pack, load_pack
from app.library.soa import SoaLine, soa_line
from app.library.soa.writing import begin_version
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from tests.app.planning.story import Story, begin
from tests.conftest import DEVICE, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import AuditsPage
from tests.ui.findings.keys import Keys
from ui.library.soa.page import SoaPage
from ui.planning.page import PlanPage
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.window import Window

EXCLUSION = SoaLine("A.7.4", applicable=False, justification="No rooms of our own at any of the sites")


@dataclass(slots=True)
class Desk:
    """Sits before the page: an audit is judged by version 7, and version 8 can still be edited."""

    qtbot: QtBot
    window: Window
    page: SoaPage
    story: Story
    keys: Keys
    pinned: str
    open: str

    def line(self, reference: str) -> SoaLine | None:
        return self.story.see(soa_line, self.open, reference)

    def rows(self, table: object) -> list[str]:
        model = table.model()  # type: ignore[attr-defined]
        return [
            " | ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def choose_file(self, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
        """The next dialog, to open or to save, answers with this file."""

        def answer(*_args: object) -> tuple[str, str]:
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids in the workspace of every test."""

    audit_id: str
    organization_id: str
    lead_id: str
    pinned: str
    open: str


@pytest.fixture(scope="session")
def prepared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    """The folder of a closed workspace with two versions in it, and the ids of what is there."""
    root = shutil.copytree(template, tmp_path_factory.mktemp("soa") / "soa.assay")
    workspace = open_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock()))
    story = begin(workspace)
    organization, pack_id = story.organization_id, story.do(install_pack, story.pack)
    pinned = story.do(begin_version, organization, pack_id, "7")
    audit_id = story.plan(soa_version_id=pinned)
    editable = story.do(begin_version, organization, pack_id, "8", [EXCLUSION])
    workspace.close()
    return root, Known(audit_id, organization, story.lead_id, pinned, editable)


@pytest.fixture
def folder(prepared: tuple[Path, Known], tmp_path: Path) -> Path:
    return shutil.copytree(prepared[0], tmp_path / "audits.assay")


@pytest.fixture
def desk(qtbot: QtBot, open_window: OpenWindow, prepared: tuple[Path, Known], folder: Path) -> Desk:
    known = prepared[1]
    entries = (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("soa", WORKSPACE_GROUP, "Applicability", "table", lambda: SoaPage),
        PageEntry("plan", AUDIT_GROUP, "Plan", "plan", lambda: PlanPage),
    )
    window = open_window(folder, entries)
    window.navigate("soa", {"version_id": known.open, "audit_id": known.audit_id})
    page = window.current_page()
    assert isinstance(page, SoaPage)
    story = Story(page.context.workspace, load_pack(), known.organization_id, known.lead_id)
    return Desk(qtbot, window, page, story, Keys(qtbot), known.pinned, known.open)
