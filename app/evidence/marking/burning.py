"""Marks burnt into a picture. In the worker only.

A black box is written over the pixels before anything else is drawn, and the copy is encoded anew from pixels
alone: what lay under the box, the text of a page, hidden layers and all that a camera or a program wrote
beside the picture are not in it (R-23).
"""

import math
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFont

from app.evidence.marking.marks import LONGEST_LABEL, Mark, MarkKind
from app.evidence.marking.shapes import (
    CASING,
    EDGE,
    HEAD,
    INK,
    LEAST_LETTERS,
    LETTERS,
    LINE,
    PEN,
    arrow_head,
    length_on,
)
from app.resource_files import resource_path

_BLACK = (0, 0, 0)


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
    picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, PEN)), box)


def _frame(picture: Image.Image, mark: Mark) -> None:
    x1, y1, x2, y2 = _pixels(picture, mark)
    line, edge = length_on(picture.size, LINE), length_on(picture.size, EDGE)
    pen = ImageDraw.Draw(picture)
    for wider, colour, width in ((edge, CASING, line + 2 * edge), (0, INK, line)):
        pen.rectangle((x1 - wider, y1 - wider, x2 - 1 + wider, y2 - 1 + wider), outline=colour, width=width)


def _arrow(picture: Image.Image, mark: Mark) -> None:
    start = (mark.x1 * picture.width, mark.y1 * picture.height)
    tip = (mark.x2 * picture.width, mark.y2 * picture.height)
    edge = length_on(picture.size, EDGE)
    pen = ImageDraw.Draw(picture)
    for wider, colour in ((edge, CASING), (0, INK)):
        shaft_end, head = arrow_head(start, tip, length_on(picture.size, HEAD) + 2 * wider, wider)
        pen.line((start, shaft_end), colour, length_on(picture.size, LINE) + 2 * wider)
        pen.polygon(head, colour)


def _label(picture: Image.Image, mark: Mark) -> None:
    from app.reporting.pdf.fonts import SEMIBOLD
    from app.reporting.pdf.styles import Style
    from app.reporting.pdf.text import one_line

    size = max(LEAST_LETTERS, length_on(picture.size, LETTERS))
    gap = size // 2
    line = one_line(mark.text[:LONGEST_LABEL], Style(SEMIBOLD, size, size), picture.width - 2 * gap)
    width, height = math.ceil(line.width) + 2 * gap, size + gap
    x = max(0, min(round(mark.x1 * picture.width), picture.width - width))
    y = max(0, min(round(mark.y1 * picture.height), picture.height - height))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((x, y, x + width, y + height), CASING, INK, max(1, length_on(picture.size, EDGE)))
    at, middle = float(x + gap), y + height / 2
    for run in (run for piece in line.pieces for run in piece.runs):
        font = ImageFont.truetype(str(resource_path("fonts", f"{run.font}.ttf")), size)
        pen.text((at, middle), run.text, INK, font, anchor="lm")
        at += run.width * size


_BURNT = {
    MarkKind.BLACK: _black,
    MarkKind.HIGHLIGHT: _highlight,
    MarkKind.FRAME: _frame,
    MarkKind.ARROW: _arrow,
    MarkKind.LABEL: _label,
}
