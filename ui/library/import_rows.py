"""What an import would bring, and every row it refuses."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.library.imported import Imported, ImportedRow, Refused
from ui.theme import current_look
from ui.widgets.labels import heading
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, message

_HEIGHT, _REFUSED_HEIGHT = 240, 160


class ImportRows(QWidget):
    """Two tables: the rows that come in, and those that do not."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ImportedRow] = {}
        self._refused: dict[str, Refused] = {}
        self.taken = LazyTable(
            [
                Column("reference", _("Ref"), 1, sortable=False, least=96),
                Column("title", _("Requirement"), 4, sortable=False, least=200),
                Column("about", _("Below, theme, question"), 2, kind="muted", sortable=False, least=120),
            ],
            self._fetch_taken,
        )
        self.refused = LazyTable(
            [Column("why", _("Refused rows"), 1, sortable=False)], self._fetch_refused, 1
        )
        self._name = heading(_("Preview"))
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self.taken.setAccessibleName(_("Rows that come in"))
        self.refused.setAccessibleName(_("Refused rows"))
        self.taken.setMinimumHeight(px(_HEIGHT))
        self.refused.setFixedHeight(px(_REFUSED_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in (self._name, self.refused, self.taken):
            layout.addWidget(part)

    def show_import(self, imported: Imported | None) -> None:
        rows = imported.rows if imported else ()
        refused = imported.refused if imported else ()
        self._rows = {f"{place}": row for place, row in enumerate(rows)}
        self._refused = {f"{place}": one for place, one in enumerate(refused)}
        self.taken.set_ids(list(self._rows))
        self.refused.set_ids(list(self._refused))
        self.refused.setVisible(bool(refused))

    def _fetch_taken(self, ids: list[str]) -> list[RowCells]:
        return [_cells(one, self._rows[one]) for one in ids]

    def _fetch_refused(self, ids: list[str]) -> list[RowCells]:
        return [RowCells(one, {"why": Cell(message(self._refused[one].message))}) for one in ids]


def _cells(row_id: str, row: ImportedRow) -> RowCells:
    about = (row.parent, row.theme, *row.questions)
    return RowCells(
        row_id,
        {
            "reference": Cell(row.reference, bold=True),
            "title": Cell(row.title, second_line=" ".join(row.text.split()), bold=row.is_heading),
            "about": Cell(" · ".join(part for part in about if part)),
        },
    )
