"""Whether what an audit recorded may still change. Before its report is issued nothing refuses it (R-56)."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, or_, select
from sqlalchemy.orm import Session

from app.edits import existing
from app.errors import UserError
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit, AuditState
from models.report import ReportRevision, ReportState

_ISSUED = (ReportState.ISSUED, ReportState.SUPERSEDED)
REPORTED = (AuditState.REPORTED, AuditState.COMPLETED, AuditState.CLOSED)
UNDER_WAY = (ReportState.DRAFT, ReportState.IN_REVIEW, ReportState.APPROVED)


def refuse_after_issue(uow: UnitOfWork, audit_id: str) -> None:
    """Raise UserError when an issued report rests on what is about to change (R-5, R-40).

    While the report is amended, what it rests on may change with it.
    """
    if not is_settled(uow, audit_id):
        return
    raise UserError(
        N_("The report of {number} was issued: what it rests on does not change any more."),
        N_("Nothing was changed."),
        N_("Amend the report in a new revision with its reason. Follow-up goes on with the findings."),
        number=existing(uow, Audit, audit_id).number,
    )


def is_settled(unit: ReadUnit, audit_id: str) -> bool:
    """Whether an issued report rests on the audit, and is not being amended."""
    return bool(settled(unit.session, [audit_id]))


def settled(session: Session, audit_ids: Iterable[str]) -> frozenset[str]:
    """Audits on which an issued report rests that is not being amended."""
    query = select(ReportRevision.audit_id).where(
        ReportRevision.audit_id.in_(audit_ids), ReportRevision.state.in_(_ISSUED)
    )
    issued = frozenset(session.scalars(query))
    return issued - amended(session, issued) if issued else issued


def taken_over(session: Session, audit_ids: Iterable[str]) -> frozenset[str]:
    """Audits that were reported before they came into Assay: it has no report of theirs."""
    query = select(Audit.id).where(Audit.id.in_(audit_ids), Audit.state.in_(REPORTED), ~is_issued(Audit.id))
    return frozenset(session.scalars(query))


def is_issued(audit_id: str | SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether a report of the audit was issued, as a condition on its id or on the column that holds it."""
    states = or_(*(ReportRevision.state == state for state in _ISSUED))
    return exists().where(ReportRevision.audit_id == audit_id, states)


def amended(session: Session, audit_ids: Iterable[str]) -> frozenset[str]:
    """Audits whose issued report is being amended: a later revision with its reason is under way (R-40)."""
    query = select(ReportRevision.audit_id).where(
        ReportRevision.audit_id.in_(audit_ids),
        ReportRevision.state.in_(UNDER_WAY),
        ReportRevision.revision > 1,
        ReportRevision.reason != "",
    )
    return frozenset(session.scalars(query))


def amending_revision(unit: ReadUnit, audit_id: str) -> int | None:
    """The number of the revision under way that amends the issued report; None when none is."""
    query = select(ReportRevision.revision).where(
        ReportRevision.audit_id == audit_id,
        ReportRevision.state.in_(UNDER_WAY),
        ReportRevision.revision > 1,
    )
    return unit.session.scalars(query.limit(1)).first()
