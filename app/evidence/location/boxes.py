"""The boxes of which HEIF pictures and MP4 recordings are made: a size, a kind, a content."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.location.parts import BrokenPictureError, number, taken


@dataclass(frozen=True, slots=True)
class Box:
    """Its kind, where it stands in the file, and where its content begins and ends."""

    kind: bytes
    at: int
    start: int
    end: int


def boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises BrokenPictureError where one reaches outside."""
    while at < end:
        size, kind, head = number(data, at, 4), taken(data, at + 4, 4), 8
        if size == 1:
            size, head = number(data, at + 8, 8), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise BrokenPictureError("a box reaches outside")
        yield Box(kind, at, at + head, at + size)
        at += size


def the_box(data: bytes, kind: bytes, start: int, end: int) -> Box:
    """The first box of a kind. Raises BrokenPictureError where there is none."""
    for box in boxes(data, start, end):
        if box.kind == kind:
            return box
    raise BrokenPictureError("a box is missing")
