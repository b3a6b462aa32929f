"""Days and moments as the reader's language writes them: `24 Nov 2026`, never `2026-11-24`."""

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def day_text(when: date, language: str) -> str:
    """27 Nov 2026."""
    from babel.dates import format_date

    locale = locale_of(language)
    return format_date(when, "d MMM y" if locale.language == "en" else "medium", locale=locale)


def moment_text(when: datetime, language: str) -> str:
    """24 Nov 2026, 10:36."""
    return f"{day_text(when.date(), language)}, {when:%H:%M}"


def locale_of(language: str) -> "Locale":
    """The locale of a language such as `pt-BR`; English where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
