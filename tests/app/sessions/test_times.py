"""When a session is planned: in the zone of its site."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.planning import meetings
from app.planning.meetings import MeetingKind
from app.planning.reads import audit_detail
from app.programme.organizations import add_site
from app.sessions import times
from tests.app.sessions.story import Story

DAY = date(2026, 11, 24)


@pytest.fixture
def bangkok(story: Story) -> str:
    return story.do(add_site, story.plan.organization_id, "Bangkok", zone="Asia/Bangkok")


def plan(story: Story, day: date | None, start: time | None, end: time | None) -> None:
    story.do(times.plan_session_times, story.session_id, day, start, end)


def test_times_are_those_of_the_site(story: Story, bangkok: str) -> None:
    story.do(times.move_to_site, story.session_id, bangkok)
    plan(story, DAY, time(9, 45), time(11))
    view = story.view()
    assert view.planned_start == datetime(2026, 11, 24, 9, 45, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert view.planned_start is not None
    assert (view.planned_start.hour, view.planned_start.utcoffset()) == (9, bangkok_offset())


def bangkok_offset() -> object:
    return datetime(2026, 11, 24, tzinfo=ZoneInfo("Asia/Bangkok")).utcoffset()


def test_without_a_site_times_are_where_the_auditor_is(story: Story) -> None:
    plan(story, DAY, time(9, 45), time(11))
    assert story.view().planned_start == datetime(2026, 11, 24, 9, 45, tzinfo=ZoneInfo("Europe/London"))


def test_the_offset_is_that_of_the_day_planned_not_of_today(story: Story) -> None:
    plan(story, DAY, time(9, 45), None)
    planned = story.view().planned_start
    assert planned is not None
    assert planned.utcoffset() != story.clock.now().utcoffset()


def test_a_session_that_moves_to_another_site_keeps_the_time_on_the_wall(story: Story, bangkok: str) -> None:
    plan(story, DAY, time(9, 45), time(11))
    story.do(times.move_to_site, story.session_id, bangkok)
    view = story.view()
    assert view.planned_start == datetime(2026, 11, 24, 9, 45, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert view.planned_end == datetime(2026, 11, 24, 11, tzinfo=ZoneInfo("Asia/Bangkok"))


def test_a_night_shift_ends_on_the_next_day(story: Story) -> None:
    plan(story, DAY, time(22), time(2))
    end = story.view().planned_end
    assert end is not None
    assert end.date() == date(2026, 11, 25)


@pytest.mark.parametrize(("day", "start"), [(None, time(9)), (DAY, None)])
def test_without_a_day_or_a_start_nothing_is_planned(
    story: Story, day: date | None, start: time | None
) -> None:
    plan(story, DAY, time(9), time(10))
    plan(story, day, start, time(10))
    view = story.view()
    assert (view.planned_start, view.planned_end) == (None, None)


def test_a_meeting_is_planned_with_the_agenda_of_its_kind(story: Story) -> None:
    kind = MeetingKind.OPENING
    story.do(times.plan_meeting_at, story.audit_id, kind, DAY, time(9), time(9, 30))
    (meeting,) = story.see(audit_detail, story.audit_id).meetings
    assert (meeting.kind, meeting.agenda) == (kind, meetings.AGENDA[kind])
    assert meeting.planned_end == datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/London"))
