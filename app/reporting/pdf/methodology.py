"""Section 3: how the audit was done, and what limits its conclusions."""

from collections.abc import Iterable, Iterator

from app.reporting import labels, wording
from app.reporting.formats import day
from app.reporting.parts import DocumentReview, Independence, RemotePart, Replacement, Sample, TechnicalTest
from app.reporting.pdf.strips import Strip, paragraph
from app.reporting.pdf.styles import SMALL, SMALL_MUTED
from app.reporting.pdf.tables import Cell, Column, facts, register
from app.reporting.pdf.writer import Writer
from app.words import N_

_JUDGEMENT = N_(
    "Samples were chosen by the auditors. A judgement-based sample states no confidence level; where a "
    "sample is statistical, its confidence is given."
)


def methodology(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 3."""
    document, t, words = writer.document, writer.t, writer.words
    found = document.methodology
    yield from writer.section("section-3", title)
    methods = labels.labels(words, labels.METHODS, found.methods)
    yield from facts(
        [
            (t(N_("Standards followed")), "\n".join(found.standards) or t(wording.NOT_STATED)),
            (t(N_("Methods")), methods or t(wording.NOT_STATED)),
            (t(N_("Areas covered")), "\n".join(found.areas) or t(wording.NOT_STATED)),
            (t(N_("Answers without support")), wording.bare_conforming(document, words)),
        ]
    )
    for heading, records in (
        (N_("Documents reviewed"), [_review(writer, one) for one in found.reviews]),
        (N_("Technical tests"), [_test(writer, one) for one in found.tests]),
    ):
        if records:
            yield from writer.topic(t(heading))
            yield from writer.listed(records)
    yield from writer.topic(t(N_("Sampling")))
    yield from paragraph(found.sampling or t(_JUDGEMENT))
    yield from _samples(writer)
    yield from writer.topic(t(N_("Main lines of enquiry")))
    yield from writer.listed(found.lines_of_enquiry)
    for heading, listed in (
        (N_("Deviations from the plan"), found.deviations),
        (N_("Obstacles that reduced reliability"), found.obstacles),
        (N_("In scope, not covered"), found.not_covered),
        (N_("Limitations: unable to verify"), found.limitations),
        (N_("Asked for and not produced"), found.not_produced),
    ):
        yield from writer.topic(t(heading))
        yield from writer.listed(writer.reasoned(each) for each in listed)
    yield from writer.topic(t(N_("Independence")))
    yield from _independence(writer, found.independence)
    yield from writer.topic(t(N_("Remote parts and their effect on assurance")))
    yield from writer.listed(_remote(writer, part) for part in found.remote)


def _review(writer: Writer, review: DocumentReview) -> str:
    """`Backup policy, version v3, owner: IT; sections read: 4 to 6. Restores are tested each quarter.`"""
    said = (
        (N_("version {said}"), review.version),
        (N_("owner: {said}"), review.owner),
        (N_("approved: {said}"), review.approval),
        (N_("sections read: {said}"), review.sections),
        (N_("result: {said}"), review.result),
    )
    return _record(writer, review.document, said)


def _test(writer: Writer, test: TechnicalTest) -> str:
    said = (
        (N_("agreed: {said}"), test.agreement),
        (N_("window: {said}"), test.window),
        (N_("account: {said}"), test.account),
        (N_("logged: {said}"), test.logging),
        (N_("put back: {said}"), test.restoring),
    )
    return _record(writer, test.activity, said)


def _record(writer: Writer, name: str, said: Iterable[tuple[str, str]]) -> str:
    """What was recorded, with semicolons; what was not is left out."""
    known = (writer.t(text, said=value) for text, value in said if value)
    return "; ".join((name or writer.t(wording.NOT_STATED), *known))


def _samples(writer: Writer) -> Iterator[Strip]:
    samples = writer.document.methodology.samples
    if not samples:
        yield from writer.none()
        return
    t = writer.t
    columns = [
        Column(t(N_("Sample")), 40),
        Column(t(N_("Objective and population")), 176),
        Column(t(N_("Method")), 100),
        Column(t(N_("Size")), 45),
        Column(t(N_("Result")), 110),
    ]
    yield from register(columns, (_sample(writer, sample) for sample in samples))


def _sample(writer: Writer, sample: Sample) -> tuple[Cell, ...]:
    t = writer.t
    population = ", ".join(part for part in (sample.population, sample.source) if part)
    method = labels.label(writer.words, labels.SAMPLING_METHODS, sample.method)
    of = str(sample.size)
    if sample.population_size is not None:
        of = t(N_("{n} of {all}"), n=sample.size, all=sample.population_size)
    behind = [
        sample.confidence,
        t(N_("seed {seed}"), seed=sample.seed) if sample.seed else "",
        t(N_("selected by {name}"), name=sample.selected_by) if sample.selected_by else "",
    ]
    exceptions = writer.words.plural("{n} exception", "{n} exceptions", sample.exceptions)
    complete = t(N_("completeness: {check}"), check=sample.completeness) if sample.completeness else ""
    from_what = (population, complete, ", ".join(sample.requirements))
    replaced = (_replacement(writer, each) for each in sample.replacements)
    return (
        sample.number,
        [(sample.objective, SMALL), *((part, SMALL_MUTED) for part in from_what)],
        [(method, SMALL), *((part, SMALL_MUTED) for part in behind)],
        of,
        [(exceptions, SMALL), (sample.result, SMALL_MUTED), *((part, SMALL_MUTED) for part in replaced)],
    )


def _replacement(writer: Writer, one: Replacement) -> str:
    """Which item stands in for which, and why (domain 6.3)."""
    said = N_("{stand_in} stands in for {item}: {reason}")
    return writer.t(said, stand_in=one.stand_in or "–", item=one.item, reason=one.reason)


def _independence(writer: Writer, declared: tuple[Independence, ...]) -> Iterator[Strip]:
    if not declared:
        yield from writer.none()
        return
    t, words = writer.t, writer.words
    columns = [
        Column(t(N_("Name and role")), 130),
        Column(t(N_("Declared")), 75),
        Column(t(N_("Tie found")), 133),
        Column(t(N_("Safeguard")), 133),
    ]
    yield from register(
        columns,
        (
            (
                [(each.name, SMALL), (labels.label(words, labels.ROLES, each.role), SMALL_MUTED)],
                day(each.declared, words) or t(N_("not declared")),
                each.tie or t(N_("none")),
                each.safeguard or (t(N_("not recorded")) if each.tie else "–"),
            )
            for each in declared
        ),
    )


def _remote(writer: Writer, part: RemotePart) -> str:
    mode = labels.label(writer.words, labels.MODES, part.mode)
    how = ", ".join(word for word in (mode, part.tool) if word)
    return f"{part.activity} ({how})" + (f": {part.assurance}" if part.assurance else "")
