"""Section 4: findings as cards, and what was learnt beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from app.reporting import labels, wording
from app.reporting.colours import GradeColours, grade_colours
from app.reporting.document import GroupResult, ResultCounts
from app.reporting.finding_card import Criterion, FindingCard
from app.reporting.formats import day
from app.reporting.pdf.fonts import SEMIBOLD
from app.reporting.pdf.frames import INNER, card
from app.reporting.pdf.strips import Anchor, PaintLine, Strip, gap, kept, paragraph
from app.reporting.pdf.styles import CARD_NUMBER, CARD_TITLE, SMALL, SMALL_MUTED, TINY
from app.reporting.pdf.tables import Cell, Column, facts, register
from app.reporting.pdf.text import Line, lines, one_line
from app.reporting.pdf.writer import Writer
from app.words import N_

STATEMENT_LABELS = {
    "nonconformity": N_("Nonconformity"),
    "ofi": N_("Opportunity"),
    "observation": N_("Observation"),
    "strength": N_("Strength"),
}
BESIDE_CHIP = 240
"""At least so many points are left for the criteria beside number and grade."""


def findings(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 4 in the order of domain section 8."""
    document, t = writer.document, writer.t
    yield from writer.section("section-4", title, new_page=True)
    yield from _group(writer, _named(writer, N_("4.1 Strengths"), "strength"), document.standing("strength"))
    yield from writer.topic(t(N_("4.2 Weaknesses")))
    yield from writer.listed(document.weaknesses)
    said = wording.nonconformities(document.finding_counts(), writer.words)
    yield from _group(writer, t(N_("4.3 Nonconformities")), document.standing("nonconformity"), said)
    improvements = _named(writer, N_("4.4 Opportunities for improvement"), "ofi")
    yield from _group(writer, improvements, document.standing("ofi"))
    observations = _named(writer, N_("4.5 Observations"), "observation")
    yield from _group(writer, observations, document.standing("observation"))
    yield from writer.topic(t(N_("4.6 Risks identified")))
    yield from writer.listed(writer.noted(risk) for risk in document.risks)
    yield from writer.topic(t(N_("4.7 Incidents and breaches learnt of")))
    yield from writer.listed(writer.noted(incident) for incident in document.incidents)
    yield from writer.topic(t(N_("4.8 Conformity by clause and theme")))
    yield from _conformity(writer, document.results_by_clause())
    yield from writer.topic(t(N_("4.9 Withdrawn and merged numbers")))
    yield from _left_out(writer)


def _named(writer: Writer, title: str, code: str) -> str:
    """The title of a part, with the programme's own name behind its number."""
    own, usual = writer.words.own.get(code), writer.t(title)
    return f"{usual.split()[0]} {own}" if own else usual


def finding_key(finding: FindingCard) -> str:
    """What contents and outline lead to."""
    return f"finding-{finding.id}"


def finding_title(finding: FindingCard) -> str:
    """F-07 Restore tests not carried out at the planned interval, on one line."""
    return " ".join(f"{finding.number} {finding.title}".split())[:200]


def _group(
    writer: Writer, title: str, cards: tuple[FindingCard, ...], note: str | None = None
) -> Iterator[Strip]:
    yield from writer.topic(title, str(len(cards)) if note is None else note)
    if not cards:
        yield from writer.none()
    for finding in cards:
        yield from _card(writer, finding)
        yield gap(12)


def _card(writer: Writer, finding: FindingCard) -> Iterator[Strip]:
    colours = grade_colours(finding.severity)
    again = writer.t(N_("{number}, continued"), number=finding.number)
    anchor = Anchor(finding_key(finding), finding_title(finding), 1)
    return card(_inside(writer, finding, colours), colours.bar, anchor, _continued(again))


def _continued(text: str) -> Iterator[Strip]:
    yield Strip(24.0, (PaintLine(lines(text, SMALL_MUTED, INNER)[0], dy=8),))


def _inside(writer: Writer, finding: FindingCard, colours: GradeColours) -> Iterator[Strip]:
    severity = labels.called(writer.words, labels.SEVERITIES, finding.severity)
    yield from kept([_top_line(finding, severity, colours)])
    yield from kept(paragraph(finding.title or writer.t(wording.NOT_STATED), CARD_TITLE, INNER, after=4))
    yield from facts(_rows(writer, finding), INNER, last_rule=False)


def _top_line(finding: FindingCard, severity: str, colours: GradeColours) -> Strip:
    number = one_line(finding.number, CARD_NUMBER, 90)
    name = one_line(severity, SMALL.but(font=SEMIBOLD, colour=colours.text), 200)
    chip = PaintChip(name, number.width + 10, colours.chip)
    start = number.width + 10 + chip.width + 12
    against = " · ".join(_short(criterion) for criterion in finding.criteria[:3])
    right = one_line(against, SMALL_MUTED, INNER - start)
    return Strip(
        20.0, (PaintLine(number, dy=1), chip, PaintLine(right, INNER - right.width, right.width, 2.5))
    )


@dataclass(frozen=True, slots=True)
class PaintChip:
    """The grade in words on its ground."""

    name: Line
    dx: float
    ground: str

    @property
    def width(self) -> float:
        return self.name.width + 16

    def __call__(self, canvas: Canvas, x: float, top: float, _height: float) -> None:
        canvas.setFillColor(self.ground)
        canvas.roundRect(x + self.dx, top - 16, self.width, 15.5, 7.75, stroke=0, fill=1)
        self.name.draw(canvas, x + self.dx + 8, top - 2.6, self.name.width)


def _rows(writer: Writer, finding: FindingCard) -> Iterator[tuple[str, str]]:
    t, words = writer.t, writer.words
    required = t(wording.NOT_STATED) if finding.type == "nonconformity" else ""
    yield t(N_("Requirement")), finding.requirement or required
    if len(finding.criteria) > 1 or _is_cut_above(finding):
        yield t(N_("Criteria")), "\n".join(_long(writer, criterion) for criterion in finding.criteria)
    yield t(N_("Evidence")), _evidence(writer, finding) or required
    usual = STATEMENT_LABELS.get(finding.type, N_("Statement"))
    yield writer.words.own.get(finding.type) or t(usual), finding.statement or required
    yield t(N_("Extent")), finding.extent
    yield t(N_("Risk")), finding.risk
    yield t(N_("Why this grade")), wording.why_this_grade(finding, words)
    yield t(N_("Repeat of")), finding.repeat_of
    yield t(N_("Brings together")), ", ".join(finding.merges)
    yield t(N_("Correction noted")), finding.correction
    yield t(N_("Auditee’s position")), _position(writer, finding)
    yield t(N_("Response due")), _response(writer, finding)
    if finding.recommendation and not writer.document.third_party:
        yield t(N_("Recommendation")), finding.recommendation


def _is_cut_above(finding: FindingCard) -> bool:
    """Whether the line with number and grade has too little room for the one criterion."""
    return any(len(lines(_short(criterion), SMALL_MUTED, BESIDE_CHIP)) > 1 for criterion in finding.criteria)


def _evidence(writer: Writer, finding: FindingCard) -> str:
    numbers = [
        writer.t(text, numbers=", ".join(found))
        for text, found in (
            (N_("Evidence {numbers}"), finding.evidence_numbers),
            (N_("sample {numbers}"), finding.sample_numbers),
        )
        if found
    ]
    return "\n".join(part for part in (finding.evidence, "; ".join(numbers)) if part)


def _position(writer: Writer, finding: FindingCard) -> str:
    said = labels.label(writer.words, labels.POSITIONS, finding.position)
    told = ": ".join(part for part in (said, finding.position_words) if part)
    return f"{told} ({finding.position_by})" if told and finding.position_by else told


def _response(writer: Writer, finding: FindingCard) -> str:
    if finding.type != "nonconformity":
        return ""
    due = day(finding.response_due, writer.words) or writer.t(N_("No date agreed yet"))
    owner = finding.owner_role or writer.t(N_("not named yet"))
    text = (
        N_("{due}: extent, cause and corrective action. Corrected by {correction}. Owner: {owner}.")
        if finding.correction_due
        else N_("{due}: correction, extent, cause and corrective action. Owner: {owner}.")
    )
    correction = day(finding.correction_due, writer.words)
    return writer.t(text, due=due, correction=correction, owner=owner)


def _short(criterion: Criterion) -> str:
    return f"{criterion.reference} {criterion.title}".strip()


def _long(writer: Writer, criterion: Criterion) -> str:
    kind = labels.label(writer.words, labels.CRITERIA_KINDS, criterion.kind)
    return f"{_short(criterion)} ({kind})" if kind else _short(criterion)


def _conformity(writer: Writer, groups: Iterable[GroupResult]) -> Iterator[Strip]:
    t = writer.t
    columns = [
        Column(t(N_("Clause or theme")), 151),
        Column(t(N_("Examined")), 53, figures=True),
        Column(t(N_("Conform")), 53, figures=True),
        Column(t(N_("Noncon-\nforming")), 53, figures=True),
        Column(t(N_("Unable to\nverify")), 53, figures=True),
        Column(t(N_("Not examined")), 54, figures=True),
        Column(t(N_("Excluded")), 54, figures=True),
    ]
    results = [
        (labels.label(writer.words, labels.THEMES, found.group), found.counts, False) for found in groups
    ]
    results.append((t(N_("Total")), writer.document.result_counts(), True))
    yield from register(columns, (_figures(name, found, last) for name, found, last in results))
    yield from paragraph(t(N_("Each requirement with its result is listed in appendix B.")), TINY, after=0)


def _figures(name: str, found: ResultCounts, last: bool) -> list[Cell]:
    counts = (
        found.examined,
        found.conforming,
        found.nonconforming,
        found.unable_to_verify,
        found.left_out,
        found.excluded,
    )
    style = SMALL.but(font=SEMIBOLD) if last else SMALL
    return [[(text, style)] for text in (name, *map(str, counts))]


def _left_out(writer: Writer) -> Iterator[Strip]:
    cards = writer.document.left_out()
    if not cards:
        yield from writer.none()
        return
    columns = [
        Column(writer.t(N_("Number")), 60),
        Column(writer.t(N_("Title")), 190),
        Column(writer.t(N_("State")), 90),
        Column(writer.t(N_("Reason")), 131),
    ]
    yield from register(
        columns,
        ((found.number, found.title, _state(writer, found), found.state_reason) for found in cards),
    )


def _state(writer: Writer, finding: FindingCard) -> str:
    if finding.merged_into:
        return writer.t(N_("merged into {number}"), number=finding.merged_into)
    return labels.label(writer.words, labels.FINDING_STATES, finding.state)
