"""Dates by which something is due: plain dates (R-2), from the limits of the programme (section 7.8).

No standard fixes days for internal audits; these are the organisation's own.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from models.finding import FindingState, Grade

_AWAITS_RESPONSE = frozenset({FindingState.CONFIRMED, FindingState.ISSUED})


class Urgency(enum.Enum):
    """How a due date stands today, the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class GradeDays:
    """Days by grade."""

    major: int
    minor: int

    def of(self, grade: Grade) -> int:
        return self.major if grade is Grade.MAJOR else self.minor


@dataclass(frozen=True, slots=True)
class Limits:
    """The days that a programme gives (section 7.8), from the closing meeting on, or with `from_issue` from
    the issue of the first revision with the finding.

    Effectiveness is looked at so many days after the implementation was verified, that of a minor at the next
    audit where `effectiveness_minor` is None. What is due within `soon` days is due soon.
    """

    correction: GradeDays = GradeDays(7, 30)
    response: GradeDays = GradeDays(14, 30)
    action: GradeDays = GradeDays(90, 180)
    effectiveness_major: int = 90
    effectiveness_minor: int | None = None
    soon: int = 14
    from_issue: bool = False


def due_on(since: date, grade: Grade, days: GradeDays) -> date:
    """So many days after the clock started."""
    return since + timedelta(days=days.of(grade))


def action_due_on(since: date, grade: Grade, limits: Limits, next_audit_on: date | None) -> date:
    """When the actions are to be complete; those on a minor at latest by the next audit."""
    by_days = due_on(since, grade, limits.action)
    if grade is Grade.MAJOR or next_audit_on is None:
        return by_days
    return min(by_days, next_audit_on)


def effectiveness_due_on(verified_on: date, grade: Grade, limits: Limits, next_audit_on: date | None) -> date:
    """When recurrence would have appeared, counted from the verified implementation (section 7.6).

    A minor without days of its own waits for the next audit, and while none is planned as long as a major.
    """
    days = limits.effectiveness_major if grade is Grade.MAJOR else limits.effectiveness_minor
    if days is None and next_audit_on is not None:
        return next_audit_on
    return verified_on + timedelta(days=limits.effectiveness_major if days is None else days)


def is_overdue(due_on: date | None, today: date) -> bool:
    """Due today is not overdue until tomorrow (AS-14)."""
    return due_on is not None and due_on < today


def urgency(due_on: date | None, today: date, soon_days: int) -> Urgency:
    """What is due within `soon_days`, today included, is due soon."""
    if due_on is None:
        return Urgency.UNDATED
    if is_overdue(due_on, today):
        return Urgency.OVERDUE
    return Urgency.SOON if due_on <= today + timedelta(days=soon_days) else Urgency.LATER


def is_response_overdue(state: FindingState, due_on: date | None, today: date) -> bool:
    """Whether a finding still awaits its response, past the day on which that was due."""
    return state in _AWAITS_RESPONSE and is_overdue(due_on, today)


def is_action_overdue(due_on: date | None, done_on: date | None, cancelled: bool, today: date) -> bool:
    """Whether an action was neither done nor cancelled by the day on which it was due."""
    return done_on is None and not cancelled and is_overdue(due_on, today)


def is_effectiveness_due(state: FindingState, due_on: date | None, today: date) -> bool:
    """Whether it is time to look whether the actions worked."""
    return state is FindingState.IMPLEMENTATION_VERIFIED and due_on is not None and due_on <= today
