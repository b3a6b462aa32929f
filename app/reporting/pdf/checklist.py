"""The checklist on paper: each item with its question, four boxes and room to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from app.progress import Progress, no_progress
from app.reporting import labels
from app.reporting.checklist_document import ChecklistDocument, ChecklistGroup, ChecklistItem
from app.reporting.colours import MUTED
from app.reporting.formats import day
from app.reporting.pdf.fonts import SEMIBOLD, visible
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.report import open_canvas
from app.reporting.pdf.strips import Anchor, PaintLine, PaintRule, Strip, gap, kept, paragraph, row
from app.reporting.pdf.styles import BODY_MUTED, H1, H2, H3, LEAD, SMALL, SMALL_MUTED, WIDTH
from app.reporting.pdf.text import Line, Phrase, lines, one_line
from app.words import N_, Words

RESULTS = ("conforming", "nonconforming", "unable_to_verify", "not_examined")
WRITING_LINE = 21.0
WRITING_RULE = PaintRule(colour="#b8c0cb")


def render_checklist(document: ChecklistDocument, progress: Progress = no_progress) -> bytes:
    """The checklist as PDF bytes, the same bytes for the same document. `progress` may raise `Cancelled`."""
    words = Words(document.language)
    pages = Pages()
    pages.fill(_head(document, words))
    if not document.groups:
        pages.fill(paragraph(words.text(N_("No items are chosen for this checklist.")), BODY_MUTED))
    for number, group in enumerate(document.groups):
        progress(number, 2 * len(document.groups), N_("Laying out the pages"))
        pages.fill(_group(document, group, number, words))
    buffer = BytesIO()
    canvas = open_canvas(buffer, document.language, document.printed)
    canvas.setTitle(visible(f"{document.title} – {document.audit_number}"))
    canvas.setAuthor(visible(document.auditor))
    draw(canvas, pages.done, _furniture(document, words), progress, len(document.groups))
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class PaintBoxes:
    """The four results, each with a box to tick."""

    names: tuple[Line, ...]

    def __call__(self, canvas: Canvas, x: float, top: float, _height: float) -> None:
        for name in self.names:
            canvas.setStrokeColor(MUTED)
            canvas.setLineWidth(0.8)
            canvas.rect(x, top - 14, 10, 10, stroke=1, fill=0)
            name.draw(canvas, x + 15, top - 3, WIDTH)
            x += name.width + 33


def _head(document: ChecklistDocument, words: Words) -> Iterator[Strip]:
    t = words.text
    yield from paragraph(document.title, H1, after=4)
    count = words.plural("{n} item", "{n} items", document.items)
    said = (_audit(document, words), count, _printed(document, words))
    about = " · ".join(part for part in said if part)
    yield from paragraph(about, SMALL_MUTED, after=8)
    blanks = (N_("Auditor: {name}"), N_("Date and place:"), N_("Persons met (role):"))
    for blank in blanks:
        yield _to_write_on(t(blank, name=document.auditor))
    yield gap(10)


def _group(document: ChecklistDocument, group: ChecklistGroup, number: int, words: Words) -> Iterator[Strip]:
    yield gap(10)
    first, *others = kept(paragraph(group.title, H2, after=2))
    yield Strip(first.height, first.paints, keep=True, anchor=Anchor(f"group-{number}", group.title[:200]))
    yield from others
    if group.about:
        yield from kept(paragraph(group.about, SMALL_MUTED, after=4))
    for item in group.items:
        yield from _item(item, document.lines, words)


def _item(item: ChecklistItem, count: int, words: Words) -> Iterator[Strip]:
    """An item in one piece where a page holds it."""
    writing = [Strip(WRITING_LINE, (WRITING_RULE,)) for _ in range(count)]
    *strips, last = (*_asked(item, words), *writing)
    yield gap(14, keep=True)
    yield from kept(strips)
    yield last


def _asked(item: ChecklistItem, words: Words) -> Iterator[Strip]:
    others = ", ".join(reference for reference in item.requirements if reference != item.number)
    head = [Phrase(f"{item.number}  {item.title}"), Phrase(f"   {others}", SMALL.font, MUTED)]
    yield from paragraph(head, H3, after=1)
    yield from paragraph(item.question, LEAD, after=3)
    for label, found in (
        (N_("Look for"), item.look_for),
        (N_("Evidence to see"), item.evidence),
        (N_("Sample"), (item.sampling,) if item.sampling else ()),
        (N_("Last audit"), (item.last_result,) if item.last_result else ()),
        (N_("Said so far"), (item.answers,) if item.answers else ()),
    ):
        if found:
            cells = [lines(words.text(label), SMALL_MUTED, 80), lines("; ".join(found), SMALL, WIDTH - 92)]
            yield from row(cells, [0, 92], [80, WIDTH - 92], pad=1.5)
    yield _boxes(words)


def _boxes(words: Words) -> Strip:
    style = SMALL.but(font=SEMIBOLD)
    names = tuple(one_line(labels.label(words, labels.RESULTS, code), style, 120) for code in RESULTS)
    return Strip(20.0, (PaintBoxes(names),))


def _to_write_on(label: str) -> Strip:
    return Strip(WRITING_LINE, (PaintLine(one_line(label, SMALL_MUTED, WIDTH), dy=7), WRITING_RULE))


def _audit(document: ChecklistDocument, words: Words) -> str:
    return f"{labels.label(words, labels.AUDIT_TYPES, document.audit_type)} {document.audit_number}"


def _printed(document: ChecklistDocument, words: Words) -> str:
    if document.printed is None:
        return ""
    return words.text(N_("printed {date}"), date=day(document.printed, words))


def _furniture(document: ChecklistDocument, words: Words) -> Furniture:
    name = words.text(N_("{number} checklist"), number=document.audit_number)
    return Furniture(
        header_left=f"{document.organisation} · {_audit(document, words)}",
        header_right=document.classification,
        footer_left=" · ".join(part for part in (name, _printed(document, words)) if part),
        cover=False,
    )
