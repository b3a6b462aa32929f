"""A hit as a row: what it is called and where it stands, and below that the words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from app.search.searching import FoundHit, Marked
from ui.search.hit_words import hit_title, kind_icon, kind_text, place_text
from ui.theme import Look, current_look, draw_icon
from ui.widgets.marked_text import draw_marked
from ui.widgets.text_lines import elided, line_pitch

_ICON, _GAP, _PADDING = 16, 8, 6
_SMALL_PX = 12
_MOST_OF_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit in words."""

    hit: FoundHit
    kind: str
    title: Marked
    place: str
    open_hit: Callable[[FoundHit], None]

    @property
    def text(self) -> str:
        return self.title.text

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        parts = (self.kind, self.title.text, self.hit.excerpt.text, self.place)
        return ", ".join(part for part in parts if part)

    def run(self) -> None:
        """Go there."""
        self.open_hit(self.hit)

    def height(self, font: QFont) -> int:
        """In pixels."""
        return line_pitch(font) + line_pitch(_small(font)) + 2 * current_look().px(_PADDING)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint it into an area whose ground is painted already."""
        _paint(painter, area, self)


def hit_row(hit: FoundHit, open_hit: Callable[[FoundHit], None], *, with_audit: bool) -> HitRow:
    return HitRow(hit, kind_text(hit), hit_title(hit), place_text(hit, with_audit=with_audit), open_hit)


def _paint(painter: QPainter, area: QRect, row: HitRow) -> None:
    look = current_look()
    base = QFont(painter.font())
    top = QRect(area.left(), area.top() + look.px(_PADDING), area.width(), line_pitch(base))
    _paint_icon(painter, top, row, look)
    top.setLeft(top.left() + look.px(_ICON + _GAP))
    painter.setFont(_small(base))
    top.setRight(top.right() - _paint_place(painter, top, row, look))
    painter.setFont(base)
    ink, quiet = look.theme.colour("text"), look.theme.colour("muted")
    draw_marked(painter, top, row.title.text, row.title.marks, ink, ink)
    painter.setFont(_small(base))
    below = QRect(top.left(), top.bottom() + 1, area.right() - top.left(), line_pitch(painter.font()))
    draw_marked(painter, below, row.hit.excerpt.text, row.hit.excerpt.marks, quiet, ink)


def _paint_icon(painter: QPainter, top: QRect, row: HitRow, look: Look) -> None:
    side = look.px(_ICON)
    place = QRectF(top.left(), top.top() + (top.height() - side) / 2, side, side)
    draw_icon(painter, place, kind_icon(row.hit), look.theme.colour("muted"))


def _paint_place(painter: QPainter, top: QRect, row: HitRow, look: Look) -> int:
    """Paint kind and place at the right; the width that they and the gap before them take."""
    metrics = QFontMetricsF(painter.font())
    text = " · ".join(part for part in (row.kind, row.place) if part)
    shown = elided(text, metrics, top.width() * _MOST_OF_PLACE)
    painter.setPen(look.theme.colour("muted"))
    painter.drawText(top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
    return round(metrics.horizontalAdvance(shown)) + look.px(_GAP)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(current_look().px(_SMALL_PX))
    return made
