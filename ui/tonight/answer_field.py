"""The field in which a row is settled; the arrows go from row to row without leaving it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.form import LineField

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AnswerField(LineField):
    """`stepped(way)` follows Up and Down, `open_requested` Ctrl+Enter, `left` Escape."""

    stepped = Signal(int)
    open_requested = Signal()
    left = Signal()

    def begin(self) -> None:
        """Be empty, with nothing of the row before to take back: Ctrl+Z then undoes what was settled."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
