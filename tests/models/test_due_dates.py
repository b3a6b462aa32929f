"""Dates by which something is due."""

from datetime import date, timedelta

import pytest

from models import due_dates
from models.due_dates import GradeDays, Limits, Urgency
from models.finding import FindingState, Grade

TODAY = date(2026, 7, 6)


@pytest.mark.parametrize(
    ("closing", "grade", "due"),
    [
        (date(2026, 11, 25), Grade.MINOR, date(2026, 12, 25)),
        (date(2026, 11, 25), Grade.MAJOR, date(2026, 12, 9)),
        (date(2026, 12, 20), Grade.MAJOR, date(2027, 1, 3)),
        (date(2028, 2, 15), Grade.MAJOR, date(2028, 2, 29)),
    ],
)
def test_a_response_is_due_some_days_after_the_closing_meeting(
    closing: date, grade: Grade, due: date
) -> None:
    assert due_dates.due_on(closing, grade, Limits().response) == due


def test_a_programme_sets_its_own_days() -> None:
    assert due_dates.due_on(TODAY, Grade.MAJOR, GradeDays(5, 10)) == TODAY + timedelta(days=5)
    assert due_dates.due_on(TODAY, Grade.MINOR, GradeDays(5, 10)) == TODAY + timedelta(days=10)


def test_what_is_due_today_is_not_overdue_until_tomorrow() -> None:
    assert not due_dates.is_overdue(TODAY, TODAY)
    assert due_dates.is_overdue(TODAY, TODAY + timedelta(days=1))
    assert not due_dates.is_overdue(None, TODAY)


def test_a_response_is_overdue_only_while_it_is_awaited() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert due_dates.is_response_overdue(FindingState.ISSUED, yesterday, TODAY)
    assert not due_dates.is_response_overdue(FindingState.RESPONSE_SUBMITTED, yesterday, TODAY)


def test_an_action_that_is_done_or_cancelled_is_not_overdue() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert due_dates.is_action_overdue(yesterday, None, False, TODAY)
    assert not due_dates.is_action_overdue(yesterday, TODAY, False, TODAY)
    assert not due_dates.is_action_overdue(yesterday, None, True, TODAY)


def test_effectiveness_is_judged_ninety_days_after_the_implementation_was_verified() -> None:
    due = due_dates.effectiveness_due_on(TODAY, Grade.MAJOR, Limits(), date(2026, 9, 1))
    assert due == date(2026, 10, 4)
    assert due_dates.is_effectiveness_due(FindingState.IMPLEMENTATION_VERIFIED, due, due)
    assert not due_dates.is_effectiveness_due(
        FindingState.IMPLEMENTATION_VERIFIED, due, due - timedelta(days=1)
    )
    assert not due_dates.is_effectiveness_due(FindingState.CLOSED, due, due)


def test_a_minor_waits_for_the_next_audit_unless_the_programme_gives_it_days() -> None:
    next_audit, as_for_a_major = date(2027, 5, 10), date(2026, 10, 4)
    assert due_dates.effectiveness_due_on(TODAY, Grade.MINOR, Limits(), next_audit) == next_audit
    assert due_dates.effectiveness_due_on(TODAY, Grade.MINOR, Limits(), None) == as_for_a_major
    own = Limits(effectiveness_minor=30)
    assert due_dates.effectiveness_due_on(TODAY, Grade.MINOR, own, next_audit) == date(2026, 8, 5)


def test_actions_on_a_minor_are_complete_at_latest_by_the_next_audit() -> None:
    for grade, next_audit, due in (
        (Grade.MAJOR, date(2026, 9, 1), date(2026, 10, 4)),
        (Grade.MINOR, date(2026, 9, 1), date(2026, 9, 1)),
        (Grade.MINOR, date(2027, 5, 10), date(2027, 1, 2)),
        (Grade.MINOR, None, date(2027, 1, 2)),
    ):
        assert due_dates.action_due_on(TODAY, grade, Limits(), next_audit) == due


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(-1, Urgency.OVERDUE), (0, Urgency.SOON), (14, Urgency.SOON), (15, Urgency.LATER)],
)
def test_what_is_due_within_two_weeks_is_due_soon(days: int, urgency: Urgency) -> None:
    assert due_dates.urgency(TODAY + timedelta(days=days), TODAY, Limits().soon) is urgency


def test_a_programme_says_itself_what_is_soon() -> None:
    in_a_week = TODAY + timedelta(days=7)
    assert due_dates.urgency(in_a_week, TODAY, 7) is Urgency.SOON
    assert due_dates.urgency(in_a_week, TODAY, 6) is Urgency.LATER


def test_what_has_no_date_is_neither_due_nor_overdue() -> None:
    assert due_dates.urgency(None, TODAY, Limits().soon) is Urgency.UNDATED
