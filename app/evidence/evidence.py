"""Pieces of evidence: recorded without a file, edited, joined, removed."""

from datetime import datetime

from sqlalchemy import func, select

from app import numbers
from app.edits import existing, set_fields
from app.errors import UserError
from app.evidence.circumstances import Circumstances, suggested_weight
from app.evidence.links import Target, link, targets_of
from app.evidence.names import storable_text
from app.evidence.trash import to_trash
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.activity import LogEntry
from models.evidence import Evidence, EvidenceKind, EvidenceRequest
from models.finding import Verification
from models.report import ReportRevision
from models.session import AuditSession

EVIDENCE_FIELDS = frozenset(
    [
        "title",
        "kind",
        "weight",
        "obtained_at",
        "obtained_from_id",
        "obtained_how",
        "obtained_where",
        "source",
        "session_id",
        "period_start",
        "period_end",
        "classification",
        "has_personal_data",
        "notes",
        "destroy_on",
    ]
)
_WITHOUT_FILE = (EvidenceKind.REFERENCE_ONLY, EvidenceKind.REQUESTED_NOT_PRODUCED)
_NOT_TOLD = Circumstances()
_STAYS = N_("It stays as it is.")


def add_evidence(
    uow: UnitOfWork, audit_id: str, kind: EvidenceKind, title: str, circumstances: Circumstances
) -> Evidence:
    """A new row with the audit's next number (R-1), as the circumstances tell it; not linked yet."""
    session_id = circumstances.session_id
    session = uow.session.get_one(AuditSession, session_id) if session_id else None
    evidence = Evidence(
        audit_id=audit_id,
        number=numbers.next_number(uow, audit_id, numbers.EVIDENCE),
        title=storable_text(title),
        kind=kind,
        weight=circumstances.weight or suggested_weight(kind, session.kind if session else None),
        obtained_at=circumstances.obtained_at or uow.now(),
        obtained_by_id=uow.actor_id,
        obtained_from_id=circumstances.obtained_from_id,
        obtained_how=circumstances.obtained_how,
        obtained_where=circumstances.obtained_where,
        source=circumstances.source,
        session_id=session_id,
        period_start=circumstances.period_start,
        period_end=circumstances.period_end,
        classification=circumstances.classification,
        has_personal_data=circumstances.has_personal_data,
        notes=circumstances.notes,
        destroy_on=circumstances.destroy_on,
    )
    uow.session.add(evidence)
    return evidence


def link_as_told(uow: UnitOfWork, evidence_id: str, circumstances: Circumstances) -> None:
    """Link to the item, the finding and the line of notes that the circumstances name."""
    if circumstances.item_id:
        link(uow, evidence_id, Target(item_id=circumstances.item_id))
    if circumstances.finding_id:
        link(uow, evidence_id, Target(finding_id=circumstances.finding_id))
    if circumstances.note_line_id:
        link(uow, evidence_id, Target(note_line_id=circumstances.note_line_id))


def seen_not_taken(
    uow: UnitOfWork,
    audit_id: str,
    title: str,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    identifier: str = "",
    version: str = "",
    location: str = "",
) -> str:
    """Record what was seen but not copied: what it is called, its version, where it lies (R-25).

    The viewer is the acting person and the date that of the circumstances. Returns the id.
    """
    _require_title(title)
    evidence = add_evidence(uow, audit_id, EvidenceKind.REFERENCE_ONLY, title, circumstances)
    evidence.source = ", ".join(part for part in (identifier, version) if part) or circumstances.source
    evidence.obtained_where = location or circumstances.obtained_where
    return _recorded(uow, evidence, circumstances)


def requested_not_produced(
    uow: UnitOfWork,
    audit_id: str,
    what: str,
    circumstances: Circumstances = _NOT_TOLD,
    *,
    answer: str = "",
) -> str:
    """Record an absence: what was asked of whom and when, and what was answered. Returns the id."""
    _require_title(what)
    evidence = add_evidence(uow, audit_id, EvidenceKind.REQUESTED_NOT_PRODUCED, what, circumstances)
    evidence.notes = answer or circumstances.notes
    return _recorded(uow, evidence, circumstances)


def _recorded(uow: UnitOfWork, evidence: Evidence, circumstances: Circumstances) -> str:
    uow.session.flush()
    link_as_told(uow, evidence.id, circumstances)
    return evidence.id


def _require_title(title: str) -> None:
    if not title.strip():
        raise UserError(N_("Say in a few words what it is."), N_("Nothing was recorded."))


def edit_evidence(uow: UnitOfWork, evidence_id: str, **values: object) -> None:
    """Set fields of the record; `EVIDENCE_FIELDS` lists them. The bytes are never edited."""
    evidence = existing(uow, Evidence, evidence_id)
    refuse_destroyed(evidence)
    if values.get("kind") in _WITHOUT_FILE and evidence.object_id is not None:
        raise UserError(
            N_("{number} has a file, so it was taken and not only seen or asked for."),
            _STAYS,
            number=evidence.number,
        )
    set_fields(uow, Evidence, evidence_id, EVIDENCE_FIELDS, values)


def link_instead(uow: UnitOfWork, duplicate_id: str, original_id: str) -> None:
    """Keep one record of the same bytes: the duplicate's links move to the original (R-24)."""
    existing(uow, Evidence, original_id)
    for target in targets_of(uow, duplicate_id):
        link(uow, original_id, target)
    remove_evidence(uow, duplicate_id)


def remove_evidence(uow: UnitOfWork, evidence_id: str) -> None:
    """Move a piece to the trash, from where it can be restored; nobody gets its number again.

    Raises UserError after the report was issued (R-5), while copies or verifications rest on it, and when it
    was destroyed.
    """
    evidence = existing(uow, Evidence, evidence_id)
    refuse_destroyed(evidence)
    _refuse_after_issue(uow, evidence)
    _refuse_while_needed(uow, evidence)
    requests = select(EvidenceRequest).where(EvidenceRequest.evidence_id == evidence_id)
    to_trash(uow, evidence, uow.session.scalars(requests).all())


def refuse_destroyed(evidence: Evidence) -> None:
    """Raise UserError for a piece of which only number, hash and disposal record are left (R-5)."""
    if evidence.destroyed_at is not None:
        raise UserError(
            N_("{number} was destroyed: only its number, hash and disposal record are left."),
            _STAYS,
            number=evidence.number,
        )


def _refuse_after_issue(uow: UnitOfWork, evidence: Evidence) -> None:
    issued = _last_issue(uow, evidence.audit_id)
    recorded = uow.session.scalar(select(func.min(LogEntry.at)).where(LogEntry.row_id == evidence.id))
    if issued and recorded and recorded <= issued:
        raise UserError(
            N_("The report that rests on {number} was issued: nothing recorded is removed after that."),
            _STAYS,
            N_("Say in its notes what is wrong with it."),
            number=evidence.number,
        )


def _last_issue(unit: ReadUnit, audit_id: str) -> datetime | None:
    query = select(func.max(ReportRevision.issued_at)).where(ReportRevision.audit_id == audit_id)
    return unit.session.scalar(query)


def _refuse_while_needed(uow: UnitOfWork, evidence: Evidence) -> None:
    copies = uow.session.scalars(
        select(Evidence.number)
        .where(Evidence.derived_from_id == evidence.id)
        .order_by(*numbers.in_order(Evidence.number))
    ).all()
    if copies:
        raise UserError(
            N_("{numbers} was made from {number}."),
            _STAYS,
            N_("Remove what was made from it first."),
            numbers=", ".join(copies),
            number=evidence.number,
        )
    if uow.session.scalar(select(Verification.id).where(Verification.evidence_id == evidence.id)):
        raise UserError(
            N_("A verification of a corrective action rests on {number}."), _STAYS, number=evidence.number
        )
