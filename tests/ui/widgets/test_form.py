"""Fields carry their names, grow with their text, and understand a date as it is written."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.conftest import Show
from ui import theme
from ui.widgets.date_field import DateField, popup_place, read_date
from ui.widgets.form import (
    CheckField,
    NumberField,
    check_field,
    choice_field,
    date_field,
    form_row,
    line_field,
    text_field,
)
from ui.widgets.short_list import ShortList
from ui.widgets.splitter import Splitter

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "make",
    [line_field, text_field, date_field, lambda: choice_field([("a", "A")])],
    ids=["line", "text", "date", "choice"],
)
def test_a_row_names_its_field(make: Any) -> None:
    field = make()
    row = form_row("Owner", field, "Who answers for it")
    named = [part for part in row.findChildren(QLabel) if part.buddy() is field]

    assert field.accessibleName() == "Owner"
    assert field.accessibleDescription() == "Who answers for it"
    assert [part.text() for part in named] == ["Owner"]


def test_a_row_can_say_what_is_wrong(show: Show) -> None:
    row = form_row("Statement", line_field())
    show(row)
    row.set_remark("The statement needs a requirement.")

    said = [part.text() for part in row.findChildren(QLabel) if part.isVisible()]
    assert said == ["Statement", "The statement needs a requirement."]


def test_a_text_grows_with_its_lines_up_to_its_most(show: Show) -> None:
    page, field = QWidget(), text_field(min_lines=2, max_lines=5)
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addStretch(1)
    show(page, 300, 500)
    low = field.height()

    field.set_text("\n".join("abc"))
    page.layout().activate()
    assert field.height() > low
    assert field.verticalScrollBar().maximum() == 0

    field.set_text("\n".join("abcdefghij"))
    assert field.shown_lines() == 5
    assert field.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("zoom", [1.0, 1.1, 1.25, 1.5, 2.0])
def test_a_text_that_has_room_needs_no_scroll_bar(show: Show, qapp: QApplication, zoom: float) -> None:
    theme.apply(qapp, theme.load_theme("light"), zoom)
    for lines in range(1, 8):
        page, field = QWidget(), text_field(1, 12)
        layout = QVBoxLayout(page)
        layout.addWidget(field)
        layout.addStretch(1)
        show(page, 400, 600)

        field.set_text("\n".join("x" * lines))
        layout.activate()

        assert field.shown_lines() == lines
        assert field.verticalScrollBar().maximum() == 0


def test_a_text_that_wraps_counts_its_wrapped_lines(show: Show) -> None:
    page, field = QWidget(), text_field(1, 10)
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addStretch(1)
    show(page, 200, 500)

    field.set_text("Weekly copy to Leeds, failure alerts to the on-call phone, each night.")
    page.layout().activate()

    assert field.shown_lines() > 2
    assert field.verticalScrollBar().maximum() == 0


def test_a_choice_made_by_the_user_is_told(qtbot: QtBot, show: Show) -> None:
    field = choice_field([(1, "Minor"), (2, "Major")])
    show(field)
    field.set_value(1)
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_Down)

    assert field.value() == 2


def test_choosing_by_program_is_silent(qtbot: QtBot) -> None:
    field = choice_field([(1, "Minor"), (2, "Major")])
    qtbot.addWidget(field)

    with qtbot.assertNotEmitted(field.value_chosen):
        field.set_value(2)
        field.set_choices([(2, "Major"), (3, "OFI")])

    assert field.value() == 2
    field.set_value(None)
    assert field.value() is None


def test_a_number_is_typed_and_moved_by_the_arrow_keys(qtbot: QtBot, show: Show) -> None:
    field = NumberField(0, 600, " min")
    show(field)
    field.setFocus()
    field.selectAll()

    qtbot.keyClicks(field, "45")
    qtbot.keyClick(field, Qt.Key.Key_Up)

    assert field.value() == 46
    assert not field.grab().isNull()


def test_lines_of_a_short_list_stand_below_one_another(qtbot: QtBot, show: Show) -> None:
    page, lines = QWidget(), ShortList()
    lines.addItems(["One", "Two", "Three"])
    QVBoxLayout(page).addWidget(lines)
    show(page)
    qtbot.waitUntil(lambda: lines.visualItemRect(lines.item(1)).top() > 20)

    rects = [lines.visualItemRect(lines.item(row)) for row in range(3)]
    assert [rects[row].bottom() + 1 for row in range(2)] == [rects[row + 1].top() for row in range(2)]


def test_a_statement_is_ticked_with_space(qtbot: QtBot, show: Show) -> None:
    field = check_field("Corrected & verified")
    show(field)
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_Space)

    assert isinstance(field, CheckField)
    assert field.isChecked()
    assert field.accessibleName() == "Corrected & verified"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "24 Nov 2026",
        "24 november 2026",
        "24.11.2026",
        "24/11/2026",
        "24.11.26",
        " 24  Nov 2026 ",
    ],
)
def test_a_date_is_understood_as_it_is_written(text: str) -> None:
    assert read_date(text, QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)) == DAY


@pytest.mark.parametrize("text", ["24 nov", "24 November", "24.11.", "24.11", "24/11"])
def test_a_day_without_its_year_is_in_the_year_that_stood_there(text: str) -> None:
    english = QLocale(QLocale.Language.English)
    assert read_date(text, english, 2026) == DAY
    assert read_date(text, english) is None


@pytest.mark.parametrize("text", ["", "soon", "31.2.2026", "2026-13-01", "24"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, QLocale(QLocale.Language.English)) is None


@pytest.fixture
def due(show: Show) -> DateField:
    field = date_field()
    field.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    show(field, 240, 40)
    field.setFocus()
    return field


def said_in(field: DateField) -> list[str]:
    return [words.text() for words in field.findChildren(QLabel) if words.isVisible()]


def test_a_typed_date_is_told_once(qtbot: QtBot, due: DateField) -> None:
    qtbot.keyClicks(due.line(), "24.11.2026")

    with qtbot.waitSignal(due.value_chosen) as told:
        qtbot.keyClick(due.line(), Qt.Key.Key_Return)

    assert told.args == [DAY]
    assert due.line().text() == "24 Nov 2026"
    with qtbot.assertNotEmitted(due.value_chosen):
        qtbot.keyClick(due.line(), Qt.Key.Key_Return)


def test_a_date_can_be_taken_away(qtbot: QtBot, due: DateField) -> None:
    due.set_value(DAY)
    due.line().selectAll()
    qtbot.keyClick(due.line(), Qt.Key.Key_Delete)

    with qtbot.waitSignal(due.value_chosen) as told:
        qtbot.keyClick(due.line(), Qt.Key.Key_Return)

    assert told.args == [None]
    assert due.value() is None


def test_a_text_that_is_no_date_stays_and_is_marked(qtbot: QtBot, due: DateField) -> None:
    due.set_value(DAY)
    due.line().selectAll()
    qtbot.keyClicks(due.line(), "soon")
    qtbot.keyClick(due.line(), Qt.Key.Key_Return)

    assert due.line().text() == "soon"
    assert not due.is_valid()
    assert due.value() == DAY


def test_an_unfinished_date_says_what_is_expected_until_it_is_one(qtbot: QtBot, due: DateField) -> None:
    expected = "No date yet: day, month and year, such as 24 Nov 2027."
    due.setAccessibleDescription("By when it is answered.")
    due.set_year(2027)
    qtbot.keyClicks(due.line(), "23")
    qtbot.keyClick(due.line(), Qt.Key.Key_Return)

    assert expected in said_in(due)
    assert due.line().accessibleDescription() == f"By when it is answered. {expected}"

    qtbot.keyClicks(due.line(), " Nov")
    qtbot.keyClick(due.line(), Qt.Key.Key_Return)

    assert due.value() == dt.date(2027, 11, 23)
    assert expected not in said_in(due)
    assert due.line().accessibleDescription() == "By when it is answered."


def test_up_goes_to_the_next_day(qtbot: QtBot, due: DateField) -> None:
    due.set_value(DAY)

    with qtbot.waitSignal(due.value_chosen) as told:
        qtbot.keyClick(due.line(), Qt.Key.Key_Up)

    assert told.args == [dt.date(2026, 11, 25)]


def test_a_refresh_does_not_overwrite_a_date_being_typed(qtbot: QtBot, due: DateField) -> None:
    qtbot.keyClicks(due.line(), "24.1")

    due.set_value(dt.date(2026, 1, 1))

    assert due.line().text() == "24.1"


class Memory:
    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value


def _splitter(memory: Memory) -> Splitter:
    made = Splitter(Qt.Orientation.Horizontal, "findings", memory)
    made.addWidget(text_field())
    made.addWidget(text_field())
    return made


def test_a_divider_moves_by_key_and_is_remembered(qtbot: QtBot, show: Show) -> None:
    memory = Memory()
    first = _splitter(memory)
    show(first, 600, 200)
    before = first.sizes()

    qtbot.keyClick(first.handle(1), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(memory.values))

    assert first.sizes()[0] > before[0]
    again = _splitter(memory)
    show(again, 600, 200)
    assert again.sizes() == first.sizes()


def test_a_damaged_memory_is_left_aside(qtbot: QtBot, show: Show) -> None:
    memory = Memory()
    memory.set("splitter.findings", ["x"])

    made = _splitter(memory)
    show(made, 600, 200)

    assert sum(made.sizes()) > 500


SCREEN = QRect(0, 0, 1366, 768)


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (QRect(100, 100, 200, 32), QPoint(100, 132)),
        (QRect(1200, 100, 160, 32), QPoint(1016, 132)),
        (QRect(100, 700, 200, 32), QPoint(100, 500)),
    ],
    ids=["below", "at the right edge", "at the bottom"],
)
def test_a_calendar_is_all_on_the_screen(field: QRect, place: QPoint) -> None:
    assert popup_place(field, QSize(350, 200), SCREEN) == place


@pytest.mark.parametrize("make", [line_field, text_field], ids=["line", "text"])
def test_a_field_that_is_only_read_looks_like_it(show: Show, make: Any) -> None:
    field = make()
    show(field)
    ground = theme.current_look().theme
    middle = field.rect().center()
    assert field.grab().toImage().pixelColor(middle).name() == ground.field
    field.setReadOnly(True)
    assert field.grab().toImage().pixelColor(middle).name() == ground.background


def test_a_divider_shows_that_it_has_the_keys(qtbot: QtBot, show: Show) -> None:
    splitter = _splitter(Memory())
    show(splitter, 400, 200)
    handle = splitter.handle(1)
    narrow = handle.mask().boundingRect().width()
    handle.setFocus()
    assert handle.mask().boundingRect().width() > narrow
    picture = handle.grab().toImage()
    assert picture.pixelColor(picture.rect().center()).name() == theme.current_look().theme.accent
