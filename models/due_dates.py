"""Dates by which something is due. They are plain dates (R-2) and defaults of the programme (section 7.8).

No standard fixes days for internal audits; these are the organisation's own.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from models.finding import FindingState, Grade

EFFECTIVENESS_DAYS = 90
SOON_DAYS = 14

_AWAITS_RESPONSE = frozenset({FindingState.CONFIRMED, FindingState.ISSUED})


class Urgency(enum.Enum):
    """How a due date stands today, the most urgent first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class ResponseDays:
    """Days that a programme gives for a response with cause and plan."""

    major: int = 14
    minor: int = 30

    def of(self, grade: Grade) -> int:
        return self.major if grade is Grade.MAJOR else self.minor


def response_due_on(closing_on: date, grade: Grade, days: ResponseDays) -> date:
    """The clock starts on the date of the closing meeting."""
    return closing_on + timedelta(days=days.of(grade))


def effectiveness_due_on(verified_on: date) -> date:
    """When recurrence would have appeared: 90 days after the implementation was verified (section 7.6)."""
    return verified_on + timedelta(days=EFFECTIVENESS_DAYS)


def is_overdue(due_on: date | None, today: date) -> bool:
    """Due today is not overdue until tomorrow (AS-14)."""
    return due_on is not None and due_on < today


def urgency(due_on: date | None, today: date) -> Urgency:
    """What is due within two weeks, today included, is due soon."""
    if due_on is None:
        return Urgency.UNDATED
    if is_overdue(due_on, today):
        return Urgency.OVERDUE
    return Urgency.SOON if due_on <= soon_until(today) else Urgency.LATER


def soon_until(today: date) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=SOON_DAYS)


def is_response_overdue(state: FindingState, due_on: date | None, today: date) -> bool:
    """Whether a finding still awaits its response, past the day on which that was due."""
    return state in _AWAITS_RESPONSE and is_overdue(due_on, today)


def is_action_overdue(due_on: date | None, done_on: date | None, cancelled: bool, today: date) -> bool:
    """Whether an action was neither done nor cancelled by the day on which it was due."""
    return done_on is None and not cancelled and is_overdue(due_on, today)


def is_effectiveness_due(state: FindingState, due_on: date | None, today: date) -> bool:
    """Whether it is time to look whether the actions worked."""
    return state is FindingState.IMPLEMENTATION_VERIFIED and due_on is not None and due_on <= today
