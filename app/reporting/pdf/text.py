"""Text to lines. No markup is read here, so nothing that a user typed can be any."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.mirror import MIRRORED
from reportlab.pdfgen.canvas import Canvas

from app.reporting.pdf.fonts import Run, register, runs, visible, width
from app.reporting.pdf.styles import Style

_SPACE = re.compile("([ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+)")
_EACH_BREAKS = re.compile(
    "[\u2e80-\u2fff\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Signs such as brackets, and one without width that is put behind them: it comes before them where they are
# read from the right.
_MIRRORED = re.compile(f"[{re.escape(''.join(MIRRORED))}]+")
_BEHIND = "\u034f"
_TURNED = re.compile(f"{_BEHIND}({_MIRRORED.pattern})")
_SOFT_BREAK = re.compile(r"(?<=[-_/\\.,;:@&=?])")
_reshaper = ArabicReshaper(configuration={"delete_harakat": False})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in one face; `font` None means the style's own."""

    text: str
    font: str | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs in one colour."""

    runs: tuple[Run, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to draw. `width` in points; `right` where the paragraph runs from the right."""

    pieces: tuple[Piece, ...]
    size: float
    leading: float
    width: float
    right: bool = False

    def draw(self, canvas: Canvas, x: float, top: float, room: float) -> None:
        """Draw with the line's top at `top`; right-to-left paragraphs lean to x + room."""
        start = x + max(0.0, room - self.width) if self.right else x
        text = canvas.beginText(start, top - self.leading / 2 - self.size * 0.36)
        for piece in self.pieces:
            text.setFillColor(piece.colour)
            for run in piece.runs:
                text.setFont(register(run.font), self.size)
                text.textOut(run.text)
        canvas.drawText(text)


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """Characters in one face and colour."""

    text: str
    font: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Box:
    """What stays on one line, with the blank before it."""

    blank: str
    parts: tuple[_Glyphs, ...]

    def wide(self, size: float) -> float:
        return sum(width(part.text, part.font) for part in self.parts) * size


def lines(text: str | Sequence[Phrase], style: Style, room: float) -> list[Line]:
    """`text` broken into lines of at most `room` points; a blank text gives one empty line."""
    phrases = [Phrase(text)] if isinstance(text, str) else text
    return [line for paragraph in _paragraphs(phrases, style) for line in _broken(paragraph, style, room)]


def one_line(text: str, style: Style, room: float) -> Line:
    """The text on one line, cut with an ellipsis where it is too long."""
    flat = " ".join(visible(text[:400]).split())
    whole = lines(flat, style, 1e9)[0]
    if whole.width <= room and len(text) <= 400:
        return whole
    kept = len(flat)
    while kept and width(flat[:kept] + "…", style.font) * style.size > room:
        kept -= 1
    return lines(flat[:kept].rstrip() + "…", style, 1e9)[0]


def _paragraphs(phrases: Sequence[Phrase], style: Style) -> list[list[_Glyphs]]:
    found: list[list[_Glyphs]] = [[]]
    for phrase in phrases:
        font, colour = phrase.font or style.font, phrase.colour or style.colour
        for number, text in enumerate(visible(phrase.text).split("\n")):
            if number:
                found.append([])
            if text:
                found[-1].append(_Glyphs(text, font, colour))
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _broken(paragraph: list[_Glyphs], style: Style, room: float) -> Iterator[Line]:
    text = "".join(part.text for part in paragraph)
    turned = bool(_RIGHT_TO_LEFT.search(text))
    right = turned and _starts_right(text)
    if turned:
        paragraph = [_Glyphs(_reshaper.reshape(text), paragraph[0].font, paragraph[0].colour)]
    for filled in _filled(_boxes(paragraph), style.size, room):
        parts = _merged(filled)
        if turned:
            parts = [_Glyphs(_ordered(part.text, right), part.font, part.colour) for part in parts]
        yield _line(parts, style, right)


def _filled(boxes: Iterator[_Box], size: float, room: float) -> Iterator[list[_Glyphs]]:
    """Greedy: each line takes what fits; a word wider than a line is cut."""
    line: list[_Glyphs] = []
    used = 0.0
    for box in boxes:
        blank = _Glyphs(box.blank, box.parts[0].font, box.parts[0].colour)
        gap = width(box.blank, blank.font) * size if box.blank else 0.0
        wide = box.wide(size)
        if line and used + gap + wide > room:
            yield line
            line, used, gap, blank = [], 0.0, 0.0, _Glyphs("", blank.font, blank.colour)
        if wide > room:
            *full, rest = _cut(box.parts, size, room)
            yield from full
            line, used = rest, sum(width(part.text, part.font) for part in rest) * size
            continue
        line += [blank, *box.parts] if box.blank and gap else box.parts
        used += gap + wide
    yield line


def _cut(parts: tuple[_Glyphs, ...], size: float, room: float) -> list[list[_Glyphs]]:
    """A word wider than a line in pieces that fit, after a sign like / or - where there is one."""
    pieces: list[list[_Glyphs]] = [[]]
    used = 0.0
    for part in parts:
        for bit in _bits(part, size, room):
            wide = width(bit, part.font) * size
            if used + wide > room and pieces[-1]:
                pieces.append([])
                used = 0.0
            pieces[-1].append(_Glyphs(bit, part.font, part.colour))
            used += wide
    return pieces


def _bits(part: _Glyphs, size: float, room: float) -> Iterator[str]:
    for bit in _SOFT_BREAK.split(part.text):
        if width(bit[:200], part.font) * size > room / 3:
            yield from bit
        elif bit:
            yield bit


def _boxes(paragraph: list[_Glyphs]) -> Iterator[_Box]:
    blank = ""
    parts: list[_Glyphs] = []
    for part in paragraph:
        for token in _tokens(part.text):
            if _SPACE.fullmatch(token) or _EACH_BREAKS.match(token):
                if parts:
                    yield _Box(blank, tuple(parts))
                    blank, parts = "", []
                if _SPACE.fullmatch(token):
                    blank = token
                    continue
                yield _Box(blank, (_Glyphs(token, part.font, part.colour),))
                blank = ""
            else:
                parts.append(_Glyphs(token, part.font, part.colour))
    if parts:
        yield _Box(blank, tuple(parts))


def _tokens(text: str) -> Iterator[str]:
    for token in filter(None, _SPACE.split(text)):
        if _EACH_BREAKS.search(token):
            yield from _ideographs(token)
        else:
            yield token


def _ideographs(token: str) -> Iterator[str]:
    """Single ideographs, each with the closing sign that must not start a line."""
    kept = ""
    for character in token:
        closes = unicodedata.category(character) in ("Pe", "Po", "Pf")
        alone = _EACH_BREAKS.match(character)
        if kept and not closes and (alone or _EACH_BREAKS.match(kept)):
            yield kept
            kept = ""
        kept += character
    yield kept


def _merged(parts: list[_Glyphs]) -> list[_Glyphs]:
    """Neighbours of one face and colour as one."""
    return [
        _Glyphs("".join(part.text for part in group), font, colour)
        for (font, colour), group in groupby(parts, key=lambda part: (part.font, part.colour))
    ]


def _line(parts: list[_Glyphs], style: Style, right: bool) -> Line:
    pieces = tuple(Piece(runs(part.text, part.font), part.colour) for part in parts)
    wide = sum(run.width for piece in pieces for run in piece.runs) * style.size
    return Line(pieces, style.size, style.leading, wide, right)


def _starts_right(text: str) -> bool:
    """Whether the first letter with a direction reads from the right (UAX 9, P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _ordered(text: str, right: bool) -> str:
    """The text as it is drawn from the left. Brackets read from the right are turned round (UAX 9, L4)."""
    shown = get_display(_MIRRORED.sub(rf"\g<0>{_BEHIND}", text), base_dir="R" if right else "L")
    text = shown if isinstance(shown, str) else shown.decode()
    return _TURNED.sub(_turned, text).replace(_BEHIND, "")


def _turned(found: re.Match[str]) -> str:
    return "".join(MIRRORED[sign] for sign in found[1])
