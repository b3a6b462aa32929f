"""What an import would bring, and every row it refuses."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.library.imported import Imported, ImportedRow, Refused
from ui.theme import current_look
from ui.widgets.labels import heading
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, message

_HEIGHT, _REFUSED_HEIGHT = 240, 160


class RefusedTable(LazyTable):
    """The rows of a file that do not come in, each with its reason; not there while there is none."""

    def __init__(self) -> None:
        self._refused: dict[str, Refused] = {}
        super().__init__([Column("why", _("Refused rows"), 1, sortable=False)], self._fetch, 1)
        self.setAccessibleName(_("Refused rows"))
        self.setFixedHeight(current_look().px(_REFUSED_HEIGHT))

    def show_refused(self, refused: Sequence[Refused]) -> None:
        self._refused = {f"{place}": one for place, one in enumerate(refused)}
        self.set_ids(list(self._refused))
        self.setVisible(bool(refused))

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [RowCells(one, {"why": Cell(message(self._refused[one].message))}) for one in ids]


class ImportRows(QWidget):
    """Two tables: the rows that come in, and those that do not."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ImportedRow] = {}
        self.taken = LazyTable(
            [
                Column("reference", _("Ref"), 1, sortable=False, least=96),
                Column("title", _("Requirement"), 4, sortable=False, least=200),
                Column("about", _("Below, theme, question"), 2, kind="muted", sortable=False, least=120),
            ],
            self._fetch_taken,
        )
        self.refused = RefusedTable()
        self._name = heading(_("Preview"))
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self.taken.setAccessibleName(_("Rows that come in"))
        self.taken.setMinimumHeight(px(_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in (self._name, self.refused, self.taken):
            layout.addWidget(part)

    def show_import(self, imported: Imported | None) -> None:
        rows = imported.rows if imported else ()
        self._rows = {f"{place}": row for place, row in enumerate(rows)}
        self.taken.set_ids(list(self._rows))
        self.refused.show_refused(imported.refused if imported else ())

    def _fetch_taken(self, ids: list[str]) -> list[RowCells]:
        return [_cells(one, self._rows[one]) for one in ids]


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
