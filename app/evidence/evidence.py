"""Pieces of evidence: recorded without a file, edited, joined, removed."""

from sqlalchemy import Select, select

from app import numbers
from app.edits import existing, set_fields
from app.errors import UserError
from app.evidence.circumstances import Circumstances, suggested_weight
from app.evidence.links import Target, link, targets_of
from app.evidence.names import storable_text
from app.evidence.settled import is_fixed, reported, was_reported
from app.evidence.trash import to_trash
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.evidence import Evidence, EvidenceKind, EvidenceLink, EvidenceRequest
from models.finding import Finding, FindingSample, FindingState, Verification
from models.sample import SampleEvidence
from models.session import AuditSession
from models.transitions import LEFT_OUT

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
# What goes on after the report: how a piece is kept, and what is wrong with it.
AFTER_ISSUE = frozenset(["has_personal_data", "notes", "destroy_on"])
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
    """Set fields of the record; `EVIDENCE_FIELDS` lists them. The bytes are never edited.

    Raises UserError for what an issued report prints of it; `AFTER_ISSUE` stays open (R-40).
    """
    evidence = existing(uow, Evidence, evidence_id)
    refuse_destroyed(evidence)
    if not values.keys() <= AFTER_ISSUE and is_fixed(uow, evidence.audit_id, evidence_id):
        raise reported(evidence.number)
    if values.get("kind") in _WITHOUT_FILE and evidence.object_id is not None:
        raise UserError(
            N_("{number} has a file, so it was taken and not only seen or asked for."),
            _STAYS,
            number=evidence.number,
        )
    set_fields(uow, Evidence, evidence_id, EVIDENCE_FIELDS, values)


def link_instead(uow: UnitOfWork, duplicate_id: str, original_id: str) -> None:
    """Keep one record of the same bytes: where the duplicate is used, the original is instead (R-24)."""
    existing(uow, Evidence, original_id)
    for target in targets_of(uow, duplicate_id):
        link(uow, original_id, target)
    for sample_id in uow.session.scalars(_samples_backed(duplicate_id)).all():
        if sample_id not in uow.session.scalars(_samples_backed(original_id)).all():
            uow.session.add(SampleEvidence(sample_id=sample_id, evidence_id=original_id))
    _remove(uow, existing(uow, Evidence, duplicate_id), is_replaced=True)


def _samples_backed(evidence_id: str) -> Select[str]:
    return select(SampleEvidence.sample_id).where(SampleEvidence.evidence_id == evidence_id)


def remove_evidence(uow: UnitOfWork, evidence_id: str) -> None:
    """Move a piece to the trash, from where it can be restored; nobody gets its number again.

    Raises UserError after the report was issued (R-5), while a confirmed finding, a copy or a verification
    rests on it, and when it was destroyed.
    """
    _remove(uow, existing(uow, Evidence, evidence_id))


def _remove(uow: UnitOfWork, evidence: Evidence, *, is_replaced: bool = False) -> None:
    refuse_destroyed(evidence)
    _refuse_after_issue(uow, evidence)
    if not is_replaced:
        _refuse_while_findings_rest(uow, evidence)
    _refuse_while_needed(uow, evidence)
    requests = select(EvidenceRequest).where(EvidenceRequest.evidence_id == evidence.id)
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
    if was_reported(uow, evidence.audit_id, evidence.id):
        raise UserError(
            N_("The report that rests on {number} was issued: nothing recorded is removed after that."),
            _STAYS,
            N_("Say in its notes what is wrong with it."),
            number=evidence.number,
        )


def _refuse_while_findings_rest(uow: UnitOfWork, evidence: Evidence) -> None:
    """A confirmed finding does not lose what it rests on, itself or through a sample (R-33)."""
    direct = select(EvidenceLink.finding_id).where(EvidenceLink.evidence_id == evidence.id)
    backed = (
        select(FindingSample.finding_id)
        .join(SampleEvidence, SampleEvidence.sample_id == FindingSample.sample_id)
        .where(SampleEvidence.evidence_id == evidence.id)
    )
    query = select(Finding.number).where(
        Finding.id.in_(direct.where(EvidenceLink.finding_id.is_not(None)).union(backed)),
        Finding.state.not_in((FindingState.DRAFT, FindingState.IN_REVIEW, *LEFT_OUT)),
    )
    resting = uow.session.scalars(query.order_by(*numbers.in_order(Finding.number))).all()
    if resting:
        raise UserError(
            N_("{findings} rests on {number} and is confirmed.")
            if len(resting) == 1
            else N_("{findings} rest on {number} and are confirmed."),
            _STAYS,
            N_("Take it off there first, or withdraw the finding with a reason."),
            findings=", ".join(resting),
            number=evidence.number,
        )


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
