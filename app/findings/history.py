"""Who changed what on a finding, and when, out of the activity log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from app.activity_log import label_message
from app.findings.logged import KEYS, Value, entries_of, value_of
from app.findings.typed_text import LoggedStep, joined
from app.programme import people
from app.unit_of_work import ReadUnit
from app.words import Message
from models.activity import LogEntry


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the finding or of a part of it (`kind` is the table) as it was and as it became.

    Of a long text only the passage that changed; empty where there was nothing, or where the text was
    destroyed. Codes are those of the enums; a tick is "yes" or "no".
    """

    kind: str
    field: str
    was: Value
    became: Value


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step: when, who ("" when nobody had said who they are), its name, and the fields it changed.

    Typing in one field is one step, whatever the pauses in it.
    """

    at: datetime
    who: str
    label: Message
    changes: tuple[FieldChange, ...]


def history(unit: ReadUnit, finding_id: str) -> tuple[HistoryEntry, ...]:
    """The steps on a finding, its criteria, answers, evidence, responses with causes and actions, due dates
    and verifications; the latest first."""
    names = people.names(unit)
    steps = groupby(entries_of(unit, finding_id), key=lambda entry: entry.step_id)
    told = [_told(step, names) for step in joined(list(entries) for _, entries in steps)]
    return tuple(reversed(told))


def _told(step: LoggedStep, names: dict[str, str]) -> HistoryEntry:
    last = step.last
    changes = tuple(change for entry in step.entries for change in _changes(entry))
    if step.text is not None:
        text = step.text.trimmed()
        changes = (FieldChange(last.kind, step.field, text.cut, text.put),) if text.cut != text.put else ()
    return HistoryEntry(last.at, names.get(last.actor_id or "", ""), label_message(last.label), changes)


def _changes(entry: LogEntry) -> Iterable[FieldChange]:
    detail: dict[str, Any] = json.loads(entry.detail) if entry.detail else {}
    for field, change in detail.items():
        if field in KEYS or not isinstance(change, dict):
            continue
        logged = change.get("was", change.get("cut")), change.get("is", change.get("put"))
        was, became = (value_of(entry.kind, field, one) for one in logged)
        if was != became:
            yield FieldChange(entry.kind, field, was, became)
