"""What is read back to an interviewee, and their word that it is what they said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.edits import existing
from app.planning.writing import refuse_after_issue
from app.programme import people
from app.unit_of_work import ReadUnit, UnitOfWork
from models.session import AuditSession, Confirmation, NoteLine


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """Who confirmed the notes and when; `lines_since` counts lines that were begun after that."""

    person_id: str
    name: str
    at: datetime
    remark: str
    lines_since: int


def confirm(uow: UnitOfWork, session_id: str, person_id: str, remark: str = "") -> None:
    """An interviewee confirms, now, what was read back; said again, it counts from then on.

    `remark` is what they put right. Raises UserError once the report is issued.
    """
    refuse_after_issue(uow, existing(uow, AuditSession, session_id).audit_id)
    known = _known(uow, session_id, person_id)
    if known is None:
        known = Confirmation(session_id=session_id, person_id=person_id, at=uow.now())
        uow.session.add(known)
    known.at, known.remark = uow.now(), remark
    uow.session.flush()


def take_back(uow: UnitOfWork, session_id: str, person_id: str) -> None:
    """A confirmation that was noted by mistake; one that is not there changes nothing."""
    refuse_after_issue(uow, existing(uow, AuditSession, session_id).audit_id)
    known = _known(uow, session_id, person_id)
    if known is not None:
        uow.session.delete(known)
        uow.session.flush()


def _known(uow: UnitOfWork, session_id: str, person_id: str) -> Confirmation | None:
    query = select(Confirmation).where(
        Confirmation.session_id == session_id, Confirmation.person_id == person_id
    )
    return uow.session.scalars(query).first()


def confirmations(unit: ReadUnit, session_id: str) -> tuple[ConfirmationRow, ...]:
    """Who confirmed the notes of a session, in the order in which they did."""
    query = select(Confirmation).where(Confirmation.session_id == session_id).order_by(Confirmation.at)
    rows = unit.session.scalars(query).all()
    names = people.names(unit) if rows else {}
    return tuple(
        ConfirmationRow(
            row.person_id,
            names.get(row.person_id, ""),
            row.at,
            row.remark,
            _lines_since(unit, session_id, row.at),
        )
        for row in rows
    )


def confirmed_sessions(unit: ReadUnit, audit_id: str) -> frozenset[str]:
    """Ids of the sessions whose notes somebody confirmed."""
    query = (
        select(Confirmation.session_id)
        .join(AuditSession, AuditSession.id == Confirmation.session_id)
        .where(AuditSession.audit_id == audit_id)
    )
    return frozenset(unit.session.scalars(query))


def _lines_since(unit: ReadUnit, session_id: str, at: datetime) -> int:
    query = select(func.count(NoteLine.id)).where(NoteLine.session_id == session_id, NoteLine.at > at)
    return unit.session.scalar(query) or 0
