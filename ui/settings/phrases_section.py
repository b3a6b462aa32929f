"""The auditor's own phrases, written out while notes are taken."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.sessions import phrases
from app.sessions.phrases import PhraseRow
from app.words import N_
from ui.page import Context
from ui.settings.records_section import RecordsSection
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _


class PhrasesSection(RecordsSection):
    """A list with the abbreviation and the words of the chosen phrase below it."""

    direction = QBoxLayout.Direction.TopToBottom
    kinds: ClassVar[frozenset[str]] = frozenset({"phrase"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        columns = [
            Column("abbreviation", _("Abbreviation"), 1, sortable=False),
            Column("text", _("Written out"), 3, kind="muted", sortable=False),
        ]
        super().__init__(_("Phrases for your notes"), _("Add phrase"), columns, context, parent)
        self._rows: dict[str, PhraseRow] = {}
        self._how = muted("")
        self.remove_button = button(_("Remove"))
        self.add_text("abbreviation", _("Abbreviation"))
        self.add_text("text", _("Written out as"))
        self.form.addWidget(self._how)
        self.form.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove_button.clicked.connect(self._remove)

    def ids(self) -> list[str]:
        with self.context.workspace.read() as unit:
            self._rows = {row.id: row for row in phrases.phrases(unit)}
        return list(self._rows)

    def cells(self, ids: list[str]) -> list[RowCells]:
        self.ids()
        return [_cells(self._rows[row_id]) for row_id in ids if row_id in self._rows]

    def values(self, row_id: str) -> Mapping[str, str]:
        row = self._rows[row_id]
        return {"abbreviation": row.abbreviation, "text": row.text}

    def show_fields(self) -> None:
        super().show_fields()
        self._show_how()

    def _show_how(self) -> None:
        row = self._rows.get(self.table.current_id())
        works = _("In your notes, {word} and a space write it out; Ctrl+Z brings {word} back.")
        waits = _(
            "Not written out yet: it takes one word of two letters or more, not #, and what it stands for."
        )
        none = _("Words that you write again and again, such as ;ns for “not shown on request”.")
        if row is None:
            self._how.setText(none)
        else:
            self._how.setText(works.format(word=row.abbreviation) if row.can_be_written_out else waits)

    def add(self) -> str:
        with self.context.workspace.write(N_("Add phrase"), origin=self.origin) as uow:
            return phrases.add_phrase(uow)

    def edit(self, row_id: str, name: str, value: object) -> None:
        label, merge_key = N_("Edit phrase"), f"phrase.{name}:{row_id}"
        with self.context.workspace.write(label, origin=self.origin, merge_key=merge_key) as uow:
            phrases.edit_phrase(uow, row_id, **{name: str(value)})

    def save(self, name: str, value: object) -> None:
        super().save(name, value)
        self.ids()
        self._show_how()

    def _remove(self) -> None:
        row_id = self.table.current_id()
        if row_id and self.flush():
            with self.context.workspace.write(N_("Remove phrase"), origin=self.origin) as uow:
                phrases.remove_phrase(uow, row_id)
            self.load()


def _cells(row: PhraseRow) -> RowCells:
    return RowCells(row.id, {"abbreviation": Cell(row.abbreviation, bold=True), "text": Cell(row.text)})
