"""What is still open, as lines that lead to where it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.planning.overview import Pointer
from ui.overview.rows import PointerRow, RowCard
from ui.widgets.buttons import link_button
from ui.widgets.labels import PlainLabel, heading, muted
from ui.words import _, message, ngettext

_MOST = 25


class PointerList(QVBoxLayout):
    """Pointers one below the other; `chosen(pointer)` tells which was pressed."""

    chosen = Signal(object)

    def __init__(self, note: PlainLabel) -> None:
        super().__init__()
        self._pointers: tuple[Pointer, ...] = ()
        self._rows: list[PointerRow] = []
        self._note = note
        self.setSpacing(0)

    def show_pointers(self, pointers: Sequence[Pointer], note: str) -> None:
        """Show these, and a sentence above; the focus stays on its line where there still is one."""
        self._pointers = tuple(pointers[:_MOST])
        self._note.setText(note)
        self._note.setVisible(bool(note))
        while len(self._rows) < len(self._pointers):
            row = PointerRow(self.parentWidget())
            row.clicked.connect(self._choose)
            self._rows.append(row)
            self.addWidget(row)
        for row, pointer in zip(self._rows, self._pointers, strict=False):
            row.show_text(message(pointer.message))
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(self._pointers))

    def rows(self) -> list[PointerRow]:
        """The lines that are shown."""
        return self._rows[: len(self._pointers)]

    def note(self) -> str:
        return self._note.text()

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, PointerRow):
            self.chosen.emit(self._pointers[self._rows.index(sender)])


class OpenCard(RowCard):
    """What tonight needs, and what the report still lacks; `work_off_requested` asks for the whole list."""

    chosen = Signal(object)
    work_off_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Tonight"))
        self.work_off = link_button(_("Work off the list"))
        self.header.addWidget(self.work_off)
        self.work_off.clicked.connect(self.work_off_requested)
        self.tonight = self._add_list()
        self.add_words(heading(_("Before the report can be issued")))
        self.before_issue = self._add_list()

    def _add_list(self) -> PointerList:
        note = muted("")
        made = PointerList(note)
        made.chosen.connect(self.chosen)
        self.add_words(note)
        self.body.addLayout(made)
        return made

    def show_open(
        self, tonight: Sequence[Pointer], before_issue: Sequence[Pointer], *, is_issued: bool
    ) -> None:
        """Show both lists; where one has nothing in it, say so."""
        left = _with_rest(_("What the sessions left open."), tonight)
        self.work_off.setVisible(bool(tonight))
        self.tonight.show_pointers(tonight, left if tonight else _("Nothing is left open."))
        ready = _("The report is issued.") if is_issued else _("Nothing is missing.")
        shown = () if is_issued else before_issue
        self.before_issue.show_pointers(shown, _with_rest("", shown) if shown else ready)


def _with_rest(note: str, pointers: Sequence[Pointer]) -> str:
    """The sentence, and how many of the pointers do not stand below it."""
    rest = len(pointers) - _MOST
    more = ngettext("{n} more follows these.", "{n} more follow these.", rest) if rest > 0 else ""
    return " ".join(part for part in (note, more) if part)
