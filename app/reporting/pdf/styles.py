"""Measures and type of the printed report; lengths in points."""

from dataclasses import dataclass, replace

from app.reporting.colours import MUTED, TEXT
from app.reporting.pdf.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
MARGIN = 62.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
TOP, BOTTOM = 92.0, 76.0
HEADER_Y, FOOTER_Y = PAGE_HEIGHT - 65.0, 46.0


@dataclass(frozen=True, slots=True)
class Style:
    """Face, type size, line height, colour."""

    font: str = REGULAR
    size: float = 9.0
    leading: float = 13.5
    colour: str = TEXT

    def but(self, font: str | None = None, colour: str | None = None) -> "Style":
        """The same with another face or colour."""
        return replace(self, font=font or self.font, colour=colour or self.colour)


BODY = Style()
BODY_MUTED = BODY.but(colour=MUTED)
LEAD = Style(size=10.0, leading=16.5)
SMALL = Style(size=8.0, leading=11.5)
SMALL_MUTED = SMALL.but(colour=MUTED)
TINY = Style(size=7.0, leading=10.0, colour=MUTED)
HASH = Style(size=6.2, leading=9.5, colour=MUTED)
LABEL = Style(size=8.5, leading=13.5, colour=MUTED)
HEAD = Style(MEDIUM, 7.5, 11.0, MUTED)
H1 = Style(BOLD, 16.0, 22.0)
H2 = Style(SEMIBOLD, 11.0, 16.0)
H3 = Style(SEMIBOLD, 9.5, 14.0)
CARD_TITLE = Style(SEMIBOLD, 11.0, 16.0)
CARD_NUMBER = Style(SEMIBOLD, 9.5, 14.0)
COUNT = Style(BOLD, 20.0, 25.0)
COVER_TITLE = Style(BOLD, 26.0, 33.0)
COVER_LINE = Style(MEDIUM, 12.0, 18.0)
