"""The chain of custody: who did what with a piece of evidence, and when (R-23)."""

from collections.abc import Sequence

from app.evidence.names import display_name
from app.evidence.reads import Custody
from ui.evidence_words import custody_text
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class CustodyList(LazyTable):
    """Events, oldest first."""

    def __init__(self) -> None:
        columns = [
            Column("when", _("When"), 1.1, sortable=False, least=100),
            Column("what", _("What"), 2.4, sortable=False),
            Column("who", _("Who"), 1.4, sortable=False),
        ]
        super().__init__(columns, self._cells_of)
        self._events: Sequence[Custody] = ()
        self.setAccessibleName(_("Chain of custody"))

    def show_custody(self, events: Sequence[Custody]) -> None:
        self._events = events
        self.set_ids([str(position) for position in range(len(events))])

    def _cells_of(self, ids: list[str]) -> list[RowCells]:
        return [_cells(row_id, self._events[int(row_id)]) for row_id in ids]


def _cells(row_id: str, event: Custody) -> RowCells:
    return RowCells(
        row_id,
        {
            "when": Cell(f"{event.at:%d %b %Y}", second_line=f"{event.at:%H:%M}"),
            "what": Cell(custody_text(event.action), second_line=display_name(event.detail)),
            "who": Cell(event.by or _("nobody named")),
        },
    )
