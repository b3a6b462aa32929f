"""Findings leave in the columns of an office: chosen, moved and named by keyboard, kept on the laptop."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.reporting.finding_list.profile import ColumnProfile, ProfileColumn
from app.reporting.finding_list.profiles import column_profiles, save_profile
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import Keys
from ui.findings.page import FindingsPage
from ui.window import Window

OFFICE = ColumnProfile(
    "Office", (ProfileColumn("number", "Ref."), ProfileColumn("grade"), ProfileColumn("title")), ";"
)


@pytest.fixture
def page(open_page: OpenPage, window: Window, story: Story) -> FindingsPage:
    save_profile(window.settings, OFFICE)
    story.written(title="Restore tests missed")
    page = open_page()
    page.export_columns()
    return page


def _kept(window: Window) -> ColumnProfile:
    (profile,) = column_profiles(window.settings)
    return profile


def test_the_profile_stands_with_its_columns_first_and_ticked(page: FindingsPage) -> None:
    rows = page.columns.columns.list
    assert [rows.item(row).text() for row in range(4)] == ["Ref. (Number)", "Grade", "Title", "Id"]
    assert page.columns.shown_profile() == OFFICE
    assert page.columns.columns.list.hasFocus()


def test_a_column_moves_by_keys_and_the_profile_is_kept(
    page: FindingsPage, window: Window, keys: Keys
) -> None:
    keys.on(page.columns.columns.list)
    keys.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [column.key for column in _kept(window).columns] == ["grade", "number", "title"]
    keys.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _kept(window) == OFFICE


def test_the_space_bar_takes_a_column_out_and_in(page: FindingsPage, window: Window, keys: Keys) -> None:
    keys.on(page.columns.columns.list)
    keys.press(Qt.Key.Key_Space)
    assert [column.key for column in _kept(window).columns] == ["grade", "title"]


def test_another_heading_is_shown_and_kept(page: FindingsPage, window: Window, keys: Keys) -> None:
    page.columns.columns.list.setCurrentRow(1)
    keys.on(page.columns.columns.heading)
    keys.type("Severity")
    assert page.columns.columns.list.item(1).text() == "Severity (Grade)"
    assert _kept(window).columns[1] == ProfileColumn("grade", "Severity")


def test_a_new_name_renames_and_a_taken_one_is_refused(
    page: FindingsPage, window: Window, keys: Keys
) -> None:
    page.columns.new_profile()
    keys.type("OFFICE")
    keys.enter()
    assert "already" in page.columns._refusal.text()
    page.columns.name.selectAll()
    keys.type("Board")
    keys.enter()
    assert [one.name for one in column_profiles(window.settings)] == ["Board", "Office"]


def test_without_a_column_the_profile_stays_as_it_was_and_says_so(page: FindingsPage, window: Window) -> None:
    for row in range(3):
        page.columns.columns.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert "no columns" in page.columns._refusal.text()
    assert len(_kept(window).columns) == 1
    page.columns.export_csv()


def test_the_last_profile_is_not_deleted(page: FindingsPage, window: Window) -> None:
    page.columns.new_profile()
    page.columns.remove_profile()
    assert _kept(window) == OFFICE
    page.columns.remove_profile()
    assert _kept(window) == OFFICE
    assert not page.columns.remove.isEnabled()


def test_the_list_is_written_and_counted(
    qtbot: QtBot, page: FindingsPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / "list.csv"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    page.columns.save_csv.click()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60_000)

    assert asked == ["IA-2026-03 findings Office.csv"]
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.reader(lines, delimiter=";"))
    assert rows == [["Ref.", "Grade", "Title"], ["F-01", "Minor nonconformity", "Restore tests missed"]]


def test_at_first_there_is_a_profile_to_begin_with(open_page: OpenPage, window: Window, story: Story) -> None:
    page = open_page()
    page.export_columns()
    assert page.columns.shown_profile().name == "My office"
    page.columns.new_profile()
    assert [one.name for one in column_profiles(window.settings)] == ["My office", "Profile 1"]


def test_escape_leads_back_to_the_findings(page: FindingsPage, keys: Keys) -> None:
    keys.on(page.columns.columns.list)
    keys.press(Qt.Key.Key_Escape)
    assert page.list.table.hasFocus()
