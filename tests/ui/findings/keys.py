"""Real keys, sent to whatever has the focus."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    """The keyboard of the auditor."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self._qtbot.keyClick(self.focused(), key, modifier)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def tab(self) -> None:
        self.press(Qt.Key.Key_Tab)

    def type(self, text: str) -> None:
        """Letters of any script; `keyClicks` would abort at the first that is not ASCII."""
        for letter in text:
            widget = self.focused()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))

    def on(self, widget: QWidget) -> None:
        """Put the focus on a widget, as Tab or the mouse would."""
        widget.setFocus()
        self._qtbot.waitUntil(widget.isVisible)
        assert widget.hasFocus() or (widget.focusProxy() is not None and widget.isAncestorOf(self.focused()))


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)
