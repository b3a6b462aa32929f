"""The activity log: what changed, who changed it and when, chained so that an altered entry shows.

One hook at flush derives from the session both the changes that are published and the entries that are
logged. Nothing else writes the log, and bulk statements that would pass it by are refused.
"""

import enum
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import History

from app.words import Message
from models.activity import LogEntry
from models.base import Row, instant_from_text, instant_text, new_id

GENESIS = "0" * 64
_SHORT = 40
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_INSERT = insert(LogEntry.__table__)  # type: ignore[arg-type]
_HEAD = "SELECT sequence, hash FROM log_entry WHERE device_id = ? ORDER BY sequence DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as it was and as it is, in Python values; an inserted row was nothing, a deleted one is."""

    table: type[Row]
    id: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


def row_changes(session: Session) -> Iterator[RowChange]:
    """The changes of the flush that is going on, with foreign keys filled in."""
    for row in session.new:
        yield _change(row, "insert", {}, _values(row))
    for row in session.dirty:
        before, after = _difference(row)
        if after:
            yield _change(row, "update", before, after)
    for row in session.deleted:
        yield _change(row, "delete", _values(row), {})


def _change(row: Row, operation: str, before: dict[str, Any], after: dict[str, Any]) -> RowChange:
    return RowChange(type(row), row.id, operation, before, after)


def _values(row: Row) -> dict[str, Any]:
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(type(row)).column_attrs}


def _difference(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.mapper.column_attrs:
        history: History = state.attrs[attribute.key].history
        if history.has_changes():
            before[attribute.key] = history.deleted[0] if history.deleted else None
            after[attribute.key] = history.added[0] if history.added else None
    return before, after


def refuse_bulk(state: ORMExecuteState) -> None:
    """Statements that change rows behind the hook's back are a bug."""
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("bulk statements would pass the activity log by")


@dataclass(frozen=True, slots=True)
class Step:
    """What all entries of one unit of work have in common."""

    id: str
    device_id: str
    actor_id: str | None
    at: datetime
    label: Message


def new_step(device_id: str, actor_id: str | None, at: datetime, label: Message) -> Step:
    return Step(new_id(), device_id, actor_id, at, label)


def append(session: Session, step: Step, changes: Iterable[RowChange]) -> None:
    """Add an entry per change to this device's chain, inside the transaction that makes the change."""
    sequence, previous = head(session, step.device_id)
    rows = []
    for change in changes:
        sequence += 1
        rows.append(_entry(step, change, sequence, previous))
        previous = rows[-1]["hash"]
    if rows:
        session.connection().execute(_INSERT, rows)


def head(session: Session, device_id: str) -> tuple[int, str]:
    """Sequence number and hash of a device's last entry; (0, sixty-four zeros) before the first."""
    row = session.connection().exec_driver_sql(_HEAD, (device_id,)).first()
    return (row[0], row[1]) if row else (0, GENESIS)


def _entry(step: Step, change: RowChange, sequence: int, previous: str) -> dict[str, Any]:
    detail = _canonical(_detail(change))
    salt = secrets.token_hex(16)
    entry = {
        "id": new_id(),
        "device_id": step.device_id,
        "sequence": sequence,
        "step_id": step.id,
        "at": step.at,
        "actor_id": step.actor_id,
        "label": label_text(step.label),
        "kind": change.table.__tablename__,
        "row_id": change.id,
        "operation": change.operation,
        "detail": detail,
        "salt": salt,
        "detail_digest": digest_of_detail(salt, detail),
        "previous_hash": previous,
    }
    return {**entry, "hash": hash_of_entry(entry)}


def label_text(label: Message) -> str:
    """A label as it is kept: its message id and arguments, to be put into words when it is read."""
    return _canonical(_label_parts(label))


def _label_parts(label: Message) -> list[Any]:
    args = {
        name: _label_parts(value) if isinstance(value, Message) else plain(value)
        for name, value in label.args.items()
    }
    return [label.msgid, args]


def label_message(text: str) -> Message:
    """The label that `label_text` kept."""
    return _label(json.loads(text))


def _label(parts: list[Any]) -> Message:
    msgid, args = parts
    return Message(
        msgid, {name: _label(value) if isinstance(value, list) else value for name, value in args.items()}
    )


def digest_of_detail(salt: str, detail: str) -> str:
    return hashlib.sha256(f"{salt}{detail}".encode()).hexdigest()


def hash_of_entry(entry: dict[str, Any]) -> str:
    """SHA-256 over everything that an entry says, its detail through the digest, and the hash before it."""
    covered = [
        entry["device_id"],
        entry["sequence"],
        entry["step_id"],
        instant_text(entry["at"]),
        entry["actor_id"],
        entry["label"],
        entry["kind"],
        entry["row_id"],
        entry["operation"],
        entry["detail_digest"],
        entry["previous_hash"],
    ]
    return hashlib.sha256(_canonical(covered).encode()).hexdigest()


def is_as_written(entry: Mapping[str, Any]) -> bool:
    """Whether the hash of an entry, in the raw values of its columns, covers what it says."""
    try:
        at = instant_from_text(entry["at"])
        is_canonical = instant_text(at) == entry["at"]
        return is_canonical and bool(hash_of_entry({**entry, "at": at}) == entry["hash"])
    except (TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return False


def _detail(change: RowChange) -> dict[str, Any]:
    columns = change.table.__table__.columns
    secret = {column.key for column in columns if column.info.get("secret")}
    ids = {column.key for column in columns if column.foreign_keys}
    names = [*change.before, *(name for name in change.after if name not in change.before)]
    return {
        name: "secret"
        if name in secret
        else _difference_of(change.before.get(name), change.after.get(name), is_id=name in ids)
        for name in names
    }


def _difference_of(before: Any, after: Any, *, is_id: bool) -> dict[str, Any]:
    """Half an id is none: what it leads to could not be named."""
    return {"was": plain(before), "is": plain(after)} if is_id else _trimmed(before, after)


def _trimmed(before: Any, after: Any) -> dict[str, Any]:
    """A difference without what both sides share, so that a long note is not copied at each pause."""
    if not (isinstance(before, str) and isinstance(after, str)) or len(before) + len(after) < _SHORT:
        return {"was": plain(before), "is": plain(after)}
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return {
        "at": start,
        "cut": before[start : len(before) - end],
        "put": after[start : len(after) - end],
    }


def _shared(one: str, other: str) -> int:
    """How many characters two texts share at their start, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    match value:
        case enum.Enum():
            return value.value
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


def _canonical(value: Any) -> str:
    return _ENCODER.encode(value)
