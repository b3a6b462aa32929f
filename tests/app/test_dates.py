"""Days in sentences read as days, in the reader's language."""

from datetime import UTC, date, datetime

import pytest

from app.dates import day_text, moment_text
from app.errors import UserError
from app.words import Message, Words

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "24 Nov 2026"), ("de", "24.11.2026"), ("?", "24 Nov 2026")]
)
def test_a_day_is_written_as_the_language_does(language: str, said: str) -> None:
    assert day_text(DAY, language) == said


def test_a_moment_has_its_day_and_its_time() -> None:
    assert moment_text(datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "en") == "24 Nov 2026, 09:05"


def test_a_refusal_says_the_day_and_not_its_code() -> None:
    refused = UserError(
        "{date} is past.", "", "Not {at}.", date=DAY, at=datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    )
    assert str(refused) == "24 Nov 2026 is past. Not 24 Nov 2026, 09:05."
    assert refused.sentences(Words("de"))[0] == "24.11.2026 is past."


def test_a_day_inside_a_message_inside_a_message_is_said_too() -> None:
    inner = Message("until {day}", {"day": DAY})
    outer = Message("Kept {until}.", {"until": inner})
    assert Words().message(outer) == str(outer) == "Kept until 24 Nov 2026."
