"""The evidence and the samples that a finding rests on."""

from sqlalchemy import select

from app.edits import existing
from app.errors import UserError
from app.evidence import links as evidence_links
from app.evidence.links import Target
from app.findings.facts import facts_of
from app.findings.writing import finding_to_follow, finding_to_write
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.finding import Finding, FindingSample, FindingState, FindingType
from models.sample import Sample


def link_evidence(uow: UnitOfWork, finding_id: str, evidence_id: str) -> None:
    """Let a finding rest on a piece of evidence; linking twice changes nothing.

    Possible after issue too, because follow-up brings evidence. Raises UserError once it is closed.
    """
    finding = finding_to_follow(uow, finding_id)
    evidence_links.link(uow, evidence_id, Target(finding_id=finding.id))


def unlink_evidence(uow: UnitOfWork, finding_id: str, evidence_id: str) -> None:
    """Take a piece of evidence off a finding; the evidence stays.

    Raises UserError after issue (R-5), and when nothing else would be left that a confirmed nonconformity
    rests on (R-33).
    """
    finding = finding_to_write(uow, finding_id)
    evidence_links.unlink(uow, evidence_id, Target(finding_id=finding.id))
    _refuse_nothing_left(uow, finding)


def link_sample(uow: UnitOfWork, finding_id: str, sample_id: str) -> None:
    """Let a finding rest on a sample; linking twice changes nothing. Raises UserError once it is closed."""
    finding = finding_to_follow(uow, finding_id)
    if existing(uow, Sample, sample_id).audit_id != finding.audit_id:
        raise _of_another_audit(finding)
    if _sample_link(uow, finding.id, sample_id) is None:
        uow.session.add(FindingSample(finding_id=finding.id, sample_id=sample_id))


def unlink_sample(uow: UnitOfWork, finding_id: str, sample_id: str) -> None:
    """Take a sample off a finding; the sample stays. Raises UserError as `unlink_evidence` does."""
    finding = finding_to_write(uow, finding_id)
    row = _sample_link(uow, finding.id, sample_id)
    if row is not None:
        uow.session.delete(row)
        uow.session.flush()
        _refuse_nothing_left(uow, finding)


def _refuse_nothing_left(uow: UnitOfWork, finding: Finding) -> None:
    confirmed = finding.state not in (FindingState.DRAFT, FindingState.IN_REVIEW)
    found = facts_of(uow.session, finding)
    if confirmed and finding.type is FindingType.NONCONFORMITY and not found.evidence and not found.samples:
        raise UserError(
            N_("{number} is confirmed, and it would rest on no evidence any more."),
            N_("Nothing was changed."),
            N_("Add what it rests on first, or withdraw it with a reason."),
            number=finding.number,
        )


def link_new_evidence(uow: UnitOfWork, finding_id: str, evidence_id: str) -> None:
    """Add what lets a closed finding be reopened (R-32); `follow_up.verification.reopen` calls it."""
    evidence_links.link(uow, evidence_id, Target(finding_id=finding_id))


def _sample_link(uow: UnitOfWork, finding_id: str, sample_id: str) -> FindingSample | None:
    query = select(FindingSample).where(
        FindingSample.finding_id == finding_id, FindingSample.sample_id == sample_id
    )
    return uow.session.scalars(query).first()


def _of_another_audit(finding: Finding) -> UserError:
    return UserError(
        N_("This sample belongs to another audit than {number}."),
        N_("Nothing was changed."),
        number=finding.number,
    )
