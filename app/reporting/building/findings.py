"""What a report says of findings beside their cards: readiness, suggestions, what became of earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, select

from app.findings import reads as finding_reads
from app.follow_up.followed import followed_findings
from app.follow_up.reads import VerificationView, verifications_of
from app.grouped import Grouped
from app.numbers import in_order
from app.planning.audits import organization_of
from app.reporting import wording
from app.reporting.building.cards import by_finding, criteria, title
from app.reporting.finding_card import Criterion, FindingCard
from app.reporting.formats import day
from app.reporting.labels import EFFECTIVENESS, label
from app.reporting.parts import EarlierFinding, FollowUp, Readiness, Recommendation
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.audit import Audit
from models.finding import (
    Action,
    Finding,
    FindingState,
    FindingType,
    Response,
    Verification,
    VerificationKind,
    VerificationResult,
)
from models.programme import Programme


def readiness_of(unit: ReadUnit, audit_id: str) -> Readiness:
    """The indicator of section 7.5 with the findings that decide it."""
    found = finding_reads.readiness(unit, audit_id)
    return Readiness(found.state.value, found.open_majors, found.bare_minors, found.ungraded)


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
    words = Words(unit.session.get_one(Audit, audit_id).report_language)
    followed = [one.id for one in followed_findings(unit, audit_id)]
    earlier = Finding.id.in_(_earlier(unit, audit_id, followed))
    query = select(Finding, Audit.number).join(Audit, Audit.id == Finding.audit_id).where(earlier)
    rows = unit.session.execute(query.order_by(Audit.start_on, *in_order(Finding.number))).all()
    became = _became(unit, audit_id, earlier)
    verified = _verified(unit, earlier, words) if followed else {}
    return FollowUp(
        _followed_text([row for row, _number in rows], words) if followed else "",
        tuple(replace(became.of(row, number), verified=verified.get(row.id, ())) for row, number in rows),
    )


def _earlier(unit: ReadUnit, audit_id: str, followed: Sequence[str]) -> Select[str]:
    """The ids of the nonconformities to tell of."""
    audit = unit.session.get_one(Audit, audit_id)
    return (
        select(Finding.id)
        .join(Audit, Audit.id == Finding.audit_id)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(
            Programme.organization_id == organization_of(unit, audit_id),
            Finding.type == FindingType.NONCONFORMITY,
            Finding.id.in_(followed) if followed else Audit.start_on < (audit.start_on or unit.today()),
        )
    )


def _followed_text(rows: Sequence[Finding], words: Words) -> str:
    closed = sum(row.state is FindingState.CLOSED for row in rows)
    return words.plural(
        "This audit followed up {n} finding: {closed} closed as effective, {left} not.",
        "This audit followed up {n} findings: {closed} closed as effective, {left} not.",
        len(rows),
        closed=closed,
        left=len(rows) - closed,
    )


def _verified(unit: ReadUnit, earlier: ColumnElement[bool], words: Words) -> Grouped[str]:
    """One line for each verification: what it showed, when, by whom, on which evidence."""
    return {
        finding_id: tuple(_verification_line(one, words) for one in found)
        for finding_id, found in verifications_of(unit, earlier).items()
    }


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


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of earlier findings, by their ids; `repeated` are the numbers that repeat them now."""

    criteria: Grouped[Criterion]
    actions: Grouped[str]
    effectiveness: Mapping[str, VerificationResult]
    repeated: Grouped[str]

    def of(self, row: Finding, audit_number: str) -> EarlierFinding:
        judged = self.effectiveness.get(row.id)
        return EarlierFinding(
            number=f"{audit_number} {row.number}",
            title=title(row.title, self.criteria.get(row.id, ())),
            grade=row.grade.value if row.grade else "",
            state=row.state.value,
            actions="; ".join(self.actions.get(row.id, ())),
            effectiveness=judged.value if judged else "not_yet",
            repeated_as=", ".join(self.repeated.get(row.id, ())),
        )


def _became(unit: ReadUnit, audit_id: str, earlier: ColumnElement[bool]) -> _Became:
    repeated = (
        select(Finding.repeat_of_id, Finding.number)
        .where(Finding.audit_id == audit_id, Finding.repeat_of_id.is_not(None))
        .order_by(*in_order(Finding.number))
    )
    return _Became(
        criteria(unit, earlier),
        by_finding(unit, _actions().where(earlier)),
        dict(unit.session.execute(_effectiveness().where(earlier)).all()),
        by_finding(unit, repeated),
    )


def _actions() -> Select[str, str]:
    return (
        select(Finding.id, Action.what)
        .join(Response, Response.finding_id == Finding.id)
        .join(Action, Action.response_id == Response.id)
        .where(Action.cancelled_reason == "")
        .order_by(Response.round, Action.position)
    )


def _effectiveness() -> Select[str, VerificationResult]:
    """Every judgement, the last one last."""
    return (
        select(Finding.id, Verification.result)
        .join(Verification, Verification.finding_id == Finding.id)
        .where(Verification.kind == VerificationKind.EFFECTIVENESS)
        .order_by(Verification.at)
    )
