"""When the session is planned and when it was held; shorter or longer by a quarter of an hour."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.planning.agenda.slot import Slot
from ui.sessions.arranging.data import ArrangingData
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.widgets.layout import in_a_row
from ui.words import _

QUARTER = 15


class TimeCard(Card):
    """`slot_chosen(day, start, end)` moves the session, `lengthened(minutes)` ends it later or earlier."""

    slot_chosen = Signal(object, object, object)
    lengthened = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Time"))
        self.slot = Slot()
        self.shorter = button(_("{minutes} min shorter").format(minutes=QUARTER))
        self.longer = button(_("{minutes} min longer").format(minutes=QUARTER))
        self._held = muted("", 2)
        self._build()

    def _build(self) -> None:
        self.body.setSpacing(current_look().px(8))
        self.body.addWidget(self.slot)
        self.body.addWidget(in_a_row((self.shorter, 0), (self.longer, 0), (QWidget(), 1)))
        self.body.addWidget(self._held)
        self.slot.slot_chosen.connect(self.slot_chosen)
        self.shorter.clicked.connect(self._ask_shorter)
        self.longer.clicked.connect(self._ask_longer)

    def show_data(self, data: ArrangingData, now: datetime) -> None:
        view = data.view
        self.slot.set_read_only(data.is_settled)
        self.slot.show_slot(view.planned_start, view.planned_end, "")
        for part in (self.shorter, self.longer):
            part.setEnabled(view.planned_end is not None and not data.is_settled)
        self._held.setText(held_text(view.started_at, view.ended_at, view.elapsed(now).total_seconds()))
        self._held.setVisible(bool(self._held.text()))

    def _ask_shorter(self) -> None:
        self.lengthened.emit(-QUARTER)

    def _ask_longer(self) -> None:
        self.lengthened.emit(QUARTER)


def held_text(start: datetime | None, end: datetime | None, seconds: float) -> str:
    """`Held 10:02–11:07, 58 min without pauses.`; "" for a session that was not begun."""
    if start is None:
        return ""
    minutes = round(seconds / 60)
    if end is None:
        return _("Held since {start}, {minutes} min so far.").format(start=f"{start:%H:%M}", minutes=minutes)
    times = f"{start:%H:%M}–{end:%H:%M}"
    return _("Held {times}, {minutes} min without pauses.").format(times=times, minutes=minutes)
