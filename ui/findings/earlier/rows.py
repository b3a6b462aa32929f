"""The earlier findings that would come in from a list, and the rows that would not."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings.earlier.reading import EarlierList, EarlierRow
from app.reporting import formats
from app.reporting.grade_labels import GradeLabels
from app.words import Words
from ui.finding_words import full_word
from ui.library.import_rows import RefusedTable
from ui.theme import current_look
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_HEIGHT = 240


class EarlierRows(QWidget):
    """Two tables: what comes in, and what is refused with its reason."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._own = GradeLabels()
        self._rows: dict[str, EarlierRow] = {}
        self.refused = RefusedTable()
        self.taken = LazyTable(
            [
                Column("number", _("Number"), 1, sortable=False, least=90),
                Column("grade", _("Grade"), 2, sortable=False, least=120),
                Column("title", _("Finding"), 5, sortable=False, least=200),
                Column("about", _("Requirement"), 2, sortable=False, least=110),
                Column("days", _("Raised, closed"), 2, kind="muted", sortable=False, least=120),
            ],
            self._fetch,
        )
        self.taken.setAccessibleName(_("Findings that come in"))
        self.taken.setMinimumHeight(current_look().px(_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self.refused)
        layout.addWidget(self.taken)

    def show_list(self, found: EarlierList | None, own: GradeLabels) -> None:
        """Show what a list would bring; nothing while its columns are not known. `own` are the programme's
        names of grades and types."""
        self._own = own
        self._rows = {f"{place}": row for place, row in enumerate(found.rows if found else ())}
        self.taken.set_ids(list(self._rows))
        self.refused.show_refused(found.refused if found else ())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [self._cells(one, self._rows[one]) for one in ids]

    def _cells(self, row_id: str, row: EarlierRow) -> RowCells:
        closed = formats.day(row.closed_on, self._words) or _("open")
        return RowCells(
            row_id,
            {
                "number": Cell(row.number, second_line=row.audit, bold=True),
                "grade": Cell(full_word(row.severity, self._own)),
                "title": Cell(row.title, second_line=" ".join(row.statement.split())),
                "about": Cell(row.reference),
                "days": Cell(formats.day(row.raised_on, self._words), second_line=closed),
            },
        )
