"""A finding in full: its texts, what it rests on, how it is graded, and what can follow."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select

from app.findings import lifecycle
from app.findings.facts import Facts, facts_of, finding_of
from app.findings.grading import effective_answers, is_chosen, stored_answers
from app.findings.hints import Hint, hints
from app.findings.lifecycle import NextState
from app.findings.reads import FindingRow, rows_of
from app.findings.writing import can_be_written
from app.follow_up.followed import evidence_called
from app.follow_up.reads import Flags, ResponseView, VerificationView, flags_of, responses, verifications
from app.numbers import in_order
from app.planning.writing import REPORTED, amended, is_issued
from app.programme import people
from app.programme.limits import proposed_action_date, proposed_effectiveness_date
from app.unit_of_work import ReadUnit
from models import grading
from models.audit import Audit
from models.evidence import Evidence, EvidenceKind, EvidenceLink, EvidenceWeight
from models.finding import Finding, FindingSample, FindingType
from models.framework import Requirement, RequirementKind
from models.grading import QUESTIONS, Answer, Proposal, Question, QuestionText
from models.programme import Programme
from models.sample import Sample, SampleUnit, UnitResult
from models.transitions import SETTLED


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A requirement that the finding is judged by; `is_excluded`: the pinned SoA marks it not applicable."""

    id: str
    kind: RequirementKind
    reference: str
    version: str
    title: str
    requirement_id: str | None
    is_primary: bool
    is_excluded: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence in a finding."""

    id: str
    number: str
    title: str
    kind: EvidenceKind
    weight: EvidenceWeight
    obtained_at: datetime


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample in a finding."""

    id: str
    number: str
    population: str
    size: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class GradingLine:
    """A question and what was answered; `is_derived` where the criteria answer it (Q0)."""

    question: Question
    text: QuestionText
    answer: Answer | None
    reason: str
    is_derived: bool


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """Everything that the page of a finding shows.

    `suggested_*`: what the finding's item has and the finding does not rest on yet. `is_grade_chosen`: the
    auditor decided, so that the grade no longer follows `proposal`. `is_reported`: its text is in a report
    that was issued. `actions_by` and `judged_from` are what
    the programme's limits propose for actions and for the judgement of effectiveness (section 7.8).
    """

    row: FindingRow
    own_title: str
    requirement_text: str
    evidence_text: str
    statement: str
    extent: str
    risk: str
    recommendation: str
    expected_benefit: str
    corrected_during_audit: str
    position_text: str
    position_at: datetime | None
    position_by_id: str | None
    position_by: str
    owner_id: str | None
    owner: str
    raised_at: datetime
    raised_by: str
    session_id: str | None
    state_reason: str
    repeat_of_id: str | None
    merged_into_id: str | None
    merges: tuple[str, ...]
    response_round: int
    closed_at: datetime | None
    criteria: tuple[CriterionView, ...]
    evidence: tuple[EvidenceView, ...]
    samples: tuple[SampleView, ...]
    suggested_evidence: tuple[EvidenceView, ...]
    suggested_samples: tuple[SampleView, ...]
    questions: tuple[GradingLine, ...]
    proposal: Proposal
    grade_reason: str
    is_grade_chosen: bool
    selectable_types: tuple[FindingType, ...]
    can_be_written: bool
    is_reported: bool
    can_take_evidence: bool
    next_states: tuple[NextState, ...]
    hints: tuple[Hint, ...]
    responses: tuple[ResponseView, ...]
    verifications: tuple[VerificationView, ...]
    flags: Flags
    correction_due_on: date | None
    actions_by: date | None
    judged_from: date


def finding_detail(unit: ReadUnit, finding_id: str) -> FindingDetail:
    """The finding in full; raises UserError when it is not there (any more)."""
    finding = finding_of(unit.session, finding_id)
    facts = facts_of(unit.session, finding)
    names = people.names(unit)
    answers = effective_answers(unit.session, facts)
    is_nonconformity = finding.type is FindingType.NONCONFORMITY
    return FindingDetail(
        row=rows_of(unit, {finding_id: facts})[finding_id],
        own_title=finding.title,
        requirement_text=finding.requirement_text,
        evidence_text=finding.evidence_text,
        statement=finding.statement,
        extent=finding.extent,
        risk=finding.risk,
        recommendation=finding.recommendation,
        expected_benefit=finding.expected_benefit,
        corrected_during_audit=finding.corrected_during_audit,
        position_text=finding.position_text,
        position_at=finding.position_at,
        position_by_id=finding.position_by_id,
        position_by=names.get(finding.position_by_id or "", ""),
        owner_id=finding.owner_id,
        owner=names.get(finding.owner_id or "", ""),
        raised_at=finding.raised_at,
        raised_by=names.get(finding.raised_by_id or "", ""),
        session_id=finding.session_id,
        state_reason=finding.state_reason,
        repeat_of_id=finding.repeat_of_id,
        merged_into_id=finding.merged_into_id,
        merges=merges(unit, finding_id),
        response_round=finding.response_round,
        closed_at=finding.closed_at,
        criteria=_criteria(unit, facts),
        evidence=_evidence(unit, finding, _evidence_of(finding_id)),
        samples=_samples(unit, _samples_of(finding_id)),
        suggested_evidence=_evidence(unit, finding, _evidence_of_item(finding)),
        suggested_samples=_samples(unit, _samples_of_item(finding)),
        questions=_questions(unit, facts, answers),
        proposal=grading.propose(answers),
        grade_reason=finding.grade_reason,
        is_grade_chosen=is_chosen(finding),
        selectable_types=grading.selectable_types(
            answers if is_nonconformity else {}, _uses_observations(unit, finding.audit_id)
        ),
        can_be_written=can_be_written(finding, is_amended=bool(amended(unit.session, [finding.audit_id]))),
        is_reported=_is_reported(unit, finding.audit_id),
        can_take_evidence=finding.state not in SETTLED,
        next_states=lifecycle.states_after(facts),
        hints=hints(unit, finding_id),
        responses=responses(unit, finding_id),
        verifications=verifications(unit, finding_id),
        flags=flags_of(facts, unit.today()),
        correction_due_on=finding.correction_due_on,
        actions_by=proposed_action_date(unit, finding),
        judged_from=proposed_effectiveness_date(unit, finding),
    )


def types_to_raise(unit: ReadUnit, audit_id: str) -> tuple[FindingType, ...]:
    """The types that a new finding of an audit can have; observations only where the programme uses them."""
    return grading.selectable_types({}, _uses_observations(unit, audit_id))


def merges(unit: ReadUnit, finding_id: str) -> tuple[str, ...]:
    """The numbers of the findings that are merged into one."""
    query = (
        select(Finding.number).where(Finding.merged_into_id == finding_id).order_by(*in_order(Finding.number))
    )
    return tuple(unit.session.scalars(query))


def _is_reported(unit: ReadUnit, audit_id: str) -> bool:
    """Whether the report was issued, here or before the audit was taken over."""
    query = select(or_(is_issued(Audit.id), Audit.state.in_(REPORTED))).where(Audit.id == audit_id)
    return bool(unit.session.scalar(query))


def _uses_observations(unit: ReadUnit, audit_id: str) -> bool:
    query = select(Programme.uses_observations).join(Audit, Audit.programme_id == Programme.id)
    return unit.session.scalars(query.where(Audit.id == audit_id)).one()


def _criteria(unit: ReadUnit, facts: Facts) -> tuple[CriterionView, ...]:
    ids = [one.requirement_id for one in facts.criteria]
    query = select(Requirement.id, Requirement.title).where(Requirement.id.in_(ids))
    titles = {row.id: row.title for row in unit.session.execute(query)}
    return tuple(
        CriterionView(
            one.id,
            one.kind,
            one.reference,
            one.version,
            titles.get(one.requirement_id or "", ""),
            one.requirement_id,
            one.is_primary,
            one.kind is RequirementKind.CONTROL and one.reference in facts.excluded,
        )
        for one in facts.criteria
    )


def _questions(unit: ReadUnit, facts: Facts, answers: dict[Question, Answer]) -> tuple[GradingLine, ...]:
    stored = stored_answers(unit.session, facts.finding.id)
    return tuple(
        GradingLine(
            question,
            text,
            answers.get(question),
            stored[question].reason if question in stored else "",
            question is Question.Q0 and bool(facts.criteria),
        )
        for question, text in QUESTIONS.items()
    )


def _evidence_of(finding_id: str) -> Select[str]:
    return select(EvidenceLink.evidence_id).where(EvidenceLink.finding_id == finding_id)


def _evidence_of_item(finding: Finding) -> Select[str]:
    query = select(EvidenceLink.evidence_id).where(EvidenceLink.item_id == finding.item_id)
    return query.where(
        EvidenceLink.item_id.is_not(None), EvidenceLink.evidence_id.not_in(_evidence_of(finding.id))
    )


def _evidence(unit: ReadUnit, finding: Finding, ids: Select[str]) -> tuple[EvidenceView, ...]:
    """What was obtained in a follow-up audit comes last, and is called by that audit's number too."""
    query = select(Evidence, evidence_called(finding.audit_id).label("called")).where(Evidence.id.in_(ids))
    own_first = (Evidence.audit_id != finding.audit_id, Evidence.audit_id)
    return tuple(
        EvidenceView(row.id, called, row.title, row.kind, row.weight, row.obtained_at)
        for row, called in unit.session.execute(query.order_by(*own_first, *in_order(Evidence.number)))
    )


def _samples_of(finding_id: str) -> Select[str]:
    return select(FindingSample.sample_id).where(FindingSample.finding_id == finding_id)


def _samples_of_item(finding: Finding) -> Select[str]:
    return select(Sample.id).where(
        Sample.item_id == finding.item_id,
        Sample.item_id.is_not(None),
        Sample.id.not_in(_samples_of(finding.id)),
    )


def _samples(unit: ReadUnit, ids: Select[str]) -> tuple[SampleView, ...]:
    rows = unit.session.scalars(
        select(Sample).where(Sample.id.in_(ids)).order_by(*in_order(Sample.number))
    ).all()
    return tuple(_sample(unit, row) for row in rows)


def _sample(unit: ReadUnit, row: Sample) -> SampleView:
    counts = SampleUnit.result != UnitResult.REPLACED
    query = select(SampleUnit.result).where(SampleUnit.sample_id == row.id, counts)
    results = unit.session.scalars(query).all()
    exceptions = sum(result is UnitResult.EXCEPTION for result in results)
    return SampleView(row.id, row.number, row.population, len(results), exceptions)
