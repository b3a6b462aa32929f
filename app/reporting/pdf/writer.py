"""The habits of the report's pages: section heads, topics, lists that say when they are empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.reporting import wording
from app.reporting.document import ReportDocument
from app.reporting.formats import day
from app.reporting.parts import Noted, Reasoned
from app.reporting.pdf.strips import Anchor, PaintLine, Strip, bullets, gap, kept, page_break, paragraph
from app.reporting.pdf.styles import BODY, BODY_MUTED, H1, H2, SMALL_MUTED, WIDTH
from app.reporting.pdf.text import lines
from app.words import N_, Words


@dataclass(frozen=True, slots=True)
class Writer:
    """The document and the words of its language."""

    document: ReportDocument
    words: Words

    def t(self, msgid: str, **args: object) -> str:
        """The text in the report's language."""
        return self.words.text(msgid, **args)

    def section(self, key: str, title: str, *, new_page: bool = False) -> Iterator[Strip]:
        """The head of a section; `title` with its number is what contents and outline show."""
        yield page_break() if new_page else gap(18)
        yield from kept(self._anchored(key, title))
        yield gap(8, keep=True)

    def topic(self, title: str, note: str = "") -> Iterator[Strip]:
        """A heading inside a section, with a quiet note behind it, or below it where it is long."""
        yield gap(9, keep=True)
        *above, last = paragraph(title, H2, after=0)
        used = lines(title, H2, WIDTH)[-1].width + 7
        behind, *more = lines(note, SMALL_MUTED, WIDTH - used)
        if more:
            yield from kept([*above, last, gap(2)])
            yield from paragraph(note, SMALL_MUTED, after=4)
            return
        quiet = PaintLine(behind, used, dy=3)
        yield from kept([*above, Strip(last.height, (*last.paints, quiet)), gap(4)])

    def prose(self, text: str, empty: str = wording.NOT_STATED) -> Iterator[Strip]:
        """A user's text, or what is said in its place."""
        if text.strip():
            yield from paragraph(text)
        else:
            yield from paragraph(self.t(empty), BODY_MUTED)

    def listed(self, texts: Iterable[str]) -> Iterator[Strip]:
        """A list, or "None identified." (R-42)."""
        found = [text for text in texts if text.strip()]
        if not found:
            yield from self.none()
            return
        yield from bullets(found, BODY)
        yield gap(6)

    def none(self) -> Iterator[Strip]:
        """What an empty section says."""
        yield from paragraph(self.t(wording.NONE_IDENTIFIED), BODY_MUTED)

    def reasoned(self, found: Reasoned) -> str:
        """A.7.4: cameras not seen. Reason: the room was locked (24 Nov 2026)."""
        head = f"{found.reference}: {found.what}" if found.reference else found.what
        when = f" ({day(found.on, self.words)})" if found.on else ""
        reason = self.t(N_("Reason: {reason}"), reason=found.reason) if found.reason else ""
        return f"{head}{when}" + (f"\n{reason}" if reason else "")

    def noted(self, found: Noted) -> str:
        """The text with its source and date in brackets."""
        behind = ", ".join(part for part in (found.source, day(found.on, self.words)) if part)
        return f"{found.text} ({behind})" if behind else found.text

    def _anchored(self, key: str, title: str) -> Iterator[Strip]:
        strips = list(paragraph(title, H1, after=0))
        first = strips[0]
        yield Strip(first.height, first.paints, anchor=Anchor(key, title))
        yield from strips[1:]


def together(*texts: str) -> str:
    """What is said of the texts, one below the other."""
    return "\n".join(text for text in texts if text)
