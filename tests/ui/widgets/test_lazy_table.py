"""A list of 100,000 rows costs what is seen of it."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.conftest import Show
from ui.theme import current_look
from ui.widgets.lazy_rows import CHUNK, LazyRows
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells, shares

COLUMNS = (
    Column("ref", "Ref", 1, least=60),
    Column("grade", "Grade", 1, kind="badge"),
    Column("title", "Finding", 4),
    Column("days", "Days", 1, kind="number"),
)


class Register:
    """Answers for rows, and remembers which it was asked for."""

    def __init__(self) -> None:
        self.is_out_of_order = False
        self.asked: list[list[str]] = []
        self.titles: dict[str, str] = {}

    def fetch(self, ids: list[str]) -> list[RowCells]:
        self.asked.append(ids)
        if self.is_out_of_order:
            raise OSError("the disk does not answer")
        return [self._row(row_id) for row_id in ids if row_id != "gone"]

    def _row(self, row_id: str) -> RowCells:
        title = self.titles.get(row_id, f"Finding {row_id}")
        return RowCells(
            row_id, {"ref": Cell(row_id, bold=True), "grade": Cell("Minor", "minor"), "title": Cell(title)}
        )

    def rows_asked_for(self) -> int:
        return sum(len(ids) for ids in self.asked)


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def table(show: Show, register: Register) -> LazyTable:
    made = LazyTable(COLUMNS, register.fetch)
    made.setAccessibleName("Findings")
    show(made, 600, 400)
    made.setFocus()
    return made


def _ids(count: int) -> list[str]:
    return [f"{number:06}" for number in range(count)]


def test_the_ring_of_the_focus_is_whole_beside_the_rows(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(100))
    table.select("000002")
    qtbot.waitUntil(table.hasFocus)
    picture = table.grab().toImage()
    ring = current_look().theme.focus
    inner = {picture.pixelColor(1, y).name() for y in range(20, table.height() - 20)}
    assert inner == {ring}


def test_only_what_is_seen_is_read(qtbot: QtBot, table: LazyTable, register: Register) -> None:
    started = time.perf_counter()
    table.set_ids(_ids(100_000))
    table.grab()

    assert register.asked == [_ids(CHUNK)]
    assert time.perf_counter() - started < 1.0


def test_rows_that_could_not_be_read_are_read_at_the_next_look(
    qapp: QApplication, register: Register
) -> None:
    rows = LazyRows(COLUMNS, register.fetch)
    rows.set_ids(_ids(100))
    register.is_out_of_order = True
    with pytest.raises(OSError, match="the disk does not answer"):
        rows.cells(0)
    assert rows.cells(1).cells == {}, "the same painting asked twice"
    assert register.asked == [_ids(CHUNK)]

    register.is_out_of_order = False
    qapp.processEvents()
    assert rows.cells(1).cells["ref"].text == "000001"
    assert rows.cells(0).cells["ref"].text == "000000"
    assert register.asked == [_ids(CHUNK)] * 2


def test_a_column_has_room_for_the_longest_number_whatever_its_digits(show: Show, register: Register) -> None:
    table = LazyTable(COLUMNS, register.fetch)
    show(table, 320, 300)
    table.set_ids(["F-00000", "F-11111", "F-88888"])
    assert _is_cut(table, 0)
    table.make_room("ref", "F-11111")
    assert [_is_cut(table, row) for row in range(3)] == [False] * 3
    assert table.columnWidth(0) < 90
    assert sum(table.columnWidth(place) for place in range(len(COLUMNS))) == table.viewport().width()


def _is_cut(table: LazyTable, row: int) -> bool:
    """Whether the first cell of a row shows less than it holds."""
    index, option = table.model().index(row, 0), QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = table.visualRect(index)  # type: ignore[attr-defined]
    return table._delegate.is_cut(option, index)


def test_scrolling_to_the_end_does_not_read_the_middle(
    qtbot: QtBot, table: LazyTable, register: Register
) -> None:
    table.set_ids(_ids(100_000))
    table.grab()

    qtbot.keyClick(table, Qt.Key.Key_End)
    table.grab()

    assert table.current_id() == "099999"
    assert register.rows_asked_for() == 2 * CHUNK


def test_typing_does_not_search_through_every_row(qtbot: QtBot, table: LazyTable, register: Register) -> None:
    table.set_ids(_ids(10_000))
    table.grab()

    qtbot.keyClicks(table, "zzz")

    assert register.rows_asked_for() == CHUNK


def test_the_selected_row_stays_selected_when_the_order_changes(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(1000))
    table.select("000700")

    with qtbot.assertNotEmitted(table.row_selected):
        table.set_ids(_ids(1000)[::-1])

    assert table.current_id() == "000700"
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())


def test_a_selected_row_that_is_gone_is_told_of(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(10))
    table.select("000007")

    with qtbot.waitSignal(table.row_selected) as told:
        table.set_ids(_ids(5))

    assert told.args == [""]
    assert table.current_id() == ""


def test_a_refresh_reads_only_the_rows_that_changed(
    qtbot: QtBot, table: LazyTable, register: Register
) -> None:
    table.set_ids(_ids(1000))
    table.select("000002")
    table.grab()
    register.asked.clear()
    register.titles["000003"] = "Another title"

    table.refresh_ids({"000003", "000900", "elsewhere"})
    table.grab()

    assert register.asked == [["000003"]]
    assert table.model().index(3, 2).data() == "Another title"
    assert table.current_id() == "000002"


def test_a_row_that_is_gone_in_the_meantime_is_empty(table: LazyTable) -> None:
    table.set_ids(["a", "gone"])

    assert table.model().index(1, 2).data() == ""
    assert not table.grab().isNull()


def test_the_arrow_keys_choose_a_row(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(100))
    table.select("000000")

    with qtbot.waitSignal(table.row_selected) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)

    assert told.args == ["000001"]


def test_page_down_goes_a_page_and_home_goes_to_the_first_row(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(1000))
    table.select("000000")

    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert 2 < int(table.current_id()) < 20

    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == "000000"


def test_enter_opens_the_row(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(10))
    table.select("000004")

    with qtbot.waitSignal(table.row_activated) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert told.args == ["000004"]


def test_tab_leaves_the_table(qtbot: QtBot, table: LazyTable) -> None:
    table.set_ids(_ids(10))
    table.select("000004")

    qtbot.keyClick(table, Qt.Key.Key_Tab)

    assert table.current_id() == "000004"


def test_a_click_on_a_heading_asks_for_the_order(qtbot: QtBot, table: LazyTable) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, 10)

    with qtbot.waitSignal(table.sort_requested) as told:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["title", True]

    table.set_sort("title", True)
    with qtbot.waitSignal(table.sort_requested) as told:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["title", False]


def test_every_row_is_two_lines_high(table: LazyTable) -> None:
    table.set_ids(_ids(3))

    assert [table.rowHeight(row) for row in range(3)] == [2 * 19 + 17] * 3


def test_columns_fill_the_width_and_keep_what_they_need(table: LazyTable) -> None:
    table.set_ids(_ids(3))
    widths = [table.columnWidth(number) for number in range(4)]

    assert sum(widths) == table.viewport().width()
    assert widths[0] >= 60


def test_widths_chosen_by_the_user_can_be_put_back(qtbot: QtBot, table: LazyTable) -> None:
    with qtbot.waitSignal(table.columns_resized):
        table.horizontalHeader().resizeSection(0, 150)
    kept = table.widths()
    table.set_widths([1, 1, 1, 1])

    table.set_widths(kept)

    assert table.columnWidth(0) / table.columnWidth(1) == pytest.approx(kept[0] / kept[1], abs=0.1)


def test_a_column_that_is_dragged_is_remembered_once(qtbot: QtBot, table: LazyTable) -> None:
    told: list[list[float]] = []
    table.columns_resized.connect(lambda: told.append(table.widths()))
    for width in range(150, 90, -10):
        table.horizontalHeader().resizeSection(0, width)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [table.widths()]


def test_a_width_is_remembered_also_when_the_page_goes_at_once(table: LazyTable) -> None:
    told: list[list[float]] = []
    table.columns_resized.connect(lambda: told.append(table.widths()))
    table.horizontalHeader().resizeSection(0, 150)
    table.hide()
    assert told == [table.widths()]


def test_widths_of_another_version_of_the_table_are_left_aside(table: LazyTable) -> None:
    before = table.widths()

    table.set_widths([1, 2])
    table.set_widths([0, 0, 0, 0])

    assert table.widths() == before


def test_a_narrow_column_takes_its_width_off_the_others() -> None:
    assert shares(100, [1, 1, 8], [30, 10, 10]) == [30, 10, 60]
    assert sum(shares(101, [1, 1, 1], [5, 5, 5])) == 101
    assert shares(20, [1, 1], [30, 30]) == [10, 10]
    assert shares(20, [1], [30]) == [20]


def test_where_all_is_tight_the_column_that_names_the_row_is_whole() -> None:
    assert shares(100, [1, 4, 1], [40, 80, 40]) == [40, 40, 20]


def test_a_number_stands_at_the_right(table: LazyTable) -> None:
    model = table.model()
    aligned = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)

    assert aligned & int(Qt.AlignmentFlag.AlignRight)


def test_a_reader_hears_both_lines_of_a_cell(show: Show) -> None:
    def fetch(ids: list[str]) -> list[RowCells]:
        return [RowCells(ids[0], {"ref": Cell("F-06", second_line="missing: evidence")})]

    table = LazyTable([Column("ref", "Ref")], fetch)
    show(table)
    table.set_ids(["a"])

    heard = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "F-06\nmissing: evidence"


def test_the_tab_key_shows_which_row_it_came_to(qtbot: QtBot, show: Show, register: Register) -> None:
    page = QWidget()
    line, table = QLineEdit(page), LazyTable(COLUMNS, register.fetch, parent=page)
    layout = QVBoxLayout(page)
    layout.addWidget(line)
    layout.addWidget(table)
    table.set_ids(_ids(3))
    show(page, 600, 400)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert table.current_id() == "000000"
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
