"""Dates, times and sizes as the report's language writes them (R-45)."""

from datetime import date, datetime

from app.dates import day_text, locale_of
from app.words import Words


def day(when: date | None, words: Words) -> str:
    """27 Nov 2026; empty where there is no date."""
    return "" if when is None else day_text(when, words.language)


def moment(when: datetime | None, words: Words) -> str:
    """24 Nov 2026, 10:36 +01:00, in the offset in which it was recorded (R-2)."""
    if when is None:
        return ""
    return f"{day(when.date(), words)}, {clock(when)}{_offset(when)}"


def clock(when: datetime) -> str:
    """10:36."""
    return f"{when:%H:%M}"


def span(starts: date | None, ends: date | None, words: Words) -> str:
    """24–26 Nov 2026, as short as the two dates allow."""
    if starts is None or ends is None or starts == ends:
        return day(starts or ends, words)
    if locale_of(words.language).language == "en" and (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{day(ends, words)}"
    return f"{day(starts, words)} – {day(ends, words)}"


def size(count: int | None) -> str:
    """12.4 kB; empty where nothing was taken."""
    if count is None:
        return ""
    if count < 1000:
        return f"{count}\u00a0B"
    amount, unit = count / 1000, "kB"
    for larger in ("MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.1f}\u00a0{unit}"


def _offset(when: datetime) -> str:
    offset = f"{when:%z}"
    return f" {offset[:3]}:{offset[3:5]}" if offset else ""
