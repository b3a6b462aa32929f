"""A time of day that may be missing, typed in any usual way."""

import re
from datetime import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.words import _

_SPOKEN = re.compile(r"^(\d{1,2})(?:\s*[:.hH]?\s*(\d{2}))?\s*[hH]?$", re.ASCII)
_STEP = 15
_DAY = 24 * 60


def read_time(text: str) -> time | None:
    """The time a person meant by `9`, `945`, `9:45`, `09.45` or `9h45`; None when it is none."""
    found = _SPOKEN.match(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


class TimeField(QLineEdit):
    """`value()` is a time or None; Up and Down change it by a quarter of an hour.

    `value_chosen(time or None)` tells what the user entered; `set_value` is silent. A text that is no time
    stays as it is and is marked.
    """

    value_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: time | None = None
        self.setPlaceholderText(_("hh:mm"))
        self.editingFinished.connect(self._take_over)
        self.installEventFilter(self)

    def value(self) -> time | None:
        return self._value

    def set_value(self, value: time | None) -> None:
        """Show a time; what the user is typing at the moment is not overwritten."""
        if not (self.hasFocus() and self.isModified()):
            self._show(value)

    def _show(self, value: time | None) -> None:
        self._value = value
        self.setText(f"{value:%H:%M}" if value else "")
        self._mark(False)

    def _take_over(self) -> None:
        value = read_time(self.text())
        is_faulty = value is None and bool(self.text().strip())
        self._mark(is_faulty)
        if not is_faulty:
            self._choose(value)

    def _choose(self, value: time | None) -> None:
        changed = value != self._value
        self._show(value)
        if changed:
            self.value_chosen.emit(value)

    def _mark(self, failed: bool) -> None:
        if bool(self.property("failed")) != failed:
            self.setProperty("failed", failed)
            self.style().unpolish(self)
            self.style().polish(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
            if step is not None and self._value is not None:
                minutes = (self._value.hour * 60 + self._value.minute + step) % _DAY
                self._choose(time(minutes // 60, minutes % 60))
                return True
        return super().eventFilter(watched, event)
