"""Every requirement as a cell: what was examined, with what result, and the way to its item."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal

from app.planning.coverage import RequirementResult, Result, totals
from app.reporting import labels
from ui.terms import RESULTS, term
from ui.widgets.card import Card
from ui.widgets.coverage_grid import CellState, CoverageCell, CoverageGrid, CoverageRow
from ui.widgets.labels import muted
from ui.words import _

_STATES = {
    Result.CONFORMING: CellState.CHECK,
    Result.NONCONFORMING: CellState.CROSS,
    Result.UNABLE_TO_VERIFY: CellState.QUESTION,
    Result.NOT_EXAMINED: CellState.DASH,
}


class CoverageCard(Card):
    """`item_chosen(id)` tells which cell was opened."""

    item_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Coverage by requirement"))
        self.grid = CoverageGrid()
        self.grid.setAccessibleName(_("Coverage by requirement"))
        self._legend = muted(
            _(
                "Each cell opens its item. ✓ conforms, ✕ nonconforms, ? unable to verify, – not examined, "
                "hatched: verify the exclusion."
            )
        )
        self._empty = muted(_("The checklist is empty. It is built in the plan."))
        for part in (self._legend, self._empty, self.grid):
            self.body.addWidget(part)
        self.grid.cell_activated.connect(self.item_chosen)

    def show_requirements(self, requirements: Sequence[RequirementResult]) -> None:
        self.grid.set_rows([_row(theme, list(rows)) for theme, rows in groupby(requirements, key=_theme)])
        self.grid.setVisible(bool(requirements))
        self._legend.setVisible(bool(requirements))
        self._empty.setVisible(not requirements)


def _theme(requirement: RequirementResult) -> str:
    return requirement.theme or "own"


def _row(theme: str, requirements: list[RequirementResult]) -> CoverageRow:
    counts = totals(requirements)
    name = _(labels.THEMES[theme]) if theme in labels.THEMES else theme
    return name, [_cell(row) for row in requirements], f"{counts.examined} / {counts.in_scope}"


def _cell(row: RequirementResult) -> CoverageCell:
    waiting = next((item for item in row.items if item.result is Result.OPEN), row.items[0])
    return CoverageCell(waiting.id, f"{row.reference} {row.title}: {_state_text(row)}", _state(row))


def _state(row: RequirementResult) -> CellState:
    if row.result is Result.OPEN:
        return CellState.HATCHED if row.verifies_exclusion else CellState.EMPTY
    return _STATES[row.result]


def _state_text(row: RequirementResult) -> str:
    result = term(RESULTS, row.result)
    if row.verifies_exclusion:
        return _("excluded by the SoA, verify the exclusion · {result}").format(result=result)
    return result
