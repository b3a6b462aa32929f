"""Marks on the screen, as they will be burnt into the copy."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.evidence.marking.marks import Mark, MarkKind
from app.evidence.marking.shapes import (
    CASING,
    EDGE,
    HEAD,
    INK,
    LEAST_LETTERS,
    LETTERS,
    LINE,
    PEN,
    arrow_head,
    length_on,
)
from ui.theme import FONT_FAMILIES
from ui.words import _

_GRIP = 9


def place(mark: Mark, size: tuple[int, int]) -> QRectF:
    """Where a mark stands on a page of `size` pixels; a label is as large as its words."""
    if mark.kind is MarkKind.LABEL:
        return _label_box(mark, size)
    left, top, right, bottom = mark.box
    return QRectF(
        left * size[0], top * size[1], max(1.0, (right - left) * size[0]), max(1.0, (bottom - top) * size[1])
    )


def grip(mark: Mark, size: tuple[int, int]) -> QRectF:
    """The square by which its end is drawn elsewhere."""
    return QRectF(mark.x2 * size[0] - _GRIP / 2, mark.y2 * size[1] - _GRIP / 2, _GRIP, _GRIP)


def paint_mark(painter: QPainter, mark: Mark, size: tuple[int, int]) -> None:
    """Draw one mark."""
    match mark.kind:
        case MarkKind.BLACK:
            painter.fillRect(place(mark, size), Qt.GlobalColor.black)
        case MarkKind.HIGHLIGHT:
            _paint_highlight(painter, place(mark, size))
        case MarkKind.FRAME:
            _paint_frame(painter, place(mark, size), size)
        case MarkKind.ARROW:
            _paint_arrow(painter, mark, size)
        case MarkKind.LABEL:
            _paint_label(painter, mark, size)


def paint_chosen(painter: QPainter, mark: Mark, size: tuple[int, int], accent: QColor) -> None:
    """Show that a mark is chosen, and where it can be taken hold of; seen on light and on dark."""
    box = place(mark, size).adjusted(-3, -3, 3, 3)
    for colour, style in ((QColor("white"), Qt.PenStyle.SolidLine), (accent, Qt.PenStyle.DashLine)):
        painter.setPen(QPen(colour, 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
    if mark.kind is not MarkKind.LABEL:
        painter.setPen(QPen(QColor("white"), 1))
        painter.setBrush(accent)
        painter.drawRect(grip(mark, size))


def _paint_highlight(painter: QPainter, box: QRectF) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(box, QColor(*PEN))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_frame(painter: QPainter, box: QRectF, size: tuple[int, int]) -> None:
    line, edge = length_on(size, LINE), length_on(size, EDGE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((CASING, line + 2 * edge), (INK, line)):
        painter.setPen(QPen(QColor(*colour), width, Qt.PenStyle.SolidLine, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(box.adjusted(line / 2, line / 2, -line / 2, -line / 2))


def _paint_arrow(painter: QPainter, mark: Mark, size: tuple[int, int]) -> None:
    start, tip = (mark.x1 * size[0], mark.y1 * size[1]), (mark.x2 * size[0], mark.y2 * size[1])
    edge = length_on(size, EDGE)
    for wider, colour in ((edge, QColor(*CASING)), (0, QColor(*INK))):
        end, corners = arrow_head(start, tip, length_on(size, HEAD) + 2 * wider, wider)
        painter.setPen(
            QPen(colour, length_on(size, LINE) + 2 * wider, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        )
        painter.drawLine(QPointF(*start), QPointF(*end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _letters(size: tuple[int, int]) -> tuple[QFont, int]:
    height = max(LEAST_LETTERS, length_on(size, LETTERS))
    font = QFont(FONT_FAMILIES)
    font.setPixelSize(height)
    font.setWeight(QFont.Weight.DemiBold)
    return font, height


def _words(mark: Mark) -> str:
    return mark.text or _("Words of the label")


def _label_box(mark: Mark, size: tuple[int, int]) -> QRectF:
    font, height = _letters(size)
    gap = height // 2
    width = min(QFontMetricsF(font).horizontalAdvance(_words(mark)) + 2 * gap, float(size[0]))
    x = min(max(0.0, mark.x1 * size[0]), size[0] - width)
    y = min(max(0.0, mark.y1 * size[1]), float(size[1] - height - gap))
    return QRectF(x, y, width, height + gap)


def _paint_label(painter: QPainter, mark: Mark, size: tuple[int, int]) -> None:
    box = _label_box(mark, size)
    painter.setFont(_letters(size)[0])
    painter.setPen(QPen(QColor(*INK), length_on(size, EDGE)))
    painter.setBrush(QColor(*CASING))
    painter.drawRect(box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _words(mark))
