"""The bundled typefaces and which of them can write a character.

Inter carries Latin, Greek and Cyrillic; what it lacks comes from the others in turn, and what none of them
has is written as `[U+XXXX]`, so that nothing in a report is ever a blank box.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from app.reporting.clean import marked
from app.resource_files import resource_path

REGULAR, MEDIUM, SEMIBOLD, BOLD = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"
FALLBACKS = (
    "DejaVuSans",
    "DroidSansFallbackFull",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "NotoEmoji-Regular",
)

_MAPPED = re.compile("(?<=> <)(FB[5-9A-F].|F[CDE]..|.{5,6})(?=>)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u00ad\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font writes; `width` in points at 1 pt type size."""

    font: str
    text: str
    width: float


class SearchableFont(TTFont):
    """A font whose text can be found and copied: reportlab writes a code point above U+FFFF as five digits,
    which is no UTF-16, and joined Arabic letters stand there as shapes instead of letters."""

    def addObjects(self, doc: PDFDocument) -> None:
        super().addObjects(doc)
        for name, found in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(found, PDFStream):
                found.content = _MAPPED.sub(_as_utf16, found.content)


def visible(text: str) -> str:
    """The text as it is set: composed letters, no signs without width, everything else to be seen."""
    return _INVISIBLE.sub("", marked(unicodedata.normalize("NFC", text))).replace("\t", "    ")


@lru_cache(maxsize=65536)
def runs(text: str, font: str) -> tuple[Run, ...]:
    """`text` cut where the font changes; `font` is the Inter face that is asked first."""
    if _covers(font).issuperset(text):
        return (_run(font, text),)
    written = [piece for character in text for piece in _written(character, font)]
    return tuple(
        _run(name, "".join(part for _, part in group))
        for name, group in groupby(written, key=lambda piece: piece[0])
    )


def width(text: str, font: str) -> float:
    """How wide `text` is at 1 pt type size, in points."""
    return sum(run.width for run in runs(text, font))


@cache
def register(font: str) -> str:
    """Make a bundled font known to reportlab once; its name is its file's."""
    _loaded(font)
    return font


def _written(character: str, font: str) -> list[tuple[str, str]]:
    for name in (font, *FALLBACKS):
        if character in _covers(name):
            return [(name, character)]
    return [(font, sign) for sign in f"[U+{ord(character):04X}]"]


@cache
def _loaded(font: str) -> TTFont:
    rl_config.useA85 = 0
    loaded = SearchableFont(font, str(resource_path("fonts", f"{font}.ttf")))
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def _covers(font: str) -> frozenset[str]:
    return frozenset(chr(code) for code, glyph in _loaded(font).face.charToGlyph.items() if glyph)


def _run(font: str, text: str) -> Run:
    return Run(font, text, pdfmetrics.stringWidth(text, register(font), 1))


def _as_utf16(found: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFKC", chr(int(found[0], 16)))
    return letters.encode("utf-16-be").hex().upper()
