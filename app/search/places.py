"""Where a hit stands: what it belongs to, when it was, and what leads there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from app.search.kinds import Kind
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.checklist import ChecklistItem
from models.context import ContextKind, ContextNote
from models.evidence import Evidence, EvidenceRequest
from models.framework import Requirement
from models.meeting import Meeting, MeetingKind
from models.organization import Person
from models.session import AuditSession, NoteLine, SessionKind, SessionParticipant

__all__ = ["ContextKind", "MeetingKind", "Place", "SessionKind", "Sort", "audit_numbers", "places"]

Sort = MeetingKind | ContextKind | SessionKind


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a record beside its words.

    `name` is what it is called where its own words do not say so, `beside` the names of what it belongs to,
    `sort` which of its kind it is. A line of notes has the session and the item that it is filed to.
    """

    name: str = ""
    beside: tuple[str, ...] = ()
    at: datetime | None = None
    sort: Sort | None = None
    session_id: str | None = None
    item_id: str | None = None


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NOTES = (
    select(
        NoteLine.id,
        Requirement.reference,
        Requirement.title,
        AuditSession.title,
        Person.name,
        NoteLine.at,
        NoteLine.session_id,
        NoteLine.item_id,
    )
    .join(AuditSession, AuditSession.id == NoteLine.session_id)
    .outerjoin(ChecklistItem, ChecklistItem.id == NoteLine.item_id)
    .outerjoin(Requirement, Requirement.id == ChecklistItem.requirement_id)
    .outerjoin(Person, Person.id == NoteLine.speaker_id)
    .where(NoteLine.id.in_(_IDS))
)
_PIECES = select(Evidence.id, Evidence.number, Evidence.title, Evidence.original_name, Evidence.obtained_at)
_REQUESTS = select(EvidenceRequest.id, Person.name, EvidenceRequest.requested_at).outerjoin(
    Person, Person.id == EvidenceRequest.person_id
)
_SESSIONS = select(
    AuditSession.id,
    AuditSession.kind,
    func.coalesce(AuditSession.started_at, AuditSession.planned_start, type_=AuditSession.started_at.type),
    select(func.group_concat(Person.name, ", "))
    .join(SessionParticipant, SessionParticipant.person_id == Person.id)
    .where(SessionParticipant.session_id == AuditSession.id)
    .scalar_subquery(),
).where(AuditSession.id.in_(_IDS))
_MEETINGS = select(
    Meeting.id,
    Meeting.kind,
    func.coalesce(Meeting.held_at, Meeting.planned_start, type_=Meeting.held_at.type),
    Meeting.place,
).where(Meeting.id.in_(_IDS))
_CONTEXTS = select(ContextNote.id, ContextNote.kind, ContextNote.at).where(ContextNote.id.in_(_IDS))


def _note(row: Sequence[Any]) -> Place:
    reference, title, session, speaker, at, session_id, item_id = row
    name = " ".join(part for part in (reference, title) if part)
    return Place(name, _names(speaker, session), at, None, session_id, item_id)


def _piece(row: Sequence[Any]) -> Place:
    number, title, name, at = row
    return Place(f"{number} {title or name}".strip(), (), at)


def _request(row: Sequence[Any]) -> Place:
    return Place(beside=_names(row[0]), at=row[1])


def _session(row: Sequence[Any]) -> Place:
    kind, at, people = row
    return Place(people or "", _names(people), at, kind)


def _meeting(row: Sequence[Any]) -> Place:
    return Place(beside=_names(row[2]), at=row[1], sort=row[0])


def _context(row: Sequence[Any]) -> Place:
    return Place(at=row[1], sort=row[0])


def _names(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)


_READS: Mapping[Kind, tuple[Select[*tuple[Any, ...]], Callable[[Sequence[Any]], Place]]] = {
    Kind.NOTE: (_NOTES, _note),
    Kind.EVIDENCE: (_PIECES.where(Evidence.id.in_(_IDS)), _piece),
    Kind.FILE: (_PIECES.where(Evidence.id.in_(_IDS)), _piece),
    Kind.REQUEST: (_REQUESTS.where(EvidenceRequest.id.in_(_IDS)), _request),
    Kind.SESSION: (_SESSIONS, _session),
    Kind.MEETING: (_MEETINGS, _meeting),
    Kind.CONTEXT: (_CONTEXTS, _context),
}


def places(unit: ReadUnit, kind: Kind, ids: Sequence[str]) -> dict[str, Place]:
    """Where these records of one kind stand; kinds whose words say it all have none."""
    if kind not in _READS:
        return {}
    query, made = _READS[kind]
    rows = unit.session.execute(query, {"ids": list(ids)})
    return {row[0]: made(row[1:]) for row in rows}


def audit_numbers(unit: ReadUnit, audit_ids: Sequence[str]) -> dict[str, str]:
    """The numbers of audits by their ids."""
    query = select(Audit.id, Audit.number).where(Audit.id.in_(audit_ids))
    return {row[0]: row[1] for row in unit.session.execute(query)}
