"""Findings that come back: nonconformities that repeat one of an earlier audit (R-32)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from app.errors import UserError
from app.findings.facts import Facts, facts_of, finding_of
from app.findings.grading import answer_question, stored_answers
from app.findings.writing import finding_to_write
from app.planning.audits import organization_of
from app.programme.grade_labels import grade_labels_by_audit
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit
from models.finding import Finding, FindingCriterion, FindingState, FindingType, Grade
from models.grading import Answer, Question
from models.programme import Programme
from models.similar_texts import ALIKE, likeness
from models.transitions import LEFT_OUT

FIRST_OF_REQUIREMENT = 5
_MOST_ALIKE = 3
# Three years of audits, one each quarter, and the latest of what they raised: to compare more would be felt.
_LATEST_AUDITS = 12
_MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding of an earlier audit; `number` such as `F-05` of audit `IA-2025-02`.

    `own` is what its programme calls grades. `is_alike`: found by its words.
    """

    id: str
    audit_number: str
    number: str
    title: str
    type: FindingType
    grade: Grade | None
    state: FindingState
    closed_at: datetime | None
    own: GradeLabels
    is_alike: bool = False

    @property
    def reference(self) -> str:
        return f"{self.audit_number} {self.number}"


@dataclass(frozen=True, slots=True)
class RepeatCandidates:
    """What a finding may repeat; `more` counts those of its requirement that are not among `found`."""

    found: tuple[EarlierFinding, ...] = ()
    more: int = 0


def set_repeat_of(uow: UnitOfWork, finding_id: str, earlier_id: str | None) -> None:
    """Mark a nonconformity as a repeat of an earlier one, or (None) as none (R-32).

    The earlier record stays as it is. Q5 is answered yes, which proposes Major; another answer or grade can
    be given afterwards. Raises UserError for a finding of the same audit or of another organisation.
    """
    finding = finding_to_write(uow, finding_id)
    if earlier_id is not None:
        _refuse_unrelated(uow, finding, finding_of(uow.session, earlier_id))
    finding.repeat_of_id = earlier_id
    answer = Answer.YES if earlier_id else None
    row = stored_answers(uow.session, finding.id).get(Question.Q5)
    if earlier_id or (row is not None and row.answer == Answer.YES.value):
        answer_question(uow, finding.id, Question.Q5, answer, row.reason if row and earlier_id else "")


def repeat_candidates(unit: ReadUnit, finding_id: str, most: int = FIRST_OF_REQUIREMENT) -> RepeatCandidates:
    """Earlier nonconformities of the organisation, in any audit, with the same primary requirement: the
    latest first, not more than `most`. Behind them at most three of the last audits, told in much the same
    words (R-32).

    The auditor confirms which one it is.
    """
    facts = facts_of(unit.session, finding_of(unit.session, finding_id))
    if facts.finding.type is not FindingType.NONCONFORMITY:
        return RepeatCandidates()
    of_requirement = _of_requirement(unit, facts)
    latest = of_requirement[:most]
    alike = _alike(unit, facts.finding, latest)
    rows = _rows(unit, facts.finding, [*latest, *alike])
    return RepeatCandidates(
        tuple(replace(rows[one], is_alike=one in alike) for one in (*latest, *alike)),
        len(set(of_requirement) - rows.keys()),
    )


def _alike(unit: ReadUnit, finding: Finding, known: Sequence[str]) -> list[str]:
    """Ids, the most alike first."""
    text = f"{finding.title} {finding.statement}"
    earlier = _earlier(unit, finding).where(Finding.audit_id.in_(_latest_audits(unit, finding)))
    latest = earlier.order_by(Finding.raised_at.desc()).limit(_MOST_COMPARED)
    query = latest.with_only_columns(Finding.id, Finding.title, Finding.statement)
    told = ((row.id, likeness(text, f"{row.title} {row.statement}")) for row in unit.session.execute(query))
    like = [(how, one) for one, how in told if how >= ALIKE and one not in known]
    return [one for _how, one in sorted(like, reverse=True)[:_MOST_ALIKE]]


def _rows(unit: ReadUnit, finding: Finding, ids: Sequence[str]) -> dict[str, EarlierFinding]:
    found = unit.session.execute(_earlier(unit, finding).where(Finding.id.in_(ids))).all()
    own = grade_labels_by_audit(unit, {earlier.audit_id for earlier, _number in found})
    return {earlier.id: _row(earlier, number, own[earlier.audit_id]) for earlier, number in found}


def _row(finding: Finding, audit_number: str, own: GradeLabels) -> EarlierFinding:
    return EarlierFinding(
        finding.id,
        audit_number,
        finding.number,
        finding.title,
        finding.type,
        finding.grade,
        finding.state,
        finding.closed_at,
        own,
    )


def _audits_of(organization_id: str) -> ColumnElement[bool]:
    programmes = select(Programme.id).where(Programme.organization_id == organization_id)
    return Audit.programme_id.in_(programmes)


def _earlier(unit: ReadUnit, finding: Finding) -> Select[Finding, str]:
    return (
        select(Finding, Audit.number)
        .join(Audit, Audit.id == Finding.audit_id)
        .where(
            _audits_of(organization_of(unit, finding.audit_id)),
            Finding.audit_id != finding.audit_id,
            Finding.type == FindingType.NONCONFORMITY,
            Finding.state.not_in(LEFT_OUT),
            Finding.raised_at < finding.raised_at,
        )
    )


def _latest_audits(unit: ReadUnit, finding: Finding) -> Select[str]:
    """Those that raised the latest of the earlier findings."""
    audits = _earlier(unit, finding).with_only_columns(Finding.audit_id).group_by(Finding.audit_id)
    return audits.order_by(func.max(Finding.raised_at).desc()).limit(_LATEST_AUDITS)


def _of_requirement(unit: ReadUnit, facts: Facts) -> Sequence[str]:
    """Ids of those with the same primary requirement, the latest first; none where it has none yet."""
    primary = facts.primary
    if primary is None:
        return ()
    of_it = select(FindingCriterion.finding_id).where(
        FindingCriterion.is_primary,
        FindingCriterion.kind == primary.kind,
        FindingCriterion.reference == primary.reference,
    )
    query = _earlier(unit, facts.finding).where(Finding.id.in_(of_it)).order_by(Finding.raised_at.desc())
    return unit.session.scalars(query.with_only_columns(Finding.id)).all()


def _refuse_unrelated(unit: ReadUnit, finding: Finding, earlier: Finding) -> None:
    is_same_audit = earlier.audit_id == finding.audit_id
    ours, theirs = organization_of(unit, finding.audit_id), organization_of(unit, earlier.audit_id)
    are_nonconformities = finding.type is earlier.type is FindingType.NONCONFORMITY
    if is_same_audit or ours != theirs or not are_nonconformities:
        raise UserError(
            N_("{number} can only repeat a nonconformity of another audit of the same organisation."),
            N_("Nothing was changed."),
            N_("Reopen a finding that fails in its own follow-up; merge two of the same audit."),
            number=finding.number,
        )
