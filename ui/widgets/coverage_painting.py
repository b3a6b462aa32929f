"""How the squares of a coverage grid and the words beside them are drawn."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.theme import Look, tabular
from ui.widgets.field_painting import draw_cross, draw_tick
from ui.widgets.text_lines import elided

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_FILLS = {"check": "accent_soft", "cross": "dark_cell"}
_SIGNS = {"question": "?", "dash": "–", "hatched": "–"}


def draw_row_texts(
    painter: QPainter, rect: QRect, label: str, count: str, label_width: int, count_width: int, look: Look
) -> None:
    """Draw what a row is called at its left and how far it is at its right."""
    font = tabular(painter.font())
    painter.setFont(font)
    painter.setPen(look.theme.colour("muted"))
    metrics = QFontMetricsF(font)
    name = QRect(rect.left(), rect.top(), label_width - look.px(8), rect.height())
    painter.drawText(name, int(Qt.AlignmentFlag.AlignLeft | _MIDDLE), elided(label, metrics, name.width()))
    end = QRect(rect.right() + 1 - count_width, rect.top(), count_width, rect.height())
    painter.drawText(end, int(Qt.AlignmentFlag.AlignRight | _MIDDLE), elided(count, metrics, end.width()))


def draw_cell(painter: QPainter, rect: QRect, state: str, focused: bool, look: Look) -> None:
    """Draw one square; its state is told by a sign, not by a colour alone."""
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    theme, fill = look.theme, _FILLS.get(state)
    painter.setPen(QPen(theme.colour(fill or "field_line"), 1))
    painter.setBrush(theme.colour(fill) if fill else QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(box, look.px(3), look.px(3))
    if state == "hatched":
        _draw_hatching(painter, box, look)
    _draw_sign(painter, QRectF(rect), state, look)
    if focused:
        painter.setPen(QPen(theme.colour("focus"), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(-1, -1, 1, 1), look.px(4), look.px(4))


def _draw_hatching(painter: QPainter, box: QRectF, look: Look) -> None:
    outline = QPainterPath()
    outline.addRoundedRect(box, look.px(3), look.px(3))
    painter.save()
    painter.setClipPath(outline)
    painter.setPen(QPen(look.theme.colour("hatch"), 1.2 * look.zoom))
    step, side = 4 * look.zoom, box.width()
    for number in range(-4, 5):
        start = QPointF(box.left() + number * step, box.top())
        painter.drawLine(start, start + QPointF(side, side))
    painter.restore()


def _draw_sign(painter: QPainter, rect: QRectF, state: str, look: Look) -> None:
    if state == "check":
        draw_tick(painter, rect, look, "accent")
    elif state == "cross":
        draw_cross(painter, rect, look, "on_dark_cell")
    elif state in _SIGNS:
        font = QFont(painter.font())
        font.setPixelSize(look.px(11))
        font.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(look.theme.colour("text"))
        painter.drawText(rect, _CENTRE, _SIGNS[state])
        painter.restore()
