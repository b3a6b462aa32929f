"""One line of text with some of its words standing out."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout

from ui.widgets.text_lines import elided, half_bold

Marks = Sequence[tuple[int, int]]


def draw_marked(
    painter: QPainter, rect: QRect, text: str, marks: Marks, ink: QColor, mark_ink: QColor
) -> float:
    """Draw `text` in the middle of `rect`, cut with an ellipsis; the width it took, in pixels.

    `marks` are pairs of start and end in characters; those parts are drawn heavier, in `mark_ink`.
    """
    shown = elided(text, QFontMetricsF(half_bold(painter.font())), rect.width())
    layout = QTextLayout(shown, painter.font())
    layout.setFormats([_format(shown, start, end, mark_ink) for start, end in _inside(marks, text, shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    painter.setPen(ink)
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))
    return line.naturalTextWidth()


def _inside(marks: Marks, text: str, shown: str) -> list[tuple[int, int]]:
    """The marks in what is left of a text that was cut."""
    most = len(shown) if shown == text else len(shown) - 1
    return [(start, min(end, most)) for start, end in marks if start < most]


def _format(text: str, start: int, end: int, ink: QColor) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = _units(text[:start])
    made.length = _units(text[start:end])
    look = QTextCharFormat()
    look.setForeground(ink)
    look.setFontWeight(600)
    made.format = look
    return made


def _units(text: str) -> int:
    """Qt counts UTF-16 units, Python characters."""
    return len(text.encode("utf-16-le")) // 2
