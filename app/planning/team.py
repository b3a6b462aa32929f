"""Who takes part in an audit: the team with its declarations, the people around it, and the auditees."""

from sqlalchemy import select

from app.edits import existing, set_fields
from app.planning.writing import refuse_after_issue
from app.unit_of_work import UnitOfWork
from models.audit import Auditee, TeamAssignment, TeamRole

_DECLARATION = frozenset({"independence_statement", "declared_on", "tie", "safeguard"})
_AUDITEE = frozenset({"unit", "person_id"})


def assign(uow: UnitOfWork, audit_id: str, person_id: str, role: TeamRole) -> str:
    """Give a person a part in the audit; one that the person has already is not given twice.

    There is one lead auditor: the former one goes on as an auditor.
    """
    known = _assignment(uow, audit_id, person_id, role)
    if known is not None:
        return known.id
    if role is TeamRole.LEAD_AUDITOR:
        _make_room_for_lead(uow, audit_id)
    assignment = TeamAssignment(audit_id=audit_id, person_id=person_id, role=role)
    uow.session.add(assignment)
    uow.session.flush()
    return assignment.id


def change_role(uow: UnitOfWork, assignment_id: str, role: TeamRole) -> None:
    """Give a part of the audit another name; the declaration stays with the person."""
    assignment = existing(uow, TeamAssignment, assignment_id)
    if assignment.role is role:
        return
    known = _assignment(uow, assignment.audit_id, assignment.person_id, role)
    if known is not None:
        uow.session.delete(assignment)
    else:
        if role is TeamRole.LEAD_AUDITOR:
            _make_room_for_lead(uow, assignment.audit_id)
        assignment.role = role
    uow.session.flush()


def _make_room_for_lead(uow: UnitOfWork, audit_id: str) -> None:
    query = select(TeamAssignment).where(
        TeamAssignment.audit_id == audit_id, TeamAssignment.role == TeamRole.LEAD_AUDITOR
    )
    for former in uow.session.scalars(query).all():
        if _assignment(uow, audit_id, former.person_id, TeamRole.AUDITOR) is None:
            former.role = TeamRole.AUDITOR
        else:
            uow.session.delete(former)
    uow.session.flush()


def _assignment(uow: UnitOfWork, audit_id: str, person_id: str, role: TeamRole) -> TeamAssignment | None:
    query = select(TeamAssignment).where(
        TeamAssignment.audit_id == audit_id,
        TeamAssignment.person_id == person_id,
        TeamAssignment.role == role,
    )
    return uow.session.scalars(query).first()


def declare_independence(
    uow: UnitOfWork, assignment_id: str, statement: str, *, tie: str = "", safeguard: str = ""
) -> None:
    """Record the declaration of a team member, and the safeguard where a tie exists (R-9, R-10)."""
    assignment = existing(uow, TeamAssignment, assignment_id)
    assignment.independence_statement = statement
    assignment.tie, assignment.safeguard = tie, safeguard
    assignment.declared_on = uow.today()
    uow.session.flush()


def edit_declaration(uow: UnitOfWork, assignment_id: str, **values: object) -> None:
    """Set independence_statement, declared_on, tie or safeguard of a team member (R-9, R-10)."""
    set_fields(uow, TeamAssignment, assignment_id, _DECLARATION, values)


def unassign(uow: UnitOfWork, assignment_id: str) -> None:
    """Take a part in the audit away from a person. Raises UserError once the report is issued (R-5)."""
    assignment = existing(uow, TeamAssignment, assignment_id)
    refuse_after_issue(uow, assignment.audit_id)
    uow.session.delete(assignment)
    uow.session.flush()


def add_auditee(uow: UnitOfWork, audit_id: str, unit: str, person_id: str | None = None) -> str:
    """Name a unit or person that is audited; returns the row's id."""
    auditee = Auditee(audit_id=audit_id, unit=unit, person_id=person_id)
    uow.session.add(auditee)
    uow.session.flush()
    return auditee.id


def edit_auditee(uow: UnitOfWork, auditee_id: str, **values: object) -> None:
    """Set unit or person_id of an auditee."""
    set_fields(uow, Auditee, auditee_id, _AUDITEE, values)


def remove_auditee(uow: UnitOfWork, auditee_id: str) -> None:
    """No longer name a unit or person as audited. Raises UserError once the report is issued (R-5)."""
    auditee = existing(uow, Auditee, auditee_id)
    refuse_after_issue(uow, auditee.audit_id)
    uow.session.delete(auditee)
    uow.session.flush()
