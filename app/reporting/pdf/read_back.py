"""The read-back sheet on paper: the lines of a session by requirement, and room to sign."""

from collections.abc import Iterator
from io import BytesIO

from app.progress import Progress, no_progress
from app.reporting import labels
from app.reporting.colours import ACCENT
from app.reporting.formats import clock, day, moment
from app.reporting.pdf.checklist import WRITING_LINE, WRITING_RULE
from app.reporting.pdf.fonts import visible
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.report import open_canvas
from app.reporting.pdf.strips import Anchor, PaintLine, Strip, gap, kept, paragraph, row
from app.reporting.pdf.styles import BODY, BODY_MUTED, COVER_LINE, H1, H3, SMALL_MUTED, WIDTH
from app.reporting.pdf.text import lines, one_line
from app.reporting.read_back_document import ReadBackDocument, SaidLine, SaidTopic
from app.words import N_, Words

_STEPS = 2
_TIME, _WHO, _GAP = 38.0, 92.0, 8.0


def render_read_back(document: ReadBackDocument, progress: Progress = no_progress) -> bytes:
    """The sheet as PDF bytes, the same for the same document. `progress` may raise `Cancelled`."""
    words = Words(document.language)
    progress(0, 2 * _STEPS, N_("Laying out the pages"))
    pages = Pages()
    pages.fill(_head(document, words))
    for number, topic in enumerate(document.topics):
        pages.fill(_topic(topic, number, words))
    pages.fill(_end(document, words))
    buffer = BytesIO()
    canvas = open_canvas(buffer, document.language, document.printed)
    canvas.setTitle(visible(f"{_title(words)} – {document.audit_number}"))
    canvas.setAuthor(visible(document.auditor))
    draw(canvas, pages.done, _furniture(document, words), progress, _STEPS)
    canvas.save()
    return buffer.getvalue()


def _title(words: Words) -> str:
    return words.text(N_("What was noted, for you to confirm"))


def _head(document: ReadBackDocument, words: Words) -> Iterator[Strip]:
    t = words.text
    yield from paragraph(document.organisation, COVER_LINE.but(colour=ACCENT), after=2)
    yield from paragraph(_title(words), H1, after=2)
    kind = labels.label(words, labels.METHODS, document.kind)
    said = (
        kind[:1].upper() + kind[1:],
        document.title,
        moment(document.held, words),
        document.place,
    )
    yield from paragraph(" · ".join(part for part in said if part), SMALL_MUTED, after=2)
    people = ", ".join(document.people)
    if people:
        yield from paragraph(t(N_("Met: {people}"), people=people), SMALL_MUTED, after=2)
    if document.auditor:
        yield from paragraph(t(N_("Auditor: {name}"), name=document.auditor), SMALL_MUTED, after=6)
    yield gap(4)
    yield from paragraph(
        t(
            N_(
                "Please read these notes and say what is wrong or missing. They hold what was said and seen; "
                "what the audit concludes from it stands in the report."
            )
        ),
        after=6,
    )
    if not document.topics:
        yield from paragraph(t(N_("No notes were taken in this session.")), BODY_MUTED)


def _topic(topic: SaidTopic, number: int, words: Words) -> Iterator[Strip]:
    name = f"{topic.reference}  {topic.title}".strip() or words.text(N_("Not filed to a requirement"))
    yield gap(8, keep=True)
    first, *others = kept(paragraph(name, H3, after=2))
    yield Strip(first.height, first.paints, keep=True, anchor=Anchor(f"topic-{number}", name[:200]))
    yield from others
    for line in topic.lines:
        yield from _line(line, words)


def _line(line: SaidLine, words: Words) -> Iterator[Strip]:
    who = line.speaker or labels.label(words, labels.LINE_KINDS, line.kind)
    room = WIDTH - _TIME - _WHO - _GAP
    cells = [
        lines(clock(line.at), SMALL_MUTED, _TIME),
        lines(who, SMALL_MUTED, _WHO - _GAP),
        lines(line.text, BODY, room),
    ]
    yield from row(cells, [0, _TIME, _TIME + _WHO], [_TIME, _WHO - _GAP, room], pad=2.0)


def _end(document: ReadBackDocument, words: Words) -> Iterator[Strip]:
    t = words.text
    yield gap(14, keep=True)
    if not document.confirmed:
        blanks = (N_("What is to be put right:"), N_("Confirmed by (name, role):"), N_("Date and signature:"))
        yield from kept(_to_write_on(t(blank)) for blank in blanks)
    for one in document.confirmed:
        said = t(N_("Confirmed on {moment} by {name}"), moment=moment(one.at, words), name=one.name)
        yield from kept(paragraph(said, BODY, after=0))
        yield from paragraph(one.remark, SMALL_MUTED, after=4)


def _to_write_on(label: str) -> Strip:
    return Strip(WRITING_LINE, (PaintLine(one_line(label, SMALL_MUTED, WIDTH), dy=7), WRITING_RULE))


def _furniture(document: ReadBackDocument, words: Words) -> Furniture:
    printed = words.text(N_("printed {date}"), date=day(document.printed, words))
    return Furniture(
        header_left=f"{document.organisation} · {document.audit_number}",
        header_right=document.classification,
        footer_left=f"{_title(words)} · {printed}",
        cover=False,
    )
