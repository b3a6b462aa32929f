"""A date with its time of day, in the zone in which it was recorded."""

import datetime as dt
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.theme import current_look
from ui.widgets.date_field import DateField
from ui.words import _

_TIME = re.compile(r"^([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?$")
_TIME_WIDTH = 64


class MomentField(QWidget):
    """`value()` is an aware datetime or None. `value_chosen(datetime)` tells what the user entered.

    Only a date and a time that are both readable are told; a time that is none is marked.
    """

    value_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: dt.datetime | None = None
        self._date = DateField()
        self._time = QLineEdit()
        self._build()
        self._date.value_chosen.connect(self._take_over)
        self._time.editingFinished.connect(self._take_over)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        layout.addWidget(self._date, 1)
        layout.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        self._time.setFixedWidth(current_look().px(_TIME_WIDTH))
        self._time.setAccessibleName(_("Time"))
        self._time.setPlaceholderText(_("hh:mm"))
        self.setFocusProxy(self._date)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._date.setAccessibleName(name)
        self._time.setAccessibleName(_("{name}: time").format(name=name))

    def value(self) -> dt.datetime | None:
        return self._value

    def set_value(self, value: dt.datetime | None) -> None:
        """Show a moment; what the user is typing at the moment is not overwritten."""
        self._value = value
        self._date.set_value(value.date() if value else None)
        if not (self._time.hasFocus() and self._time.isModified()):
            self._time.setText(f"{value:%H:%M}" if value else "")
            self._mark(failed=False)

    def time_line(self) -> QLineEdit:
        """The line that the time is typed into."""
        return self._time

    def _take_over(self) -> None:
        day, time = self._date.value(), read_time(self._time.text())
        self._mark(failed=time is None)
        if day is None or time is None or self._value is None:
            return
        chosen = dt.datetime.combine(day, time, self._value.tzinfo)
        self._time.setModified(False)
        if chosen != self._value.replace(second=0, microsecond=0):
            self._value = chosen
            self.value_chosen.emit(chosen)
        self._time.setText(f"{time:%H:%M}")

    def _mark(self, *, failed: bool) -> None:
        if bool(self._time.property("failed")) == failed:
            return
        self._time.setProperty("failed", failed)
        self._time.style().unpolish(self._time)
        self._time.style().polish(self._time)


def read_time(text: str) -> dt.time | None:
    """The time of day that a person meant: `9`, `9:05`, `9.05`, `0905`; None when it is none."""
    found = _TIME.match(text.strip())
    return dt.time(int(found[1]), int(found[2] or 0)) if found else None
