"""What follows on the same day, under the items of the session."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.overview import AgendaEntry
from app.reporting import labels
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import Button
from ui.widgets.card import rule
from ui.widgets.labels import label_strong
from ui.words import _, ngettext


class NextToday(QWidget):
    """`session_chosen(id)` asks for one of the sessions; meetings are only named."""

    session_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[AgendaEntry, ...] = ()
        self._buttons: dict[str, Button] = {}
        self._rows = QVBoxLayout()
        self._is_short = False
        self._build()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        self._rows.setSpacing(0)
        name = QHBoxLayout()
        name.setContentsMargins(px(8), 0, 0, 0)
        name.addWidget(label_strong(_("Next today")))
        layout.addWidget(rule())
        layout.addLayout(name)
        layout.addLayout(self._rows)
        self.hide()

    def show_entries(self, entries: Sequence[AgendaEntry]) -> None:
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        for part in self._buttons.values():
            part.hide()
            part.deleteLater()
        self._buttons = {entry.id: self._button(entry) for entry in entries}
        for part in self._buttons.values():
            self._rows.addWidget(part)
        self.setVisible(bool(entries) and not self._is_short)

    def set_short(self, is_short: bool) -> None:
        """On a short screen the items need the room."""
        self._is_short = is_short
        self.setVisible(bool(self._shown) and not is_short)

    def _button(self, entry: AgendaEntry) -> Button:
        made = Button(_name(entry), "agenda")
        made.set_note(_note(entry))
        made.setEnabled(entry.session_kind is not None)
        made.clicked.connect(self._choose)
        return made

    def _choose(self) -> None:
        sender = self.sender()
        for entry_id, part in self._buttons.items():
            if part is sender:
                self.session_chosen.emit(entry_id)


def _name(entry: AgendaEntry) -> str:
    """`11:15 A. Moreau`."""
    what, who = entry.title, ", ".join(entry.who)
    if entry.meeting_kind is not None:
        what = term(labels.MEETINGS, entry.meeting_kind)
    elif entry.session_kind is not None:
        what = who or entry.title or term(labels.METHODS, entry.session_kind)
    return f"{entry.start:%H:%M} {what}" if entry.start else what


def _note(entry: AgendaEntry) -> str:
    if entry.items:
        return ngettext("{n} item", "{n} items", entry.items)
    if entry.start is None or entry.end is None:
        return " "
    return _("{minutes} min").format(minutes=round((entry.end - entry.start).total_seconds() / 60))
