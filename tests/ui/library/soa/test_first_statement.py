"""The Statement of Applicability that comes before the first audit, in a workspace that was just made."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.library.soa import soa_versions
from app.programme.organizations import add_organization
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from tests.conftest import DEVICE, FixedClock
from tests.ui.conftest import OpenWindow
from tests.ui.findings.keys import Keys
from tests.ui.screen import says
from ui.library.soa.page import SoaPage
from ui.shell.entries import WORKSPACE_GROUP, PageEntry

LIST = "Maßnahme;Anwendbar;Begründung\r\nA.5.1;ja;Grundlage\r\nA.7.4;nein;Keine eigenen Räume\r\n"


@pytest.fixture
def page(open_window: OpenWindow, template: Path, tmp_path: Path) -> SoaPage:
    folder = shutil.copytree(template, tmp_path / "new.assay")
    workspace = open_workspace(folder, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock()))
    with workspace.write("Add organisation") as uow:
        add_organization(uow, "Northwind Clinics")
    workspace.close()
    window = open_window(
        folder, (PageEntry("soa", WORKSPACE_GROUP, "Applicability", "table", lambda: SoaPage),)
    )
    shown = window.current_page()
    assert isinstance(shown, SoaPage)
    return shown


def numbers(page: SoaPage) -> list[str]:
    with page.context.workspace.read() as unit:
        return [row.number for row in soa_versions(unit, page.bar.organization_id())]


def test_a_list_is_imported_before_any_audit_is_planned(
    qtbot: QtBot, page: SoaPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "SoA.csv"
    path.write_bytes(LIST.encode("cp1252"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    page.import_list()
    qtbot.waitUntil(page.import_part.isVisible, timeout=20_000)
    assert says(page.import_part, "2 controls come in · 1 of them not applicable · 0 rows refused")
    page.import_part.number.setText("4.1")
    page.import_part.take_in()
    assert numbers(page) == ["4.1"]


def test_a_statement_is_begun_with_every_control_before_any_audit_is_planned(
    qtbot: QtBot, page: SoaPage
) -> None:
    keys = Keys(qtbot)
    page.bar.begin()
    keys.on(page.bar.number)
    assert says(page.bar, "Number of the first version")
    keys.type("1")
    keys.enter()
    assert not page.bar.begin_button.isEnabled()
    keys.enter()
    qtbot.waitUntil(lambda: numbers(page) == ["1"], timeout=20_000)
    assert page.bar.begin_button.isEnabled()
    assert not says(page.bar, "Number of the first version")
    qtbot.waitUntil(lambda: page.controls.table.count() == 93)
