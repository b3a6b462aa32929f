"""A day with a start and an end: the slot of a session or a meeting."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.planning.agenda.time_field import TimeField
from ui.widgets.date_field import DateField
from ui.widgets.form import date_field
from ui.widgets.labels import label
from ui.widgets.layout import named, side_by_side
from ui.words import _

FIRST_HOUR = time(9)
USUAL_MINUTES = 60
_ANY_DAY = date(2000, 1, 3)
_MINUTES_OF_A_DAY = 24 * 60


class Slot(QWidget):
    """`slot_chosen(day, start, end)` follows each change; without a day or a start nothing is planned."""

    slot_chosen = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.day: DateField = date_field()
        self.start = TimeField()
        self.end = TimeField()
        self._remark = label("", 2)
        self._minutes = USUAL_MINUTES
        self._build()
        self.day.value_chosen.connect(self._take_day)
        self.start.value_chosen.connect(self._take_start)
        self.end.value_chosen.connect(self._tell)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(
            side_by_side(
                (named(_("Day"), self.day), 2),
                (named(_("Start"), self.start), 1),
                (named(_("End"), self.end), 1),
            )
        )
        layout.addWidget(self._remark)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.day, self.start, self.end):
            part.setEnabled(not read_only)

    def show_slot(self, start: datetime | None, end: datetime | None, zone: str) -> None:
        """Show a slot as the clock on the wall tells it; `zone` names the place of that clock."""
        self.day.set_value(start.date() if start else None)
        self.start.set_value(start.time() if start else None)
        self.end.set_value(end.time() if end else None)
        self._note_length()
        overnight = start is not None and end is not None and end.date() > start.date()
        parts = [zone, _("Ends on the next day.") if overnight else ""]
        self._remark.setText(" · ".join(part for part in parts if part))
        self._remark.setVisible(bool(self._remark.text()))

    def _take_day(self) -> None:
        if self.day.value() is not None and self.start.value() is None:
            self.start.set_value(FIRST_HOUR)
            self.end.set_value(later(FIRST_HOUR, USUAL_MINUTES))
        self._tell()

    def _take_start(self) -> None:
        """What starts at another time takes as long as before."""
        start = self.start.value()
        if start is not None:
            self.end.set_value(later(start, self._minutes))
        self._tell()

    def _note_length(self) -> None:
        start, end = self.start.value(), self.end.value()
        self._minutes = minutes_between(start, end) if start and end else USUAL_MINUTES

    def _tell(self) -> None:
        self._note_length()
        self.slot_chosen.emit(self.day.value(), self.start.value(), self.end.value())


def minutes_between(start: time, end: time) -> int:
    """From one time of day to the next such time, in minutes: 90 from 23:00 to 00:30."""
    passed = datetime.combine(_ANY_DAY, end) - datetime.combine(_ANY_DAY, start)
    return int(passed.total_seconds() // 60) % _MINUTES_OF_A_DAY


def later(at: time, minutes: int) -> time:
    """The time of day so many minutes later."""
    return (datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)).time()
