"""Results by theme as bars: quiet colours, a number in each part, hatching for what could not be verified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from app.reporting import labels, wording
from app.reporting.colours import CONFORMING, MUTED, NONCONFORMING, TEXT
from app.reporting.document import GroupResult
from app.reporting.pdf.fonts import MEDIUM
from app.reporting.pdf.strips import PaintLine, Strip
from app.reporting.pdf.styles import SMALL, SMALL_MUTED, WIDTH
from app.reporting.pdf.text import one_line
from app.words import Words

LABEL, BARS, HEIGHT, STEP = 103.0, 208.0, 14.0, 24.0


@dataclass(frozen=True, slots=True)
class PaintBar:
    """The parts of one bar; `unit` is the width of one requirement in points."""

    group: GroupResult
    unit: float

    def __call__(self, canvas: Canvas, x: float, top: float, _height: float) -> None:
        counts = self.group.counts
        at = x + LABEL
        for count, fill, colour in (
            (counts.conforming, CONFORMING, TEXT),
            (counts.nonconforming, NONCONFORMING, "#ffffff"),
            (counts.unable_to_verify, "", TEXT),
        ):
            at = self._part(canvas, at, top - 5, count, fill, colour) if count else at

    def _part(self, canvas: Canvas, x: float, top: float, count: int, fill: str, colour: str) -> float:
        wide = count * self.unit
        if fill:
            canvas.setFillColor(fill)
            canvas.rect(x, top - HEIGHT, wide, HEIGHT, stroke=0, fill=1)
            number = one_line(str(count), SMALL.but(font=MEDIUM, colour=colour), WIDTH)
            if number.width + 3 < wide:
                number.draw(canvas, x + (wide - number.width) / 2, top - 1.2, wide)
        else:
            _hatched(canvas, x, top, wide)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(0.6)
        canvas.rect(x, top - HEIGHT, wide, HEIGHT, stroke=1, fill=0)
        return x + wide


def results_by_theme(groups: Sequence[GroupResult], words: Words) -> Iterator[Strip]:
    """A bar for each group with the same scale, and its numbers in words beside it."""
    unit = _unit(groups, words) if groups else 0.0
    for number, group in enumerate(groups, start=1):
        name = one_line(labels.label(words, labels.THEMES, group.group), SMALL, LABEL - 8)
        start = LABEL + group.counts.examined * unit + 6
        said = one_line(wording.result_line(group.counts, words), SMALL_MUTED, WIDTH - start)
        paints = (PaintLine(name, dy=6), PaintBar(group, unit), PaintLine(said, start, dy=6))
        yield Strip(STEP, paints, keep=number < len(groups))


def _unit(groups: Sequence[GroupResult], words: Words) -> float:
    """As wide as the numbers beside the bars leave room for; only where these are very long they are cut."""
    usual = BARS / max(10, *(group.counts.examined for group in groups))
    room = WIDTH - LABEL - 6
    beside = [
        (room - one_line(wording.result_line(group.counts, words), SMALL_MUTED, WIDTH).width)
        / max(group.counts.examined, 1)
        for group in groups
    ]
    return max(usual / 2, min(usual, *beside))


def _hatched(canvas: Canvas, x: float, top: float, wide: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, top - HEIGHT, wide, HEIGHT)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(MUTED)
    canvas.setLineWidth(0.8)
    for step in range(-int(HEIGHT), int(wide) + 4, 4):
        canvas.line(x + step, top - HEIGHT, x + step + HEIGHT, top)
    canvas.restoreState()
