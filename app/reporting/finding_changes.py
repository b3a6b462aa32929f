"""What changed in the findings between two revisions of a report (R-40)."""

from collections.abc import Iterator

from app.reporting import labels
from app.reporting.document import ReportDocument
from app.reporting.finding_card import FindingCard
from app.reporting.formats import day
from app.reporting.telling import Difference, told
from app.words import N_, Words

_TEXTS = {
    "title": N_("title"),
    "criteria": N_("criteria"),
    "requirement": N_("requirement"),
    "evidence": N_("evidence"),
    "statement": N_("statement"),
    "extent": N_("extent"),
    "risk": N_("risk"),
    "grade_reason": N_("reasons of the grade"),
    "position": N_("auditee's position"),
    "position_words": N_("the auditee's words"),
    "position_by": N_("who spoke for the auditee"),
    "owner_role": N_("owner"),
    "repeat_of": N_("repeats"),
    "merges": N_("merged findings"),
    "correction": N_("correction during the audit"),
    "recommendation": N_("recommendation"),
    "expected_benefit": N_("expected benefit"),
}


def of_findings(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    """Findings that came, left, were graded otherwise or rewritten; then what follow-up did with them."""
    known = {card.id: card for card in before.findings}
    for card in after.findings:
        was = known.get(card.id)
        yield from _new(card, words) if was is None else _changed(was, card, words)


def _new(card: FindingCard, words: Words) -> Iterator[Difference]:
    """A finding that was raised since; one that was withdrawn again changes nothing that was said."""
    text = words.text(N_("{number} was added: {title}"), number=card.number, title=_title(card, words))
    yield Difference(text, is_follow_up=not card.stands)


def _title(card: FindingCard, words: Words) -> str:
    severity = labels.called(words, labels.SEVERITIES, card.severity)
    return f"{severity}, {card.title}" if card.title else severity


def _changed(was: FindingCard, card: FindingCard, words: Words) -> Iterator[Difference]:
    if was.stands and not card.stands:
        yield Difference(_left_out(card, words))
        return
    if was.severity != card.severity:
        yield Difference(_regraded(was, card, words))
    names = [name for name in _TEXTS if getattr(was, name) != getattr(card, name)]
    if names:
        changed = ", ".join(words.text(_TEXTS[name]) for name in names)
        text = words.text(N_("{number}: {fields} changed"), number=card.number, fields=changed)
        yield Difference(text)
    yield from _rests_on(was, card, words)
    yield from _followed_up(was, card, words)


def _left_out(card: FindingCard, words: Words) -> str:
    if card.merged_into:
        text = N_("{number} was merged into {other}")
        return words.text(text, number=card.number, other=card.merged_into)
    return words.text(N_("{number} was withdrawn: {reason}"), number=card.number, reason=card.state_reason)


def _regraded(was: FindingCard, card: FindingCard, words: Words) -> str:
    return told(
        card.number,
        labels.called(words, labels.SEVERITIES, was.severity),
        labels.called(words, labels.SEVERITIES, card.severity),
        words,
    )


def _rests_on(was: FindingCard, card: FindingCard, words: Words) -> Iterator[Difference]:
    """Evidence and samples: follow-up adds some, only a revision takes some away."""
    before = {*was.evidence_numbers, *was.sample_numbers}
    added = [number for number in (*card.evidence_numbers, *card.sample_numbers) if number not in before]
    gone = [number for number in (*was.evidence_numbers, *was.sample_numbers)
            if number not in {*card.evidence_numbers, *card.sample_numbers}]  # fmt: skip
    if added:
        text = N_("{number} rests on {added} too")
        yield Difference(words.text(text, number=card.number, added=", ".join(added)), is_follow_up=True)
    if gone:
        text = N_("{number} no longer rests on {gone}")
        yield Difference(words.text(text, number=card.number, gone=", ".join(gone)))


def _followed_up(was: FindingCard, card: FindingCard, words: Words) -> Iterator[Difference]:
    if was.state != card.state:
        state = labels.label(words, labels.FINDING_STATES, card.state)
        text = words.text(N_("{number} is now: {state}"), number=card.number, state=state)
        yield Difference(text, is_follow_up=True)
    # A report that was issued before it told when corrections are due says nothing of them.
    is_unknown = was.correction_due is None and was.response_due is not None
    correction_was = card.correction_due if is_unknown else was.correction_due
    for name, due_before, due in (
        (N_("{number}, correction due"), correction_was, card.correction_due),
        (N_("{number}, response due"), was.response_due, card.response_due),
    ):
        if due_before != due:
            number = words.text(name, number=card.number)
            yield Difference(told(number, day(due_before, words), day(due, words), words), is_follow_up=True)
