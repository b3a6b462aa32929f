"""Strips to pages: where the page breaks fall, and what stands around the text."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from app.progress import Progress
from app.reporting.colours import LINE, MARK
from app.reporting.pdf.fonts import BOLD, register, visible
from app.reporting.pdf.strips import Strip
from app.reporting.pdf.styles import (
    BOTTOM,
    FOOTER_Y,
    HEADER_Y,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SMALL_MUTED,
    TOP,
    WIDTH,
)
from app.reporting.pdf.text import Line, lines, one_line
from app.words import N_

HEIGHT = PAGE_HEIGHT - TOP - BOTTOM


@dataclass(slots=True)
class Page:
    """The strips of one page from the top; the first `repeated` are heads said again."""

    strips: list[Strip] = field(default_factory=list)
    repeated: int = 0
    used: float = 0.0

    def put(self, strip: Strip) -> None:
        self.strips.append(strip)
        self.used += strip.height

    @property
    def is_blank(self) -> bool:
        return len(self.strips) == self.repeated


@dataclass(slots=True)
class Pages:
    """Fills pages strip by strip."""

    done: list[Page] = field(default_factory=lambda: [Page()])

    def fill(self, strips: Iterable[Strip]) -> None:
        for strip in strips:
            self._add(strip)

    def _add(self, strip: Strip) -> None:
        page = self.done[-1]
        if strip.new_page:
            if not page.is_blank:
                self.done.append(Page())
            return
        if strip.gap and page.is_blank:
            return
        if page.used + strip.height > HEIGHT and not page.is_blank:
            if strip.gap:
                return
            self._break(strip)
            return
        page.put(strip)

    def _break(self, strip: Strip) -> None:
        """Start a page, taking along what must stay with the strip."""
        page = self.done[-1]
        at = len(page.strips)
        while at > page.repeated and page.strips[at - 1].keep:
            at -= 1
        if at <= page.repeated:
            at = len(page.strips)
        moved = [*page.strips[at:], strip]
        del page.strips[at:]
        self.done.append(Page())
        for head in moved[0].head:
            self.done[-1].put(head)
        self.done[-1].repeated = len(self.done[-1].strips)
        for each in moved:
            self._add(each)

    def found(self) -> dict[str, int]:
        """The page number, from 1, of each anchor."""
        return {
            strip.anchor.key: number
            for number, page in enumerate(self.done, start=1)
            for strip in page.strips
            if strip.anchor
        }


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text of each page but a cover. `mark` lies behind the text (R-44)."""

    header_left: str
    header_right: str
    footer_left: str
    mark: str = ""
    mark_note: str = ""
    cover: bool = True


def draw(canvas: Canvas, pages: list[Page], furniture: Furniture, progress: Progress, done: int) -> None:
    """Draw all pages; `done` is the work behind us, as large as that of drawing (for the progress)."""
    for number, page in enumerate(pages, start=1):
        progress(done + done * number // len(pages), 2 * done, N_("Writing the pages"))
        if furniture.mark:
            _mark(canvas, furniture.mark)
        if number > 1 or not furniture.cover:
            _furniture(canvas, furniture, number, len(pages))
        _strips(canvas, page)
        canvas.showPage()


def _strips(canvas: Canvas, page: Page) -> None:
    top = PAGE_HEIGHT - TOP
    for strip in page.strips:
        if strip.anchor:
            canvas.bookmarkPage(strip.anchor.key, fit="XYZ", left=0, top=top + 12, zoom=0)
            canvas.addOutlineEntry(
                visible(strip.anchor.title), strip.anchor.key, strip.anchor.level, closed=False
            )
        strip.draw(canvas, MARGIN, top)
        top -= strip.height


def _furniture(canvas: Canvas, furniture: Furniture, number: int, count: int) -> None:
    right = one_line(furniture.header_right, SMALL_MUTED, WIDTH * 0.3)
    left = one_line(furniture.header_left, SMALL_MUTED, WIDTH * 0.66)
    left.draw(canvas, MARGIN, HEADER_Y + 8, WIDTH)
    _at_right(canvas, right, HEADER_Y + 8)
    if furniture.mark_note:
        note = lines(furniture.mark_note, SMALL_MUTED, WIDTH)[0]
        note.draw(canvas, MARGIN, HEADER_Y + 20, WIDTH)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.7)
    canvas.line(MARGIN, FOOTER_Y, MARGIN + WIDTH, FOOTER_Y)
    one_line(furniture.footer_left, SMALL_MUTED, WIDTH * 0.8).draw(canvas, MARGIN, FOOTER_Y - 5, WIDTH)
    _at_right(canvas, lines(f"{number} / {count}", SMALL_MUTED, 100)[0], FOOTER_Y - 5)


def _at_right(canvas: Canvas, line: Line, top: float) -> None:
    line.draw(canvas, MARGIN + WIDTH - line.width, top, line.width)


def _mark(canvas: Canvas, text: str) -> None:
    canvas.saveState()
    canvas.setFillColor(MARK)
    canvas.setFont(register(BOLD), 120)
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, -40, text)
    canvas.restoreState()
