"""The findings that an earlier audit has already."""

from app.findings.reads import FindingRow, SortBy, finding_ids, finding_rows
from ui.finding_words import full_word
from ui.findings.finding_terms import state_text
from ui.page import Context
from ui.theme import current_look
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_HEIGHT = 160


class EnteredTable(LazyTable):
    """Number, grade, title, requirement and state of each."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            [
                Column("number", _("Number"), 1, sortable=False, least=90),
                Column("grade", _("Grade"), 2, sortable=False, least=120),
                Column("title", _("Finding"), 5, sortable=False, least=200),
                Column("about", _("Requirement"), 1, sortable=False, least=110),
                Column("state", _("State"), 1, sortable=False, least=90),
            ],
            self._fetch,
        )
        self._context = context
        self.setAccessibleName(_("Findings that were entered already"))
        self.setMinimumHeight(current_look().px(_HEIGHT))

    def show_audit(self, audit_id: str) -> int:
        """Show the findings of an audit ("" for none), and tell how many there are."""
        ids: list[str] = []
        if audit_id:
            with self._context.workspace.read() as unit:
                ids = finding_ids(unit, audit_id, SortBy.NUMBER)
        self.set_ids(ids)
        return len(ids)

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        with self._context.workspace.read() as unit:
            rows = finding_rows(unit, ids)
        return [_cells(row) for row in rows]


def _cells(row: FindingRow) -> RowCells:
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True),
            "grade": Cell(full_word(row.severity, row.own)),
            "title": Cell(row.title),
            "about": Cell(row.criterion),
            "state": Cell(state_text(row)),
        },
    )
