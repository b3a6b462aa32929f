"""Sessions of an audit, planned and held."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.planning.states import begin_fieldwork
from app.planning.writing import refuse_after_issue
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.audit import AuditMode
from models.session import (
    AuditSession,
    Confirmation,
    Consent,
    LineKind,
    NoteLine,
    ParticipantRole,
    SessionInterval,
    SessionItem,
    SessionKind,
    SessionParticipant,
    Substitution,
)

__all__ = ["AuditMode", "Consent", "LineKind", "ParticipantRole", "SessionKind"]

SESSION_FIELDS = frozenset(
    [
        "kind",
        "title",
        "process",
        "planned_start",
        "planned_end",
        "site_id",
        "room",
        "mode",
        "remote_tool",
        "consent",
        "interruptions",
        "document_title",
        "document_version",
        "document_owner",
        "document_approval",
        "sections_read",
        "review_result",
        "test_agreement",
        "test_window",
        "test_account",
        "test_logging",
        "test_restoring",
    ]
)


def plan_session(
    uow: UnitOfWork,
    audit_id: str,
    kind: SessionKind = SessionKind.INTERVIEW,
    *,
    title: str = "",
    planned_start: datetime | None = None,
    planned_end: datetime | None = None,
    interviewee_ids: Sequence[str] = (),
    item_ids: Sequence[str] = (),
    **values: object,
) -> str:
    """Plan a session with its people and items; returns its id. `values` are further `SESSION_FIELDS`."""
    session = AuditSession(
        audit_id=audit_id, kind=kind, title=title, planned_start=planned_start, planned_end=planned_end
    )
    uow.session.add(session)
    uow.session.flush()
    edit_session(uow, session.id, **values)
    set_participants(
        uow, session.id, [(person_id, ParticipantRole.INTERVIEWEE) for person_id in interviewee_ids]
    )
    set_items(uow, session.id, item_ids)
    return session.id


def edit_session(uow: UnitOfWork, session_id: str, **values: object) -> None:
    """Set fields of a session; `SESSION_FIELDS` lists them."""
    set_fields(uow, AuditSession, session_id, SESSION_FIELDS, values)


def set_participants(
    uow: UnitOfWork, session_id: str, participants: Sequence[tuple[str, ParticipantRole]]
) -> None:
    """Who takes part, in order: (person id, role). A substitute is simply the other person."""
    query = select(SessionParticipant).where(SessionParticipant.session_id == session_id)
    for row in uow.session.scalars(query).all():
        uow.session.delete(row)
    uow.session.flush()
    for position, (person_id, role) in enumerate(dict(participants).items()):
        uow.session.add(
            SessionParticipant(session_id=session_id, person_id=person_id, role=role, position=position)
        )
    uow.session.flush()


def add_participant(uow: UnitOfWork, session_id: str, person_id: str, role: ParticipantRole) -> None:
    """Add somebody at the end of those who take part; one who does already gets this part."""
    query = select(SessionParticipant).where(SessionParticipant.session_id == session_id)
    rows = uow.session.scalars(query.order_by(SessionParticipant.position)).all()
    present = {row.person_id: row.role for row in rows}
    set_participants(uow, session_id, list((present | {person_id: role}).items()))


def set_items(uow: UnitOfWork, session_id: str, item_ids: Sequence[str]) -> None:
    """The items on the agenda, in order; the notes on an item stay when it leaves the agenda."""
    query = select(SessionItem).where(SessionItem.session_id == session_id)
    present = {row.item_id: row for row in uow.session.scalars(query).all()}
    wanted = list(dict.fromkeys(item_ids))
    for item_id, row in present.items():
        if item_id not in wanted:
            uow.session.delete(row)
    for position, item_id in enumerate(wanted):
        if item_id in present:
            present[item_id].position = position
        else:
            uow.session.add(SessionItem(session_id=session_id, item_id=item_id, position=position))
    uow.session.flush()


def start(uow: UnitOfWork, session_id: str) -> None:
    """Begin or resume; the clock of the session runs. A session that runs goes on running.

    The first session after the opening meeting begins the fieldwork of the audit (section 3.3).
    """
    session = existing(uow, AuditSession, session_id)
    if _running_interval(uow, session_id) is not None:
        return
    now = uow.now()
    session.started_at = session.started_at or now
    session.ended_at = None
    uow.session.add(SessionInterval(session_id=session_id, started_at=now))
    begin_fieldwork(uow, session.audit_id)
    uow.session.flush()


def pause(uow: UnitOfWork, session_id: str) -> None:
    """Stop the clock of the session until it is resumed."""
    interval = _running_interval(uow, session_id)
    if interval is not None:
        interval.ended_at = uow.now()
        uow.session.flush()


def end(uow: UnitOfWork, session_id: str) -> None:
    """The session is over; starting it again takes it up where it was."""
    pause(uow, session_id)
    existing(uow, AuditSession, session_id).ended_at = uow.now()
    uow.session.flush()


def _running_interval(uow: UnitOfWork, session_id: str) -> SessionInterval | None:
    query = select(SessionInterval).where(
        SessionInterval.session_id == session_id, SessionInterval.ended_at.is_(None)
    )
    return uow.session.scalars(query).first()


def remove_session(uow: UnitOfWork, session_id: str) -> None:
    """Take a planned session out of the plan.

    Raises UserError for one that was begun or has notes, and once the report is issued (R-5).
    """
    session = existing(uow, AuditSession, session_id)
    query = select(NoteLine.id).where(NoteLine.session_id == session_id)
    if session.started_at or session.ended_at or uow.session.scalars(query).first():
        raise _was_held()
    refuse_after_issue(uow, session.audit_id)
    set_items(uow, session_id, ())
    set_participants(uow, session_id, ())
    for table in (Substitution, Confirmation):
        for row in uow.session.scalars(select(table).where(table.session_id == session_id)).all():
            uow.session.delete(row)
    uow.session.delete(session)
    uow.session.flush()


def _was_held() -> UserError:
    return UserError(
        N_("A session that was begun stays in the audit, with its notes."),
        todo=N_("End it, and take what was not reached into another session."),
    )
