"""One earlier finding that is entered by hand from a paper report, under the rules of a list (R-38)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.findings.earlier.reading import EarlierRow, Field, RefusedError, earlier_finding
from app.findings.earlier.taking_over import TAKEN_OVER, requirement_named, take_over
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit
from models.programme import Programme

ENTER = N_("Enter an earlier finding")
NO_AUDIT = N_("it does not say in which audit it was raised")
THERE_ALREADY = N_("{value} is there already and stays as it is")


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """An audit from before Assay, of which findings were taken over."""

    id: str
    title: str


def enter(uow: UnitOfWork, organization_id: str, said: Mapping[Field, str]) -> EarlierRow:
    """Add a finding to the closed audit that it names, which is made where there is none yet.

    Raises RefusedError for what a list would refuse, without an audit, and for a number that the audit has
    already; UserError for an organisation that is gone.
    """
    row = earlier_finding(said, uow.today())
    if not row.audit:
        raise RefusedError(Field.AUDIT, NO_AUDIT)
    if take_over(uow, organization_id, (row,), row.audit).known:
        raise RefusedError(Field.NUMBER, THERE_ALREADY, row.number)
    return row


def earlier_audits(unit: ReadUnit, organization_id: str) -> tuple[EarlierAudit, ...]:
    """The audits of an organisation from before Assay, the latest first."""
    query = (
        select(Audit.id, Audit.title)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(Programme.organization_id == organization_id, Audit.state_reason == TAKEN_OVER)
        .order_by(Audit.closing_on.desc(), Audit.title)
    )
    return tuple(EarlierAudit(row.id, row.title) for row in unit.session.execute(query))


def requirement_meant(unit: ReadUnit, reference: str) -> str:
    """The requirement that a reference is understood as, such as `A.5.18 Access rights`; "" for none."""
    found = requirement_named(unit, reference)
    return f"{found.reference} {found.title}" if found else ""
