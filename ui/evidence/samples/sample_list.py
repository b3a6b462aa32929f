"""All samples of the audit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.evidence.sample_reads import SampleRow, samples_of_audit
from app.planning.checklist_reads import item_rows
from ui.evidence.samples.sample_detail import exceptions_text
from ui.evidence_words import method_text
from ui.page import Context
from ui.widgets.empty_state import EmptyState
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class SampleList(QWidget):
    """`chosen(id)` tells of the selected sample, `new_requested` comes from the empty page."""

    chosen = Signal(str)
    new_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._text = ""
        self._codes: dict[str, str] = {}
        self.rows: dict[str, SampleRow] = {}
        self.table = LazyTable(_columns(), self._fetch)
        self._empty = EmptyState("", "", _("New sample"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.table.setAccessibleName(_("Samples"))
        self.table.row_selected.connect(self.chosen)
        self._empty.action_requested.connect(self.new_requested)

    def load(self) -> None:
        """Read all samples; the selected one stays selected."""
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        with self._context.workspace.read() as unit:
            rows = samples_of_audit(unit, audit_id)
            codes = item_rows(unit, [row.item_id for row in rows if row.item_id])
        self._codes = {row.id: row.reference for row in codes}
        self.rows = {row.id: row for row in rows if self._has(row)}
        self.table.set_ids(list(self.rows))
        self._stack.setCurrentWidget(self.table if self.rows else self._empty)
        self._empty.set_texts(*self._why_empty())
        if self.rows and not self.table.current_id():
            self.table.select(next(iter(self.rows)))

    def _why_empty(self) -> tuple[str, str, str]:
        if self._text.strip():
            return _("Nothing matches"), _("No sample has these words."), ""
        return (
            _("No sample yet"),
            _("Say what it is taken from, then draw it at random or note what you chose."),
            _("New sample"),
        )

    def look_for(self, text: str) -> None:
        """Show only what has these words in number, population, source and item."""
        self._text = text
        self.load()

    def _has(self, row: SampleRow) -> bool:
        held = f"{row.number} {row.population} {row.source} {self._code(row)}".casefold()
        return all(word in held for word in self._text.casefold().split())

    def _code(self, row: SampleRow) -> str:
        return self._codes.get(row.item_id, "") if row.item_id else ""

    def first_focus(self) -> QWidget:
        return self.table if self.rows else self._empty.button

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [self._cells(self.rows[row_id]) for row_id in ids if row_id in self.rows]

    def _cells(self, row: SampleRow) -> RowCells:
        of = "" if row.population_size is None else _("of {count}").format(count=row.population_size)
        return RowCells(
            row.id,
            {
                "number": Cell(row.number, bold=True),
                "population": Cell(row.population, second_line=row.source),
                "item": Cell(self._code(row)),
                "method": Cell(method_text(row.method)),
                "size": Cell(str(row.size), second_line=of),
                "tested": Cell(str(row.size - row.not_tested)),
                "exceptions": Cell(exceptions_text(row), "accent" if row.exceptions else "outline"),
            },
        )


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), 0.7, sortable=False, least=54),
        Column("population", _("Taken from"), 2.8, sortable=False, least=110),
        Column("item", _("Item"), 0.9, sortable=False, least=60),
        Column("exceptions", _("Result"), 1.7, kind="badge", sortable=False, least=132),
        Column("size", _("Size"), 0.8, "right", sortable=False, least=66),
        Column("tested", _("Tested"), 0.8, "right", "number", sortable=False, least=62),
        Column("method", _("Chosen"), 1.5, sortable=False, least=96),
    ]
