"""When sessions and meetings are planned: in the zone of the place where they are held."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.edits import existing
from app.planning.meetings import MeetingKind, add_meeting
from app.sessions.sessions import plan_session
from app.unit_of_work import ReadUnit, UnitOfWork
from models.meeting import Meeting
from models.organization import Site
from models.session import AuditSession

_DAY = timedelta(days=1)


def plan_session_times(
    uow: UnitOfWork, session_id: str, day: date | None, start: time | None, end: time | None
) -> None:
    """Plan a session from `start` to `end` o'clock at its site; without a day or a start it has no time.

    An end that is not after the start is meant for the next day, as in a night shift.
    """
    session = existing(uow, AuditSession, session_id)
    session.planned_start, session.planned_end = _slot(uow, session.site_id, day, start, end)
    uow.session.flush()


def plan_meeting_times(
    uow: UnitOfWork, meeting_id: str, day: date | None, start: time | None, end: time | None
) -> None:
    """Plan a meeting in the zone of the person at the screen; see `plan_session_times`."""
    meeting = existing(uow, Meeting, meeting_id)
    meeting.planned_start, meeting.planned_end = _slot(uow, None, day, start, end)
    uow.session.flush()


def move_to_site(uow: UnitOfWork, session_id: str, site_id: str | None) -> None:
    """Hold a session at another site; what the clock on the wall says there stays as planned."""
    session = existing(uow, AuditSession, session_id)
    session.site_id = site_id
    start, end = session.planned_start, session.planned_end
    if start is not None:
        session.planned_start = at_site(uow, site_id, start.date(), start.time())
    if end is not None:
        session.planned_end = at_site(uow, site_id, end.date(), end.time())
    uow.session.flush()


def at_site(unit: ReadUnit, site_id: str | None, day: date, at: time) -> datetime:
    """`at` o'clock on a day at a site; without a site, where the person at the screen is."""
    site = unit.session.get(Site, site_id) if site_id else None
    if site is not None:
        return datetime.combine(day, at, ZoneInfo(site.zone))
    return _here(unit.now(), day, at)


def _here(now: datetime, day: date, at: time) -> datetime:
    # The laptop's clock tells only the offset of this moment; summer time may begin before the day comes.
    if not isinstance(now.tzinfo, ZoneInfo) and now.utcoffset() == now.astimezone().utcoffset():
        return datetime.combine(day, at).astimezone()
    return datetime.combine(day, at, now.tzinfo)


def _slot(
    unit: ReadUnit, site_id: str | None, day: date | None, start: time | None, end: time | None
) -> tuple[datetime | None, datetime | None]:
    if day is None or start is None:
        return None, None
    begins = at_site(unit, site_id, day, start)
    if end is None:
        return begins, None
    return begins, at_site(unit, site_id, day if end > start else day + _DAY, end)


def plan_session_at(
    uow: UnitOfWork, audit_id: str, day: date, start: time, end: time, site_id: str | None
) -> str:
    """Plan an interview for a slot at a site; returns its id."""
    session_id = plan_session(uow, audit_id, site_id=site_id)
    plan_session_times(uow, session_id, day, start, end)
    return session_id


def plan_meeting_at(
    uow: UnitOfWork, audit_id: str, kind: MeetingKind, day: date, start: time, end: time
) -> str:
    """Plan a meeting for a slot; returns its id."""
    meeting_id = add_meeting(uow, audit_id, kind)
    plan_meeting_times(uow, meeting_id, day, start, end)
    return meeting_id
