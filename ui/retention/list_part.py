"""What the three parts of the page have in common: a list, and what is chosen in it at the right."""

from collections.abc import Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.page import Context
from ui.widgets.empty_state import EmptyState
from ui.widgets.lazy_table import Column, LazyTable, RowCells
from ui.words import _


class Identified(Protocol):
    """A row of a list."""

    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=Identified)


class ListPart(QObject, Generic[_Row]):
    """A subclass says how rows are read, what their cells are and how one is shown.

    `destroy_requested(ids)` asks for the dialog, `counts_changed()` follows own changes. `place` is what the
    chosen row is called in a page's `where`.
    """

    destroy_requested = Signal(object)
    counts_changed = Signal()
    place = ""

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column],
        empty: EmptyState,
        side: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.rows: dict[str, _Row] = {}
        self.table = LazyTable(columns, self._fetch)
        self.empty = empty
        self.list = QStackedWidget()
        self.side = QStackedWidget()
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose a line to see it whole."))
        self._shown = side
        self.table.setAccessibleName(name)
        for stack, parts in ((self.list, (self.table, empty)), (self.side, (self._nothing, side))):
            for part in parts:
                stack.addWidget(part)
        self.table.row_selected.connect(self._on_selected)

    def read(self) -> Sequence[_Row]:
        """All rows, in order."""
        raise NotImplementedError

    def cells(self, row: _Row) -> RowCells:
        """The cells of a row."""
        raise NotImplementedError

    def show_row(self, row: _Row | None) -> None:
        """Show the chosen row; None for none."""
        raise NotImplementedError

    def load(self) -> None:
        """Read all rows; the selected one stays selected."""
        self.rows = {row.id: row for row in self.read()}
        self.table.set_ids(list(self.rows))
        self.list.setCurrentWidget(self.table if self.rows else self.empty)
        if self.rows and not self.table.current_id():
            self.table.select(next(iter(self.rows)))
        self._show()

    def chosen(self) -> _Row | None:
        """The selected row."""
        return self.rows.get(self.table.current_id())

    def open(self, row_id: str) -> None:
        """Go to a row; one that is gone is ignored."""
        self.table.select(row_id)

    def where(self) -> Mapping[str, str]:
        row_id = self.table.current_id()
        return {self.place: row_id} if row_id else {}

    def first_focus(self) -> QWidget:
        """Where the keyboard starts: the table, or the button of the empty list."""
        return self.table if self.rows or self.empty.button.isHidden() else self.empty.button

    def ask_about_chosen(self) -> None:
        """Ask whether the chosen row is to be destroyed."""
        row_id = self.table.current_id()
        if row_id:
            self.destroy_requested.emit((row_id,))

    def _on_selected(self, _row_id: str) -> None:
        self._show()

    def _show(self) -> None:
        row = self.chosen()
        self.show_row(row)
        self.side.setCurrentWidget(self._nothing if row is None else self._shown)

    def _fetch(self, ids: list[str]) -> Sequence[RowCells]:
        return [self.cells(self.rows[row_id]) for row_id in ids if row_id in self.rows]
