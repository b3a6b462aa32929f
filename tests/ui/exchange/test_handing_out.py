"""Making a workbook for responses, for all owners or for one."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.findings.facts import finding_of
from tests.app.exchange.scene import SHEET, Scene
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is chosen, beside the name that was offered."""
    chosen = tmp_path / "chosen.xlsx"

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        (tmp_path / "offered").write_text(Path(name).name)
        return str(chosen), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return chosen


def test_a_workbook_for_one_owner_is_made_with_the_keyboard(
    qtbot: QtBot, page: FindingsPage, scene: Scene, keys: Keys, target: Path
) -> None:
    page.context.commands.run("findings.workbook")
    view = page.exchange.hand_out_view
    assert view.owner.hasFocus()
    assert (view.owner.currentText(), view.about.text()) == ("All owners (2)", "2 findings: F-01, F-02")

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    assert (view.owner.currentText(), view.about.text()) == ("Bo Lind (1)", "1 finding: F-02")
    keys.on(view.save_button)
    keys.enter()
    qtbot.waitUntil(target.exists, timeout=20_000)

    assert (target.parent / "offered").read_text() == "IA-2026-03 responses Bo Lind.xlsx"
    assert load_workbook(target)[SHEET]["B3"].value == "F-02"
    qtbot.waitUntil(lambda: not page.context.jobs.running)


def test_findings_without_an_owner_are_named(page: FindingsPage, scene: Scene) -> None:
    with scene.story.workspace.write("Take the owner off") as uow:
        finding_of(uow.session, scene.second).owner_id = None
    page.hand_out()
    view = page.exchange.hand_out_view
    assert view.unowned.text() == "F-02 has no owner: it is only in the workbook for all."
    assert [view.owner.itemText(row) for row in range(view.owner.count())] == [
        "All owners (2)",
        "Ada Fenwick (1)",
    ]


def test_where_nothing_waits_the_page_says_what_would(open_page: OpenPage, story: Story, keys: Keys) -> None:
    page = open_page()
    page.hand_out()
    assert not page.exchange.hand_out_view.save_button.isVisible()
    assert page.exchange.back_button.hasFocus()
    keys.enter()
    assert page.list.isVisible()


def test_escape_leads_back_to_the_finding_that_was_open(
    qtbot: QtBot, page: FindingsPage, scene: Scene, keys: Keys
) -> None:
    page.open(finding_id=scene.second)
    page.hand_out()
    assert not page.list.isVisible()
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(page.list.isVisible)
    assert page.where() == {"finding_id": scene.second}
    assert page.list.table.hasFocus()


def test_the_menu_of_responses_offers_both_ways(page: FindingsPage) -> None:
    texts = [action.text() for action in page.list.responses.menu().actions()]
    assert texts == ["Workbook for responses…", "Take in a returned workbook…"]
    page.list.responses.menu().actions()[0].trigger()
    assert page.exchange.hand_out_view.isVisible()
