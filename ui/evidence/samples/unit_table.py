"""The items of a sample: a key each says what the selected one showed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.evidence.names import display_name
from app.evidence.sample_reads import SampleUnitRow, UnitResult
from ui.evidence_words import unit_badge
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_KEYS = {
    Qt.Key.Key_I: UnitResult.IN_ORDER,
    Qt.Key.Key_E: UnitResult.EXCEPTION,
    Qt.Key.Key_O: UnitResult.OPEN,
}


class UnitTable(LazyTable):
    """`result_pressed(UnitResult)`: I in order, E exception, O open again; `replace_pressed()`: R."""

    result_pressed = Signal(object)
    replace_pressed = Signal()

    def __init__(self) -> None:
        columns = [
            Column("position", _("No."), 0.6, "right", "number", sortable=False, least=44),
            Column("identifier", _("Item"), 2, sortable=False),
            Column("note", _("Note"), 1.4, kind="muted", sortable=False),
            Column("result", _("Result"), 1.4, kind="badge", sortable=False, least=112),
        ]
        super().__init__(columns, self._cells_of, lines=1)
        self._units: dict[str, SampleUnitRow] = {}
        self.setAccessibleName(_("Items of the sample"))

    def show_units(self, units: Sequence[SampleUnitRow]) -> None:
        """Show these items; the selected one stays selected, else the first that is open is."""
        self._units = {unit.id: unit for unit in units}
        self.set_ids(list(self._units))
        if units and not self.current_id():
            first = next((unit for unit in units if unit.result is UnitResult.OPEN), units[0])
            self.select(first.id)

    def current_unit(self) -> SampleUnitRow | None:
        return self._units.get(self.current_id())

    def select_next(self) -> None:
        """Go to the item below, where there is one."""
        ids = list(self._units)
        if self.current_id() in ids[:-1]:
            self.select(ids[ids.index(self.current_id()) + 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        result = _KEYS.get(Qt.Key(event.key()))
        if result is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.result_pressed.emit(result)
        elif event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.replace_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _cells_of(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._units[row_id]) for row_id in ids]


def _cells(unit: SampleUnitRow) -> RowCells:
    return RowCells(
        unit.id,
        {
            "position": Cell(str(unit.position)),
            "identifier": Cell(display_name(unit.identifier)),
            "note": Cell(_about(unit)),
            "result": Cell(*unit_badge(unit.result)),
        },
    )


def _about(unit: SampleUnitRow) -> str:
    """The note, and what stands in for what."""
    stands_in = _("in place of no. {n}").format(n=unit.replaces) if unit.replaces else ""
    return " · ".join(part for part in (unit.replaced_because, stands_in, unit.note) if part)
