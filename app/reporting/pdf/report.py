"""The report as PDF: sections to strips, strips to pages, pages to bytes. One document, one file."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import islice

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.progress import Progress, no_progress
from app.reporting import labels, wording
from app.reporting.document import ReportDocument
from app.reporting.formats import day
from app.reporting.pdf import appendices, closing, outcome
from app.reporting.pdf.details import audit_details
from app.reporting.pdf.findings import finding_key, finding_title, findings
from app.reporting.pdf.fonts import REGULAR, register, visible
from app.reporting.pdf.front import contents, cover, executive_summary
from app.reporting.pdf.methodology import methodology
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.strips import Anchor, Strip
from app.reporting.pdf.writer import Writer
from app.words import N_

LISTED_FINDINGS = 60
"""Up to so many findings stand in the contents; the outline always has them all."""

Section = Callable[[Writer, str], Iterator[Strip]]

SECTIONS: tuple[tuple[str, str, Section], ...] = (
    ("section-1", N_("1  Executive summary"), executive_summary),
    ("section-2", N_("2  Audit details"), audit_details),
    ("section-3", N_("3  Methodology"), methodology),
    ("section-4", N_("4  Findings"), findings),
    ("section-5", N_("5  Follow-up of earlier findings"), outcome.follow_up),
    ("section-6", N_("6  Significant changes"), outcome.changes),
    ("section-7", N_("7  Conclusion"), outcome.conclusion),
    ("section-8", N_("8  Open points: diverging opinions"), outcome.open_points),
    ("section-9", N_("9  Actions"), outcome.actions),
    ("statements", N_("Statements"), closing.statements),
    ("sign-off", N_("Sign-off"), closing.sign_off),
    ("appendix-a", N_("Appendix A  Evidence index"), appendices.evidence_index),
    (
        "appendix-b",
        N_("Appendix B  Requirements and how they were examined"),
        appendices.requirement_list,
    ),
    ("appendix-c", N_("Appendix C  Attendance of meetings"), appendices.attendance),
    ("appendix-d", N_("Appendix D  Audit plan"), appendices.plan),
    ("appendix-e", N_("Appendix E  Not examined this time"), appendices.left_out),
    ("appendix-f", N_("Appendix F  Grading rules and definitions"), appendices.grading),
    ("appendix-g", N_("Appendix G  Abbreviations"), appendices.abbreviations),
)


def render_pdf(document: ReportDocument, progress: Progress = no_progress) -> bytes:
    """The whole report. `progress` is called every few lines and may raise `Cancelled`."""
    writer = Writer(document, document.words())
    numbers: dict[str, int] = {}
    pages = Pages()
    pages.fill(cover(writer))
    pages.fill(contents(writer, _entries(writer), numbers))
    for at, (_, title, section) in enumerate(SECTIONS):
        _fill(pages, section(writer, writer.t(title)), progress, at)
    numbers.update(pages.found())
    buffer = BytesIO()
    canvas = open_canvas(buffer, document.language, document.revision.issued or _drawn_up(document))
    _describe(canvas, writer)
    draw(canvas, pages.done, _furniture(writer), progress, len(SECTIONS))
    canvas.save()
    return buffer.getvalue()


def open_canvas(buffer: BytesIO, language: str, dated: date | None) -> Canvas:
    """A canvas that embeds its base font and writes the same bytes each time, dated as told."""
    register(REGULAR)
    rl_config.canvas_basefontname = REGULAR
    canvas = Canvas(buffer, A4, pageCompression=1, invariant=1, lang=language)
    when = dated or date(2000, 1, 1)
    canvas.setDateFormatter(lambda *_: f"D:{when:%Y%m%d}000000+00'00'")
    canvas.showOutline()
    return canvas


def _fill(pages: Pages, strips: Iterator[Strip], progress: Progress, at: int) -> None:
    while True:
        progress(at, 2 * len(SECTIONS), N_("Laying out the pages"))
        some = list(islice(strips, 200))
        if not some:
            return
        pages.fill(some)


def _entries(writer: Writer) -> list[Anchor]:
    document = writer.document
    cards = [
        Anchor(finding_key(card), finding_title(card), 1)
        for kind in ("strength", "nonconformity", "ofi", "observation")
        for card in document.standing(kind)
    ]
    entries: list[Anchor] = []
    for key, title, _ in SECTIONS:
        entries.append(Anchor(key, writer.t(title)))
        if key == "section-4" and len(cards) <= LISTED_FINDINGS:
            entries += cards
    return entries


def _describe(canvas: Canvas, writer: Writer) -> None:
    document = writer.document
    name = wording.report_name(document, writer.words)
    canvas.setTitle(visible(f"{document.cover.title} – {name}"))
    canvas.setAuthor(visible(document.cover.lead_auditor))
    canvas.setSubject(visible(f"{document.cover.organisation} · {name}"))
    canvas.setCreator(f"Assay {document.program_version}".strip())
    canvas.setProducer("ReportLab")


def _furniture(writer: Writer) -> Furniture:
    document, t = writer.document, writer.t
    cover_page, revision = document.cover, document.revision
    issued = day(revision.issued, writer.words)
    state = labels.label(writer.words, labels.REPORT_STATES, revision.state)
    said = t(N_("issued {date}"), date=issued) if issued and not document.is_draft else state.lower()
    return Furniture(
        header_left=f"{cover_page.organisation} · {wording.report_name(document, writer.words)}",
        header_right=cover_page.classification,
        footer_left=t(
            N_("{number} revision {n} · {state}"), number=cover_page.number, n=revision.number, state=said
        ),
        mark=t(N_("DRAFT")) if document.is_draft else "",
    )


def _drawn_up(document: ReportDocument) -> date | None:
    return document.drawn_up.date() if document.drawn_up else None
