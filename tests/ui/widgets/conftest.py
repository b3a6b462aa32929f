"""Widgets are tested dressed as the user sees them: bundled fonts, the light theme, 100 %."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme

HERE = Path(__file__).parent
Show = Callable[..., QWidget]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt warns of every window that has a smallest size; that is no fault of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    theme.load_fonts()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, fonts: None) -> None:
    if theme.current_look() != theme.Look(theme.load_theme("light"), 1.0) or not qapp.styleSheet():
        theme.apply(qapp, theme.load_theme("light"))


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a widget at a size, and wait until it is there."""

    def shown(widget: QWidget, width: int = 400, height: int = 300) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown
