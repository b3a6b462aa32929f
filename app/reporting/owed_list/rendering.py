"""The list of what is owed as a file: a page to print, or a table to sort."""

import csv
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO, StringIO

from app.progress import Progress, no_progress
from app.reporting.colours import ACCENT
from app.reporting.finding_list.csv_file import field_text
from app.reporting.finding_list.profile import COMMA
from app.reporting.formats import day
from app.reporting.owed_list.document import OwedDocument, OwedEntry
from app.reporting.pdf.fonts import SEMIBOLD, visible
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.report import open_canvas
from app.reporting.pdf.strips import Strip, gap, paragraph
from app.reporting.pdf.styles import COVER_LINE, H1, SMALL, SMALL_MUTED
from app.reporting.pdf.tables import Cell, Column, register
from app.reporting.xlsx.cells import Value
from app.reporting.xlsx.sheets import Sheet
from app.reporting.xlsx.workbook import About, write_sheets
from app.words import N_, Words

_STEPS = 2
_STATES = {
    "open": N_("open"),
    "overdue": N_("overdue"),
    "received": N_("received"),
    "refused": N_("not produced"),
}
_HEADS = (
    (N_("No."), 8),
    (N_("What"), 60),
    (N_("Item"), 10),
    (N_("Of whom"), 26),
    (N_("Asked"), 13),
    (N_("Due"), 13),
    (N_("State"), 14),
    (N_("Received"), 13),
    (N_("Evidence"), 12),
    (N_("Answer"), 50),
)


def render_owed(document: OwedDocument, kind: str, progress: Progress = no_progress) -> bytes:
    """The file of `kind` pdf, xlsx or csv. `progress` may raise `Cancelled`."""
    words = Words(document.language)
    if kind == "csv":
        return _csv(document, words)
    if kind == "xlsx":
        return _xlsx(document, words, progress)
    return _pdf(document, words, progress)


def _title(words: Words) -> str:
    return words.text(N_("Asked for and promised"))


def _row(entry: OwedEntry, words: Words) -> tuple[Value, ...]:
    return (
        entry.number,
        entry.what,
        entry.item,
        entry.of_whom,
        entry.asked,
        entry.due,
        words.text(_STATES[entry.state]),
        entry.received,
        entry.evidence,
        entry.answer,
    )


def _csv(document: OwedDocument, words: Words) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=COMMA)
    writer.writerow(field_text(words.text(head)) for head, _width in _HEADS)
    writer.writerows([field_text(value) for value in _row(entry, words)] for entry in document.entries)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(document: OwedDocument, words: Words, progress: Progress) -> bytes:
    heads = tuple((words.text(head), width) for head, width in _HEADS)
    rows = tuple(_row(entry, words) for entry in document.entries)
    sheet = Sheet(words.text(N_("Owed")), heads, rows)
    made = datetime.combine(document.on, time.min)
    about = About(f"{_title(words)} – {document.audit_number}", document.auditor, made)
    return write_sheets((sheet,), about, words, progress)


def _pdf(document: OwedDocument, words: Words, progress: Progress) -> bytes:
    progress(0, 2 * _STEPS, N_("Laying out the pages"))
    pages = Pages()
    pages.fill(_head(document, words))
    pages.fill(_table(document, words))
    buffer = BytesIO()
    canvas = open_canvas(buffer, document.language, document.on)
    canvas.setTitle(visible(f"{_title(words)} – {document.audit_number}"))
    canvas.setAuthor(visible(document.auditor))
    draw(canvas, pages.done, _furniture(document, words), progress, _STEPS)
    canvas.save()
    return buffer.getvalue()


def _head(document: OwedDocument, words: Words) -> Iterator[Strip]:
    yield from paragraph(document.organisation, COVER_LINE.but(colour=ACCENT), after=2)
    yield from paragraph(_title(words), H1, after=2)
    owed = words.plural("{n} still owed", "{n} still owed", document.owed)
    said = (document.audit_number, document.audit_title, day(document.on, words), owed)
    yield from paragraph(" · ".join(part for part in said if part), SMALL_MUTED, after=8)


def _table(document: OwedDocument, words: Words) -> Iterator[Strip]:
    t = words.text
    if not document.entries:
        yield gap(4)
        yield from paragraph(t(N_("Nothing was asked for.")))
        return
    columns = [
        Column(t(N_("No.")), 38),
        Column(t(N_("What")), 190),
        Column(t(N_("Of whom")), 96),
        Column(t(N_("Due")), 70),
        Column(t(N_("Received")), 77),
    ]
    yield from register(columns, (_cells(entry, words) for entry in document.entries))


def _cells(entry: OwedEntry, words: Words) -> tuple[Cell, ...]:
    late = SMALL.but(font=SEMIBOLD) if entry.state == "overdue" else SMALL
    asked = words.text(N_("asked {day}"), day=day(entry.asked, words))
    state = words.text(_STATES[entry.state])
    return (
        entry.number,
        [(entry.what, SMALL), (entry.item, SMALL_MUTED), (entry.answer, SMALL_MUTED)],
        [(entry.of_whom, SMALL), (asked, SMALL_MUTED)],
        [(day(entry.due, words), late), (state if entry.state == "overdue" else "", late)],
        [(day(entry.received, words), SMALL), (_came(entry, state), SMALL_MUTED)],
    )


def _came(entry: OwedEntry, state: str) -> str:
    return " · ".join(part for part in (state, entry.evidence) if part) if entry.received else ""


def _furniture(document: OwedDocument, words: Words) -> Furniture:
    return Furniture(
        header_left=f"{document.organisation} · {document.audit_number}",
        header_right=document.classification,
        footer_left=_title(words),
        cover=False,
    )
