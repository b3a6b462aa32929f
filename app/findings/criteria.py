"""The requirements that a finding is judged by: one primary, any number beside it (R-31)."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.findings.facts import facts_of
from app.findings.grading import regrade
from app.findings.writing import finding_to_write
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.finding import Finding, FindingCriterion
from models.framework import Pack, Requirement, RequirementKind

EXCLUSION_CLAUSE = "6.1.3"
CORRECTIVE_ACTION = "10.2"


@dataclass(frozen=True, slots=True)
class NewCriterion:
    """A requirement to judge by. `reference` to the paragraph, such as `A.8.13` or `ISP-09 §4.2`."""

    kind: RequirementKind
    reference: str
    version: str = ""
    requirement_id: str | None = None
    is_primary: bool = False


def criterion_of(session: Session, requirement_id: str) -> NewCriterion:
    """A clause or control of a pack as a criterion, in the version of its pack."""
    requirement = session.get_one(Requirement, requirement_id)
    pack = session.get_one(Pack, requirement.pack_id)
    return NewCriterion(requirement.kind, requirement.reference, pack.version, requirement.id)


def add_criterion(uow: UnitOfWork, finding_id: str, criterion: NewCriterion) -> str:
    """Add a criterion and return its id; the first one is primary. Raises UserError without a reference."""
    finding = finding_to_write(uow, finding_id)
    row_id = _add(uow, finding, criterion)
    _settle(uow, finding)
    return row_id


def add_requirement(uow: UnitOfWork, finding_id: str, requirement_id: str) -> str:
    """Add a clause or control of the framework as a criterion and return the criterion's id."""
    return add_criterion(uow, finding_id, criterion_of(uow.session, requirement_id))


def remove_criterion(uow: UnitOfWork, criterion_id: str) -> None:
    """Take a criterion off; when it was primary, the next one is."""
    row, finding = _to_change(uow, criterion_id)
    uow.session.delete(row)
    _settle(uow, finding)


def make_primary(uow: UnitOfWork, criterion_id: str) -> None:
    """Let a criterion be the primary one."""
    row, finding = _to_change(uow, criterion_id)
    _put_first(uow, finding, row)


def raise_against_exclusion(uow: UnitOfWork, finding_id: str) -> None:
    """Judge a finding on an excluded control by 6.1.3, which asks for the exclusion's reason (R-27, R-53).

    The excluded control stays beside it. Raises UserError when its framework has no such clause.
    """
    finding = finding_to_write(uow, finding_id)
    clause = _exclusion_clause(uow.session, finding)
    present = [row for row in _rows(uow.session, finding.id) if row.reference == EXCLUSION_CLAUSE]
    if present:
        _put_first(uow, finding, present[0])
        return
    _add(uow, finding, replace(criterion_of(uow.session, clause.id), is_primary=True))
    _settle(uow, finding)


def _exclusion_clause(session: Session, finding: Finding) -> Requirement:
    ids = [row.requirement_id for row in facts_of(session, finding).criteria if row.requirement_id]
    packs = select(Requirement.pack_id).where(Requirement.id.in_(ids))
    query = select(Requirement).where(
        Requirement.pack_id.in_(packs),
        Requirement.kind == RequirementKind.CLAUSE,
        Requirement.reference == EXCLUSION_CLAUSE,
    )
    clause = session.scalars(query).first()
    if clause is None:
        raise UserError(
            N_("The framework of {number} has no clause {clause}."),
            N_("Nothing was changed."),
            N_("Choose the clause from the list of requirements."),
            number=finding.number,
            clause=EXCLUSION_CLAUSE,
        )
    return clause


def _to_change(uow: UnitOfWork, criterion_id: str) -> tuple[FindingCriterion, Finding]:
    row = uow.session.get(FindingCriterion, criterion_id)
    if row is None:
        raise UserError(N_("This criterion is not there any more."))
    return row, finding_to_write(uow, row.finding_id)


def _rows(session: Session, finding_id: str) -> list[FindingCriterion]:
    query = select(FindingCriterion).where(FindingCriterion.finding_id == finding_id)
    return list(session.scalars(query.order_by(FindingCriterion.position, FindingCriterion.id)))


def _add(uow: UnitOfWork, finding: Finding, criterion: NewCriterion) -> str:
    if not criterion.reference.strip():
        raise UserError(
            N_("A criterion needs its reference, such as A.8.13 or ISP-09 §4.2."),
            N_("Nothing was changed."),
        )
    rows = _rows(uow.session, finding.id)
    row = FindingCriterion(
        finding_id=finding.id,
        kind=criterion.kind,
        requirement_id=criterion.requirement_id,
        reference=criterion.reference.strip(),
        version=criterion.version.strip(),
        position=max((one.position for one in rows), default=0) + 1,
    )
    uow.session.add(row)
    if criterion.is_primary:
        _put_first(uow, finding, row)
    return row.id


def _put_first(uow: UnitOfWork, finding: Finding, primary: FindingCriterion) -> None:
    uow.session.flush()
    for row in _rows(uow.session, finding.id):
        row.is_primary = row.id == primary.id


def _settle(uow: UnitOfWork, finding: Finding) -> None:
    """One primary criterion while there is any, and the grade that follows from it."""
    uow.session.flush()
    rows = _rows(uow.session, finding.id)
    if rows and not any(row.is_primary for row in rows):
        rows[0].is_primary = True
    regrade(uow, finding)
