"""Meetings: opening, daily and closing, with agenda, attendance and minutes (section 3.3)."""

from datetime import datetime

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.planning.writing import refuse_after_issue
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.meeting import Attendance, Meeting, MeetingKind

__all__ = ["AGENDA", "MeetingKind", "add_meeting", "edit_meeting", "hold_meeting", "set_attendance"]

AGENDA = {
    MeetingKind.OPENING: (
        N_("Introductions and roles"),
        N_("Objectives, scope and criteria"),
        N_("Plan and changes to it"),
        N_("Methods and sampling"),
        N_("Confidentiality, handling of evidence, recordings"),
        N_("Guides, language, safety rules"),
        N_("Grading of findings, and what happens when we disagree"),
        N_("Time and place of the closing meeting"),
    ),
    MeetingKind.DAILY: (N_("What was seen today"), N_("What is open"), N_("Changes for tomorrow")),
    MeetingKind.CLOSING: (
        N_("Thanks"),
        N_("What samples can and cannot show"),
        N_("Strengths"),
        N_("Findings with their grades, and the auditee's position on each"),
        N_("Conclusion"),
        N_("Dates for responses"),
        N_("What to do in case of disagreement"),
        N_("Confidentiality and next steps"),
    ),
}
_FIELDS = frozenset({"planned_start", "planned_end", "place", "agenda", "minutes", "held_at"})


def add_meeting(
    uow: UnitOfWork,
    audit_id: str,
    kind: MeetingKind,
    *,
    planned_start: datetime | None = None,
    planned_end: datetime | None = None,
    place: str = "",
) -> str:
    """Plan a meeting with the usual agenda of its kind."""
    meeting = Meeting(
        audit_id=audit_id,
        kind=kind,
        planned_start=planned_start,
        planned_end=planned_end,
        place=place,
        agenda=AGENDA[kind],
    )
    uow.session.add(meeting)
    uow.session.flush()
    return meeting.id


def edit_meeting(uow: UnitOfWork, meeting_id: str, **values: object) -> None:
    """Set planned_start, planned_end, place, agenda, minutes or held_at of a meeting."""
    set_fields(uow, Meeting, meeting_id, _FIELDS, values)


def change_kind(uow: UnitOfWork, meeting_id: str, kind: MeetingKind) -> None:
    """Make it another meeting; the usual agenda follows, one that was written stays."""
    meeting = existing(uow, Meeting, meeting_id)
    if meeting.agenda in ((), AGENDA[meeting.kind]):
        meeting.agenda = AGENDA[kind]
    meeting.kind = kind
    uow.session.flush()


def hold_meeting(uow: UnitOfWork, meeting_id: str, person_ids: tuple[str, ...], minutes: str = "") -> None:
    """Record that the meeting is held now, who is there, and what was said."""
    meeting = existing(uow, Meeting, meeting_id)
    meeting.held_at = meeting.held_at or uow.now()
    meeting.minutes = minutes or meeting.minutes
    set_attendance(uow, meeting_id, person_ids)


def not_held(uow: UnitOfWork, meeting_id: str) -> None:
    """Take back that a meeting was held; who is expected and what was written stays.

    Raises UserError once the report is issued (R-5).
    """
    meeting = existing(uow, Meeting, meeting_id)
    refuse_after_issue(uow, meeting.audit_id)
    meeting.held_at = None
    uow.session.flush()


def set_attendance(uow: UnitOfWork, meeting_id: str, person_ids: tuple[str, ...]) -> None:
    """Record who is there; those noted before keep their place, the others are no longer noted."""
    query = select(Attendance).where(Attendance.meeting_id == meeting_id)
    present = {row.person_id: row for row in uow.session.scalars(query).all()}
    for person_id, row in present.items():
        if person_id not in person_ids:
            uow.session.delete(row)
    for person_id in dict.fromkeys(person_ids):
        if person_id not in present:
            uow.session.add(Attendance(meeting_id=meeting_id, person_id=person_id))
    uow.session.flush()


def add_attendee(uow: UnitOfWork, meeting_id: str, person_id: str) -> None:
    """Record that somebody else is there too."""
    query = select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)
    present = tuple(uow.session.scalars(query))
    set_attendance(uow, meeting_id, (*present, person_id))


def remove_meeting(uow: UnitOfWork, meeting_id: str) -> None:
    """Take a planned meeting out of the plan. Raises UserError for one that was held, and after issue."""
    meeting = existing(uow, Meeting, meeting_id)
    if meeting.held_at is not None:
        raise UserError(
            N_("A meeting that was held stays in the audit, with its minutes."),
            todo=N_("Record that it was not held first, if that was a mistake."),
        )
    refuse_after_issue(uow, meeting.audit_id)
    set_attendance(uow, meeting_id, ())
    uow.session.delete(meeting)
    uow.session.flush()
