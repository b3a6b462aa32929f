"""Several minors on one requirement, or one at several places: asked whether they are one major (R-31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.errors import UserError
from app.findings import facts, lifecycle, links
from app.findings.criteria import NewCriterion, add_criterion
from app.findings.facts import Facts, finding_of
from app.findings.findings import Raised, edit, raise_finding
from app.findings.grading import answer_question
from app.numbers import in_order
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.evidence import EvidenceLink
from models.finding import Finding, FindingCriterion, FindingSample, FindingState, FindingType, Grade
from models.framework import RequirementKind
from models.grading import Answer, Question
from models.session import AuditSession
from models.transitions import BEFORE_ISSUE

AGGREGATE = N_("Make one finding of {numbers}")
# No standard names a number: from three on it is worth asking.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Aggregation:
    """Minors of one audit that are judged by one requirement and are not issued yet.

    `waiting`: the numbers of those that are not confirmed, and cannot be merged before they are.
    """

    reference: str
    ids: tuple[str, ...]
    numbers: tuple[str, ...]
    waiting: tuple[str, ...]


def aggregations(unit: ReadUnit, audit_id: str) -> tuple[Aggregation, ...]:
    """Where three minors or more stand on one requirement, or fewer that were raised at more than one site or
    in more than one process; by its reference."""
    same = (FindingCriterion.kind, FindingCriterion.reference)
    minors = _minors(audit_id).outerjoin(AuditSession, AuditSession.id == Finding.session_id)
    query = minors.with_only_columns(*same).group_by(*same).having(or_(func.count() >= LEAST, _elsewhere()))
    found = unit.session.execute(query.order_by(*reversed(same))).all()
    return tuple(_aggregation(unit, audit_id, kind, reference) for kind, reference in found)


def _elsewhere() -> ColumnElement[bool]:
    """Whether the sessions of a group name more than one site, or more than one process."""
    process = func.nullif(func.trim(AuditSession.process), "")
    return or_(func.count(AuditSession.site_id.distinct()) > 1, func.count(process.distinct()) > 1)


def _minors(audit_id: str) -> Select[Any]:
    return (
        select(Finding)
        .join(FindingCriterion, FindingCriterion.finding_id == Finding.id)
        .where(
            Finding.audit_id == audit_id,
            Finding.type == FindingType.NONCONFORMITY,
            Finding.grade == Grade.MINOR,
            Finding.state.in_(BEFORE_ISSUE),
            FindingCriterion.is_primary,
        )
    )


def _aggregation(unit: ReadUnit, audit_id: str, kind: RequirementKind, reference: str) -> Aggregation:
    query = _minors(audit_id).where(FindingCriterion.kind == kind, FindingCriterion.reference == reference)
    told = query.with_only_columns(Finding.id, Finding.number, Finding.state == FindingState.CONFIRMED)
    rows = unit.session.execute(told.order_by(*in_order(Finding.number))).all()
    waiting = tuple(number for _id, number, is_confirmed in rows if not is_confirmed)
    return Aggregation(reference, tuple(row[0] for row in rows), tuple(row[1] for row in rows), waiting)


def make_one_major(uow: UnitOfWork, ids: Sequence[str]) -> Raised:
    """Raise one nonconformity that lists these minors and rests on all that they rest on, and merge them into
    it; they keep their numbers and count no more. Label: `AGGREGATE` with `numbers`.

    The pattern (Q4) proposes Major; the auditor writes the statement. Raises UserError while one of them is
    not confirmed.
    """
    rows = [finding_of(uow.session, one) for one in ids]
    _refuse_unconfirmed(rows)
    found = facts.load(uow.session, rows)
    minors = [found[row.id] for row in rows]
    raised = raise_finding(uow, rows[0].audit_id, type=FindingType.NONCONFORMITY)
    edit(uow, raised.id, evidence_text="\n".join(_told(one) for one in rows), owner_id=_shared_owner(rows))
    _judge_alike(uow, raised.id, minors)
    _rest_alike(uow, raised.id, ids)
    numbers = ", ".join(row.number for row in rows)
    answer_question(uow, raised.id, Question.Q1, Answer.YES, numbers)
    answer_question(uow, raised.id, Question.Q4, Answer.YES, numbers)
    for row in rows:
        lifecycle.merge(uow, row.id, raised.id)
    return raised


def _refuse_unconfirmed(rows: Sequence[Finding]) -> None:
    waiting = ", ".join(row.number for row in rows if row.state is not FindingState.CONFIRMED)
    if waiting:
        raise UserError(
            N_("Not confirmed yet: {numbers}. One finding can stand only for confirmed ones."),
            N_("Nothing was changed."),
            N_("Confirm them first, or withdraw what does not belong to them."),
            numbers=waiting,
        )


def _told(row: Finding) -> str:
    """A minor as the major lists it."""
    return f"{row.number}: {row.statement.strip() or row.title.strip()}"


def _shared_owner(rows: Sequence[Finding]) -> str | None:
    owners = {row.owner_id for row in rows}
    return owners.pop() if len(owners) == 1 else None


def _judge_alike(uow: UnitOfWork, finding_id: str, minors: Sequence[Facts]) -> None:
    """The primary requirement they share first, then each other one once."""
    every = [row for one in minors for row in one.criteria]
    first = [row for row in every if row.is_primary]
    kept = {(row.kind, row.reference, row.version): row for row in (*first, *every)}
    for row in kept.values():
        add_criterion(uow, finding_id, NewCriterion(row.kind, row.reference, row.version, row.requirement_id))


def _rest_alike(uow: UnitOfWork, finding_id: str, ids: Sequence[str]) -> None:
    evidence = select(EvidenceLink.evidence_id).where(EvidenceLink.finding_id.in_(ids)).distinct()
    for evidence_id in uow.session.scalars(evidence).all():
        links.link_evidence(uow, finding_id, evidence_id)
    samples = select(FindingSample.sample_id).where(FindingSample.finding_id.in_(ids)).distinct()
    for sample_id in uow.session.scalars(samples).all():
        links.link_sample(uow, finding_id, sample_id)
