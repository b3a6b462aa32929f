"""The cells in which a returned workbook differs, each with a tick for those to take in."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.exchange.differences import CellDifference
from ui.exchange.words import difference_cells, difference_columns
from ui.widgets.lazy_table import LazyTable, RowCells
from ui.words import _


class DifferenceTable(LazyTable):
    """`ticks_changed()` follows each tick. Space, Enter and a click on the mark set it and take it away."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__(difference_columns(), self._cells_of)
        self._cells: dict[str, CellDifference] = {}
        self._ticked: set[str] = set()
        self.setAccessibleName(_("Differences"))
        self.row_activated.connect(self.turn)
        self.clicked.connect(self._on_clicked)

    def show_cells(self, cells: Sequence[CellDifference], ticked: Iterable[str]) -> None:
        """Show these in this order, some of them ticked."""
        self._cells = {cell.id: cell for cell in cells}
        self._ticked = set(ticked)
        self.set_ids(list(self._cells))
        if cells and not self.current_id():
            self.select(cells[0].id)

    def set_ticked(self, ticked: Iterable[str]) -> None:
        self._ticked = set(ticked)
        self.refresh_ids(set(self._cells))
        self.ticks_changed.emit()

    def ticked(self) -> frozenset[str]:
        return frozenset(self._ticked)

    def cells(self) -> tuple[CellDifference, ...]:
        """What is shown, in its order."""
        return tuple(self._cells.values())

    def current_cell(self) -> CellDifference | None:
        return self._cells.get(self.current_id())

    def turn(self, cell_id: str) -> None:
        """Tick a cell that can be taken in, or take its tick away."""
        cell = self._cells.get(cell_id)
        if cell is None or not cell.is_acceptable:
            return
        self._ticked ^= {cell_id}
        self.refresh_ids({cell_id})
        self.ticks_changed.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.turn(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.turn(self.current_id())
            return
        super().keyPressEvent(event)

    def _cells_of(self, ids: list[str]) -> list[RowCells]:
        return [difference_cells(self._cells[one], is_taken=one in self._ticked) for one in ids]
