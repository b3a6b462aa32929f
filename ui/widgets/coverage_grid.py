"""A small square for every item, row by row: what has been looked at, and with what result."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Look, current_look
from ui.widgets.coverage_painting import draw_cell, draw_row_texts
from ui.widgets.plain_tip import plain_tip

_CELL = 16
_PITCH = 19
_ROW_GAP = 6
_LABEL_WIDTH = 150
_COUNT_WIDTH = 60


class CellState(StrEnum):
    """What a square shows: an empty box, a tick, a cross, a question mark, a dash, or hatching."""

    EMPTY = "empty"
    CHECK = "check"
    CROSS = "cross"
    QUESTION = "question"
    DASH = "dash"
    HATCHED = "hatched"


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One square; `text` says in words what it stands for and shows."""

    id: str
    text: str
    state: CellState = CellState.EMPTY


CoverageRow = tuple[str, Sequence[CoverageCell], str]


class CoverageGrid(QWidget):
    """Rows as (label, cells, count). Arrow keys, Home and End go from cell to cell, Enter opens one.

    `cell_activated(id)` tells which cell was opened. The words of the cell with the focus are the
    accessible description.
    """

    cell_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CoverageRow] = []
        self._places: list[tuple[int, int, QRect]] = []
        self._row_rects: list[QRect] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_rows(self, rows: Sequence[CoverageRow]) -> None:
        """Show these rows; the cell with the focus keeps it where it is still there."""
        kept = self.current_id()
        self._rows = list(rows)
        self._place(self.width())
        ids = [self._cell(number).id for number in range(len(self._places))]
        self._current = ids.index(kept) if kept in ids else 0
        self._describe()
        self.updateGeometry()
        self.update()

    def current_id(self) -> str:
        """The id of the cell that has the focus, or ""."""
        return self._cell(self._current).id if self._places else ""

    def _cell(self, number: int) -> CoverageCell:
        row, position, _rect = self._places[number]
        return self._rows[row][1][position]

    def _per_line(self, width: int) -> int:
        look = current_look()
        room = width - look.px(_LABEL_WIDTH) - look.px(_COUNT_WIDTH)
        return max(5, room // look.px(_PITCH))

    def _row_height(self, count: int, width: int) -> int:
        lines = max(1, -(-count // self._per_line(width)))
        return lines * current_look().px(_PITCH)

    def heightForWidth(self, width: int) -> int:
        gap = current_look().px(_ROW_GAP)
        heights = [self._row_height(len(cells), width) for _label, cells, _count in self._rows]
        return sum(heights) + gap * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        width = current_look().px(_LABEL_WIDTH + _COUNT_WIDTH + 20 * _PITCH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(_LABEL_WIDTH + _COUNT_WIDTH + 5 * _PITCH), current_look().px(_PITCH))

    def _place(self, width: int) -> None:
        look = current_look()
        pitch, per_line, top = look.px(_PITCH), self._per_line(width), 0
        self._places, self._row_rects = [], []
        for row, (_label, cells, _count) in enumerate(self._rows):
            height = self._row_height(len(cells), width)
            self._row_rects.append(QRect(0, top, width, height))
            for position in range(len(cells)):
                line, column = divmod(position, per_line)
                corner = QPoint(look.px(_LABEL_WIDTH) + column * pitch, top + line * pitch + look.px(1))
                self._places.append((row, position, QRect(corner, QSize(look.px(_CELL), look.px(_CELL)))))
            top += height + look.px(_ROW_GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, (label, _cells, count) in zip(self._row_rects, self._rows, strict=True):
            draw_row_texts(painter, rect, label, count, look.px(_LABEL_WIDTH), look.px(_COUNT_WIDTH), look)
        for number, (_row, _position, rect) in enumerate(self._places):
            self._draw(painter, number, rect, look)

    def _draw(self, painter: QPainter, number: int, rect: QRect, look: Look) -> None:
        focused = self.hasFocus() and number == self._current
        draw_cell(painter, rect, self._cell(number).state, focused, look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._places:
            self.cell_activated.emit(self.current_id())
            return
        target = self._target(key)
        if target is None:
            super().keyPressEvent(event)
        else:
            self._go_to(target)

    def _target(self, key: Qt.Key) -> int | None:
        last = len(self._places) - 1
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._across(1 if key == Qt.Key.Key_Down else -1)
        return {
            Qt.Key.Key_Left: max(self._current - 1, 0),
            Qt.Key.Key_Right: min(self._current + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(key)

    def _across(self, direction: int) -> int:
        """The cell on the line below or above that is nearest to this one."""
        here = self._places[self._current][2].center() if self._places else QPoint()
        lines = {rect.center().y() for _row, _position, rect in self._places}
        beyond = sorted((y for y in lines if (y - here.y()) * direction > 0), key=lambda y: abs(y - here.y()))
        if not beyond:
            return self._current
        on_line = [n for n, place in enumerate(self._places) if place[2].center().y() == beyond[0]]
        return min(on_line, key=lambda n: abs(self._places[n][2].center().x() - here.x()))

    def _go_to(self, number: int) -> None:
        if self._places and number != self._current:
            self._current = number
            self._describe()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._cell(self._current).text if self._places else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _at(self, place: QPoint) -> int:
        return next((n for n, (_r, _p, rect) in enumerate(self._places) if rect.contains(place)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._go_to(number)
            self.cell_activated.emit(self.current_id())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos())
            text = self._cell(number).text if number >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place(self.width())
            self.updateGeometry()
