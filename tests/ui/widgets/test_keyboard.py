"""Everything can be done without a mouse, and everything says its name."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.ui.widgets.conftest import Show
from ui.widgets.buttons import Button, button, icon_button, key_button, link_button, primary_button
from ui.widgets.coverage_grid import CellState, CoverageCell, CoverageGrid
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import NumberField, check_field, choice_field, date_field, form_row, text_field
from ui.widgets.message_bar import MessageBar
from ui.widgets.path_bar import PathBar
from ui.widgets.progress_line import ProgressLine
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Splitter
from ui.widgets.tabs import Tabs

STEPS = (("prepare", "Prepare", "done"), ("collect", "Collect", "current"), ("report", "Report", "ahead"))


@pytest.fixture
def segmented(show: Show) -> Segmented:
    made = Segmented([("session", "This session 7"), ("all", "All 123"), ("file", "To file 3")])
    show(made, 300, 40)
    made.setFocus()
    return made


def test_right_goes_to_the_next_choice(qtbot: QtBot, segmented: Segmented) -> None:
    with qtbot.waitSignal(segmented.chosen) as told:
        qtbot.keyClick(segmented.button("session"), Qt.Key.Key_Right)

    assert told.args == ["all"]
    assert segmented.button("all").hasFocus()


def test_choosing_by_program_tells_nobody(qtbot: QtBot, segmented: Segmented) -> None:
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.choose("file")

    assert segmented.current() == "file"


def test_a_choice_can_be_said_in_other_words(segmented: Segmented) -> None:
    segmented.set_text("file", "To file 4")

    assert segmented.button("file").accessibleName() == "To file 4"


@pytest.fixture
def path(show: Show) -> PathBar:
    made = PathBar(STEPS)
    show(made, 600, 40)
    return made


def test_arrow_keys_go_along_the_path_and_enter_chooses(qtbot: QtBot, path: PathBar) -> None:
    path.button("prepare").setFocus()
    qtbot.keyClick(path.button("prepare"), Qt.Key.Key_Right)
    assert path.button("collect").hasFocus()

    with qtbot.waitSignal(path.chosen) as told:
        qtbot.keyClick(path.button("collect"), Qt.Key.Key_Return)

    assert told.args == ["collect"]


def test_end_goes_to_the_last_step(qtbot: QtBot, path: PathBar) -> None:
    path.button("prepare").setFocus()

    qtbot.keyClick(path.button("prepare"), Qt.Key.Key_End)

    assert path.button("report").hasFocus()


def test_a_step_says_how_far_it_is(path: PathBar) -> None:
    assert path.button("prepare").accessibleName() == "Prepare"
    assert path.button("prepare").accessibleDescription() == "done"
    assert path.button("prepare").label() == "Prepare ✓"


def test_a_step_that_is_done_keeps_the_focus(path: PathBar) -> None:
    path.button("collect").setFocus()

    path.set_steps([(key, text, "done") for key, text, _state in STEPS])

    assert path.button("collect").hasFocus()
    assert path.button("report").accessibleDescription() == "done"


@pytest.fixture
def grid(show: Show) -> CoverageGrid:
    made = CoverageGrid()
    made.setAccessibleName("Coverage")
    clauses = [CoverageCell(f"c{n}", f"Clause {n}, conforms", CellState.CHECK) for n in range(30)]
    people = [CoverageCell(f"p{n}", f"A.6.{n}, open") for n in range(8)]
    made.set_rows([("Clauses 4–10", clauses, "30 / 30"), ("A.6 People", people, "0 / 8")])
    show(made, 150 + 60 + 20 * 19, 120)
    made.setFocus()
    return made


def test_arrow_keys_go_from_cell_to_cell(qtbot: QtBot, grid: CoverageGrid) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(grid, key)
    assert grid.current_id() == "c1"

    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current_id() == "c21"

    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current_id() == "p1"

    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current_id() == "p1"


def test_home_and_end_go_to_the_first_and_the_last_cell(qtbot: QtBot, grid: CoverageGrid) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_id() == "p7"

    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.current_id() == "c0"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_item_of_a_cell(qtbot: QtBot, grid: CoverageGrid, key: Qt.Key) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Right)

    with qtbot.waitSignal(grid.cell_activated) as told:
        qtbot.keyClick(grid, key)

    assert told.args == ["c1"]


def test_a_click_opens_the_item_of_a_cell(qtbot: QtBot, grid: CoverageGrid) -> None:
    with qtbot.waitSignal(grid.cell_activated) as told:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(150 + 2 * 19 + 8, 8))

    assert told.args == ["c2"]


def test_the_cell_with_the_focus_is_read_aloud(qtbot: QtBot, grid: CoverageGrid) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Right)

    assert grid.accessibleDescription() == "Clause 1, conforms"


def test_new_results_leave_the_focus_on_its_cell(qtbot: QtBot, grid: CoverageGrid) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_End)

    grid.set_rows([("A.6 People", [CoverageCell(f"p{n}", "x", CellState.CROSS) for n in range(8)], "8 / 8")])

    assert grid.current_id() == "p7"


def test_an_empty_grid_takes_keys_without_harm(qtbot: QtBot, grid: CoverageGrid) -> None:
    grid.set_rows([])

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)

    assert grid.current_id() == ""


def test_a_narrow_grid_becomes_higher(grid: CoverageGrid) -> None:
    assert grid.heightForWidth(300) > grid.heightForWidth(700)


def test_every_state_of_a_cell_looks_different(qtbot: QtBot, show: Show) -> None:
    made = CoverageGrid()
    show(made, 400, 40)
    seen = set()
    for state in CellState:
        made.set_rows([("", [CoverageCell("a", "x", state)], "")])
        picture = made.grab().toImage()
        seen.add(tuple(picture.pixelColor(150 + x, 1 + y).name() for x in range(16) for y in range(16)))

    assert len(seen) == len(CellState)


@pytest.fixture
def tabs(show: Show) -> Tabs:
    made = Tabs()
    made.add("statement", "Statement", QWidget())
    made.add("grading", "Grading & more", QWidget())
    show(made)
    made.bar.setFocus()
    return made


def test_right_brings_the_next_tab_to_the_front(qtbot: QtBot, tabs: Tabs) -> None:
    with qtbot.waitSignal(tabs.chosen) as told:
        qtbot.keyClick(tabs.bar, Qt.Key.Key_Right)

    assert told.args == ["grading"]
    assert tabs.current() == "grading"


def test_tabs_that_do_not_fit_share_the_width_there_is(tabs: Tabs) -> None:
    tabs.bar.resize(100, 34)

    assert sum(tabs.bar.tabRect(number).width() for number in range(2)) <= 100
    assert all(tabs.bar.tabRect(number).width() >= 40 for number in range(2))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("make", [button, primary_button, link_button])
def test_a_button_takes_enter_and_space(qtbot: QtBot, show: Show, make: type, key: Qt.Key) -> None:
    made: QAbstractButton = make("Raise finding")
    show(made)
    made.setFocus()

    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, key)


def test_the_focus_is_seen(qtbot: QtBot, show: Show) -> None:
    for made in (button("Attach"), primary_button("Next"), link_button("more"), icon_button("plus", "Add")):
        show(made, 120, 40)
        made.clearFocus()
        without = made.grab().toImage()
        made.setFocus()
        qtbot.waitUntil(made.hasFocus)
        assert made.grab().toImage() != without, made


def test_an_icon_says_its_name(qtbot: QtBot, show: Show) -> None:
    made = icon_button("plus", "Add evidence")
    show(made)
    made.setFocus()

    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert made.accessibleName() == "Add evidence"
    assert made.toolTip() == "Add evidence"


def test_escape_closes_a_message(qtbot: QtBot, show: Show) -> None:
    bar = MessageBar()
    show(bar, 600, 60)
    bar.show_message("The evidence could not be read.", "error", "Try again", "Traceback")
    bar.action.setFocus()

    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.action, Qt.Key.Key_Escape)

    assert bar.isHidden()


def test_the_action_of_a_message_is_told(qtbot: QtBot, show: Show) -> None:
    bar = MessageBar()
    show(bar, 600, 60)
    bar.show_message("Undid: Edit finding F-07", action_text="Go there")

    with qtbot.waitSignal(bar.action_requested):
        qtbot.keyClick(bar.action, Qt.Key.Key_Return)
    assert bar.accessibleName() == "Undid: Edit finding F-07"


def _part_of_a_page() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    message, tabs, splitter = MessageBar(), Tabs(), Splitter(Qt.Orientation.Horizontal, "x", Settings(Path()))
    message.show_message("Undid", action_text="Go there", details="Traceback")
    tabs.add("a", "Statement", check_field("Repeat"))
    splitter.addWidget(form_row("Due", date_field()))
    splitter.addWidget(form_row("Minutes", NumberField(0, 60)))
    parts = (
        message,
        tabs,
        splitter,
        PathBar(STEPS),
        Segmented([("a", "All")]),
        EmptyState("Nothing yet", "Files go here.", "Attach"),
        icon_button("plus", "Add"),
        Button("Findings", "nav", icon_name="findings"),
        key_button("Attach", "Ctrl E"),
        form_row("Grade", choice_field([(1, "Minor")])),
        form_row("Statement", text_field()),
    )
    for part in parts:
        layout.addWidget(part)
    return page


def test_everything_that_takes_the_focus_says_its_name(show: Show) -> None:
    page = _part_of_a_page()
    show(page, 900, 900)
    focusable = [
        part
        for part in page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and not part.focusProxy()
    ]

    assert len(focusable) > 15
    assert [part for part in focusable if not _spoken(part)] == []


def _spoken(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def test_an_empty_page_offers_its_one_action(qtbot: QtBot, show: Show) -> None:
    page = EmptyState("No evidence yet", "Files and what you saw go here.", "Attach a file")
    show(page)

    with qtbot.waitSignal(page.action_requested):
        qtbot.keyClick(page.button, Qt.Key.Key_Return)
    assert page.button.accessibleName() == "Attach a file"


def test_a_progress_line_stays_between_nothing_and_all() -> None:
    assert ProgressLine(1.7).fraction() == 1.0
    assert ProgressLine(-1).fraction() == 0.0
    assert ProgressLine(0.37, "Time of this session").accessibleName() == "Time of this session"
