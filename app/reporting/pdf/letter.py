"""The status letter on paper: to whom, what is waited for, what was done."""

from collections.abc import Iterator
from io import BytesIO

from app.progress import Progress, no_progress
from app.reporting import labels, letter_wording
from app.reporting.colours import ACCENT
from app.reporting.formats import day
from app.reporting.letter_document import LetterDocument, LetterEntry
from app.reporting.pdf.fonts import SEMIBOLD, visible
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.report import open_canvas
from app.reporting.pdf.strips import Anchor, Strip, gap, kept, paragraph
from app.reporting.pdf.styles import BODY, COVER_LINE, H1, H2, SMALL, SMALL_MUTED
from app.reporting.pdf.tables import Cell, Column, register
from app.words import N_, Words

_STEPS = 2


def render_letter(document: LetterDocument, progress: Progress = no_progress) -> bytes:
    """The letter as PDF bytes, the same for the same document. `progress` may raise `Cancelled`."""
    words = Words(document.language)
    progress(0, 2 * _STEPS, N_("Laying out the pages"))
    pages = Pages()
    pages.fill(_head(document, words))
    pages.fill(_waiting(document, words))
    pages.fill(_done(document, words))
    pages.fill(_end(document, words))
    buffer = BytesIO()
    canvas = open_canvas(buffer, document.language, document.on)
    canvas.setTitle(visible(f"{letter_wording.subject(document, words)} – {document.owner}"))
    canvas.setAuthor(visible(document.sender))
    draw(canvas, pages.done, _furniture(document, words), progress, _STEPS)
    canvas.save()
    return buffer.getvalue()


def _head(document: LetterDocument, words: Words) -> Iterator[Strip]:
    yield from paragraph(document.organisation, COVER_LINE.but(colour=ACCENT), after=2)
    if document.address.strip():
        yield from paragraph(document.address, SMALL_MUTED, after=0)
    yield gap(22)
    yield from paragraph(document.owner, BODY.but(font=SEMIBOLD), after=0)
    if document.owner_role:
        yield from paragraph(document.owner_role, after=0)
    yield gap(14)
    yield from paragraph(day(document.on, words), SMALL_MUTED, after=6)
    title = letter_wording.subject(document, words)
    first, *others = paragraph(title, H1, after=6)
    yield Strip(first.height, first.paints, anchor=Anchor("letter", title))
    yield from others
    yield from paragraph(letter_wording.opening(document, words), after=4)


def _waiting(document: LetterDocument, words: Words) -> Iterator[Strip]:
    t = words.text
    yield from _topic(t(N_("Waiting for you")))
    if not document.waiting:
        yield from paragraph(t(N_("Nothing at the moment.")))
        return
    columns = [
        Column(t(N_("Due")), 86),
        Column(t(N_("What")), 168),
        Column(t(N_("Finding")), 147),
        Column(t(N_("State")), 70),
    ]
    yield from register(columns, (_waiting_row(one, words) for one in document.waiting))


def _waiting_row(entry: LetterEntry, words: Words) -> tuple[Cell, ...]:
    late = letter_wording.late(entry, words)
    style = SMALL.but(font=SEMIBOLD) if late else SMALL
    return (
        [(letter_wording.due(entry, words), style), (late, style)],
        letter_wording.what(entry, words),
        _finding(entry, words),
        letter_wording.state(entry, words),
    )


def _finding(entry: LetterEntry, words: Words) -> Cell:
    grade = entry.severity_label or labels.label(words, labels.SEVERITIES, entry.severity)
    return [(f"{entry.finding} · {grade}", SMALL), (entry.title, SMALL_MUTED)]


def _done(document: LetterDocument, words: Words) -> Iterator[Strip]:
    if not document.done:
        return
    t = words.text
    yield from _topic(t(N_("Done or cancelled, and the finding is not closed yet")))
    columns = [
        Column(t(N_("Done")), 86),
        Column(t(N_("Action")), 168),
        Column(t(N_("Finding")), 147),
        Column(t(N_("State")), 70),
    ]
    rows = (
        (
            letter_wording.done(one, words),
            letter_wording.what(one, words),
            _finding(one, words),
            letter_wording.state(one, words),
        )
        for one in document.done
    )
    yield from register(columns, rows)


def _topic(title: str) -> Iterator[Strip]:
    yield gap(8, keep=True)
    yield from kept(paragraph(title, H2, after=4))


def _end(document: LetterDocument, words: Words) -> Iterator[Strip]:
    yield gap(4)
    yield from paragraph(letter_wording.request(document, words), after=14)
    if document.sender:
        yield from kept(paragraph(document.sender, BODY.but(font=SEMIBOLD), after=0))
    if document.sender_role:
        yield from paragraph(document.sender_role, after=0)
    yield gap(14)
    yield from paragraph(letter_wording.note(words), SMALL_MUTED, after=0)


def _furniture(document: LetterDocument, words: Words) -> Furniture:
    return Furniture(
        header_left=f"{document.organisation} · {letter_wording.subject(document, words)}",
        header_right=document.classification,
        footer_left=words.text(N_("To {name}"), name=document.owner),
        cover=False,
    )
