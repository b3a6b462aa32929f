"""Sessions: planned, held with pauses, and taken out of the plan."""

from datetime import timedelta

import pytest

from app.errors import UserError
from app.programme.people import add_person
from app.sessions import sessions
from app.sessions.reads import session_rows
from app.sessions.sessions import ParticipantRole
from tests.app.sessions.story import Story

INTERVIEWEE, GUIDE = ParticipantRole.INTERVIEWEE, ParticipantRole.GUIDE


def test_a_session_that_was_planned_has_not_begun(story: Story) -> None:
    view = story.view()
    assert (view.started_at, view.ended_at, view.running_since) == (None, None, None)
    assert view.elapsed(story.clock.now()) == timedelta()


def test_time_runs_from_the_start(story: Story) -> None:
    story.do(sessions.start, story.session_id)
    began = story.clock.now()
    story.clock.advance(minutes=12, seconds=30)
    view = story.view()
    assert (view.started_at, view.running_since) == (began, began)
    assert view.elapsed(story.clock.now()) == timedelta(minutes=12, seconds=30)


def test_pauses_are_left_out_of_the_time(story: Story) -> None:
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=10)
    story.do(sessions.pause, story.session_id)
    story.clock.advance(minutes=30)
    assert story.view().elapsed(story.clock.now()) == timedelta(minutes=10)
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=5)
    assert story.view().elapsed(story.clock.now()) == timedelta(minutes=15)


def test_a_session_that_ended_keeps_its_time(story: Story) -> None:
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=20)
    story.do(sessions.end, story.session_id)
    ended = story.clock.now()
    story.clock.advance(hours=3)
    view = story.view()
    assert (view.ended_at, view.running_since) == (ended, None)
    assert view.elapsed(story.clock.now()) == timedelta(minutes=20)
    (row,) = story.see(session_rows, story.audit_id)
    assert (row.is_held, row.is_running) == (True, False)


def test_a_session_that_ended_can_be_taken_up_again(story: Story) -> None:
    story.do(sessions.start, story.session_id)
    began = story.clock.now()
    story.clock.advance(minutes=20)
    story.do(sessions.end, story.session_id)
    story.clock.advance(hours=1)
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=1)
    view = story.view()
    assert (view.started_at, view.ended_at) == (began, None)
    assert view.elapsed(story.clock.now()) == timedelta(minutes=21)


def test_starting_twice_does_not_count_twice(story: Story) -> None:
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=3)
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=4)
    assert story.view().elapsed(story.clock.now()) == timedelta(minutes=7)


def test_pausing_what_does_not_run_changes_nothing(story: Story) -> None:
    story.do(sessions.pause, story.session_id)
    assert story.view().started_at is None


def test_the_time_is_right_over_the_change_to_summer_time(story: Story) -> None:
    story.clock.set(story.clock.now().replace(month=3, day=29, hour=0, minute=50))
    story.do(sessions.start, story.session_id)
    story.clock.advance(minutes=30)
    story.do(sessions.pause, story.session_id)
    assert story.view().elapsed(story.clock.now()) == timedelta(minutes=30)


def test_people_take_part_in_their_order_and_once(story: Story) -> None:
    moreau = story.do(add_person, "A. Moreau")
    parts = [(moreau, GUIDE), (story.okafor_id, INTERVIEWEE), (moreau, INTERVIEWEE)]
    story.do(sessions.set_participants, story.session_id, parts)
    present = [(person.name, part) for person, part in story.view().participants]
    assert present == [("A. Moreau", INTERVIEWEE), ("M. Okafor", INTERVIEWEE)]


def test_somebody_who_comes_along_is_added_at_the_end(story: Story) -> None:
    moreau = story.do(add_person, "A. Moreau")
    story.do(sessions.add_participant, story.session_id, moreau, GUIDE)
    assert [(person.name, part) for person, part in story.view().participants] == [
        ("M. Okafor", INTERVIEWEE),
        ("A. Moreau", GUIDE),
    ]


def test_the_agenda_keeps_its_order_and_takes_an_item_once(story: Story) -> None:
    wanted = [story.items[reference] for reference in ("A.8.15", "8.2", "A.8.13", "8.2")]
    story.do(sessions.set_items, story.session_id, wanted)
    assert [item.reference for item in story.view().items] == ["A.8.15", "8.2", "A.8.13"]


def test_notes_stay_when_their_item_leaves_the_agenda(story: Story) -> None:
    story.note("Restore test of 14 Feb shown.", on="A.8.13")
    story.do(sessions.set_items, story.session_id, [story.items["A.8.15"]])
    assert [line.text for line in story.lines_on("A.8.13")] == ["Restore test of 14 Feb shown."]


def test_a_planned_session_can_be_taken_out_of_the_plan(story: Story) -> None:
    story.do(sessions.remove_session, story.session_id)
    assert story.see(session_rows, story.audit_id) == ()


def test_taking_a_session_out_can_be_undone_with_people_and_items(story: Story) -> None:
    story.do(sessions.remove_session, story.session_id)
    story.workspace.undo()
    view = story.view()
    assert [person.name for person in view.interviewees] == ["M. Okafor"]
    assert [item.reference for item in view.items] == ["A.8.13", "A.8.15"]


@pytest.mark.parametrize("act", [sessions.start, sessions.end])
def test_a_session_that_was_begun_stays(story: Story, act: object) -> None:
    story.do(act, story.session_id)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="stays in the audit"):
        story.do(sessions.remove_session, story.session_id)
    assert len(story.see(session_rows, story.audit_id)) == 1


def test_a_session_with_notes_stays(story: Story) -> None:
    story.note("Written before anybody pressed start.")
    with pytest.raises(UserError, match="stays in the audit"):
        story.do(sessions.remove_session, story.session_id)
    assert len(story.unfiled()) == 1


def test_a_field_that_is_no_field_of_a_session_is_a_bug(story: Story) -> None:
    with pytest.raises(ValueError, match="audit_id"):
        story.do(sessions.edit_session, story.session_id, audit_id="another")
    assert story.view().audit_id == story.audit_id
