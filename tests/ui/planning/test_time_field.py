"""A time of day, typed in any usual way."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.planning.agenda.time_field import TimeField, read_time


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("945", time(9, 45)),
        ("0945", time(9, 45)),
        ("9:45", time(9, 45)),
        ("9.45", time(9, 45)),
        ("9h45", time(9, 45)),
        (" 17:00 ", time(17)),
        ("0", time(0)),
        ("2359", time(23, 59)),
    ],
)
def test_a_time_is_understood_as_people_write_it(text: str, meant: time) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize("text", ["", "24", "9:60", "nine", "9:4", "12345", "-1", "٩", "9:45 pm"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


def test_a_text_that_is_no_time_stays_and_is_marked(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.set_value(time(9))
    told: list[object] = []
    field.value_chosen.connect(told.append)
    field.selectAll()
    qtbot.keyClicks(field, "noon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.property("failed"), told) == ("noon", True, [])
    assert field.value() == time(9)


def test_the_arrow_keys_change_it_by_a_quarter_of_an_hour(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.set_value(time(23, 50))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == time(0, 5)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == time(23, 50)


def test_an_emptied_field_has_no_time(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.set_value(time(9))
    told: list[object] = []
    field.value_chosen.connect(told.append)
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), told) == (None, [None])
