"""The two pages of the closing meeting: findings in short on the first, what follows on the second."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO

from app.progress import Progress, no_progress
from app.reporting import labels, wording
from app.reporting.colours import ACCENT, grade_colours
from app.reporting.document import ReportDocument
from app.reporting.finding_card import FindingCard
from app.reporting.formats import day, span
from app.reporting.handout_document import GradeDue, HandoutDocument
from app.reporting.pdf.fonts import BOLD, SEMIBOLD, visible, width
from app.reporting.pdf.frames import INNER, box
from app.reporting.pdf.pages import Furniture, Pages, draw
from app.reporting.pdf.report import open_canvas
from app.reporting.pdf.strips import Strip, bullets, gap, kept, page_break, paragraph
from app.reporting.pdf.styles import BODY, BODY_MUTED, COVER_LINE, H1, H2, SMALL, SMALL_MUTED, WIDTH
from app.reporting.pdf.tables import Cell, Column, register
from app.reporting.pdf.text import Phrase
from app.words import N_, Words

PAGES = 2
_STEPS = 2
# How many findings are told on each page, from all of them down to what certainly fits.
_MOST = (1000, 24, 18, 13, 9, 6, 4)
_TITLE_ROOM, _STATEMENT_ROOM, _CRITERION_ROOM = 390.0, 900.0, 120.0
_LONGEST, _LONGEST_CONCLUSION = 1200, 700


def render_handout(document: HandoutDocument, progress: Progress = no_progress) -> bytes:
    """The handout as PDF bytes of two pages. `progress` may raise `Cancelled`."""
    report = document.report
    words = report.words()
    progress(0, 2 * _STEPS, N_("Laying out the pages"))
    pages = _laid_out(document, words)
    buffer = BytesIO()
    canvas = open_canvas(buffer, report.language, document.closing_on)
    canvas.setTitle(visible(f"{_title(words)} – {wording.report_name(report, words)}"))
    canvas.setAuthor(visible(report.cover.lead_auditor))
    draw(canvas, pages.done, _furniture(document, words), progress, _STEPS)
    canvas.save()
    return buffer.getvalue()


def _laid_out(document: HandoutDocument, words: Words) -> Pages:
    """With as many findings as two pages hold; what is left out is counted."""
    pages = Pages()
    for most in _MOST:
        pages = Pages()
        pages.fill(_first_page(document, words, most))
        if len(pages.done) > 1:
            continue
        pages.fill(_second_page(document, words, most))
        if len(pages.done) <= PAGES:
            break
    return pages


def _title(words: Words) -> str:
    return words.text(N_("Closing meeting: findings in short"))


def _first_page(document: HandoutDocument, words: Words, most: int) -> Iterator[Strip]:
    report = document.report
    cover = report.cover
    yield from paragraph(_short(cover.organisation), COVER_LINE.but(colour=ACCENT), after=2)
    yield from paragraph(_title(words), H1, after=2)
    said = (
        wording.report_name(report, words),
        span(cover.starts, cover.ends, words),
        words.text(N_("closing meeting {date}"), date=day(document.closing_on, words)),
        _short(cover.lead_auditor),
    )
    yield from paragraph(" · ".join(part for part in said if part), SMALL_MUTED, after=10)
    yield from box(paragraph(_conclusion(report, words), BODY, INNER, after=0))
    yield gap(8)
    counts = report.finding_counts()
    yield from paragraph(wording.nonconformities(counts, words), BODY.but(font=SEMIBOLD), after=0)
    yield from paragraph(wording.other_counts(counts, words), SMALL_MUTED, after=4)
    found = report.standing("nonconformity")
    yield from _topic(words.text(N_("Nonconformities")))
    yield from _table(found[:most], words)
    yield from _left(len(found) - most, words)


def _conclusion(report: ReportDocument, words: Words) -> list[Phrase]:
    told = wording.conclusion(report, words)
    whole = "".join(part.text for part in told)
    if len(whole) > _LONGEST_CONCLUSION:
        return [Phrase(_cut(whole, _LONGEST_CONCLUSION * SMALL.size / 2))]
    return [Phrase(part.text, BOLD if part.strong else None) for part in told]


def _second_page(document: HandoutDocument, words: Words, most: int) -> Iterator[Strip]:
    report, t = document.report, words.text
    yield page_break()
    for name, kind in (
        (N_("Strengths"), "strength"),
        (N_("Opportunities for improvement"), "ofi"),
        (N_("Observations"), "observation"),
    ):
        found = report.standing(kind)
        if found or kind != "observation":
            yield from _topic(words.own.get(kind) or t(name))
            yield from _named(found[:most], words)
            yield from _left(len(found) - most, words)
    yield from _topic(t(N_("What follows")))
    yield from bullets(_following(document, words), BODY)
    yield gap(8)
    yield from paragraph(t(wording.SAMPLING), SMALL_MUTED, after=4)
    yield from paragraph(t(_ONLY_A_DRAFT), SMALL_MUTED, after=0)


_DUE = N_("{grade}: corrected by {correction}, answered with cause and plan by {response}.")
_DUE_FROM_ISSUE = N_(
    "{grade}: corrected within {correction} days, answered with cause and plan within {response} days after "
    "the report is issued."
)
_CONFIDENTIAL = N_("These pages are classified {classification}: they are for those at the meeting.")
_ONLY_A_DRAFT = N_(
    "This is a draft for the closing meeting, not the report: texts and grades may still change. The report "
    "alone counts."
)


def _topic(title: str) -> Iterator[Strip]:
    yield gap(6, keep=True)
    yield from kept(paragraph(title, H2, after=3))


def _table(found: Sequence[FindingCard], words: Words) -> Iterator[Strip]:
    t = words.text
    if not found:
        yield from paragraph(t(wording.NONE_IDENTIFIED), BODY_MUTED)
        return
    columns = [
        Column(t(N_("Number")), 38),
        Column(t(N_("Grade")), 57),
        Column(t(N_("Finding")), 214),
        Column(t(N_("Criterion")), 72),
        Column(t(N_("Auditee")), 90),
    ]
    yield from register(columns, (_row(card, words) for card in found))


def _row(card: FindingCard, words: Words) -> tuple[Cell, ...]:
    grade = labels.called(words, labels.GRADES, card.grade) or "–"
    style = SMALL.but(font=SEMIBOLD, colour=grade_colours(card.severity).text)
    position = labels.label(words, labels.POSITIONS, card.position) or words.text(N_("not asked yet"))
    criterion = card.criteria[0].reference if card.criteria else "–"
    return (
        card.number,
        [(grade, style)],
        [
            (_cut(card.title or words.text(wording.NOT_STATED), _TITLE_ROOM), SMALL.but(font=SEMIBOLD)),
            (_cut(card.statement, _STATEMENT_ROOM), SMALL_MUTED),
        ],
        _cut(criterion, _CRITERION_ROOM),
        position,
    )


def _named(found: Sequence[FindingCard], words: Words) -> Iterator[Strip]:
    if not found:
        yield from paragraph(words.text(wording.NONE_IDENTIFIED), BODY_MUTED)
        return
    yield from bullets(f"{card.number} {_cut(card.title or card.statement, _TITLE_ROOM)}" for card in found)
    yield gap(4)


def _left(count: int, words: Words) -> Iterator[Strip]:
    if count > 0:
        said = words.plural("and {n} more, told in the report", "and {n} more, told in the report", count)
        yield from paragraph(said, SMALL_MUTED, after=4)


def _following(document: HandoutDocument, words: Words) -> Iterator[str]:
    t = words.text
    for one in document.due:
        yield _due(document, one, words)
    yield t(
        N_(
            "A response holds the correction, the extent, the cause, actions with owner and date, and how it "
            "will show that they worked."
        )
    )
    yield t(
        N_("Who disagrees says so: the disagreement is recorded in your words and printed in the report.")
    )
    classification = _short(document.report.cover.classification)
    if classification:
        yield t(_CONFIDENTIAL, classification=classification)


def _due(document: HandoutDocument, one: GradeDue, words: Words) -> str:
    grade = labels.called(words, labels.SEVERITIES, one.grade)
    if document.from_issue:
        return words.text(
            _DUE_FROM_ISSUE, grade=grade, correction=one.correction_days, response=one.response_days
        )
    correction, response = (
        day(document.closing_on + timedelta(days=days), words)
        for days in (one.correction_days, one.response_days)
    )
    return words.text(_DUE, grade=grade, correction=correction, response=response)


def _cut(text: str, room: float) -> str:
    """As much of the text as so many points of one line hold, with an ellipsis where it is longer."""
    flat = " ".join(text[:_LONGEST].split())
    kept_words = flat
    while kept_words and width(f"{kept_words}…", SMALL.font) * SMALL.size > room:
        kept_words = kept_words[:-1]
    is_whole = kept_words == flat and len(text) <= _LONGEST
    return flat if is_whole else f"{kept_words.rstrip()}…"


def _short(text: str) -> str:
    return _cut(text, WIDTH * 0.8)


def _furniture(document: HandoutDocument, words: Words) -> Furniture:
    report = document.report
    return Furniture(
        header_left=f"{report.cover.organisation} · {wording.report_name(report, words)}",
        header_right=report.cover.classification,
        footer_left=words.text(
            N_("Handout of the closing meeting, {date}"), date=day(document.closing_on, words)
        ),
        mark=words.text(N_("DRAFT")),
        cover=False,
    )
