"""Dates that came back as text, however people write them. What can be read in two ways is not guessed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DAY_ZERO = date(1899, 12, 30)
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_TIME = re.compile(r"[T ,]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?|Z)?\s*$")
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "sr_Latn", "hu", "ro", "da", "sv",
    "nb", "fi", "et", "lv", "lt", "tr", "el", "bg", "uk", "ru", "ca", "ga", "is", "mt", "ar", "he", "id",
)  # fmt: skip
# Words around the numbers that say nothing of the month.
_BESIDE = "st nd rd th of the de del di do da dne den der az ve г р ngày năm tháng thg 年 月 日 년 월 일"
_DIGITS_OF_YEAR = 4


def readings(text: str) -> tuple[date, ...]:
    """The dates that a text can mean, in order: one for most, none where it is no date of this century."""
    without_time = _TIME.sub("", text.strip())
    parts = _PARTS.findall(without_time)
    numbers = [part for part in parts if part.isdecimal()]
    words = [_folded(part) for part in parts if not part.isdecimal()]
    found = set(_read(numbers, words, _sign_between(without_time)))
    return tuple(sorted(one for one in found if _FIRST_YEAR <= one.year < _LAST_YEAR))


def from_serial(number: float) -> date | None:
    """The day that a spreadsheet counts with this number, None where it is not one of this century."""
    if not (number == number and abs(number) < 1_000_000):
        return None
    day = _DAY_ZERO + timedelta(days=int(number))
    return day if _FIRST_YEAR <= day.year < _LAST_YEAR else None


def _sign_between(text: str) -> str:
    return next((sign for sign in "./-" if sign in text), "")


def _read(numbers: Sequence[str], words: Sequence[str], sign: str) -> Iterator[date]:
    named = [word for word in words if word not in _beside()]
    months = [_months().get(word, frozenset()) for word in named]
    if len(months) == 1 and len(numbers) == 2:
        for month in months[0]:
            yield from _with_month(numbers, month)
    elif not named and len(numbers) == 3:
        yield from _in_numbers(numbers, sign)


def _with_month(numbers: Sequence[str], month: int) -> Iterator[date]:
    first, last = numbers
    if len(first) == _DIGITS_OF_YEAR:
        yield from _day(first, month, last)
    else:
        yield from _day(last, month, first)


def _in_numbers(numbers: Sequence[str], sign: str) -> Iterator[date]:
    """Four digits in front are the year, and dots mean day first. Else the month or the year may lead."""
    first, second, third = numbers
    if len(first) == _DIGITS_OF_YEAR:
        yield from _day(first, int(second), third)
        return
    yield from _day(third, int(second), first)
    if sign != ".":
        yield from _day(third, int(first), second)
    if sign == "-" and len(third) == 2:
        yield from _day(first, int(second), third)


def _day(year: str, month: int, day: str) -> Iterator[date]:
    if len(year) not in (2, _DIGITS_OF_YEAR):
        return
    full = int(year) + (_FIRST_YEAR if len(year) == 2 else 0)
    try:
        yield date(full, month, int(day))
    except ValueError:
        return


def _folded(word: str) -> str:
    """A word whatever its case, its accents and the dot above a Turkish i."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ı", "i")


@cache
def _months() -> dict[str, frozenset[int]]:
    """The months by all their names; `listopad` is November in Polish and October in Croatian."""
    known: dict[str, set[int]] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for language in _LANGUAGES:
                names = get_month_names(width, context, Locale.parse(language))
                for month, name in names.items():
                    for word in _words_of(name):
                        known.setdefault(word, set()).add(month)
    return {word: frozenset(months) for word, months in known.items()}


@cache
def _beside() -> frozenset[str]:
    """Words that say nothing of the month: small ones, and days of the week that no month is called like."""
    found = {
        word
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_day_names(width, context, Locale.parse(language)).values()
        for word in _words_of(name)
    }
    return frozenset(found - _months().keys()) | _fillers()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_folded(word) for word in _BESIDE.split())


def _words_of(name: str) -> set[str]:
    """The words of a name that say anything; months that are numbers, as in Japanese, have none."""
    words = {_folded(part) for part in _PARTS.findall(name) if not part.isdecimal() and len(part) > 1}
    return words - _fillers()
