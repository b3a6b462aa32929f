"""Whether the time is enough: items left against the time that is still planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.unit_of_work import ReadUnit
from models.checklist import ChecklistItem, Result
from models.session import AuditSession, SessionInterval


@dataclass(frozen=True, slots=True)
class Pace:
    """Figures of an audit. `minutes_left` is what the open items are planned to take, `minutes_planned` what
    is left of the sessions that are not over."""

    items: int
    items_examined: int
    minutes_left: int
    minutes_planned: int


def pace(unit: ReadUnit, audit_id: str) -> Pace:
    """How far the audit is with its items, and how much time it still has for them."""
    is_open = ChecklistItem.result == Result.OPEN
    items, still_open, minutes = unit.session.execute(
        select(
            func.count(ChecklistItem.id),
            func.count(ChecklistItem.id).filter(is_open),
            func.coalesce(func.sum(ChecklistItem.minutes).filter(is_open), 0),
        ).where(ChecklistItem.audit_id == audit_id)
    ).one()
    return Pace(items, items - still_open, minutes, _minutes_planned(unit, audit_id))


def _minutes_planned(unit: ReadUnit, audit_id: str) -> int:
    query = select(AuditSession).where(
        AuditSession.audit_id == audit_id,
        AuditSession.ended_at.is_(None),
        AuditSession.planned_start.is_not(None),
        AuditSession.planned_end.is_not(None),
    )
    used = _time_used(unit, audit_id)
    left = timedelta()
    for row in unit.session.scalars(query):
        planned = _span(row.planned_start, row.planned_end) - used.get(row.id, timedelta())
        left += max(planned, timedelta())
    return round(left.total_seconds() / 60)


def _span(start: datetime | None, end: datetime | None) -> timedelta:
    return end - start if start is not None and end is not None else timedelta()


def _time_used(unit: ReadUnit, audit_id: str) -> dict[str, timedelta]:
    """Time held by session, pauses left out."""
    query = (
        select(SessionInterval)
        .join(AuditSession, AuditSession.id == SessionInterval.session_id)
        .where(AuditSession.audit_id == audit_id, AuditSession.ended_at.is_(None))
    )
    used: dict[str, timedelta] = {}
    for row in unit.session.scalars(query):
        span = _span(row.started_at, row.ended_at or unit.now())
        used[row.session_id] = used.get(row.session_id, timedelta()) + span
    return used
