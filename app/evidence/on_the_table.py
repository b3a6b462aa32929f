"""What an audit was busy with at a moment: the session that ran, and the item that was on the table.

Nobody records which item is looked at. But each line of notes is stamped and filed to an item, and each
result is stamped too: the last of these at or before the moment says what was on the table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.unit_of_work import ReadUnit
from models.checklist import ChecklistItem
from models.session import AuditSession, NoteLine, SessionInterval, SessionItem

# A photo is often taken just before the first word on what it shows is typed.
_SHORTLY_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Moment:
    """A session that ran at a moment, and the item then on the table; None where nothing says which."""

    session_id: str
    session: str
    item_id: str | None


def on_the_table(unit: ReadUnit, audit_id: str, at: datetime) -> Moment | None:
    """What the audit was busy with; None when no session of it ran, a pause included."""
    session = _session(unit, audit_id, at)
    if session is None:
        return None
    return Moment(session.id, session.title, _item(unit, session.id, at))


def _session(unit: ReadUnit, audit_id: str, at: datetime) -> AuditSession | None:
    """The session whose clock ran; of several at the same time the one that began last."""
    query = (
        select(AuditSession, SessionInterval)
        .join(SessionInterval, SessionInterval.session_id == AuditSession.id)
        .where(AuditSession.audit_id == audit_id)
        .order_by(SessionInterval.started_at.desc())
    )
    now = unit.now()
    for session, interval in unit.session.execute(query).all():
        if interval.started_at <= at <= (interval.ended_at or now):
            return session
    return None


def _item(unit: ReadUnit, session_id: str, at: datetime) -> str | None:
    stamps = sorted(_stamps(unit, session_id))
    before = [item_id for stamp, item_id in stamps if stamp <= at]
    if before:
        return before[-1]
    return next((item_id for stamp, item_id in stamps if stamp - at <= _SHORTLY_AFTER), None)


def _stamps(unit: ReadUnit, session_id: str) -> list[tuple[datetime, str]]:
    """When an item was written about or concluded in a session."""
    lines = select(NoteLine.at, NoteLine.item_id).where(
        NoteLine.session_id == session_id, NoteLine.item_id.is_not(None)
    )
    results = (
        select(ChecklistItem.concluded_at, ChecklistItem.id)
        .join(SessionItem, SessionItem.item_id == ChecklistItem.id)
        .where(SessionItem.session_id == session_id, ChecklistItem.concluded_at.is_not(None))
    )
    rows = [*unit.session.execute(lines).all(), *unit.session.execute(results).all()]
    return [(at, item_id) for at, item_id in rows if at is not None and item_id is not None]
