"""Tables as strips: label and value, and registers whose head is said again on each page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.reporting.pdf.strips import Strip, gap, row
from app.reporting.pdf.styles import BODY, HEAD, LABEL, SMALL, WIDTH, Style
from app.reporting.pdf.text import Line, lines

LABEL_WIDTH = 96.0
Cell = str | list[tuple[str, Style]]
"""A text, or several with their styles, one below the other."""


@dataclass(frozen=True, slots=True)
class Column:
    """A register's column: head, width in points, whether its figures align at the right."""

    title: str
    width: float
    figures: bool = False


def facts(
    rows: Iterable[tuple[str, Cell]], room: float = WIDTH, *, last_rule: bool = True
) -> Iterator[Strip]:
    """Label at the left, value at the right, a thin line between; rows without a value are left out."""
    wide = room - LABEL_WIDTH - 10
    said = [(label, value) for label, value in rows if value]
    for number, (label, value) in enumerate(said, start=1):
        cells = [lines(label, LABEL, LABEL_WIDTH - 10), cell(value, BODY, wide)]
        rule = room if last_rule or number < len(said) else 0.0
        yield from row(cells, [5, LABEL_WIDTH + 5], [LABEL_WIDTH - 10, wide], rule=rule)


def register(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[Strip]:
    """A table of any length. Each row is made of strips of its own, so that time grows with the rows only."""
    widths = [column.width - 8 for column in columns]
    offsets = [sum(column.width for column in columns[:at]) + 4 for at in range(len(columns))]
    head = tuple(_head(columns, offsets, widths))
    yield from head
    yield from _in_company(
        row(
            [
                _aligned(cell(text, SMALL, wide), column)
                for text, wide, column in zip(texts, widths, columns, strict=True)
            ],
            *(offsets, widths),
            pad=4.0,
            rule=WIDTH,
            head=head,
        )
        for texts in rows
    )
    yield gap(8.0)


def _in_company(rows: Iterable[Iterable[Strip]]) -> Iterator[Strip]:
    """The rows, so that the first and the last of several stand on no page alone."""
    waiting: list[list[Strip]] = []
    is_first = True
    for strips in rows:
        waiting.append(list(strips))
        if len(waiting) > 2:
            yield from _held(waiting.pop(0), is_first)
            is_first = False
    for left, strips in enumerate(waiting, start=1 - len(waiting)):
        yield from _held(strips, left < 0)


def _held(strips: list[Strip], is_held: bool) -> Iterator[Strip]:
    """The strips of a row; where it is held, it stays with the row below."""
    yield from strips[:-1]
    yield replace(strips[-1], keep=True) if is_held else strips[-1]


def cell(value: Cell, style: Style, room: float) -> list[Line]:
    """The lines of one cell."""
    if isinstance(value, str):
        return lines(value, style, room)
    return [line for text, own in value if text for line in lines(text, own, room)] or lines("", style, room)


def _aligned(found: list[Line], column: Column) -> list[Line]:
    return [replace(line, right=True) for line in found] if column.figures else found


def _head(columns: Sequence[Column], offsets: list[float], widths: list[float]) -> Iterator[Strip]:
    cells = [
        _aligned(lines(column.title, HEAD, wide), column)
        for column, wide in zip(columns, widths, strict=True)
    ]
    for strip in row(cells, offsets, widths, pad=4.0, rule=WIDTH):
        yield Strip(strip.height, strip.paints, keep=True)
