"""Evidence as small pictures in a grid: those that are seen are drawn, one after the other."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.evidence.reads import evidence_rows
from ui.evidence.gallery_cell import CELL_HEIGHT, CELL_WIDTH, GalleryDelegate
from ui.page import Context
from ui.preview.thumbnails import Thumbnails
from ui.theme import current_look
from ui.widgets.lazy_rows import EMPTY, Fetch, LazyRows
from ui.words import _

# Who scrolls through thousands of pieces does not have each of them drawn.
_SETTLED_MS = 80
_Index = QModelIndex | QPersistentModelIndex
_PLACES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Grid(QAbstractTableModel):
    """A list laid out in rows of `across` pieces; what is behind the last piece is nothing."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self.list = LazyRows([], fetch)
        self.across = 1

    def lay_out(self, ids: list[str] | None = None, across: int | None = None) -> None:
        self.beginResetModel()
        self.across = max(across or self.across, 1)
        if ids is not None:
            self.list.set_ids(ids)
        self.endResetModel()

    def position(self, index: _Index) -> int:
        return index.row() * self.across + index.column()

    def place(self, position: int) -> QModelIndex:
        return self.index(*divmod(position, self.across))

    def id_at(self, index: _Index) -> str:
        return self.list.id_at(self.position(index)) if index.isValid() else ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else -(-self.list.rowCount() // self.across)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.across

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if self.id_at(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not self.id_at(index):
            return None
        cells = self.list.cells(self.position(index)).cells
        return f"{cells.get('number', EMPTY).text} {cells.get('title', EMPTY).text}"


class Gallery(QTableView):
    """Pieces by id in the order given; the arrow keys go from one to the next, over the ends of rows.

    `row_selected(id)` follows a choice by hand, `row_activated(id)` Enter and double click.
    """

    row_selected = Signal(str)
    row_activated = Signal(str)

    def __init__(self, context: Context, fetch: Fetch) -> None:
        super().__init__()
        self._context = context
        self._grid = _Grid(fetch)
        self._selected = ""
        self._thumbnails = Thumbnails(context, self)
        self._settled = QTimer(self)
        self._delegate = GalleryDelegate(self._grid.list)
        self.setModel(self._grid)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setAccessibleName(_("Gallery of evidence"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(current_look().px(CELL_HEIGHT))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.hide()
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)

    def _connect(self) -> None:
        self.doubleClicked.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._wait)
        self.verticalScrollBar().rangeChanged.connect(self._show_handle)
        self._settled.timeout.connect(self._draw_what_is_seen)
        self._thumbnails.drawn.connect(self._take_picture)

    def _show_handle(self, lowest: int, highest: int) -> None:
        """A bar that has nothing to scroll keeps its room, or the pieces would jump; its handle goes."""
        self.verticalScrollBar().setEnabled(highest > lowest)

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these pieces in this order; the selected one stays selected where it is still there."""
        place = self.verticalScrollBar().value()
        self._grid.lay_out(ids=list(ids))
        self.verticalScrollBar().setValue(place)
        self._mark()
        self._wait()

    def refresh_ids(self, ids: set[str]) -> None:
        """Read these pieces again when they are seen."""
        self._grid.list.forget(ids)
        self.viewport().update()

    def select(self, evidence_id: str) -> None:
        """Select a piece and bring it into view, without telling of it."""
        self._selected = evidence_id
        self._mark()

    def _mark(self) -> None:
        position = self._grid.list.row_of(self._selected)
        index = self._grid.place(position) if position >= 0 else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        if index.isValid():
            self.scrollTo(index)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        chosen = self._grid.id_at(current)
        if chosen and chosen != self._selected:
            self._selected = chosen
            self.row_selected.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
        elif key in _PLACES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go_to(self._grid.position(self.currentIndex()) + _PLACES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else self._grid.list.rowCount() - 1)
        elif key == Qt.Key.Key_Down and self._is_above_a_gap():
            self._go_to(self._grid.list.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _is_above_a_gap(self) -> bool:
        """Whether the last row ends before the column of the current piece."""
        below = self._grid.position(self.currentIndex()) + self._grid.across
        return below >= self._grid.list.rowCount() and self.currentIndex().row() + 1 < self._grid.rowCount()

    def _go_to(self, position: int) -> None:
        if 0 <= position < self._grid.list.rowCount():
            self.setCurrentIndex(self._grid.place(position))

    def keyboardSearch(self, _search: str) -> None:
        """Typing does not search: that would read every piece. Ctrl+F finds."""

    def _activate(self, index: _Index) -> None:
        evidence_id = self._grid.id_at(index)
        if evidence_id:
            self.row_activated.emit(evidence_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = max(self.viewport().width() // current_look().px(CELL_WIDTH), 1)
        if across != self._grid.across:
            self._grid.lay_out(across=across)
            self._mark()
        self._wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settled.stop()

    def _wait(self) -> None:
        if self.isVisible():
            self._settled.start()

    def _draw_what_is_seen(self) -> None:
        with self._context.workspace.read() as unit:
            rows = evidence_rows(unit, self._seen_ids())
        self._delegate.pictures = self._thumbnails.of(rows)
        self.viewport().update()

    def _seen_ids(self) -> list[str]:
        area = self.viewport().rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        last = self._grid.rowCount() - 1 if last < 0 else last
        positions = range(max(first, 0) * self._grid.across, (last + 1) * self._grid.across)
        return [found for found in map(self._grid.list.id_at, positions) if found]

    def _take_picture(self, evidence_id: str) -> None:
        picture = self._thumbnails.picture(evidence_id)
        if picture is not None:
            self._delegate.pictures[evidence_id] = picture
            self.viewport().update(self._place_of(evidence_id))

    def _place_of(self, evidence_id: str) -> QRect:
        position = self._grid.list.row_of(evidence_id)
        return self.visualRect(self._grid.place(position)) if position >= 0 else QRect()
