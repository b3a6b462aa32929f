"""Texts as they are shown in a list of hits: short, with what was looked for marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.search.words import Hit, hits

_MOST_SEARCHED = 50_000
_LENGTH = 150
_BEFORE = 40
_CUT = "…"
_BETWEEN_LINES = " · "
_SEPARATOR = _BETWEEN_LINES.lstrip()
# Marks that would turn a line around, and controls.
_UNSEEN = dict.fromkeys(
    (*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text on one line; `marks` are pairs of start and end (the end itself not included)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, pattern: re.Pattern[str]) -> Marked:
    """The whole of a short text."""
    line = _on_one_line(text)
    return Marked(line, tuple((hit.start, hit.end) for hit in hits(line, pattern)))


def excerpt(text: str, pattern: re.Pattern[str]) -> Marked:
    """The part of a text where most of what was looked for stands; its beginning where nothing does."""
    line = _on_one_line(text[:_MOST_SEARCHED])
    found = hits(line, pattern)
    start, end = _cut_out(line, _best_start(found))
    head, tail = _CUT if start else "", _CUT if end < len(line) else ""
    shift = len(head) - start
    inside = [hit for hit in found if hit.start >= start and hit.end <= end]
    return Marked(
        f"{head}{line[start:end]}{tail}", tuple((hit.start + shift, hit.end + shift) for hit in inside)
    )


def _on_one_line(text: str) -> str:
    lines = (" ".join(line.translate(_UNSEEN).split()) for line in text.splitlines())
    return _BETWEEN_LINES.join(line for line in lines if line)


def _best_start(found: Sequence[Hit]) -> int:
    """Where an excerpt begins that holds as many different phrases as one can, the first of the best."""
    best, most = 0, 0
    for first, hit in enumerate(found):
        start = max(0, hit.start - _BEFORE)
        inside = {later.phrase for later in found[first:] if later.end <= start + _LENGTH}
        if len(inside) > most:
            best, most = start, len(inside)
    return best


def _cut_out(line: str, start: int) -> tuple[int, int]:
    """The edges of an excerpt, moved to where words begin and end."""
    if start:
        space = line.find(" ", start, start + _BEFORE)
        start = space + 1 if space >= 0 else start
        start += len(_SEPARATOR) if line.startswith(_SEPARATOR, start) else 0
    end = min(len(line), start + _LENGTH)
    if end < len(line):
        space = line.rfind(" ", start + _LENGTH - _BEFORE, end)
        end = space if space >= 0 else end
    return start, end
