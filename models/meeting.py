"""Meetings of an audit with attendance and minutes."""

import enum
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class MeetingKind(enum.Enum):
    """Which meeting of an audit it is (section 3.3)."""

    OPENING = "opening"
    DAILY = "daily"
    CLOSING = "closing"


class Meeting(Row):
    """A planned or held meeting."""

    __tablename__ = "meeting"

    audit_id: Mapped[str] = mapped_column(reference("audit.id"), index=True)
    kind: Mapped[MeetingKind]
    planned_start: Mapped[datetime | None]
    planned_end: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    agenda: Mapped[tuple[str, ...]] = mapped_column(default=())
    minutes: Mapped[str] = mapped_column(default="")


class Attendance(Row):
    """Who was at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[str] = mapped_column(reference("meeting.id"))
    person_id: Mapped[str] = mapped_column(reference("person.id"))
