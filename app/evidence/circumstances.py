"""The circumstances in which evidence was taken, and what can be supposed of them (section 6.4)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from app.unit_of_work import ReadUnit
from models.audit import Audit, AuditScope
from models.evidence import EvidenceKind, EvidenceWeight
from models.organization import Site
from models.session import AuditSession, ParticipantRole, SessionKind, SessionParticipant

__all__ = [
    "Circumstances",
    "EvidenceKind",
    "EvidenceWeight",
    "SessionKind",
    "circumstances_from_session",
    "is_weak",
    "suggested_kind",
    "suggested_weight",
    "with_audit",
]

_WEIGHT_BY_KIND = {
    EvidenceKind.PHOTO: EvidenceWeight.SEEN_BY_AUDITOR,
    EvidenceKind.OBSERVATION_NOTE: EvidenceWeight.SEEN_BY_AUDITOR,
    EvidenceKind.PHYSICAL_ITEM: EvidenceWeight.SEEN_BY_AUDITOR,
    EvidenceKind.REFERENCE_ONLY: EvidenceWeight.SEEN_BY_AUDITOR,
    EvidenceKind.REQUESTED_NOT_PRODUCED: EvidenceWeight.SEEN_BY_AUDITOR,
    EvidenceKind.TECHNICAL_OUTPUT: EvidenceWeight.SYSTEM_EXTRACT,
    EvidenceKind.INTERVIEW_NOTE: EvidenceWeight.STATED,
    EvidenceKind.AUDIO: EvidenceWeight.STATED,
}
_EXTRACTS = frozenset({EvidenceKind.RECORD, EvidenceKind.SCREENSHOT, EvidenceKind.DOCUMENT})
_RECORDS = (
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "message/rfc822",
    "application/vnd.ms-outlook",
)
_OUTPUTS = (
    "application/json",
    "application/xml",
    "application/yaml",
    "application/x-windows-event-log",
    "application/vnd.tcpdump.pcap",
    "application/vnd.sqlite3",
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where, from whom and how evidence was obtained, and what it belongs to.

    `obtained_at` None is now; `kind` and `weight` None are supposed from the file and the session; an empty
    `title` is the file's name. The ids name person, session, item, finding and line of notes.
    """

    title: str = ""
    kind: EvidenceKind | None = None
    weight: EvidenceWeight | None = None
    obtained_at: datetime | None = None
    obtained_where: str = ""
    obtained_from_id: str | None = None
    obtained_how: str = ""
    source: str = ""
    session_id: str | None = None
    item_id: str | None = None
    finding_id: str | None = None
    note_line_id: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    classification: str = ""
    has_personal_data: bool = False
    notes: str = ""
    destroy_on: date | None = None


def circumstances_from_session(unit: ReadUnit, session_id: str, item_id: str | None = None) -> Circumstances:
    """What a session tells of evidence taken in it: now, its place, and from its first interviewee.

    Its audit tells the period and the classification.
    """
    session = unit.session.get_one(AuditSession, session_id)
    taken = Circumstances(
        obtained_at=unit.now(),
        obtained_where=_place(unit, session),
        obtained_from_id=_first_interviewee(unit, session_id),
        session_id=session_id,
        item_id=item_id,
    )
    return with_audit(unit, session.audit_id, taken)


def with_audit(unit: ReadUnit, audit_id: str, told: Circumstances) -> Circumstances:
    """What was told, with the audit's classification and the period of its scope where none was told."""
    audit = unit.session.get_one(Audit, audit_id)
    query = select(AuditScope).where(AuditScope.audit_id == audit_id).order_by(AuditScope.version.desc())
    scope = unit.session.scalars(query.limit(1)).first()
    has_period = told.period_start or told.period_end
    return replace(
        told,
        classification=told.classification or audit.classification,
        period_start=told.period_start if has_period or scope is None else scope.period_start,
        period_end=told.period_end if has_period or scope is None else scope.period_end,
    )


def _place(unit: ReadUnit, session: AuditSession) -> str:
    site = unit.session.get(Site, session.site_id) if session.site_id else None
    parts = (site.name if site else "", session.room, session.remote_tool)
    return ", ".join(part for part in parts if part)


def _first_interviewee(unit: ReadUnit, session_id: str) -> str | None:
    query = (
        select(SessionParticipant.person_id)
        .where(
            SessionParticipant.session_id == session_id,
            SessionParticipant.role == ParticipantRole.INTERVIEWEE,
        )
        .order_by(SessionParticipant.position, SessionParticipant.id)
    )
    return unit.session.scalars(query.limit(1)).first()


def suggested_kind(media_type: str) -> EvidenceKind:
    """What a file of this media type most often is."""
    family = media_type.partition("/")[0]
    if media_type == "image/png":
        return EvidenceKind.SCREENSHOT
    if family == "image" and media_type != "image/svg+xml":
        return EvidenceKind.PHOTO
    if family in ("audio", "video"):
        return EvidenceKind.AUDIO if family == "audio" else EvidenceKind.VIDEO
    if media_type in _RECORDS:
        return EvidenceKind.RECORD
    return EvidenceKind.TECHNICAL_OUTPUT if media_type in _OUTPUTS else EvidenceKind.DOCUMENT


def suggested_weight(kind: EvidenceKind, session_kind: SessionKind | None = None) -> EvidenceWeight:
    """How much evidence of this kind weighs, taken in a session of that kind (R-21)."""
    if session_kind is SessionKind.TECHNICAL_TEST and kind in _EXTRACTS:
        return EvidenceWeight.SYSTEM_EXTRACT
    if session_kind is SessionKind.OBSERVATION and kind is EvidenceKind.VIDEO:
        return EvidenceWeight.SEEN_BY_AUDITOR
    return _WEIGHT_BY_KIND.get(kind, EvidenceWeight.SUPPLIED)


def is_weak(kind: EvidenceKind, source: str, obtained_how: str) -> bool:
    """A screenshot without its system and without how it came about proves little (R-22)."""
    return kind is EvidenceKind.SCREENSHOT and not (source.strip() and obtained_how.strip())
