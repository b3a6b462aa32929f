"""The findings of an audit as cards of its report, and what became of earlier ones."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Row, select

from app.findings import reads as finding_reads
from app.findings.detail import merges
from app.follow_up.followed import evidence_called, followed_findings
from app.follow_up.reads import VerificationView, verifications
from app.numbers import in_order
from app.planning.audits import organization_of
from app.programme.people import person
from app.reporting import wording
from app.reporting.finding_card import Criterion, FindingCard
from app.reporting.formats import day
from app.reporting.labels import EFFECTIVENESS, label
from app.reporting.parts import EarlierFinding, FollowUp, Readiness, Recommendation
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.audit import Audit
from models.evidence import Evidence, EvidenceLink
from models.finding import (
    Action,
    AuditeePosition,
    Finding,
    FindingCriterion,
    FindingSample,
    FindingState,
    FindingType,
    GradingAnswer,
    Response,
    Verification,
    VerificationKind,
)
from models.framework import Requirement
from models.programme import Programme
from models.sample import Sample


def cards(unit: ReadUnit, audit_id: str) -> tuple[FindingCard, ...]:
    """All findings of an audit by number, withdrawn and merged ones included."""
    query = select(Finding).where(Finding.audit_id == audit_id)
    query = query.order_by(*in_order(Finding.number))
    return tuple(_card(unit, row) for row in unit.session.scalars(query))


def _card(unit: ReadUnit, row: Finding) -> FindingCard:
    owner, author = person(unit, row.owner_id), person(unit, row.raised_by_id)
    speaker = person(unit, row.position_by_id)
    differs = row.grade is not None and row.grade is not row.proposed_grade
    criteria = _criteria(unit, row.id)
    return FindingCard(
        id=row.id,
        number=row.number,
        type=row.type.value,
        title=_title(row.title, criteria),
        grade=row.grade.value if row.grade else "",
        criteria=criteria,
        requirement=row.requirement_text,
        evidence=row.evidence_text,
        evidence_numbers=evidence_numbers(unit, row.id),
        sample_numbers=_sample_numbers(unit, row.id),
        statement=row.statement,
        extent=row.extent,
        risk=row.risk,
        grade_reason=_grade_reason(unit, row.id),
        proposed_grade=row.proposed_grade.value if differs and row.proposed_grade else "",
        override_reason=row.grade_reason if differs else "",
        position="" if row.position is AuditeePosition.NOT_ASKED else row.position.value,
        position_words=row.position_text,
        response_due=row.response_due_on,
        owner_role=(owner.role or owner.name) if owner else "",
        repeat_of=_number_with_audit(unit, row.repeat_of_id),
        merges=merges(unit, row.id),
        merged_into=_number(unit, row.merged_into_id),
        state=row.state.value,
        state_reason=row.state_reason,
        correction=row.corrected_during_audit,
        recommendation=row.recommendation,
        expected_benefit=row.expected_benefit,
        raised_by=author.name if author else "",
        raised_on=row.raised_at.date(),
        position_by=(speaker.role or speaker.name) if speaker else "",
    )


def _title(own: str, criteria: Sequence[Criterion]) -> str:
    """Its own title, or as in the window that of the requirement it is about."""
    return own.strip() or (criteria[0].title if criteria else "")


def _criteria(unit: ReadUnit, finding_id: str) -> tuple[Criterion, ...]:
    query = (
        select(FindingCriterion, Requirement.title)
        .outerjoin(Requirement, Requirement.id == FindingCriterion.requirement_id)
        .where(FindingCriterion.finding_id == finding_id)
        .order_by(FindingCriterion.is_primary.desc(), FindingCriterion.position)
    )
    return tuple(
        Criterion(_with_version(row), title or "", row.kind.value)
        for row, title in unit.session.execute(query)
    )


def _with_version(row: FindingCriterion) -> str:
    """A policy is cited with its version; that of the framework stands among the audit criteria."""
    return row.reference if row.requirement_id else f"{row.reference} {row.version}".strip()


def evidence_numbers(unit: ReadUnit, finding_id: str) -> tuple[str, ...]:
    """Numbers of the evidence that a finding rests on; what is from another audit has its number too."""
    audit_id = unit.session.get_one(Finding, finding_id).audit_id
    query = (
        select(evidence_called(audit_id))
        .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
        .where(EvidenceLink.finding_id == finding_id)
        .order_by(Evidence.audit_id != audit_id, Evidence.audit_id, *in_order(Evidence.number))
    )
    return tuple(unit.session.scalars(query))


def _sample_numbers(unit: ReadUnit, finding_id: str) -> tuple[str, ...]:
    query = (
        select(Sample.number)
        .join(FindingSample, FindingSample.sample_id == Sample.id)
        .where(FindingSample.finding_id == finding_id)
        .order_by(*in_order(Sample.number))
    )
    return tuple(unit.session.scalars(query))


def _grade_reason(unit: ReadUnit, finding_id: str) -> str:
    """The short reasons given with the answers to the six questions, in their order."""
    query = select(GradingAnswer.reason).where(GradingAnswer.finding_id == finding_id)
    reasons = unit.session.scalars(query.order_by(GradingAnswer.question))
    return " ".join(reason.strip() for reason in reasons if reason.strip())


def _number(unit: ReadUnit, finding_id: str | None) -> str:
    row = unit.session.get(Finding, finding_id) if finding_id else None
    return row.number if row else ""


def _number_with_audit(unit: ReadUnit, finding_id: str | None) -> str:
    row = unit.session.get(Finding, finding_id) if finding_id else None
    if row is None:
        return ""
    return f"{unit.session.get_one(Audit, row.audit_id).number} {row.number}"


def readiness_of(unit: ReadUnit, audit_id: str) -> Readiness:
    """The indicator of section 7.5 with the findings that decide it."""
    found = finding_reads.readiness(unit, audit_id)
    return Readiness(found.state.value, tuple(found.open_majors), tuple(found.bare_minors))


def recommendations(found: tuple[FindingCard, ...]) -> tuple[Recommendation, ...]:
    """What the auditor suggests, apart from the findings themselves (R-46)."""
    return tuple(
        Recommendation(card.recommendation, card.expected_benefit, (card.number,))
        for card in found
        if card.recommendation.strip() and card.stands
    )


def follow_up(unit: ReadUnit, audit_id: str) -> FollowUp:
    """Nonconformities of the organisation's earlier audits, and what became of them.

    A follow-up audit tells of those that it looked at, and how each was verified.
    """
    followed = followed_findings(unit, audit_id)
    rows = _earlier_rows(unit, audit_id, [one.id for one in followed])
    if not followed:
        return FollowUp(findings=tuple(_earlier(unit, audit_id, row, number) for row, number in rows))
    words = Words(unit.session.get_one(Audit, audit_id).report_language)
    told = [
        replace(_earlier(unit, audit_id, row, number), verified=_verified(unit, row.id, words))
        for row, number in rows
    ]
    return FollowUp(_followed_text([row for row, _number in rows], words), tuple(told))


def _earlier_rows(unit: ReadUnit, audit_id: str, followed: Sequence[str]) -> Sequence[Row[Finding, str]]:
    audit = unit.session.get_one(Audit, audit_id)
    query = (
        select(Finding, Audit.number)
        .join(Audit, Audit.id == Finding.audit_id)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(
            Programme.organization_id == organization_of(unit, audit_id),
            Finding.type == FindingType.NONCONFORMITY,
            Finding.id.in_(followed) if followed else Audit.start_on < (audit.start_on or unit.today()),
        )
        .order_by(Audit.start_on, *in_order(Finding.number))
    )
    return unit.session.execute(query).all()


def _followed_text(rows: Sequence[Finding], words: Words) -> str:
    closed = sum(row.state is FindingState.CLOSED for row in rows)
    return words.plural(
        "This audit followed up {n} finding: {closed} closed as effective, {left} not.",
        "This audit followed up {n} findings: {closed} closed as effective, {left} not.",
        len(rows),
        closed=closed,
        left=len(rows) - closed,
    )


def _verified(unit: ReadUnit, finding_id: str, words: Words) -> tuple[str, ...]:
    """One line for each verification: what it showed, when, by whom, on which evidence."""
    return tuple(_verification_line(one, words) for one in verifications(unit, finding_id))


def _verification_line(one: VerificationView, words: Words) -> str:
    if one.kind is VerificationKind.IMPLEMENTATION:
        said = words.text(N_("Implementation verified"))
    else:
        result = label(words, EFFECTIVENESS, one.result.value)
        said = words.text(N_("Effectiveness: {result}"), result=result)
    who = wording.joined(tuple(name for name in (one.verifier, one.second_verifier) if name), words)
    parts = (said, day(one.at.date(), words), who, one.evidence_number)
    told = ", ".join(part for part in parts if part)
    return f"{told}. {one.note}".strip() if one.note else f"{told}."


def _earlier(unit: ReadUnit, audit_id: str, row: Finding, audit_number: str) -> EarlierFinding:
    repeated = select(Finding.number).where(Finding.audit_id == audit_id, Finding.repeat_of_id == row.id)
    return EarlierFinding(
        number=f"{audit_number} {row.number}",
        title=_title(row.title, _criteria(unit, row.id)),
        grade=row.grade.value if row.grade else "",
        state=row.state.value,
        actions=_actions(unit, row.id),
        effectiveness=_effectiveness(unit, row.id),
        repeated_as=", ".join(unit.session.scalars(repeated)),
    )


def _actions(unit: ReadUnit, finding_id: str) -> str:
    query = (
        select(Action.what)
        .join(Response, Response.id == Action.response_id)
        .where(Response.finding_id == finding_id, Action.cancelled_reason == "")
        .order_by(Response.round, Action.position)
    )
    return "; ".join(unit.session.scalars(query))


def _effectiveness(unit: ReadUnit, finding_id: str) -> str:
    query = select(Verification.result).where(
        Verification.finding_id == finding_id, Verification.kind == VerificationKind.EFFECTIVENESS
    )
    result = unit.session.scalars(query.order_by(Verification.at.desc())).first()
    return result.value if result else "not_yet"
