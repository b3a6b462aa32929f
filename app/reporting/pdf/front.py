"""Cover, contents and executive summary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from app.reporting import labels, wording
from app.reporting.colours import ACCENT, GRADES, TEXT
from app.reporting.formats import day, span
from app.reporting.pdf import charts
from app.reporting.pdf.fonts import BOLD
from app.reporting.pdf.frames import INNER, box
from app.reporting.pdf.strips import Anchor, PaintLine, Strip, gap, paragraph, row
from app.reporting.pdf.styles import (
    BODY_MUTED,
    COUNT,
    COVER_LINE,
    COVER_TITLE,
    H1,
    H3,
    LEAD,
    SMALL,
    SMALL_MUTED,
    WIDTH,
)
from app.reporting.pdf.tables import facts
from app.reporting.pdf.text import Phrase, lines, one_line
from app.reporting.pdf.writer import Writer
from app.words import N_

CONTENTS = "contents"


def cover(writer: Writer) -> Iterator[Strip]:
    """The front page: who was audited, what this is, and its state."""
    document, t = writer.document, writer.t
    yield Strip(118.0)
    yield from paragraph(document.cover.organisation, COVER_LINE.but(colour=ACCENT), after=6)
    yield from paragraph(document.cover.title, COVER_TITLE, after=8)
    yield from paragraph(_state(writer), LEAD, after=26)
    audit_type = labels.label(writer.words, labels.AUDIT_TYPES, document.cover.audit_type)
    yield from facts(
        [
            (t(N_("Report number")), document.cover.number),
            (t(N_("Audit type")), audit_type),
            (t(N_("Organisation")), f"{document.cover.organisation}\n{document.cover.address}".strip()),
            (t(N_("Representative")), document.cover.representative or t(wording.NOT_STATED)),
            (t(N_("Audit dates")), span(document.cover.starts, document.cover.ends, writer.words)),
            (t(N_("Lead auditor")), document.cover.lead_auditor),
            (t(N_("Classification")), document.cover.classification or t(N_("Not classified"))),
            (t(N_("Issue date")), day(document.revision.issued, writer.words) or t(N_("Not issued yet"))),
        ]
    )
    yield from _changes(writer)


def contents(writer: Writer, entries: Sequence[Anchor], pages: Mapping[str, int]) -> Iterator[Strip]:
    """The contents; page numbers are looked up when the page is drawn, when all are known."""
    title = writer.t(N_("Contents"))
    yield Strip(0.0, new_page=True)
    yield Strip(H1.leading, (PaintLine(lines(title, H1, WIDTH)[0]),), anchor=Anchor(CONTENTS, title))
    yield gap(8)
    for entry in entries:
        yield Strip(20.0 if entry.level == 0 else 15.5, (PaintEntry(entry, pages),))


@dataclass(frozen=True, slots=True)
class PaintEntry:
    """A line of the contents: title, page number, and the link over both."""

    entry: Anchor
    pages: Mapping[str, int]

    def __call__(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        style = H3 if self.entry.level == 0 else SMALL
        indent = 14.0 * self.entry.level
        above = height - style.leading
        one_line(self.entry.title, style, WIDTH - 40 - indent).draw(canvas, x + indent, top - above, WIDTH)
        number = lines(str(self.pages.get(self.entry.key, "")), BODY_MUTED, 40)[0]
        number.draw(canvas, x + WIDTH - number.width, top - above, 40)
        canvas.linkRect("", self.entry.key, (x, top - height, x + WIDTH, top), thickness=0)


def executive_summary(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 1: the conclusion first, then the figures, then what was looked at."""
    document, words = writer.document, writer.words
    yield from writer.section("section-1", title, new_page=True)
    said = wording.conclusion(document, words)
    yield from box(paragraph([Phrase(part.text, BOLD if part.strong else None) for part in said], LEAD,
                             INNER, after=0))  # fmt: skip
    yield gap(10)
    yield from paragraph(wording.readiness(document, words), SMALL_MUTED, after=9)
    if document.summary.narrative.strip():
        yield from paragraph(document.summary.narrative, after=4)
    yield from _counts(writer)
    yield from writer.topic(writer.t(N_("Scope, objectives and criteria")))
    yield from _in_brief(writer)
    left = writer.words.plural(
        "requirements examined; {n} more not examined this time (appendix E)",
        "requirements examined; {n} more not examined this time (appendix E)",
        document.result_counts().left_out,
    )
    yield from writer.topic(writer.t(N_("Results by theme")), left)
    yield from charts.results_by_theme(document.results_by_theme(), words)


def _state(writer: Writer) -> str:
    revision = writer.document.revision
    state = labels.label(writer.words, labels.REPORT_STATES, revision.state)
    name = wording.report_name(writer.document, writer.words)
    return writer.t(N_("{report}, revision {n} · {state}"), report=name, n=revision.number, state=state)


def _changes(writer: Writer) -> Iterator[Strip]:
    revision, t = writer.document.revision, writer.t
    if revision.replaces is None:
        return
    yield from writer.topic(t(N_("Why this revision")))
    yield from paragraph(
        t(
            N_("It replaces revision {n}. Reason: {reason}"),
            n=revision.replaces,
            reason=revision.change_reason,
        )
    )
    yield from writer.listed(revision.changes)


def _counts(writer: Writer) -> Iterator[Strip]:
    counts, results, words = (
        writer.document.finding_counts(),
        writer.document.result_counts(),
        writer.words,
    )
    conform = words.text(N_("of {n} requirements examined conform"), n=results.examined)
    shown = [
        (counts.major, words.own.get("major") or words.plural("major", "major", counts.major), "major"),
        (counts.minor, words.own.get("minor") or words.plural("minor", "minor", counts.minor), "minor"),
        (counts.ofi, words.own.get("ofi") or words.plural("opportunity", "opportunities", counts.ofi), "ofi"),
        (results.conforming, conform, ""),
    ]
    cells = []
    for number, said, severity in shown:
        colour = GRADES[severity].text if severity else TEXT
        cells.append([*lines(str(number), COUNT.but(colour=colour), 100), *lines(said, SMALL, 100)])
    step = WIDTH / 4
    yield gap(4)
    yield from row(cells, [5, step, 2 * step, 3 * step], [100] * 4, pad=4)
    yield from paragraph(wording.other_counts(counts, words), SMALL_MUTED, after=4)


def _in_brief(writer: Writer) -> Iterator[Strip]:
    summary, t = writer.document.summary, writer.t
    return facts(
        [
            (t(N_("Objectives")), summary.objectives or t(wording.NOT_STATED)),
            (t(N_("Scope")), summary.scope or t(wording.NOT_STATED)),
            (t(N_("Criteria")), summary.criteria or t(wording.NOT_STATED)),
            (t(N_("Team")), summary.team or t(wording.NOT_STATED)),
        ]
    )
