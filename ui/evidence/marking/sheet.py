"""The page on which marks are drawn, with the mouse or with keys alone."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.evidence.marking.marks import Mark, MarkKind
from ui.evidence.marking.drafts import Drafts
from ui.evidence.marking.painting import grip, paint_chosen, paint_mark, place
from ui.theme import current_look
from ui.words import _

_DRAG = 4
_STEP, _FINE_STEP = 0.01, 0.002
_PLACED = (0.2, 0.05)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Sheet(QWidget):
    """Draws marks into `drafts`. `changed()` follows each change of a mark or of the choice.

    The mouse draws, chooses, moves, and pulls the end of the chosen mark. Arrow keys move the chosen mark,
    with Shift its end, with Ctrl by small steps.
    """

    changed = Signal()

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts
        self._picture = QImage()
        self.page = 0
        self.tool = MarkKind.BLACK
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._drag = ""
        self._has_moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Page to be marked"))
        self.setAccessibleDescription(
            _("N puts a mark down, arrow keys move it, with Shift they resize it, M goes to the next.")
        )

    def show_page(self, page: int, picture: QImage) -> None:
        """Another page, or the same one drawn finer."""
        self.page, self._picture = page, picture
        self.update()

    def set_width(self, width: int) -> None:
        """Be so many pixels wide, and as high as the page is then."""
        natural = self._picture.size()
        height = round(width * natural.height() / natural.width()) if natural.width() else width
        self.setFixedSize(QSize(max(1, width), max(1, height)))

    def put_down(self, visible: QRect) -> None:
        """Put a mark of the tool in hand into the middle of what is seen."""
        middle = self._part(QPointF(visible.center()))
        across, down = _PLACED
        x, y = middle.x() - across / 2, middle.y() - down / 2
        self._drafts.add(self._mark(QPointF(x, y), QPointF(x + across, y + down)))
        self._tell()

    def place_of_chosen(self) -> QRect:
        """Where the chosen mark is, so that it can be scrolled to; empty when none is chosen."""
        mark = self._drafts.chosen_mark()
        return place(mark, self._size()).toAlignedRect() if mark else QRect()

    def _size(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _part(self, point: QPointF) -> QPointF:
        """A point of the widget as parts of the page."""
        return QPointF(point.x() / self.width(), point.y() / self.height())

    def _mark(self, start: QPointF, end: QPointF) -> Mark:
        """A mark of the tool in hand; boxes lead from the top left."""
        x1, y1, x2, y2 = (min(max(at, 0.0), 1.0) for at in (start.x(), start.y(), end.x(), end.y()))
        if self.tool is not MarkKind.ARROW:
            x1, x2, y1, y2 = *sorted((x1, x2)), *sorted((y1, y2))
        if self.tool is MarkKind.LABEL:
            x2, y2 = x1, y1
        return Mark(self.page, self.tool, x1, y1, x2, y2)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._picture)
        size = self._size()
        # Black boxes first, as they are burnt in: what is drawn over them points, and lifts nothing.
        ordered = sorted(self._drafts.on_page(self.page), key=lambda one: one[1].kind is not MarkKind.BLACK)
        for _position, mark in ordered:
            paint_mark(painter, mark, size)
        accent = current_look().theme.colour("accent")
        chosen = self._drafts.chosen_mark()
        if chosen is not None and chosen.page == self.page:
            paint_chosen(painter, chosen, size, accent)
        if self._drag == "draw" and self._pressed is not None:
            paint_mark(painter, self._mark(self._part(self._pressed), self._part(self._last)), size)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current_look().theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._pressed = self._last = event.position()
        self._has_moved = False
        chosen = self._drafts.chosen_mark()
        if chosen and chosen.kind is not MarkKind.LABEL and _around(grip(chosen, self._size())).contains(at):
            self._drag = "stretch"
            return
        hit = self._hit(at)
        self._drafts.chosen = hit
        self._drag = "draw" if hit is None else "move"
        self._tell()

    def _hit(self, at: QPointF) -> int | None:
        """The mark on top at a point."""
        marks = reversed(self._drafts.on_page(self.page))
        return next((position for position, mark in marks if place(mark, self._size()).contains(at)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self._drag:
            return
        before, self._last = self._last, event.position()
        if self._drag == "draw":
            self.update()
            return
        by = self._part(self._last - before)
        if self._drag == "move":
            self._drafts.move(by.x(), by.y(), is_same_step=self._has_moved)
        else:
            self._stretch_to(self._part(self._last))
        self._has_moved = True
        self._tell()

    def _stretch_to(self, end: QPointF) -> None:
        mark = self._drafts.chosen_mark()
        if mark is None:
            return
        x2, y2 = min(max(end.x(), 0.0), 1.0), min(max(end.y(), 0.0), 1.0)
        self._drafts.change(replace(mark, x2=x2, y2=y2), is_same_step=self._has_moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, drag = self._pressed, self._drag
        self._pressed, self._drag = None, ""
        if pressed is None or drag != "draw":
            return
        apart = (event.position() - pressed).manhattanLength()
        if apart >= _DRAG or self.tool is MarkKind.LABEL:
            self._drafts.add(self._mark(self._part(pressed), self._part(event.position())))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _ARROWS.get(Qt.Key(event.key()))
        if way is None or self._drafts.chosen_mark() is None:
            super().keyPressEvent(event)
            return
        held = event.modifiers()
        step = _FINE_STEP if held & Qt.KeyboardModifier.ControlModifier else _STEP
        # The same distance on the screen both ways.
        x, y = way[0] * step, way[1] * step * self.width() / self.height()
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._drafts.stretch(x, y)
        else:
            self._drafts.move(x, y)
        self._tell()


def _around(box: QRectF) -> QRectF:
    """A little more than a small square, so that it is not missed."""
    return box.adjusted(-4, -4, 4, 4)


def visible_part(sheet: QWidget, viewport: QWidget) -> QRect:
    """What of a sheet is seen through the viewport that scrolls it, in the sheet's own pixels."""
    corner = sheet.mapFrom(viewport, QPoint(0, 0))
    return QRect(corner, viewport.size()).intersected(sheet.rect())
