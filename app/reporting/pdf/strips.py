"""A page is filled with strips: pieces as wide as the page that are never cut, one line high or so.

Everything longer (a paragraph, a row, a card) is a sequence of strips, so it can always be carried over to
the next page. `keep` holds a strip to the one after it; `head` is what is said again where a page break
falls before the strip.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfgen.canvas import Canvas

from app.reporting.colours import LINE
from app.reporting.pdf.styles import BODY, WIDTH, Style
from app.reporting.pdf.text import Line, Phrase, lines

Paint = Callable[[Canvas, float, float, float], None]
"""Draws at x, top, with a height."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the contents and the outline lead to. `level` 0 is a section."""

    key: str
    title: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """See the module. A `gap` is dropped at the top of a page; `new_page` starts one."""

    height: float
    paints: tuple[Paint, ...] = ()
    keep: bool = False
    gap: bool = False
    new_page: bool = False
    head: tuple["Strip", ...] = field(default=(), repr=False)
    anchor: Anchor | None = None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        for paint in self.paints:
            paint(canvas, x, top, self.height)


@dataclass(frozen=True, slots=True)
class PaintLine:
    """A line of text at an offset from the left."""

    line: Line
    dx: float = 0.0
    room: float = WIDTH
    dy: float = 0.0

    def __call__(self, canvas: Canvas, x: float, top: float, _height: float) -> None:
        self.line.draw(canvas, x + self.dx, top - self.dy, self.room)


@dataclass(frozen=True, slots=True)
class PaintRule:
    """A thin line along the lower edge."""

    width: float = WIDTH
    colour: str = LINE

    def __call__(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        canvas.setStrokeColor(self.colour)
        canvas.setLineWidth(0.7)
        canvas.line(x, top - height, x + self.width, top - height)


@dataclass(frozen=True, slots=True)
class PaintShifted:
    """What another strip paints, moved to the right."""

    inner: Strip
    dx: float

    def __call__(self, canvas: Canvas, x: float, top: float, _height: float) -> None:
        self.inner.draw(canvas, x + self.dx, top)


def gap(height: float, *, keep: bool = False) -> Strip:
    """Empty room, dropped at the top of a page."""
    return Strip(height, keep=keep, gap=True)


def page_break() -> Strip:
    """The next strip starts a page."""
    return Strip(0.0, new_page=True)


def paragraph(
    text: str | Sequence[Phrase], style: Style = BODY, room: float = WIDTH, after: float = 7.0
) -> Iterator[Strip]:
    """A paragraph without a line alone at the end or the start of a page."""
    found = lines(text, style, room)
    for number, line in enumerate(found):
        yield Strip(line.leading, (PaintLine(line, room=room),), keep=_holds(number, len(found)))
    if after:
        yield gap(after)


def bullets(texts: Iterable[str], style: Style = BODY, room: float = WIDTH) -> Iterator[Strip]:
    """Paragraphs with a dash hung out to the left."""
    for text in texts:
        yield from row(
            [lines("–", style, 12), lines(text, style, room - 14)], [0, 14], [12, room - 14], pad=1.5
        )


def row(
    cells: Sequence[list[Line]],
    offsets: Sequence[float],
    widths: Sequence[float],
    *,
    pad: float = 6.0,
    rule: float = 0.0,
    head: tuple[Strip, ...] = (),
) -> Iterator[Strip]:
    """Cells side by side; `rule` is the length of the line below, 0 for none. A row of up to ten lines
    stays in one piece, a longer one is carried over."""
    count = max(len(cell) for cell in cells)
    for number in range(count):
        present = [(index, cell[number]) for index, cell in enumerate(cells) if number < len(cell)]
        above, below = pad if number == 0 else 0.0, pad if number == count - 1 else 0.0
        paints: list[Paint] = [PaintLine(line, offsets[at], widths[at], above) for at, line in present]
        if rule and number == count - 1:
            paints.append(PaintRule(rule))
        yield Strip(
            max(line.leading for _, line in present) + above + below,
            tuple(paints),
            keep=number < count - 1 if count <= 10 else _holds(number, count),
            head=head,
        )


def shifted(strips: Iterable[Strip], dx: float) -> Iterator[Strip]:
    """The strips moved to the right."""
    for strip in strips:
        yield replace(strip, paints=(PaintShifted(strip, dx),), head=tuple(shifted(strip.head, dx)))


def kept(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The strips, each held to the one after it."""
    for strip in strips:
        yield replace(strip, keep=True)


def _holds(number: int, count: int) -> bool:
    """Two lines stay together at both ends."""
    return number < count - 1 and (number == 0 or number == count - 2)
