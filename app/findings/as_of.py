"""A finding as it stood at the end of a day: what it says now, with every later change taken back."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.activity_log import plain
from app.findings.facts import finding_of
from app.findings.logged import KEYS, TABLES, Value, entries_of, value_of
from app.unit_of_work import ReadUnit
from models.activity import LogEntry

_UNKNOWN = object()

_Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowAsOf:
    """A row as it stood: `kind` is its table, and a value that nobody knows any more is None."""

    kind: str
    id: str
    values: dict[str, Value | None]


def finding_as_of(unit: ReadUnit, finding_id: str, on: date) -> tuple[RowAsOf, ...]:
    """The finding, then its criteria, answers, evidence, response and verifications, at the end of `on` in
    the zone of each entry. Nothing for a day before it was raised.

    What was destroyed since is not known any more. Raises UserError when the finding is not there.
    """
    finding_of(unit.session, finding_id)
    entries: dict[tuple[str, str], list[LogEntry]] = defaultdict(list)
    for entry in entries_of(unit, finding_id):
        entries[entry.kind, entry.row_id].append(entry)
    rows = [_row(unit, kind, row_id, found, on) for (kind, row_id), found in entries.items()]
    standing = [row for row in rows if row is not None]
    if all(row.id != finding_id for row in standing):
        return ()
    order = list(TABLES)
    return tuple(sorted(standing, key=lambda row: (order.index(row.kind), row.id)))


def _row(unit: ReadUnit, kind: str, row_id: str, entries: Sequence[LogEntry], on: date) -> RowAsOf | None:
    values = _now(unit, kind, row_id)
    for entry in reversed(entries):
        if entry.at.date() <= on:
            break
        values = _before(values, entry)
    if values is None:
        return None
    said = {
        field: None if value is _UNKNOWN else value_of(kind, field, value)
        for field, value in values.items()
        if field not in KEYS
    }
    return RowAsOf(kind, row_id, said)


def _now(unit: ReadUnit, kind: str, row_id: str) -> _Values | None:
    """The row as the log would write it; None for one that was removed."""
    table = TABLES[kind]
    row = unit.session.get(table, row_id)
    if row is None:
        return None
    return {column.key: plain(getattr(row, column.key)) for column in table.__table__.columns}


def _before(values: _Values | None, entry: LogEntry) -> _Values | None:
    """The row before a change; None before it was there."""
    if entry.operation == "insert":
        return None
    fields = [column.key for column in TABLES[entry.kind].__table__.columns]
    known = dict.fromkeys(fields, _UNKNOWN) if values is None else values
    if entry.detail is None:
        return dict.fromkeys(known, _UNKNOWN)
    detail: dict[str, Any] = json.loads(entry.detail)
    return {**known, **{field: _was(known.get(field), change) for field, change in detail.items()}}


def _was(became: Any, change: Any) -> Any:
    """One field before a change; unknown where the log does not fit what came after it."""
    if not isinstance(change, dict):
        return _UNKNOWN
    if "was" in change:
        return change["was"]
    at, put = change["at"], change["put"]
    if not isinstance(became, str) or became[at : at + len(put)] != put:
        return _UNKNOWN
    return f"{became[:at]}{change['cut']}{became[at + len(put) :]}"
