"""The findings of an audit as cards of its report: as many queries for one finding as for thousands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from app.follow_up.followed import evidence_called
from app.grouped import Grouped, grouped
from app.numbers import in_order
from app.programme.people import PersonRow, people
from app.reporting.finding_card import Criterion, FindingCard
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.evidence import Evidence, EvidenceLink
from models.finding import AuditeePosition, Finding, FindingCriterion, FindingSample, GradingAnswer
from models.framework import Requirement, RequirementKind
from models.sample import Sample


def cards(unit: ReadUnit, audit_id: str) -> tuple[FindingCard, ...]:
    """All findings of an audit by number, withdrawn and merged ones included."""
    around = _around(unit, audit_id)
    query = select(Finding).where(Finding.audit_id == audit_id).order_by(*in_order(Finding.number))
    return tuple(_card(row, around) for row in unit.session.scalars(query))


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies around the findings of an audit. `references` are the audit's and the finding's own number of
    what is repeated or merged into, by id."""

    people: Mapping[str, PersonRow]
    criteria: Grouped[Criterion]
    evidence: Grouped[str]
    samples: Grouped[str]
    reasons: Grouped[str]
    merged: Grouped[str]
    references: Mapping[str, tuple[str, str]]

    def person(self, person_id: str | None) -> PersonRow | None:
        return self.people.get(person_id or "")

    def reference(self, finding_id: str | None) -> tuple[str, str]:
        return self.references.get(finding_id or "", ("", ""))


def _around(unit: ReadUnit, audit_id: str) -> _Around:
    own = Finding.audit_id == audit_id
    return _Around(
        people={one.id: one for one in people(unit)},
        criteria=criteria(unit, own),
        evidence=_evidence(unit, audit_id),
        samples=_samples(unit, own),
        reasons=_reasons(unit, own),
        merged=_merged(unit, own),
        references=_references(unit, own),
    )


def _card(row: Finding, around: _Around) -> FindingCard:
    owner, author = around.person(row.owner_id), around.person(row.raised_by_id)
    speaker = around.person(row.position_by_id)
    differs = row.grade is not None and row.grade is not row.proposed_grade
    judged_by = around.criteria.get(row.id, ())
    return FindingCard(
        id=row.id,
        number=row.number,
        type=row.type.value,
        title=title(row.title, judged_by),
        grade=row.grade.value if row.grade else "",
        criteria=judged_by,
        requirement=row.requirement_text,
        evidence=row.evidence_text,
        evidence_numbers=around.evidence.get(row.id, ()),
        sample_numbers=around.samples.get(row.id, ()),
        statement=row.statement,
        extent=row.extent,
        risk=row.risk,
        grade_reason=" ".join(around.reasons.get(row.id, ())),
        proposed_grade=row.proposed_grade.value if differs and row.proposed_grade else "",
        override_reason=row.grade_reason if differs else "",
        position="" if row.position is AuditeePosition.NOT_ASKED else row.position.value,
        position_words=row.position_text,
        response_due=row.response_due_on,
        owner_role=(owner.role or owner.name) if owner else "",
        repeat_of=" ".join(around.reference(row.repeat_of_id)).strip(),
        merges=around.merged.get(row.id, ()),
        merged_into=around.reference(row.merged_into_id)[1],
        state=row.state.value,
        state_reason=row.state_reason,
        correction=row.corrected_during_audit,
        recommendation=row.recommendation,
        expected_benefit=row.expected_benefit,
        raised_by=author.name if author else "",
        raised_on=row.raised_at.date(),
        correction_due=row.correction_due_on,
        position_by=(speaker.role or speaker.name) if speaker else "",
    )


def title(own: str, judged_by: Sequence[Criterion]) -> str:
    """A finding's own title, or as in the window that of the requirement it is about."""
    return own.strip() or (judged_by[0].title if judged_by else "")


def criteria(unit: ReadUnit, condition: ColumnElement[bool]) -> Grouped[Criterion]:
    """The criteria of the findings that meet a condition, the primary one first."""
    query = (
        select(
            FindingCriterion.finding_id,
            FindingCriterion.reference,
            FindingCriterion.version,
            FindingCriterion.requirement_id,
            Requirement.title,
            FindingCriterion.kind,
        )
        .join(Finding, Finding.id == FindingCriterion.finding_id)
        .outerjoin(Requirement, Requirement.id == FindingCriterion.requirement_id)
        .where(condition)
        .order_by(FindingCriterion.is_primary.desc(), FindingCriterion.position)
    )
    return grouped((row[0], _criterion(row)) for row in unit.session.execute(query))


def _criterion(row: Row[str, str, str, str | None, str, RequirementKind]) -> Criterion:
    """A policy is cited with its version; that of the framework stands among the audit criteria."""
    reference = row.reference if row.requirement_id else f"{row.reference} {row.version}".strip()
    return Criterion(reference, row.title or "", row.kind.value)


def _evidence(unit: ReadUnit, audit_id: str) -> Grouped[str]:
    """Numbers of the evidence that findings rest on; what is from another audit has its number too."""
    query = (
        select(EvidenceLink.finding_id, evidence_called(audit_id))
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .join(Finding, Finding.id == EvidenceLink.finding_id)
        .where(Finding.audit_id == audit_id)
        .order_by(Evidence.audit_id != audit_id, Evidence.audit_id, *in_order(Evidence.number))
    )
    return by_finding(unit, query)


def _samples(unit: ReadUnit, own: ColumnElement[bool]) -> Grouped[str]:
    query = (
        select(FindingSample.finding_id, Sample.number)
        .join(Sample, Sample.id == FindingSample.sample_id)
        .join(Finding, Finding.id == FindingSample.finding_id)
        .where(own)
        .order_by(*in_order(Sample.number))
    )
    return by_finding(unit, query)


def _reasons(unit: ReadUnit, own: ColumnElement[bool]) -> Grouped[str]:
    """The short reasons given with the answers to the six questions, in their order."""
    query = (
        select(GradingAnswer.finding_id, GradingAnswer.reason)
        .join(Finding, Finding.id == GradingAnswer.finding_id)
        .where(own)
        .order_by(GradingAnswer.question)
    )
    reasons = ((row[0], row[1].strip()) for row in unit.session.execute(query))
    return grouped((finding_id, reason) for finding_id, reason in reasons if reason)


def _merged(unit: ReadUnit, own: ColumnElement[bool]) -> Grouped[str]:
    """The numbers of the findings that are merged into each."""
    merged = aliased(Finding)
    query = (
        select(Finding.id, merged.number)
        .join(merged, merged.merged_into_id == Finding.id)
        .where(own)
        .order_by(*in_order(merged.number))
    )
    return by_finding(unit, query)


def _references(unit: ReadUnit, own: ColumnElement[bool]) -> Mapping[str, tuple[str, str]]:
    """Numbers of audit and finding of what the findings repeat or are merged into."""
    others: dict[str, tuple[str, str]] = {}
    for column in (Finding.repeat_of_id, Finding.merged_into_id):
        other = aliased(Finding)
        query = (
            select(other.id, Audit.number, other.number)
            .join(Finding, column == other.id)
            .join(Audit, Audit.id == other.audit_id)
            .where(own)
        )
        others |= {row[0]: (row[1], row[2]) for row in unit.session.execute(query)}
    return others


def by_finding(unit: ReadUnit, query: Select[str | None, str]) -> Grouped[str]:
    """What the second column says, by the id of the finding in the first."""
    return grouped((finding_id or "", said) for finding_id, said in unit.session.execute(query))
