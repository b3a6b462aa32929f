"""How a choice and a check box are drawn, so that their borders and focus reach the contrast asked for."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import Look, current_look
from ui.widgets.text_lines import elided

_LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def draw_choice(widget: QWidget, text: str, is_placeholder: bool) -> None:
    """Paint a field with a text and an arrow that points down."""
    look = current_look()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_frame(painter, widget, look)
    inner = widget.rect().adjusted(look.px(11), 0, -look.px(28), 0)
    quiet = is_placeholder or not widget.isEnabled()
    painter.setPen(look.theme.colour("muted" if quiet else "text"))
    painter.drawText(inner, _LEFT_MIDDLE, elided(text, QFontMetricsF(widget.font()), inner.width()))
    _draw_arrow(painter, widget.rect(), look)


def draw_frame(painter: QPainter, widget: QWidget, look: Look) -> None:
    """Paint the ground and the border of a field, its focus ring included."""
    theme = look.theme
    width = look.px(2) if widget.hasFocus() else look.px(1)
    border = theme.colour("focus" if widget.hasFocus() else "field_line")
    style = Qt.PenStyle.SolidLine if widget.isEnabled() else Qt.PenStyle.DashLine
    painter.setPen(QPen(border, width, style))
    painter.setBrush(theme.colour("field" if widget.isEnabled() else "background"))
    half = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(half, half, -half, -half), look.px(6), look.px(6))


def _draw_arrow(painter: QPainter, rect: QRect, look: Look) -> None:
    reach = 4 * look.zoom
    centre = QPointF(rect.right() - look.px(15), rect.center().y() + 1)
    painter.setPen(_stroke(look, "muted", 1.5))
    corners = (QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2))
    painter.drawPolyline(QPolygonF([centre + corner for corner in corners]))


def draw_check(widget: QWidget, text: str, checked: bool) -> None:
    """Paint a box, its tick when `checked`, and the words beside it."""
    look = current_look()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = look.px(16)
    box = QRect(look.px(3), (widget.height() - size) // 2, size, size)
    draw_box(painter, box, look, checked=checked, enabled=widget.isEnabled())
    if widget.hasFocus():
        painter.setPen(QPen(look.theme.colour("focus"), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(-2, -2, 2, 2), look.px(5), look.px(5))
    words = widget.rect().adjusted(box.right() + 1 + look.px(8), 0, 0, 0)
    painter.setPen(look.theme.colour("text" if widget.isEnabled() else "muted"))
    painter.drawText(words, _LEFT_MIDDLE, elided(text, QFontMetricsF(widget.font()), words.width()))


def draw_box(painter: QPainter, box: QRect, look: Look, *, checked: bool, enabled: bool = True) -> None:
    """Paint the box of a check, with its tick when `checked`."""
    theme = look.theme
    filled = checked and enabled
    painter.setPen(QPen(theme.colour("primary" if filled else "field_line"), 1))
    painter.setBrush(theme.colour("primary" if filled else "field"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), look.px(3), look.px(3))
    if checked:
        draw_tick(painter, QRectF(box), look, "on_accent" if filled else "muted")


def draw_tick(painter: QPainter, box: QRectF, look: Look, token: str) -> None:
    """Paint a tick in the middle of a square."""
    painter.setPen(_stroke(look, token, 1.6))
    side, centre = box.width(), box.center()
    corners = ((-0.25, 0.02), (-0.07, 0.2), (0.26, -0.18))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) * side for x, y in corners]))


def draw_cross(painter: QPainter, box: QRectF, look: Look, token: str) -> None:
    """Paint a cross in the middle of a square."""
    painter.setPen(_stroke(look, token, 1.8))
    reach, centre = 0.19 * box.width(), box.center()
    painter.drawLine(centre + QPointF(-reach, -reach), centre + QPointF(reach, reach))
    painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))


def _stroke(look: Look, token: str, width: float) -> QPen:
    pen = QPen(look.theme.colour(token), width * look.zoom)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
