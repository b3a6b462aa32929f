"""Earlier findings are taken over from a file on the findings page (R-38)."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.audit import Audit
from models.finding import Finding
from tests.app.findings.earlier.test_taking_over import LIST
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage
from ui.window import Window


@pytest.fixture
def page(
    open_page: OpenPage,
    story: Story,
    window: Window,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> FindingsPage:
    file = tmp_path / "Findings before.csv"
    file.write_text(LIST + ";N-9;Undated;;;;;;soon;;\n", encoding="utf-8-sig")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    story.written()
    page = open_page()
    page.take_over()
    qtbot.waitUntil(lambda: page.earlier.isVisible() and not window.jobs.running, timeout=60_000)
    return page


def test_the_list_is_shown_before_anything_is_written(page: FindingsPage, story: Story) -> None:
    panel = page.earlier
    assert panel.take_button.label() == "Take over 3 findings"
    assert panel._counts.text().startswith("3 findings come in · 1 row is refused.")
    assert panel.rows.refused.isVisible()
    assert panel.first_focus().hasFocus()
    assert story.see(lambda unit: unit.session.query(Finding).count()) == 1


def test_taken_over_they_stand_in_closed_audits_and_the_page_is_back(
    page: FindingsPage, story: Story, window: Window, qtbot: QtBot, keys: Keys
) -> None:
    keys.on(page.earlier.take_button)
    keys.enter()
    qtbot.waitUntil(lambda: not window.jobs.running and page.list.isVisible(), timeout=60_000)
    numbers = story.see(lambda unit: {row.number for row in unit.session.query(Finding)})
    assert numbers == {"F-01", "NC-004", "F-12", "O-1"}
    titles = story.see(lambda unit: {row.title for row in unit.session.query(Audit)})
    assert {"Audit 2025", "Audit 2024"} <= titles


def test_without_a_column_that_is_needed_nothing_comes_in(page: FindingsPage) -> None:
    panel = page.earlier
    choice = panel.mapping.columns[next(iter(panel.mapping.columns))]
    choice.set_value(-1)
    panel.mapping.mapped.emit()
    assert not panel.can_take()
    assert "Say which columns" in panel._counts.text()
