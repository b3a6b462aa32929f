"""Typing in one field, which the log keeps pause by pause, as one change from what was to what became."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Text

from models.activity import LogEntry
from models.base import Row

_LONGEST_PAUSE = timedelta(minutes=5)
_SHORT = 40


@dataclass(frozen=True, slots=True)
class TextChange:
    """At `at` of a text `cut` gave way to `put`."""

    at: int
    cut: str
    put: str

    def then(self, later: "TextChange") -> "TextChange | None":
        """Both as one; None where they are apart and what stands between them is not known."""
        end, later_end = self.at + len(self.put), later.at + len(later.cut)
        if later.at > end or self.at > later_end:
            return None
        start = min(self.at, later.at)
        before = later.cut[: max(self.at - later.at, 0)]
        behind = later.cut[max(end - later.at, 0) :] if later_end > end else ""
        first = self.put[: max(later.at - self.at, 0)]
        last = self.put[max(later_end - self.at, 0) :] if end > later_end else ""
        return TextChange(start, f"{before}{self.cut}{behind}", f"{first}{later.put}{last}")

    def trimmed(self) -> "TextChange":
        """Without what both sides share; short texts are told whole."""
        if len(self.cut) + len(self.put) < _SHORT:
            return self
        shared = 0
        while self.cut[shared : shared + 1] == self.put[shared : shared + 1] != "":
            shared += 1
        cut, put = self.cut[shared:], self.put[shared:]
        same = 0
        while same < min(len(cut), len(put)) and cut[-1 - same] == put[-1 - same]:
            same += 1
        return TextChange(self.at + shared, cut[: len(cut) - same], put[: len(put) - same])


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """Entries of one step, or of the pauses of one piece of typing; `text` is then all that was typed."""

    entries: tuple[LogEntry, ...]
    field: str = ""
    text: TextChange | None = None

    @property
    def last(self) -> LogEntry:
        return self.entries[-1]


def joined(steps: Iterable[Sequence[LogEntry]]) -> list[LoggedStep]:
    """Steps in their order, with the pauses of one piece of typing as one step."""
    found: list[LoggedStep] = []
    for entries in steps:
        step = _step(entries)
        both = _both(found[-1], step) if found else None
        if both is None:
            found.append(step)
        else:
            found[-1] = both
    return found


def _step(entries: Sequence[LogEntry]) -> LoggedStep:
    """A step; with its `text` where it changed one text of one row and nothing else."""
    step = LoggedStep(tuple(entries))
    detail: dict[str, Any] = json.loads(entries[0].detail) if entries[0].detail else {}
    if len(entries) > 1 or entries[0].operation != "update" or len(detail) != 1:
        return step
    ((field, change),) = detail.items()
    is_typed = isinstance(change, dict) and _is_typed(entries[0].kind, field)
    return replace(step, field=field, text=_text_change(change) if is_typed else None)


def _is_typed(kind: str, field: str) -> bool:
    """Whether a field holds what somebody writes: no code of an enum and no id."""
    column = Row.metadata.tables[kind].columns.get(field)
    return column is not None and isinstance(column.type, Text) and not column.foreign_keys


def _text_change(change: dict[str, Any]) -> TextChange | None:
    if "at" in change:
        return TextChange(change["at"], change["cut"], change["put"])
    was, became = change.get("was"), change.get("is")
    is_text = isinstance(was, str) and isinstance(became, str)
    return TextChange(0, was, became) if is_text and was is not None and became is not None else None


def _both(earlier: LoggedStep, later: LoggedStep) -> LoggedStep | None:
    if earlier.text is None or later.text is None or not _goes_on(earlier, later):
        return None
    text = earlier.text.then(later.text)
    return LoggedStep((*earlier.entries, *later.entries), earlier.field, text) if text else None


def _goes_on(earlier: LoggedStep, later: LoggedStep) -> bool:
    """Whether the same person goes on in the same field of the same row, after no more than a pause."""
    before, after = earlier.last, later.entries[0]
    is_same = (before.row_id, earlier.field, before.label, before.actor_id, before.device_id) == (
        after.row_id,
        later.field,
        after.label,
        after.actor_id,
        after.device_id,
    )
    return is_same and after.at - before.at <= _LONGEST_PAUSE
