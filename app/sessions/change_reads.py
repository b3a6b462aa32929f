"""What can still be changed of a session that is on: who stood in, and where its items could go."""

from sqlalchemy import select

from app.programme import people
from app.sessions.reads import SessionRow, session_rows
from app.unit_of_work import ReadUnit
from models.checklist import ChecklistItem, Result
from models.session import AuditSession, SessionItem, Substitution


def substitutions(unit: ReadUnit, session_id: str) -> tuple[tuple[str, str], ...]:
    """Who came, and in place of whom, by name."""
    query = select(Substitution).where(Substitution.session_id == session_id).order_by(Substitution.id)
    rows = unit.session.scalars(query).all()
    names = people.names(unit) if rows else {}
    return tuple((names.get(row.person_id, ""), names.get(row.instead_of_id, "")) for row in rows)


def sessions_ahead(unit: ReadUnit, session_id: str) -> tuple[SessionRow, ...]:
    """The sessions that are not over, without this one; those with one of its interviewees first."""
    rows = session_rows(unit, unit.session.get_one(AuditSession, session_id).audit_id)
    met = next(set(row.interviewees) for row in rows if row.id == session_id)
    waiting = [row for row in rows if not row.is_held and row.id != session_id]
    return tuple(sorted(waiting, key=lambda row: met.isdisjoint(row.interviewees)))


def not_reached(unit: ReadUnit, session_id: str) -> list[str]:
    """Ids of the items on the agenda that have no result, in their order."""
    query = (
        select(SessionItem.item_id)
        .join(ChecklistItem, ChecklistItem.id == SessionItem.item_id)
        .where(SessionItem.session_id == session_id, ChecklistItem.result == Result.OPEN)
    )
    return list(unit.session.scalars(query.order_by(SessionItem.position)))
