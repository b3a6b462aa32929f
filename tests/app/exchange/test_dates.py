"""Dates as people of many countries write them into a cell that was meant for a date."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.dates import from_serial, readings

DAY = date(2026, 7, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-31",
        "2026/7/31",
        "2026.07.31",
        "31.07.2026",
        "31. 7. 2026",
        "31.7.26",
        "31/07/2026",
        "07/31/2026",
        "7/31/26",
        "31-07-2026",
        "31-Jul-26",
        "31 July 2026",
        "July 31, 2026",
        "Friday, 31 July 2026",
        "31st of July 2026",
        "31. Juli 2026",
        "31 juillet 2026",
        "31 de julio de 2026",
        "piątek, 31 lipca 2026",
        "31. července 2026",
        "2026. július 31.",
        "31 Temmuz 2026 Cuma",
        "31 июля 2026 г.",
        "2026年7月31日",
        "٣١/٠٧/٢٠٢٦",
        "2026-07-31T00:00:00",
        "31.07.2026 14:05",
        "7/31/26 12:00 AM",
        "  31.07.2026  ",
    ],
)
def test_a_date_is_read_in_many_ways_of_writing(text: str) -> None:
    assert readings(text) == (DAY,)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("08/09/2026", date(2026, 8, 9), date(2026, 9, 8)),
        ("8-9-2026", date(2026, 8, 9), date(2026, 9, 8)),
        ("26-07-31", date(2026, 7, 31), date(2031, 7, 26)),
        ("1 listopad 2026", date(2026, 10, 1), date(2026, 11, 1)),
    ],
)
def test_a_date_that_means_two_days_is_not_guessed(text: str, first: date, second: date) -> None:
    assert readings(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "next week",
        "Q3 2026",
        "July 2026",
        "31.02.2026",
        "2026-13-01",
        "31/07/2569",
        "12",
        "31.07.",
        "1.2.3.4",
        "n/a",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize(
    "language",
    [
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "sv",
        "nb",
        "fi",
        "hu",
        "tr",
        "el",
        "ru",
        "uk",
        "ro",
    ],
)
@pytest.mark.parametrize("width", ["long", "full"])
def test_every_month_is_read_as_a_program_of_that_language_writes_it(language: str, width: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 17)
        text = format_date(day, width, locale=language)
        # A Pole's November is a Croat's October.
        expected = (date(2026, 10, 17), day) if "listopad" in text and language == "pl" else (day,)
        assert readings(text) == expected, text


@given(st.text(max_size=40))
def test_any_text_is_read_or_not_without_an_error(text: str) -> None:
    assert all(2000 <= day.year < 2100 for day in readings(text))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_by_its_number_is_that_day(day: date) -> None:
    assert from_serial((day - date(1899, 12, 30)) / timedelta(days=1)) == day


@pytest.mark.parametrize("number", [0, -1, 12.5, 1e300, float("inf"), float("nan"), 20260731])
def test_a_number_of_no_day_of_this_century_is_none(number: float) -> None:
    assert from_serial(number) is None
