"""What is on today: time, who, what, and what of it is held."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.planning.overview import AgendaEntry
from app.reporting import formats, labels
from app.words import Words
from ui.overview.rows import AgendaRow, RowCard
from ui.terms import term
from ui.widgets.labels import muted
from ui.words import _, ngettext


class AgendaCard(RowCard):
    """`session_chosen(id)` and `meeting_chosen(id)` tell which entry was opened."""

    session_chosen = Signal(str)
    meeting_chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(_("Today"))
        self._words = words
        self._entries: tuple[AgendaEntry, ...] = ()
        self._rows: list[AgendaRow] = []
        self._note = muted("")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.add_words(self._note)
        self.body.addLayout(self._list)

    def show_day(self, today: Sequence[AgendaEntry], upcoming: Sequence[AgendaEntry]) -> None:
        """Show today's entries, or where there are none those of the next day that has some."""
        self._entries = tuple(today or upcoming)
        following = _start_day(upcoming) if not today else None
        self._note.setText(self._note_text(following))
        self._note.setVisible(not today)
        self._make_rows(len(self._entries))
        waiting = next((entry.id for entry in today if not (entry.is_held or entry.is_running)), "")
        for row, entry in zip(self._rows, self._entries, strict=False):
            state = _state(entry, entry.id == waiting)
            row.show_entry(_times(entry), *_who_and_what(entry), state, is_now=entry.is_running)

    def _note_text(self, following: date | None) -> str:
        if following is None:
            return _("Nothing is planned for today. Sessions and meetings come from the plan.")
        day = formats.day(following, self._words)
        return _("Nothing is planned for today. The next day is {day}:").format(day=day)

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = AgendaRow(self)
            row.clicked.connect(self._open)
            self._rows.append(row)
            self._list.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < count)

    def rows(self) -> list[AgendaRow]:
        """The rows that are shown, by time."""
        return self._rows[: len(self._entries)]

    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, AgendaRow):
            entry = self._entries[self._rows.index(sender)]
            chosen = self.meeting_chosen if entry.session_kind is None else self.session_chosen
            chosen.emit(entry.id)


def _start_day(entries: Sequence[AgendaEntry]) -> date | None:
    start = entries[0].start if entries else None
    return start.date() if start else None


def _times(entry: AgendaEntry) -> str:
    start = f"{entry.start:%H:%M}" if entry.start else ""
    return f"{start}–{entry.end:%H:%M}" if start and entry.end else start


def _who_and_what(entry: AgendaEntry) -> tuple[str, str]:
    if entry.meeting_kind is not None:
        return "", ", ".join(filter(None, (term(labels.MEETINGS, entry.meeting_kind), entry.title)))
    items = ngettext("{n} item", "{n} items", entry.items) if entry.items else ""
    who = ", ".join(entry.who)
    kind = term(labels.METHODS, entry.session_kind) if entry.session_kind else ""
    name = who or entry.title or kind[:1].upper() + kind[1:]
    what = entry.title if who else kind if entry.title else ""
    return name, " · ".join(part for part in (what, items) if part)


def _state(entry: AgendaEntry, is_next: bool) -> str:
    if entry.is_running:
        return _("now")
    if entry.is_held:
        return _("held")
    if entry.is_paused:
        return _("paused")
    return _("next") if is_next else ""
