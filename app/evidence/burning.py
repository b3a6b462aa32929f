"""Marks burnt into a picture. In the worker only.

A black box is written over the pixels before anything else is drawn, and the copy is encoded anew from pixels
alone: what lay under the box, the text of a page, hidden layers and all that a camera or a program wrote
beside the picture are not in it (R-23).
"""

import math
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.evidence.marking import LONGEST_LABEL, Mark, MarkKind
from app.resource_files import resource_path

_BLACK = (0, 0, 0)
_INK = (11, 110, 116)
_CASING = (255, 255, 255)
_PEN = (255, 224, 102)
_LINE, _EDGE, _HEAD, _LETTERS = 0.004, 0.0015, 0.022, 0.018
_LEAST_LETTERS = 12


def burn(picture: Image.Image, marks: Iterable[Mark]) -> None:
    """Draw the marks of one page into an RGB picture."""
    ordered = sorted(marks, key=lambda mark: mark.kind is not MarkKind.BLACK)
    for mark in ordered:
        _BURNT[mark.kind](picture, mark)


def _pixels(picture: Image.Image, mark: Mark) -> tuple[int, int, int, int]:
    """Every pixel that the box touches, at least one; right and bottom are the first ones outside."""
    left, top, right, bottom = mark.box
    x1 = min(math.floor(left * picture.width), picture.width - 1)
    y1 = min(math.floor(top * picture.height), picture.height - 1)
    return (
        x1,
        y1,
        max(math.ceil(right * picture.width), x1 + 1),
        max(math.ceil(bottom * picture.height), y1 + 1),
    )


def _black(picture: Image.Image, mark: Mark) -> None:
    picture.paste(_BLACK, _pixels(picture, mark))


def _highlight(picture: Image.Image, mark: Mark) -> None:
    box = _pixels(picture, mark)
    part = picture.crop(box)
    picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _PEN)), box)


def _frame(picture: Image.Image, mark: Mark) -> None:
    x1, y1, x2, y2 = _pixels(picture, mark)
    line, edge = _of(picture, _LINE), _of(picture, _EDGE)
    pen = ImageDraw.Draw(picture)
    for wider, colour, width in ((edge, _CASING, line + 2 * edge), (0, _INK, line)):
        pen.rectangle((x1 - wider, y1 - wider, x2 - 1 + wider, y2 - 1 + wider), outline=colour, width=width)


def _arrow(picture: Image.Image, mark: Mark) -> None:
    start = (mark.x1 * picture.width, mark.y1 * picture.height)
    tip = (mark.x2 * picture.width, mark.y2 * picture.height)
    edge = _of(picture, _EDGE)
    pen = ImageDraw.Draw(picture)
    for wider, colour in ((edge, _CASING), (0, _INK)):
        shaft_end, head = _arrow_head(start, tip, _of(picture, _HEAD) + 2 * wider, wider)
        pen.line((start, shaft_end), colour, _of(picture, _LINE) + 2 * wider)
        pen.polygon(head, colour)


Point = tuple[float, float]


def _arrow_head(start: Point, tip: Point, size: float, beyond: float) -> tuple[Point, list[Point]]:
    """Where the line ends, and the corners of the head that reaches `beyond` the tip."""
    angle = math.atan2(tip[1] - start[1], tip[0] - start[0])
    across, along = math.cos(angle), math.sin(angle)
    front = (tip[0] + beyond * across, tip[1] + beyond * along)
    back = (front[0] - size * across, front[1] - size * along)
    half = size * 0.45
    sides = [
        (back[0] - half * along, back[1] + half * across),
        (back[0] + half * along, back[1] - half * across),
    ]
    return back, [front, *sides]


def _label(picture: Image.Image, mark: Mark) -> None:
    from app.reporting.pdf.fonts import SEMIBOLD
    from app.reporting.pdf.styles import Style
    from app.reporting.pdf.text import one_line

    size = max(_LEAST_LETTERS, _of(picture, _LETTERS))
    gap = size // 2
    line = one_line(mark.text[:LONGEST_LABEL], Style(SEMIBOLD, size, size), picture.width - 2 * gap)
    width, height = math.ceil(line.width) + 2 * gap, size + gap
    x = max(0, min(round(mark.x1 * picture.width), picture.width - width))
    y = max(0, min(round(mark.y1 * picture.height), picture.height - height))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((x, y, x + width, y + height), _CASING, _INK, max(1, _of(picture, _EDGE)))
    at, middle = float(x + gap), y + height / 2
    for run in (run for piece in line.pieces for run in piece.runs):
        font = ImageFont.truetype(str(resource_path("fonts", f"{run.font}.ttf")), size)
        pen.text((at, middle), run.text, _INK, font, anchor="lm")
        at += run.width * size


def _of(picture: Image.Image, part: float) -> int:
    """A length that looks the same on a small picture and on a large one, at least one pixel."""
    return max(1, round(part * max(picture.size)))


_BURNT = {
    MarkKind.BLACK: _black,
    MarkKind.HIGHLIGHT: _highlight,
    MarkKind.FRAME: _frame,
    MarkKind.ARROW: _arrow,
    MarkKind.LABEL: _label,
}
