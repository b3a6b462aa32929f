"""Frames around strips: the card of a finding, the box of the conclusion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.reporting.colours import ACCENT, LINE, TINT
from app.reporting.pdf.strips import Anchor, Paint, PaintShifted, Strip, kept, shifted
from app.reporting.pdf.styles import WIDTH

BAR, RADIUS, INSET = 6.0, 4.0, 20.0
WHOLE = 330.0
"""A card lower than this many points is not cut."""
INNER = WIDTH - 2 * INSET + 5.0


@dataclass(frozen=True, slots=True)
class PaintFrame:
    """The part of a frame that lies behind one strip: bar at the left, ground, border."""

    bar: str
    ground: str = ""
    border: str = ""
    first: bool = False
    last: bool = False

    def __call__(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        if self.ground:
            canvas.setFillColor(self.ground)
            canvas.drawPath(self._outline(canvas, x, top, height, WIDTH), stroke=0, fill=1)
        if self.border:
            self._border(canvas, x, top, height)
        over = 0.0 if self.first else 0.5
        canvas.setFillColor(self.bar)
        canvas.drawPath(self._outline(canvas, x, top + over, height + over, BAR), stroke=0, fill=1)

    def _outline(self, canvas: Canvas, x: float, top: float, height: float, width: float) -> PDFPathObject:
        """The left side round where the frame begins or ends, the right side too if it is the frame's."""
        upper, lower = RADIUS * self.first, RADIUS * self.last
        right_upper, right_lower = (upper, lower) if width > BAR else (0.0, 0.0)
        bottom, right = top - height - (0.0 if self.last else 0.3), x + width
        path = canvas.beginPath()
        path.moveTo(x + upper, top)
        path.lineTo(right - right_upper, top)
        _corner(path, right - right_upper, top, right, top - right_upper)
        path.lineTo(right, bottom + right_lower)
        _corner(path, right, bottom + right_lower, right - right_lower, bottom, turned=True)
        path.lineTo(x + lower, bottom)
        _corner(path, x + lower, bottom, x, bottom + lower)
        path.lineTo(x, top - upper)
        _corner(path, x, top - upper, x + upper, top, turned=True)
        path.close()
        return path

    def _border(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        bottom, right = top - height, x + WIDTH
        path = canvas.beginPath()
        path.moveTo(x + BAR, top)
        if self.first:
            path.lineTo(right - RADIUS, top)
            _corner(path, right - RADIUS, top, right, top - RADIUS)
        else:
            path.moveTo(right, top)
        path.lineTo(right, bottom + RADIUS * self.last)
        if self.last:
            _corner(path, right, bottom + RADIUS, right - RADIUS, bottom, turned=True)
            path.lineTo(x + BAR, bottom)
        canvas.setStrokeColor(self.border)
        canvas.setLineWidth(0.7)
        canvas.drawPath(path, stroke=1, fill=0)


def card(strips: Iterable[Strip], bar: str, anchor: Anchor, again: Iterable[Strip]) -> Iterator[Strip]:
    """A card with the bar of its grade; `again` is said on top of each page that it runs on to."""
    middle = PaintFrame(bar, border=LINE)
    head = tuple(_behind(middle, strip) for strip in shifted(again, INSET))
    first = Strip(12.0, (PaintFrame(bar, border=LINE, first=True),), keep=True, anchor=anchor)
    last = Strip(10.0, (PaintFrame(bar, border=LINE, last=True),))
    found = list(_framed(strips, middle, first, last, head))
    short = sum(strip.height for strip in found) < WHOLE
    yield from [*kept(found[:-1]), found[-1]] if short else found


def box(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The tinted box with the accent bar in which a conclusion stands."""
    first = Strip(14.0, (PaintFrame(ACCENT, ground=TINT, first=True),), keep=True)
    last = Strip(14.0, (PaintFrame(ACCENT, ground=TINT, last=True),))
    yield from _framed(strips, PaintFrame(ACCENT, ground=TINT), first, last, ())


def _framed(
    strips: Iterable[Strip], middle: PaintFrame, first: Strip, last: Strip, head: tuple[Strip, ...]
) -> Iterator[Strip]:
    yield first
    waiting: Strip | None = None
    for strip in shifted(strips, INSET):
        if waiting is not None:
            yield waiting
        waiting = replace(_behind(middle, strip), gap=False, head=head)
    if waiting is not None:
        yield replace(waiting, keep=True)
    yield replace(last, head=head)


def _behind(frame: Paint, strip: Strip) -> Strip:
    return replace(strip, paints=(frame, PaintShifted(strip, 0.0)))


def _corner(path: PDFPathObject, x1: float, y1: float, x2: float, y2: float, *, turned: bool = False) -> None:
    """A quarter circle; nothing where the two points are one."""
    if (x1, y1) == (x2, y2):
        return
    near, far = 0.448, 0.552
    if turned:
        path.curveTo(x1, y1 + (y2 - y1) * far, x1 + (x2 - x1) * near, y2, x2, y2)
    else:
        path.curveTo(x1 + (x2 - x1) * far, y1, x2, y1 + (y2 - y1) * near, x2, y2)
