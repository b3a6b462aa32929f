"""The limits of a programme give dates; a date that is set stays when a limit changes (section 7.8)."""

from datetime import date, timedelta

from app.findings.detail import FindingDetail, finding_detail
from app.findings.terms import FindingState
from app.follow_up import responses
from app.follow_up.due_list import DueFilter, Show, due_ids
from app.follow_up.due_rows import Urgency, due_counts, due_rows
from app.follow_up.responses import PlannedAction
from app.programme import organizations
from models.audit import Audit, AuditState
from tests.app.findings.story import MAJOR, Story
from tests.app.follow_up.test_follow_up import implement
from tests.conftest import FixedClock

TODAY = date(2026, 7, 6)
CLOSING = date(2026, 7, 8)


def limit(story: Story, **days: int | None) -> None:
    story.do(organizations.edit_programme, story.programme_id, **days)


def detail(story: Story, finding_id: str) -> FindingDetail:
    return story.see(finding_detail, finding_id)


def dates(story: Story, finding_id: str) -> tuple[int, int]:
    """Days from the closing meeting until correction and response are due."""
    row = story.finding(finding_id)
    assert row.correction_due_on is not None
    assert row.response_due_on is not None
    return (row.correction_due_on - CLOSING).days, (row.response_due_on - CLOSING).days


def close_meeting(story: Story) -> None:
    with story.workspace.write("Hold the closing meeting") as uow:
        uow.session.get_one(Audit, story.audit_id).closing_on = CLOSING


def plan_audit(story: Story, on: date, state: AuditState = AuditState.PLANNED) -> None:
    another = story.another_audit(on, f"IA-{on.isoformat()}-{state.value}")
    with story.workspace.write("Plan the next audit") as uow:
        uow.session.get_one(Audit, another.audit_id).state = state


def test_correction_and_response_are_due_by_grade_and_by_the_programme(story: Story) -> None:
    minor, major = story.confirmed(), story.confirmed(*MAJOR, on="8.2")
    limit(story, correction_days_minor=20, response_days_major=10)
    story.issue()
    assert (dates(story, minor), dates(story, major)) == ((20, 30), (7, 10))


def test_a_changed_limit_moves_no_date_that_is_set(story: Story) -> None:
    first = story.issued()
    limit(story, correction_days_minor=3, response_days_minor=5)
    second = story.confirmed(on="8.2")
    story.issue()
    assert (dates(story, first), dates(story, second)) == ((30, 30), (3, 5))


def test_a_date_for_the_actions_is_proposed_and_nothing_is_set_by_it(story: Story) -> None:
    minor, major = story.confirmed(), story.confirmed(*MAJOR, on="8.2")
    assert detail(story, minor).actions_by == TODAY + timedelta(days=180)
    close_meeting(story)
    limit(story, action_days_major=60)
    assert detail(story, minor).actions_by == CLOSING + timedelta(days=180)
    assert detail(story, major).actions_by == CLOSING + timedelta(days=60)
    action_id = story.do(responses.add_action, minor, PlannedAction("Number every test"))
    (action,) = detail(story, minor).responses[0].actions
    assert (action.id, action.due_on) == (action_id, None)


def test_actions_on_a_minor_are_proposed_by_the_next_audit_that_takes_place(story: Story) -> None:
    minor = story.confirmed()
    close_meeting(story)
    plan_audit(story, date(2026, 9, 1), AuditState.CANCELLED)
    plan_audit(story, date(2026, 10, 5))
    plan_audit(story, date(2026, 6, 1))
    assert detail(story, minor).actions_by == date(2026, 10, 5)


def test_no_past_day_is_proposed(story: Story, clock: FixedClock) -> None:
    minor = story.confirmed()
    close_meeting(story)
    clock.advance(days=200)
    assert detail(story, minor).actions_by is None


def test_effectiveness_is_judged_as_the_programme_says(story: Story, clock: FixedClock) -> None:
    finding_id, owner = story.issued(), story.person("Ada Fenwick")
    implement(story, finding_id, owner, clock)
    assert detail(story, finding_id).row.state is FindingState.IMPLEMENTED
    limit(story, effectiveness_days_minor=45)
    today = clock.now().date()
    assert detail(story, finding_id).judged_from == today + timedelta(days=45)
    limit(story, effectiveness_days_minor=None)
    plan_audit(story, date(2027, 5, 10))
    assert detail(story, finding_id).judged_from == date(2027, 5, 10)


def test_what_is_soon_is_up_to_the_programme(story: Story) -> None:
    owner = story.person("Ada Fenwick")
    actions = [PlannedAction(f"In {day} days", owner, TODAY + timedelta(days=day)) for day in (5, 20)]
    story.submit(story.issued(), *actions)
    for days, soon in ((4, []), (14, ["In 5 days"]), (20, ["In 5 days", "In 20 days"])):
        limit(story, soon_days=days)
        rows = story.see(due_rows, story.see(due_ids, DueFilter(Show.SOON)))
        assert [row.what for row in rows] == soon
        assert all(row.urgency is Urgency.SOON for row in rows)
        assert story.see(due_counts).soon == len(soon)
