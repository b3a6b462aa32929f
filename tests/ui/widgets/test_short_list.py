"""A short list of lines, some of which can be ticked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListWidgetItem

from tests.ui.widgets.conftest import Show
from ui import theme
from ui.widgets.short_list import ShortList


def _pictured(show: Show, state: Qt.CheckState) -> QImage:
    made = ShortList()
    item = QListWidgetItem("Number")
    item.setCheckState(state)
    made.addItem(item)
    show(made)
    return made.viewport().grab(made.visualItemRect(item)).toImage()


def _colours(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in points}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_box_before_a_line_is_seen_in_light_and_dark(name: str, show: Show, qapp: QApplication) -> None:
    theme.apply(qapp, theme.load_theme(name))
    look = theme.current_look().theme
    assert look.colour("field_line").name() in _colours(_pictured(show, Qt.CheckState.Unchecked))
    assert look.colour("primary").name() in _colours(_pictured(show, Qt.CheckState.Checked))
