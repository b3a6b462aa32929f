"""What changes while an audit is on: somebody else comes, a slot moves, what was not reached is carried on.

Once the audit was opened each of these is a deviation from the plan that the report prints (R-15). A reason
can be given later: nobody is asked for one while somebody is speaking.
"""

from datetime import date, time, timedelta

from sqlalchemy import select

from app.edits import existing
from app.errors import UserError
from app.planning.context import add_deviation, edit_deviation
from app.planning.states import has_begun
from app.planning.writing import refuse_after_issue
from app.sessions.change_reads import not_reached
from app.sessions.sessions import plan_session, set_items
from app.sessions.times import plan_session_times
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.audit import Audit, PlanDeviation
from models.organization import Person
from models.session import (
    AuditSession,
    ParticipantRole,
    SessionItem,
    SessionParticipant,
    Substitution,
)

SOMEBODY_ELSE = N_("Somebody other than planned came to a session.")
MOVED = N_("A session was held at another time than planned.")
CARRIED = N_("Items that a session did not reach were carried to another.")
PLAN_CHANGES = (SOMEBODY_ELSE, MOVED, CARRIED)
_SHORTEST = timedelta(minutes=5)


def substitute(uow: UnitOfWork, session_id: str, absent_id: str, person_id: str, why: str = "") -> None:
    """Somebody comes to a session in place of another person, in the same part.

    Raises UserError for a person who takes part already, and once the report is issued.
    """
    session = _changing(uow, session_id)
    query = select(SessionParticipant).where(SessionParticipant.session_id == session_id)
    rows = {row.person_id: row for row in uow.session.scalars(query)}
    if person_id in rows:
        raise UserError(
            N_("{name} takes part in this session already."),
            N_("Nothing was changed."),
            name=existing(uow, Person, person_id).name,
        )
    if absent_id in rows:
        rows[absent_id].person_id = person_id
    else:
        uow.session.add(SessionParticipant(session_id=session_id, person_id=person_id, position=len(rows)))
    _note_substitution(uow, session_id, absent_id, person_id)
    _log(uow, session, SOMEBODY_ELSE, why)


def _note_substitution(uow: UnitOfWork, session_id: str, absent_id: str, person_id: str) -> None:
    """Somebody who stood in and is replaced in turn leaves the one who was planned in the record."""
    query = select(Substitution).where(Substitution.session_id == session_id)
    rows = {row.person_id: row for row in uow.session.scalars(query)}
    earlier = rows.pop(absent_id, None)
    planned_id = earlier.instead_of_id if earlier else absent_id
    if earlier is not None:
        uow.session.delete(earlier)
        uow.session.flush()
    if planned_id != person_id:
        uow.session.add(Substitution(session_id=session_id, person_id=person_id, instead_of_id=planned_id))
    uow.session.flush()


def move(
    uow: UnitOfWork, session_id: str, day: date | None, start: time | None, end: time | None, why: str = ""
) -> None:
    """Plan a session for another slot at its site; see `app.sessions.times.plan_session_times`."""
    session = _changing(uow, session_id)
    before = (session.planned_start, session.planned_end)
    plan_session_times(uow, session_id, day, start, end)
    if before[0] is not None and before != (session.planned_start, session.planned_end):
        _log(uow, session, MOVED, why)


def lengthen(uow: UnitOfWork, session_id: str, minutes: int, why: str = "") -> None:
    """End a session so many minutes later than planned, or earlier with a negative number.

    Raises UserError for a session without a planned end, and when less than five minutes would be left.
    """
    session = _changing(uow, session_id)
    start, end = session.planned_start, session.planned_end
    if start is None or end is None:
        raise UserError(
            N_("This session has no planned time yet."), todo=N_("Give it a day, a start and an end.")
        )
    changed = end + timedelta(minutes=minutes)
    if changed - start < _SHORTEST:
        raise UserError(N_("A session takes five minutes at least."), N_("Its time was left as it is."))
    session.planned_end = changed
    _log(uow, session, MOVED, why)


def carry_over(uow: UnitOfWork, session_id: str, target_id: str | None, why: str = "") -> int:
    """Move the items without a result to the end of another session's agenda; returns how many.

    Without a target they go to a new session with the same people, still without a time. Notes that were
    taken on them stay. Raises UserError where every item has a result.
    """
    session = _changing(uow, session_id)
    left = not_reached(uow, session_id)
    if not left:
        raise UserError(N_("Every item of this session has a result."), N_("There is nothing to carry over."))
    target = target_id or _session_like(uow, session)
    set_items(uow, target, [*_agenda_ids(uow, target), *left])
    set_items(uow, session_id, [item_id for item_id in _agenda_ids(uow, session_id) if item_id not in left])
    _log(uow, session, CARRIED, why)
    return len(left)


def explain(uow: UnitOfWork, session_id: str, what: str, why: str) -> None:
    """Say afterwards why a session was changed: `what` is one of `PLAN_CHANGES`."""
    _log(uow, _changing(uow, session_id), what, why)


def _agenda_ids(uow: UnitOfWork, session_id: str) -> list[str]:
    query = select(SessionItem.item_id).where(SessionItem.session_id == session_id)
    return list(uow.session.scalars(query.order_by(SessionItem.position)))


def _session_like(uow: UnitOfWork, session: AuditSession) -> str:
    """A session of the same kind with the same interviewees, to be given a time later."""
    query = select(SessionParticipant.person_id).where(
        SessionParticipant.session_id == session.id, SessionParticipant.role == ParticipantRole.INTERVIEWEE
    )
    return plan_session(
        uow,
        session.audit_id,
        session.kind,
        title=session.title,
        interviewee_ids=list(uow.session.scalars(query.order_by(SessionParticipant.position))),
        site_id=session.site_id,
        mode=session.mode,
        remote_tool=session.remote_tool,
    )


def _changing(uow: UnitOfWork, session_id: str) -> AuditSession:
    session = existing(uow, AuditSession, session_id)
    refuse_after_issue(uow, session.audit_id)
    return session


def _log(uow: UnitOfWork, session: AuditSession, what: str, why: str) -> None:
    """Log the change, once for each kind and session: what is said later of it takes the place of that."""
    uow.session.flush()
    if not has_begun(existing(uow, Audit, session.audit_id).state):
        return
    name = _name(session)
    reason = f"{name}: {why.strip()}" if why.strip() else name
    query = select(PlanDeviation).where(
        PlanDeviation.audit_id == session.audit_id,
        PlanDeviation.what == what,
        PlanDeviation.reason.startswith(name, autoescape=True),
    )
    known = uow.session.scalars(query.order_by(PlanDeviation.at.desc())).first()
    if known is None:
        add_deviation(uow, session.audit_id, what, reason)
    elif why.strip():
        edit_deviation(uow, known.id, reason=reason)


def _name(session: AuditSession) -> str:
    """What the report calls the session: roles and names of people do not stand in it."""
    begins = session.started_at or session.planned_start
    day = f"{begins:%Y-%m-%d}" if begins else ""
    kind = session.kind.value.replace("_", " ")
    return " ".join(part for part in (session.title or session.process or kind, day) if part)
