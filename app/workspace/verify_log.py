"""The activity log against itself, and the rows against the log: what was changed unseen shows here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Column, text

from app.activity_log import GENESIS, digest_of_detail, is_as_written, label_message
from app.progress import Progress
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from app.workspace.problems import Problem, ProblemKind
from app.workspace.workspace import Workspace
from models.activity import LogEntry
from models.base import TextList
from models.tables import METADATA

_CHUNK = 500
# Raw columns, not mapped ones: an altered entry may hold what no type of ours can read.
_IN_ORDER = text("SELECT * FROM log_entry ORDER BY device_id, sequence")
_BY_ROW = text("SELECT row_id, kind, operation, detail FROM log_entry ORDER BY row_id, kind, rowid")
_COUNT = text("SELECT count(*) FROM log_entry")
_LOST_HEADS = text(
    "SELECT audit.number, report_revision.revision FROM report_revision"
    " JOIN audit ON audit.id = report_revision.audit_id"
    " WHERE log_head <> '' AND log_head <> :genesis"
    " AND NOT EXISTS (SELECT 1 FROM log_entry WHERE log_entry.hash = report_revision.log_head)"
)


def altered_log(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    """Walk the chain of every device: altered, missing, unlinked entries, and details that do not fit."""
    with workspace.read() as unit:
        total = unit.session.execute(_COUNT).scalar_one()
        entries = unit.session.execute(_IN_ORDER).yield_per(_CHUNK).mappings()
        link = _Link()
        for done, mapping in enumerate(entries):
            entry = dict(mapping)
            progress(done, total, N_("Checking the activity log"))
            link = link.of(entry)
            yield from _entry_problems(entry, link)
            link = link.followed_by(entry)
        for audit, revision in unit.session.execute(_LOST_HEADS, {"genesis": GENESIS}).all():
            yield _problem(
                ProblemKind.LOG_HEAD,
                N_("Revision {revision} of the report of {audit} names a log entry that is no longer there."),
                audit=audit,
                revision=revision,
            )


@dataclass(frozen=True, slots=True)
class _Link:
    """The entry that the next one has to follow."""

    device_id: str = ""
    sequence: int = 0
    hash: str = GENESIS

    def of(self, entry: Mapping[str, Any]) -> "_Link":
        """This one, or the beginning when the entry is another device's first."""
        return self if entry["device_id"] == self.device_id else _Link(entry["device_id"])

    def followed_by(self, entry: Mapping[str, Any]) -> "_Link":
        sequence = entry["sequence"]
        return _Link(
            self.device_id, sequence if isinstance(sequence, int) else self.sequence + 1, entry["hash"]
        )


def _entry_problems(entry: Mapping[str, Any], link: _Link) -> Iterator[Problem]:
    said = {"sequence": entry["sequence"], "label": _label(entry["label"])}
    if not is_as_written(entry):
        yield _problem(
            ProblemKind.LOG_ALTERED, N_("Entry {sequence} of the log ({label}) was altered."), **said
        )
    if isinstance(entry["sequence"], int) and entry["sequence"] > link.sequence + 1:
        yield _missing(link.sequence + 1, entry["sequence"] - 1)
    elif entry["previous_hash"] != link.hash:
        yield _problem(
            ProblemKind.LOG_BROKEN,
            N_("Entry {sequence} of the log ({label}) does not follow from the entry before it."),
            **said,
        )
    if entry["detail"] is not None and not _detail_fits(entry):
        yield _problem(
            ProblemKind.LOG_DETAIL,
            N_("What entry {sequence} of the log ({label}) says of the change was altered."),
            **said,
        )


def _missing(first: int, last: int) -> Problem:
    if first == last:
        return _problem(ProblemKind.LOG_MISSING, N_("Entry {first} of the log is missing."), first=first)
    return _problem(
        ProblemKind.LOG_MISSING,
        N_("Entries {first} to {last} of the log are missing."),
        first=first,
        last=last,
    )


def _detail_fits(entry: Mapping[str, Any]) -> bool:
    try:
        return bool(digest_of_detail(entry["salt"], entry["detail"]) == entry["detail_digest"])
    except UnicodeEncodeError:
        return False


def _label(stored: object) -> Message | str:
    try:
        return label_message(stored) if isinstance(stored, str) else "?"
    except (ValueError, TypeError, AttributeError):
        return "?"


def altered_rows(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    """Follow what the log says of every row and compare with what stands in the database."""
    with workspace.read() as unit:
        total = unit.session.execute(_COUNT).scalar_one()
        entries = unit.session.execute(_BY_ROW).yield_per(_CHUNK)
        done = 0
        for row_id, of_row in groupby(entries, key=lambda entry: entry.row_id):
            progress(done, total, N_("Comparing the records with the log"))
            for kind, history in groupby(of_row, key=lambda entry: entry.kind):
                steps = [(entry.operation, entry.detail) for entry in history]
                done += len(steps)
                yield from _row_problems(unit, kind, row_id, steps)
        for name, row_id in _unlogged(unit):
            yield _row_problem(
                ProblemKind.ROW_UNLOGGED, name, _stored_row(unit, name, row_id) or {"id": row_id}
            )


def _row_problems(
    unit: ReadUnit, kind: str, row_id: str, steps: list[tuple[str, str | None]]
) -> Iterator[Problem]:
    if kind not in METADATA.tables:
        return
    try:
        logged = _replayed(steps)
    except (ValueError, KeyError, TypeError, AttributeError):
        # The log itself is damaged here, and `altered_log` says so.
        return
    stored = _stored_row(unit, kind, row_id)
    if logged is None:
        if stored is not None:
            yield _row_problem(ProblemKind.ROW_UNLOGGED, kind, stored)
    elif stored is None:
        yield _row_problem(ProblemKind.ROW_MISSING, kind, {"id": row_id, **logged})
    else:
        fields = _differing(kind, logged, stored)
        if fields:
            yield _row_problem(ProblemKind.ROW_ALTERED, kind, stored, fields=", ".join(fields))


def _replayed(steps: list[tuple[str, str | None]]) -> dict[str, Any] | None:
    """The row as the log leaves it, None when it was deleted. A destroyed detail makes its fields unknown."""
    row: dict[str, Any] | None = None
    for operation, detail in steps:
        if operation == "delete":
            row = None
        elif detail is None:
            row = {}
        else:
            row = row or {}
            for name, change in json.loads(detail).items():
                _apply(row, name, change)
    return row


def _apply(row: dict[str, Any], name: str, change: Any) -> None:
    if change == "secret":
        row.pop(name, None)
    elif "is" in change:
        row[name] = change["is"]
    elif name in row:
        before, at = row[name], change["at"]
        row[name] = before[:at] + change["put"] + before[at + len(change["cut"]) :]


def _stored_row(unit: ReadUnit, kind: str, row_id: str) -> dict[str, Any] | None:
    table = METADATA.tables[kind]
    query = text(f'SELECT * FROM "{table.name}" WHERE id = :id')  # noqa: S608 - a table of ours
    row = unit.session.execute(query, {"id": row_id}).mappings().first()
    return dict(row) if row is not None else None


def _differing(kind: str, logged: dict[str, Any], stored: dict[str, Any]) -> list[str]:
    columns = METADATA.tables[kind].columns
    return [
        name
        for name, value in logged.items()
        if name in columns and name in stored and not _same(columns[name], value, stored[name])
    ]


def _same(column: Column[Any], logged: Any, stored: Any) -> bool:
    if isinstance(column.type, TextList) and isinstance(stored, str):
        try:
            return bool(json.loads(stored) == logged)
        except ValueError:
            return False
    return bool(logged == stored)


def _unlogged(unit: ReadUnit) -> Iterator[tuple[str, str]]:
    """Rows that the log has never heard of."""
    for name in METADATA.tables:
        if name != LogEntry.__tablename__:
            query = text(
                f'SELECT id FROM "{name}" AS held'  # noqa: S608 - a table of ours
                " WHERE NOT EXISTS (SELECT 1 FROM log_entry WHERE row_id = held.id AND kind = :kind)"
            )
            for row_id in unit.session.execute(query, {"kind": name}).scalars().all():
                yield name, row_id


_ROW_SAID = {
    ProblemKind.ROW_ALTERED: N_("{row}: {fields} is not what the log says; it was altered unseen."),
    ProblemKind.ROW_UNLOGGED: N_("{row}: it stands in the database, but the log does not know it."),
    ProblemKind.ROW_MISSING: N_("{row}: the log knows it, but it is gone from the database."),
}
_ROW_NAMES = {
    "audit": N_("Audit {name}"),
    "finding": N_("Finding {name}"),
    "evidence": N_("Evidence {name}"),
    "sample": N_("Sample {name}"),
    "evidence_request": N_("Request {name}"),
    "checklist_item": N_("Checklist item {name}"),
    "note_line": N_("Line of notes {name}"),
    "report_revision": N_("Report revision {name}"),
}


def _row_problem(kind: ProblemKind, table: str, row: Mapping[str, Any], **args: object) -> Problem:
    name = next((row[key] for key in ("number", "code", "revision", "id") if row.get(key)), "?")
    said = Message(_ROW_NAMES.get(table, N_("Record {table} {name}")), {"table": table, "name": name})
    return _problem(kind, _ROW_SAID[kind], row=said, **args)


def _problem(kind: ProblemKind, msgid: str, **args: object) -> Problem:
    return Problem(kind, Message(msgid, args))
