"""What destruction does to a piece of evidence, to one in the trash, and to a person's data.

Each blanks the rows, takes their text out of the log, erases the key of a file that nobody needs any more,
and writes the record; all inside one unit of work.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from app import numbers
from app.edits import existing
from app.evidence import custody
from app.retention.due import DueRow
from app.retention.erasing import HASH, Trace, blanks, erase_from_log, traces_text
from app.unit_of_work import ReadUnit, UnitOfWork
from models.activity import LogEntry
from models.audit import TeamAssignment
from models.base import Row
from models.evidence import CustodyAction, CustodyEntry, Evidence, StoredObject
from models.organization import Person
from models.report import ReportRevision
from models.retention import Disposal, RetentionRule, SubjectKind, TrashedEvidence

PERSON = "P-{:02d}"


@dataclass(frozen=True, slots=True)
class Gone:
    """What was destroyed: its number, and the stored files that are to go."""

    number: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bytes:
    """What becomes of the bytes of a piece: `files` go, none of them when another piece has the same."""

    sha256: str = ""
    size: int | None = None
    is_gone: bool = False
    files: tuple[str, ...] = ()


def files_of(unit: ReadUnit, evidence_ids: Sequence[str]) -> tuple[str, ...]:
    """The stored files that may go with these pieces, in the trash or not."""
    objects = select(Evidence.object_id).where(Evidence.id.in_(evidence_ids))
    trashed = select(TrashedEvidence.object_id).where(TrashedEvidence.id.in_(evidence_ids))
    hashes = select(StoredObject.sha256).where(StoredObject.id.in_(objects) | StoredObject.id.in_(trashed))
    query = select(StoredObject.file_name).where(
        StoredObject.sha256.in_(hashes), StoredObject.key.is_not(None)
    )
    return tuple(unit.session.scalars(query).all())


def destroy_evidence(uow: UnitOfWork, row: DueRow, reason: str) -> Gone:
    """Leave of a piece its number, its hash and when it was taken in; the links to it stay."""
    evidence = existing(uow, Evidence, row.id)
    entries = uow.session.scalars(select(CustodyEntry).where(CustodyEntry.evidence_id == row.id)).all()
    for entry in entries:
        if not entry.detail.startswith(HASH):
            entry.detail = ""
    _blank(uow, evidence, evidence.number)
    released = _release(uow, evidence.object_id, evidence.id)
    if evidence.object_id is not None and not released.is_gone:
        evidence.object_id = _tombstone(uow, released)
    custody.record(uow, evidence.id, CustodyAction.DESTROYED)
    traces = _traces_of_evidence(evidence.id, (entry.id for entry in entries))
    _record(uow, row, evidence.number, reason, traces, released)
    return Gone(evidence.number, released.files)


def destroy_trashed(uow: UnitOfWork, evidence_id: str, reason: str) -> Gone:
    """Leave of a piece in the trash nothing but the record, and its tombstone in the log."""
    trashed = existing(uow, TrashedEvidence, evidence_id)
    content = json.loads(trashed.content or "{}")
    released = _release(uow, trashed.object_id, evidence_id)
    entries = [str(entry["id"]) for entry in content.get(CustodyEntry.__tablename__, ())]
    disposal = Disposal(
        kind=SubjectKind.EVIDENCE,
        subject_id=evidence_id,
        audit_id=trashed.audit_id,
        number=trashed.number,
        rule=RetentionRule.TRASH,
    )
    uow.session.delete(trashed)
    _keep(uow, disposal, reason, _traces_of_evidence(evidence_id, entries), released)
    return Gone(trashed.number, released.files)


def destroy_person(uow: UnitOfWork, row: DueRow, reason: str) -> Gone:
    """Leave of a person a number, so that what was said by one person still is by one person."""
    person = existing(uow, Person, row.id)
    number = numbers.next_number(uow, "people", PERSON)
    parts = uow.session.scalars(select(TeamAssignment).where(TeamAssignment.person_id == row.id)).all()
    for part in parts:
        _blank(uow, part, number)
    _blank(uow, person, number)
    traces = [(Person.__tablename__, row.id), *_traces_of_parts(uow, row.id)]
    _record(uow, row, number, reason, traces, _Bytes())
    return Gone(number)


def _blank(uow: UnitOfWork, row: Row, number: str) -> None:
    for name, value in blanks(row.__tablename__, number, uow.now()).items():
        setattr(row, name, value)


def _traces_of_evidence(evidence_id: str, entry_ids: Iterable[str]) -> list[Trace]:
    return [
        (Evidence.__tablename__, evidence_id),
        (TrashedEvidence.__tablename__, evidence_id),
        *((CustodyEntry.__tablename__, entry_id) for entry_id in entry_ids),
    ]


def _traces_of_parts(uow: UnitOfWork, person_id: str) -> list[Trace]:
    """The parts that a person has in audits, and those they had: only the log knows of these."""
    kind = TeamAssignment.__tablename__
    held = select(LogEntry.row_id).where(LogEntry.kind == kind, LogEntry.detail.contains(person_id))
    has = select(TeamAssignment.id).where(TeamAssignment.person_id == person_id)
    return [(kind, row_id) for row_id in sorted({*uow.session.scalars(held), *uow.session.scalars(has)})]


def _release(uow: UnitOfWork, object_id: str | None, evidence_id: str) -> _Bytes:
    """Erase the keys of all stored files with these bytes, unless something else still needs them."""
    stored = uow.session.get(StoredObject, object_id) if object_id else None
    if stored is None:
        return _Bytes()
    query = select(StoredObject).where(StoredObject.sha256 == stored.sha256, StoredObject.key.is_not(None))
    same = uow.session.scalars(query).all()
    if _is_needed(uow, [one.id for one in same], evidence_id):
        return _Bytes(stored.sha256, stored.size)
    for one in same:
        one.key = None
    return _Bytes(stored.sha256, stored.size, True, tuple(one.file_name for one in same))


def _is_needed(uow: UnitOfWork, object_ids: Sequence[str], evidence_id: str) -> bool:
    evidence = select(Evidence.id).where(Evidence.object_id.in_(object_ids), Evidence.id != evidence_id)
    trashed = select(TrashedEvidence.id).where(
        TrashedEvidence.object_id.in_(object_ids), TrashedEvidence.id != evidence_id
    )
    report = select(ReportRevision.id).where(ReportRevision.pdf_object_id.in_(object_ids))
    return bool(uow.session.scalar(select(or_(evidence.exists(), trashed.exists(), report.exists()))))


def _tombstone(uow: UnitOfWork, released: _Bytes) -> str:
    """A stored file without a key and without a file: size and hash, for a piece whose bytes others have."""
    stored = StoredObject(
        file_name=secrets.token_hex(16), sha256=released.sha256, size=released.size or 0, key=None
    )
    uow.session.add(stored)
    return stored.id


def _record(
    uow: UnitOfWork, row: DueRow, number: str, reason: str, traces: Sequence[Trace], released: _Bytes
) -> None:
    disposal = Disposal(
        kind=row.kind,
        subject_id=row.id,
        audit_id=row.audit_id,
        number=number,
        rule=row.rule,
        rule_years=row.rule_years,
        due_on=row.destroy_on,
    )
    _keep(uow, disposal, reason, traces, released)


def _keep(
    uow: UnitOfWork, disposal: Disposal, reason: str, traces: Sequence[Trace], released: _Bytes
) -> None:
    """Write the record, and take out of the log what it says of the rows, this very step included."""
    disposal.at, disposal.by_id, disposal.reason = uow.now(), uow.actor_id, reason.strip()
    disposal.sha256, disposal.size, disposal.bytes_gone = released.sha256, released.size, released.is_gone
    disposal.traces = traces_text(traces)
    uow.session.add(disposal)
    uow.session.flush()
    erase_from_log(uow.session.connection(), traces)
