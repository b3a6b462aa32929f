"""The calendar and the script of the story."""

from datetime import UTC, date, datetime

import pytest

from app.sample.script import notes
from app.sample.story_time import Calendar, story_year, words

CALENDAR = Calendar(2026, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("first_day", "year"),
    [
        (date(2026, 11, 23), 2026),
        (date(2026, 10, 31), 2025),
        (date(2026, 11, 1), 2026),
        (date(2027, 3, 1), 2026),
    ],
)
def test_the_evidence_is_from_the_last_year_that_ended_in_october(first_day: date, year: int) -> None:
    assert story_year(first_day) == year


def test_times_are_days_of_the_audit_and_hours_at_the_site() -> None:
    assert CALENDAR.at("2 10:42").isoformat() == "2026-11-24T10:42:00+00:00"
    assert CALENDAR.at("10:42", 3).date() == date(2026, 11, 25)
    assert CALENDAR.at("-46 09:10").isoformat() == "2026-10-07T09:10:00+01:00"


def test_dates_in_months_carry_their_year_as_a_letter() -> None:
    assert CALENDAR.date("Y-10-31") == date(2026, 10, 31)
    assert CALENDAR.date("Y-1-11-01") == date(2025, 11, 1)
    with pytest.raises(ValueError, match="not a date of the story"):
        CALENDAR.date("2026-11-01")


def test_the_prose_names_years_days_and_the_last_audit() -> None:
    told = "{last_audit}: {last} to {next}, {day[2]}".format_map(words(CALENDAR, "IA-2025-02"))
    assert told == "IA-2025-02: 2025 to 2027, 24 Nov 2026"


def test_lines_without_an_hour_are_spread_over_their_session() -> None:
    start, end = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)
    lines = notes("own 4.1 | First.\n09:55 = 4.1 conforming\nosei - | Second.", start, end)
    assert [(line.at, line.who, line.item, line.text) for line in lines] == [
        ("09:20", "own", "4.1", "First."),
        ("09:55", "=", "4.1", ""),
        ("09:40", "osei", "", "Second."),
    ]
    assert lines[1].is_result
    assert lines[1].result == "conforming"


def test_a_line_that_is_none_is_told() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with pytest.raises(ValueError, match="not a line of notes: nothing"):
        notes("nothing", now, now)
