"""The small picture of a key beside the words it belongs to."""

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.theme import Look, base_font, scaled

_HEIGHT = 18
_PADDING = 5
_FONT_PX = 11


def cap_width(keys: str, look: Look) -> int:
    """How wide the cap for `keys` is, in pixels."""
    text = QFontMetricsF(_font(look.zoom)).horizontalAdvance(keys)
    return max(look.px(_HEIGHT), round(text) + 2 * look.px(_PADDING))


def draw_cap(
    painter: QPainter, left: int, middle: int, keys: str, look: Look, on_primary: bool = False
) -> None:
    """Draw a cap with its left edge and its vertical middle at these places."""
    height = look.px(_HEIGHT)
    rect = QRect(left, middle - height // 2, cap_width(keys, look), height)
    ink, border, fill = _colours(look, on_primary)
    painter.save()
    painter.setFont(_font(look.zoom))
    painter.setPen(QPen(border, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4))
    bottom = rect.bottom() - 1
    painter.drawLine(rect.left() + look.px(3), bottom, rect.right() - look.px(3), bottom)
    painter.setPen(ink)
    painter.drawText(rect.adjusted(0, -1, 0, -1), int(Qt.AlignmentFlag.AlignCenter), keys)
    painter.restore()


def _colours(look: Look, on_primary: bool) -> tuple[QColor, QColor, QColor]:
    theme = look.theme
    if on_primary:
        return theme.colour("on_accent"), theme.colour("on_accent"), theme.colour("primary")
    return theme.colour("muted"), theme.colour("hatch"), theme.colour("background")


@cache
def _font(zoom: float) -> QFont:
    """Made once: a page has a dozen caps, each measured and painted many times."""
    font = base_font(zoom)
    font.setPixelSize(scaled(_FONT_PX, zoom))
    return font
