"""The story as it is written in `resources/sample`: tables with their prose filled in, and lines of notes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.resource_files import resource_path

Entry = Mapping[str, Any]

_NOTE = re.compile(
    r"(?:(?P<at>\d\d:\d\d) )?(?P<who>\S+) (?P<item>\S+)(?: (?P<result>\w+))?(?: \| (?P<text>.*))?"
)
_VERDICT = "="
_NO_ITEM = "-"


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A line of a session: something said or seen, or (`who` is "=") the result of an item.

    `at` is an hour such as `10:36`; `item` is empty for a line that is not filed.
    """

    at: str
    who: str
    item: str
    text: str
    result: str = ""

    @property
    def is_result(self) -> bool:
        return self.who == _VERDICT


def load(*parts: str, words: Mapping[str, object]) -> Entry:
    """A file of the story with the places in its prose filled."""
    content = resource_path("sample", *parts).read_text("utf-8")
    filled: Entry = _filled(tomllib.loads(content), words)
    return filled


def _filled(value: Any, words: Mapping[str, object]) -> Any:
    if isinstance(value, str):
        return value.format_map(words)
    if isinstance(value, list):
        return [_filled(one, words) for one in value]
    if isinstance(value, dict):
        return {str(_filled(key, words)): _filled(one, words) for key, one in value.items()}
    return value


def notes(text: str, start: datetime, end: datetime) -> list[NoteEntry]:
    """The lines of a session. Those without an hour are spread over the time in which it ran."""
    found = [_parsed(line) for line in text.splitlines() if line.strip()]
    hours = iter(_spread(start, end, sum(match["at"] is None for match in found)))
    return [_entry(match, match["at"] or next(hours)) for match in found]


def _parsed(line: str) -> re.Match[str]:
    match = _NOTE.fullmatch(line)
    if match is None:
        raise ValueError(f"not a line of notes: {line}")
    return match


def _entry(match: re.Match[str], at: str) -> NoteEntry:
    item = "" if match["item"] == _NO_ITEM else match["item"]
    return NoteEntry(at, match["who"], item, match["text"] or "", match["result"] or "")


def _spread(start: datetime, end: datetime, count: int) -> Iterable[str]:
    step = (end - start) / (count + 1)
    return (f"{start + step * (position + 1):%H:%M}" for position in range(count))
