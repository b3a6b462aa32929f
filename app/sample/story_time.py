"""The time in which the sample plays: a clock that is set, the days of an audit, and the years around it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_DATE = re.compile(r"Y(?P<years>[+-]\d)?-(?P<month>\d\d)-(?P<day>\d\d)")
_YEAR_ENDS = (10, 31)


class StoryClock:
    """A clock that stands still until the story moves it."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Go to an aware instant."""
        self._at = at


def story_year(first_day: date) -> int:
    """The year that ended on the last 31 October before an audit's first day; the evidence is from it."""
    return first_day.year - (first_day <= date(first_day.year, *_YEAR_ENDS))


def written_date(day: date) -> str:
    """A date as the prose of the sample writes it, such as `24 Nov 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one audit in the story. Day 1 is its first day, day 0 the day before."""

    year: int
    first_day: date

    def day(self, number: int) -> date:
        return self.first_day + timedelta(days=number - 1)

    def at(self, when: str, day: int = 1) -> datetime:
        """The instant that `2 09:45` means, or `09:45` on `day`."""
        number, _, clock = when.rpartition(" ")
        return datetime.combine(self.day(int(number or day)), time.fromisoformat(clock), ZONE)

    def date(self, text: str) -> date:
        """The date that `Y-1-11-01` means: 1 November of the year before the story's."""
        found = _MONTH_DATE.fullmatch(text)
        if found is None:
            raise ValueError(f"not a date of the story: {text}")
        return date(self.year + int(found["years"] or 0), int(found["month"]), int(found["day"]))


class Days:
    """The dates of an audit's days for the prose: `{day[2]}` is the date of its second day."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def __getitem__(self, number: int | str) -> str:
        return written_date(self._calendar.day(int(number)))


def words(calendar: Calendar, last_audit: str = "") -> dict[str, object]:
    """What the places in the prose stand for."""
    year = calendar.year
    years = {"before": year - 2, "last": year - 1, "year": year, "next": year + 1, "next2": year + 2}
    return {**years, "last_audit": last_audit, "day": Days(calendar)}
