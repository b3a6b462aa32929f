"""Meetings: planned with their agenda, held, and taken out of the plan."""

import pytest

from app.errors import UserError
from app.planning import meetings
from app.planning.meetings import AGENDA, MeetingKind
from app.planning.reads import MeetingRow, audit_detail
from app.programme.people import add_person
from tests.app.planning.story import Story


def only(audit: Story) -> MeetingRow:
    (row,) = audit.see(audit_detail, audit.audit_id).meetings
    return row


@pytest.fixture
def opening(audit: Story) -> str:
    return audit.do(meetings.add_meeting, audit.audit_id, MeetingKind.OPENING, place="Board room")


def test_a_meeting_that_becomes_another_gets_the_agenda_of_its_kind(audit: Story, opening: str) -> None:
    audit.do(meetings.change_kind, opening, MeetingKind.CLOSING)
    assert (only(audit).kind, only(audit).agenda) == (MeetingKind.CLOSING, AGENDA[MeetingKind.CLOSING])


def test_an_agenda_that_was_written_stays(audit: Story, opening: str) -> None:
    audit.do(meetings.edit_meeting, opening, agenda=("Welcome",))
    audit.do(meetings.change_kind, opening, MeetingKind.DAILY)
    assert only(audit).agenda == ("Welcome",)


def test_a_meeting_is_held_now_with_those_who_are_there(audit: Story, opening: str) -> None:
    audit.do(meetings.hold_meeting, opening, (audit.lead_id, audit.lead_id), "All agreed.")
    row = only(audit)
    assert (row.attendees, row.minutes) == (("Lena Ferreira",), "All agreed.")
    assert row.held_at == audit.see(lambda unit: unit.now())


def test_holding_again_keeps_the_first_time_and_the_minutes(audit: Story, opening: str) -> None:
    audit.do(meetings.hold_meeting, opening, (audit.lead_id,), "All agreed.")
    first = only(audit).held_at
    audit.do(meetings.hold_meeting, opening, (audit.lead_id,))
    assert (only(audit).held_at, only(audit).minutes) == (first, "All agreed.")


def test_somebody_who_comes_late_is_added(audit: Story, opening: str) -> None:
    okafor = audit.do(add_person, "M. Okafor")
    audit.do(meetings.set_attendance, opening, (audit.lead_id,))
    audit.do(meetings.add_attendee, opening, okafor)
    audit.do(meetings.add_attendee, opening, okafor)
    assert only(audit).attendees == ("Lena Ferreira", "M. Okafor")


def test_a_planned_meeting_can_be_taken_out_and_brought_back(audit: Story, opening: str) -> None:
    audit.do(meetings.set_attendance, opening, (audit.lead_id,))
    audit.do(meetings.remove_meeting, opening)
    assert audit.see(audit_detail, audit.audit_id).meetings == ()
    audit.workspace.undo()
    assert only(audit).attendees == ("Lena Ferreira",)


def test_a_meeting_that_was_held_stays(audit: Story, opening: str) -> None:
    audit.do(meetings.hold_meeting, opening, (audit.lead_id,))
    with pytest.raises(UserError, match="stays in the audit"):
        audit.do(meetings.remove_meeting, opening)
    assert only(audit).id == opening


def test_a_meeting_held_by_mistake_can_be_taken_back(audit: Story, opening: str) -> None:
    audit.do(meetings.hold_meeting, opening, (audit.lead_id,))
    audit.do(meetings.not_held, opening)
    assert (only(audit).held_at, only(audit).attendees) == (None, ("Lena Ferreira",))
