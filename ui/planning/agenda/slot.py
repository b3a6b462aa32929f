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


class Slot(QWidget):
    """`slot_chosen(day, start, end)` follows each change; without a day or a start nothing is planned."""

    slot_chosen = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.day: DateField = date_field()
        self.start = TimeField()
        self.end = TimeField()
        self._remark = label("", 2)
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
        start, end = self.start.value(), self.end.value()
        if start is not None and (end is None or end <= start):
            self.end.set_value(later(start, USUAL_MINUTES))
        self._tell()

    def _tell(self) -> None:
        self.slot_chosen.emit(self.day.value(), self.start.value(), self.end.value())


def later(at: time, minutes: int) -> time:
    """The time of day so many minutes later."""
    return (datetime.combine(_ANY_DAY, at) + timedelta(minutes=minutes)).time()
