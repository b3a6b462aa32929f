"""A table of up to 100,000 rows and more: it knows their ids and reads the cells of those that are seen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.theme import current_look
from ui.widgets.lazy_rows import Cell, Column, Fetch, LazyRows, RowCells
from ui.widgets.row_delegate import RowDelegate

__all__ = ["Cell", "Column", "LazyTable", "RowCells"]

_HEADER_HEIGHT = 32
_NARROWEST = 40
_WIDEST = 1_000_000
_SETTLED_MS = 300


class LazyTable(QTableView):
    """Rows by id; sorting and filtering are the page's: it answers `sort_requested` with `set_ids`.

    `row_selected(id)` tells of every change of the selected row ("" when it is gone), `row_activated(id)` of
    Enter and double click, `columns_resized()` that the user has done with changing widths.
    """

    sort_requested = Signal(str, bool)
    row_activated = Signal(str)
    row_selected = Signal(str)
    columns_resized = Signal()

    def __init__(
        self, columns: Sequence[Column], fetch: Fetch, lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = LazyRows(columns, fetch)
        self._delegate = RowDelegate(self._rows.columns, lines)
        self._weights = [column.weight for column in columns]
        self._selected = ""
        self._sort = ("", True)
        self._dividing = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.columns_resized)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self._set_up_view()
        self._set_up_headers()
        self.selectionModel().currentRowChanged.connect(self._note_current_row)
        self.doubleClicked.connect(self._activate)

    def _set_up_view(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)

    def _set_up_headers(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._ask_for_sort)
        header.sectionResized.connect(self._note_width)
        self._measure()

    def _measure(self) -> None:
        look = current_look()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height(self.font()))
        self.verticalScrollBar().setSingleStep(look.px(20))
        self.horizontalHeader().setFixedHeight(look.px(_HEADER_HEIGHT))
        self.horizontalHeader().setMinimumSectionSize(look.px(_NARROWEST))

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these rows in this order. The selected row stays selected where it is still there."""
        kept, place = self._selected, self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self._rows.set_ids(list(ids))
        self.selectionModel().blockSignals(False)
        self._selected = ""
        if self._rows.row_of(kept) < 0:
            if kept:
                self.row_selected.emit("")
            return
        self._selected = kept
        self.verticalScrollBar().setValue(place)
        self._go_to(self._rows.row_of(kept))

    def set_title(self, key: str, title: str) -> None:
        """Head a column otherwise, where what it is called depends on what is shown."""
        self._rows.set_title(key, title)

    def make_room(self, key: str, text: str) -> None:
        """Show a text of this column whole, in the bold type of what stands out."""
        self._rows.set_widest(key, text)
        self._divide()

    def show_from_top(self) -> None:
        """After another filter: the first rows, unless the selected one is among them."""
        if not self._selected:
            self.verticalScrollBar().setValue(0)

    def refresh_ids(self, ids: set[str]) -> None:
        """Read these rows again; only those that are seen are read now."""
        self._rows.forget(ids)

    def count(self) -> int:
        return self._rows.rowCount()

    def current_id(self) -> str:
        """The id of the selected row, or ""."""
        return self._selected

    def select(self, row_id: str) -> bool:
        """Select a row and bring it into view; False when it is not in the table."""
        row = self._rows.row_of(row_id)
        if row < 0:
            return False
        self._go_to(row)
        return True

    def _go_to(self, row: int) -> None:
        if 0 <= row < self.count():
            self.setCurrentIndex(self._rows.index(row, 0))
            self.scrollTo(self._rows.index(row, 0))

    def set_sort(self, key: str, ascending: bool) -> None:
        """Show by which column the rows are sorted; "" for none."""
        self._sort = (key, ascending)
        header = self.horizontalHeader()
        sections = [number for number, column in enumerate(self._rows.columns) if column.key == key]
        header.setSortIndicatorShown(bool(sections))
        if sections:
            order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
            header.setSortIndicator(sections[0], order)

    def sort_state(self) -> tuple[str, bool]:
        """The column the rows are sorted by ("" for none), and whether upwards."""
        return self._sort

    def widths(self) -> list[float]:
        """The share of every column, to be remembered and given to `set_widths`."""
        return list(self._weights)

    def set_widths(self, weights: object) -> None:
        """Divide the width anew; what is no list that fits the columns is left aside."""
        if not isinstance(weights, list) or len(weights) != len(self._weights):
            return
        if all(_is_weight(weight) for weight in weights):
            self._weights = list(weights)
            self._divide()

    def _divide(self) -> None:
        room = self.viewport().width()
        if room <= 0:
            return
        self._dividing = True
        for section, width in enumerate(shares(room, self._weights, self._least_widths())):
            self.setColumnWidth(section, width)
        self._dividing = False

    def _least_widths(self) -> list[int]:
        px = current_look().px
        return [
            max(px(column.least), self._delegate.width_of(column.widest, self.font()))
            for column in self._rows.columns
        ]

    def _note_width(self, section: int, _old: int, new: int) -> None:
        if self._dividing or not self.isVisible():
            return
        total, room = sum(self._weights), max(self.viewport().width(), 1)
        self._weights = [self.columnWidth(number) * total / room for number in range(len(self._weights))]
        self._weights[section] = new * total / room
        self._settled.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._settled.isActive():
            self._settled.stop()
            self.columns_resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model():
            self._measure()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._selected and event.reason() is not Qt.FocusReason.MouseFocusReason:
            # Qt makes the first row the current one here without showing it.
            self._go_to(0)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.count() - 1
        target = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(event.key()))
        if target is not None:
            self._go_to(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Typing does not search: that would read every row. Ctrl+K finds."""

    def _note_current_row(
        self, current: QModelIndex | QPersistentModelIndex, _previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        chosen = self._rows.id_at(current.row())
        if chosen != self._selected:
            self._selected = chosen
            self.row_selected.emit(chosen)

    def _activate(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row_id = self._rows.id_at(index.row())
        if row_id:
            self.row_activated.emit(row_id)

    def _ask_for_sort(self, section: int) -> None:
        # The header has turned its arrow already; it shows the order only when the page has changed it.
        self.set_sort(*self._sort)
        column = self._rows.columns[section]
        if not column.sortable:
            return
        key, ascending = self._sort
        self.sort_requested.emit(column.key, not ascending if key == column.key else True)


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and 0 < value < _WIDEST


def shares(room: int, weights: Sequence[float], least: Sequence[int]) -> list[int]:
    """`room` pixels divided by weight; what would be narrower than its least takes that off the others.

    Where there is no room for the least of all, each gives way in proportion, so that none is out of sight;
    the first, which says what row it is, keeps its own as far as half the room.
    """
    if sum(least) > room:
        first, others = min(least[0], room // 2), sum(least[1:])
        least = [first, *(one * (room - first) // others for one in least[1:])]
    widths, open_ones = list(least), set(range(len(weights)))
    left = room
    while open_ones:
        total = sum(weights[one] for one in open_ones)
        narrow = {one for one in open_ones if left * weights[one] / total < least[one]}
        if not narrow:
            break
        left -= sum(least[one] for one in narrow)
        open_ones -= narrow
    used = sum(widths[one] for one in range(len(weights)) if one not in open_ones)
    return _rounded(widths, open_ones, weights, max(room - used, 0))


def _rounded(widths: list[int], open_ones: set[int], weights: Sequence[float], room: int) -> list[int]:
    total, given, weight = sum(weights[one] for one in open_ones), 0, 0.0
    for one in sorted(open_ones):
        weight += weights[one]
        widths[one] = round(room * weight / total) - given
        given += widths[one]
    return widths
