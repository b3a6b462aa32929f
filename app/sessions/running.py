"""Whether somebody is being interviewed at this moment."""

from sqlalchemy import select

from app.unit_of_work import ReadUnit
from models.session import SessionInterval


def is_any_running(unit: ReadUnit) -> bool:
    """Whether the clock of a session runs, in whatever audit of the workspace."""
    query = select(SessionInterval.id).where(SessionInterval.ended_at.is_(None)).limit(1)
    return unit.session.scalars(query).first() is not None
