"""Marks on a picture or a page: what is blacked out, and what points to something.

Places are fractions of the upright page, from 0 at the left and top to 1 at the right and bottom, so that
they hold at every zoom and resolution.
"""

import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.evidence import DerivedHow

__all__ = [
    "LONGEST_LABEL",
    "MOST_MARKS",
    "DerivedHow",
    "Mark",
    "MarkKind",
    "how",
    "marks_from",
    "plain_marks",
]

MOST_MARKS = 2_000
LONGEST_LABEL = 120
_DIGITS = 6


class MarkKind(enum.Enum):
    """A black box destroys what lies under it; the others leave it to be seen."""

    BLACK = "black"
    FRAME = "frame"
    ARROW = "arrow"
    HIGHLIGHT = "highlight"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `page` counts from 0; it leads from `x1`, `y1` to `x2`, `y2`, which is where an arrow points.

    `text` is what a label says; it stands below and to the right of `x1`, `y1`.
    """

    page: int
    kind: MarkKind
    x1: float
    y1: float
    x2: float
    y2: float
    text: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, within the page."""
        left, right = sorted((_within(self.x1), _within(self.x2)))
        top, bottom = sorted((_within(self.y1), _within(self.y2)))
        return left, top, right, bottom


def _within(place: float) -> float:
    return min(max(place, 0.0), 1.0)


def how(marks: Iterable[Mark]) -> DerivedHow:
    """What marks make of a copy: one black box makes it a redacted one."""
    is_redacted = any(mark.kind is MarkKind.BLACK for mark in marks)
    return DerivedHow.REDACTED if is_redacted else DerivedHow.MARKED_UP


def plain_marks(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Marks as JSON can hold them."""
    return [
        {
            "page": mark.page,
            "kind": mark.kind.value,
            "at": [round(place, _DIGITS) for place in (mark.x1, mark.y1, mark.x2, mark.y2)],
            "text": mark.text,
        }
        for mark in marks
    ]


def marks_from(plain: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """The marks again."""
    return tuple(_mark(one) for one in plain)


def _mark(plain: Mapping[str, Any]) -> Mark:
    x1, y1, x2, y2 = plain["at"]
    return Mark(plain["page"], MarkKind(plain["kind"]), x1, y1, x2, y2, plain["text"])


def marks_text(marks: Sequence[Mark]) -> str:
    """The form in which a copy keeps its marks."""
    return json.dumps(plain_marks(marks), ensure_ascii=False)
