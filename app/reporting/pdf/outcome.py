"""Sections 5 to 9: earlier findings, changes, conclusion, open points, actions."""

from collections.abc import Iterator

from app.reporting import labels, wording
from app.reporting.finding_card import FindingCard
from app.reporting.formats import day
from app.reporting.parts import EarlierFinding
from app.reporting.pdf.strips import Strip, paragraph
from app.reporting.pdf.styles import SMALL, SMALL_MUTED
from app.reporting.pdf.tables import Cell, Column, facts, register
from app.reporting.pdf.writer import Writer, together
from app.words import N_


def follow_up(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 5."""
    t, found = writer.t, writer.document.follow_up
    yield from writer.section("section-5", title)
    if found.text.strip():
        yield from paragraph(found.text)
    if not found.findings:
        yield from writer.none()
        return
    columns = [
        Column(t(N_("Finding")), 120),
        Column(t(N_("Grade")), 42),
        Column(t(N_("State")), 70),
        Column(t(N_("Actions")), 135),
        Column(t(N_("Effectiveness")), 64),
        Column(t(N_("Repeat")), 40),
    ]
    yield from register(columns, (_earlier(writer, each) for each in found.findings))
    verified = [each for each in found.findings if each.verified]
    if verified:
        yield from writer.topic(t(N_("Verification")))
        yield from facts((each.number, "\n".join(each.verified)) for each in verified)


def changes(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 6."""
    t, found = writer.t, writer.document.changes
    yield from writer.section("section-6", title)
    yield from writer.topic(t(N_("Affecting the ISMS since the last audit")))
    yield from writer.listed(writer.noted(change) for change in found.isms)
    yield from writer.topic(t(N_("Matters for the audit programme")))
    yield from writer.listed(writer.noted(change) for change in found.programme)


def conclusion(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 7, the two questions of 9.2.1 each with its own answer (R-8)."""
    t, said = writer.t, writer.document.conclusion
    yield from writer.section("section-7", title)
    yield from writer.prose("".join(part.text for part in wording.conclusion(writer.document, writer.words)))
    if said.overall.strip():
        yield from paragraph(said.overall)
    yield from facts(
        [
            (t(N_("Does the ISMS conform?")), _verdict(writer, said.conformity, said.conformity_text)),
            (
                t(N_("Is it effectively implemented and maintained?")),
                _verdict(writer, said.effectiveness, said.effectiveness_text),
            ),
            (t(N_("Internal audit")), said.internal_audit or t(wording.NOT_STATED)),
            (t(N_("Management review")), said.management_review or t(wording.NOT_STATED)),
            (t(N_("Risk treatment")), said.risk_treatment or t(wording.NOT_STATED)),
            (
                t(N_("Is the scope still appropriate?")),
                _verdict(writer, said.scope_appropriate, said.scope_text),
            ),
            (t(N_("Were the objectives met?")), _verdict(writer, said.objectives_met, said.objectives_text)),
        ]
    )
    if not writer.document.third_party:
        yield from writer.topic(t(N_("Recommendations and expected benefits")))
        yield from _recommendations(writer)


def open_points(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 8: opinions that stayed apart."""
    document = writer.document
    yield from writer.section("section-8", title)
    said = [(card.number, _dispute(writer, card)) for card in document.disputed()]
    said += [(opinion.about, together(opinion.words, opinion.by)) for opinion in document.opinions]
    if said:
        yield from facts(said)
    else:
        yield from writer.none()


def actions(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 9."""
    t, document = writer.t, writer.document
    yield from writer.section("section-9", title)
    yield from writer.topic(t(N_("Agreed response dates")))
    yield from _response_dates(writer, document.standing("nonconformity"))
    yield from writer.topic(t(N_("Follow-up")))
    yield from writer.prose(document.plan_of_actions.text)
    yield from writer.topic(t(N_("For the next audits")))
    yield from writer.listed(document.plan_of_actions.next_audits)


def _response_dates(writer: Writer, owed: tuple[FindingCard, ...]) -> Iterator[Strip]:
    if not owed:
        yield from writer.none()
        return
    t, words = writer.t, writer.words
    columns = [
        Column(t(N_("Finding")), 222),
        Column(t(N_("Grade")), 54),
        Column(t(N_("Response due")), 85),
        Column(t(N_("Owner")), 110),
    ]
    yield from register(
        columns,
        (
            (
                f"{card.number} {card.title}",
                labels.called(words, labels.GRADES, card.grade),
                day(card.response_due, words) or t(N_("not agreed yet")),
                card.owner_role or t(N_("not named yet")),
            )
            for card in owed
        ),
    )


def _dispute(writer: Writer, card: FindingCard) -> str:
    said = card.position_words or writer.t(wording.NOT_STATED)
    said = f"{said} ({card.position_by})" if card.position_by else said
    return together(card.title, writer.t(N_("The auditee disputes it: {words}"), words=said))


def _earlier(writer: Writer, found: EarlierFinding) -> tuple[Cell, ...]:
    words = writer.words
    return (
        [(found.number, SMALL), (found.title, SMALL_MUTED)],
        labels.called(words, labels.GRADES, found.grade),
        labels.label(words, labels.FINDING_STATES, found.state),
        found.actions,
        labels.label(words, labels.EFFECTIVENESS, found.effectiveness),
        found.repeated_as or "–",
    )


def _verdict(writer: Writer, code: str, text: str) -> str:
    said = labels.label(writer.words, labels.VERDICTS, code)
    return f"{said}. {text}" if text else f"{said}."


def _recommendations(writer: Writer) -> Iterator[Strip]:
    found = writer.document.conclusion.recommendations
    if not found:
        yield from writer.none()
        return
    t = writer.t
    columns = [
        Column(t(N_("Recommendation")), 220),
        Column(t(N_("Expected benefit")), 181),
        Column(t(N_("Findings")), 70),
    ]
    yield from register(columns, ((each.text, each.benefit, ", ".join(each.findings)) for each in found))
