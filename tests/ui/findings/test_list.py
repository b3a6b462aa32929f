"""The list: totals, order, filter, and what it remembers."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.findings import findings
from app.findings.facts import finding_of
from app.findings.terms import FindingType
from app.settings import Settings
from tests.app.findings.story import MAJOR, MINOR, Story
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import CTRL, Keys
from ui.findings.page import FindingsPage
from ui.window import Window


def shown(page: FindingsPage) -> list[str]:
    model = page.list.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def cells(page: FindingsPage, row: int) -> list[str]:
    model = page.list.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def several(story: Story) -> list[str]:
    return [
        story.written(*MINOR, title="Restore tests missed"),
        story.raised(on="A.5.18", title="Access reviews without a record").id,
        story.raised(FindingType.OFI, on="8.2", title="Tie reviews to the calendar").id,
        story.written(*MAJOR, on="8.2", title="No risk assessment after the move"),
    ]


def test_the_list_says_grade_criterion_position_state_and_what_is_missing(
    open_page: OpenPage, story: Story
) -> None:
    several(story)
    page = open_page()

    assert page.list.badge_texts() == ["1 major", "1 minor", "1 OFI", "1 candidate"]
    assert shown(page) == ["F-04", "F-01", "F-02", "F-03"]
    assert cells(page, 0) == ["F-04", "Major", "No risk assessment after the move", "8.2", "—", "Draft"]
    assert cells(page, 2)[1:3] == [
        "—",
        "Access reviews without a record\nmissing: evidence, statement, grade",
    ]
    assert cells(page, 2)[-1] == "Candidate"
    said = "Readiness indicator: not ready while F-04 is open. Not graded yet: F-02. An indicator"
    assert page.list.readiness_text().startswith(said)


def test_the_column_of_numbers_is_as_wide_as_the_longest_one(open_page: OpenPage, story: Story) -> None:
    one, other = story.raised(title="Restore tests missed").id, story.raised().id
    page = open_page()
    narrow = page.list.table.columnWidth(0)
    with story.workspace.write("Renumber") as uow:
        finding_of(uow.session, one).number = "F-10000"
        finding_of(uow.session, other).number = "of the register of 2019, no. 17"
    page.load()
    table = page.list.table
    wide = QFontMetrics(table.font()).horizontalAdvance("F-10000") + 16
    assert narrow < wide <= table.columnWidth(0) < 1.5 * wide


def test_a_click_on_a_column_sorts_and_the_order_is_remembered(
    qtbot: QtBot, open_page: OpenPage, story: Story, settings: Settings
) -> None:
    several(story)
    page = open_page()
    header = page.list.table.horizontalHeader()
    for _press in range(2):
        place = QPoint(header.sectionViewportPosition(0) + 10, 12)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert shown(page) == ["F-04", "F-03", "F-02", "F-01"]
    assert settings.get("findings.sort") == ["ref", False]


def test_the_filter_looks_through_numbers_words_and_criteria(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    several(story)
    page = open_page()
    keys.on(page.list.filter)
    keys.type("risk")
    qtbot.waitUntil(lambda: page.list.table.count() == 2)
    keys.type(" nowhere")
    qtbot.waitUntil(lambda: page.list._empty.isVisible())
    assert page.list._empty.button.label() == "Clear the filter"

    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.table.count() == 4)


def test_a_place_that_the_filter_hides_is_shown_all_the_same(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    ids = several(story)
    page = open_page()
    keys.on(page.list.filter)
    keys.type("access")
    qtbot.waitUntil(lambda: page.list.table.count() == 1)
    page.open(finding_id=ids[2])

    assert page.where() == {"finding_id": ids[2]}
    assert page.list.filter.text() == ""


def test_next_and_previous_by_keys_while_typing(open_page: OpenPage, story: Story, keys: Keys) -> None:
    several(story)
    page = open_page()
    assert page.detail._number.text() == "F-04"
    keys.on(page.detail.title)
    keys.press(Qt.Key.Key_Down, CTRL)
    assert page.detail._number.text() == "F-01"
    keys.press(Qt.Key.Key_Up, CTRL)
    assert page.detail._number.text() == "F-04"


def test_the_findings_are_exported_to_a_workbook(
    qtbot: QtBot,
    open_page: OpenPage,
    story: Story,
    keys: Keys,
    window: Window,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several(story)
    page = open_page()
    target = tmp_path / "findings.xlsx"
    asked: list[str] = []

    def chosen(_parent: object, _title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(target), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    page.list.files.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60_000)

    assert asked == ["IA-2026-03 findings.xlsx"]
    sheet = load_workbook(target)["Findings"]
    numbers = {row[0].value for row in sheet.iter_rows()} | {row[1].value for row in sheet.iter_rows()}
    assert {"F-01", "F-02", "F-03", "F-04"} <= numbers


def test_a_place_that_is_gone_is_ignored(open_page: OpenPage, story: Story) -> None:
    ids = several(story)
    page = open_page(ids[0])
    page.open(finding_id="gone")

    assert page.where() == {"finding_id": ids[0]}


def test_what_was_raised_elsewhere_appears_and_the_choice_stays(
    qtbot: QtBot, open_page: OpenPage, story: Story
) -> None:
    ids = several(story)
    page = open_page(ids[0])
    story.do(findings.raise_finding, story.audit_id, type=FindingType.STRENGTH, title="Drills with staff")
    qtbot.waitUntil(lambda: "1 strength" in page.list.badge_texts())

    assert page.list.table.current_id() == ids[0]


def test_the_findings_on_one_item_are_listed_alone_until_all_are_wanted(
    open_page: OpenPage, story: Story
) -> None:
    several(story)
    page = open_page()
    page.list.filter.setText("calendar")
    page.open(on_item=story.items["A.5.18"])
    assert shown(page) == ["F-02"]
    assert page.where() == {"finding_id": page.list.table.current_id()}
    assert page.list.on_item.isVisible()
    page.list.on_item.all_button.click()
    assert len(shown(page)) == 4
    assert not page.list.on_item.isVisible()


def test_where_nothing_is_left_on_the_item_its_empty_list_leads_back_to_all(
    open_page: OpenPage, story: Story
) -> None:
    several(story)
    page = open_page()
    page.open(on_item=story.items["6.1.3"])
    assert shown(page) == []
    page.list._empty.button.click()
    assert len(shown(page)) == 4
