"""What changed in the registers between two revisions of a report: items, requirements, evidence, samples."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.reporting import labels
from app.reporting.document import ReportDocument
from app.reporting.parts import Sample
from app.reporting.registers import ChecklistRow, EvidenceRow
from app.reporting.telling import Difference, listed
from app.words import N_, Words


def of_registers(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    """Rows that changed in the same way are told in one sentence."""
    yield from _results(before, after, words)
    yield from _items(before, after, words)
    yield from _applicability(before, after, words)
    yield from _evidence(before, after, words)
    yield from _samples(before.methodology.samples, after.methodology.samples, words)


def _results(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    groups: dict[tuple[str, str], list[str]] = {}
    for was, row in _pairs(before.checklist, after.checklist):
        if was.result != row.result:
            groups.setdefault((was.result, row.result), []).append(_name(row))
    for (was_result, result), names in groups.items():
        text = words.text(
            N_("Result {was} → {became}: {items}"),
            was=labels.label(words, labels.RESULTS, was_result),
            became=labels.label(words, labels.RESULTS, result),
            items=", ".join(dict.fromkeys(names)),
        )
        yield Difference(text)


def _items(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    known = {row.id for row in before.checklist}
    left = {row.id for row in after.checklist}
    pairs = list(_pairs(before.checklist, after.checklist))
    told = (
        (N_("Questions added"), [_name(row) for row in after.checklist if row.id not in known]),
        (N_("Questions removed"), [_name(row) for row in before.checklist if row.id not in left]),
        (N_("Questions reworded"), [_name(row) for was, row in pairs if was.question != row.question]),
        (N_("Notes changed on"), [_name(row) for was, row in pairs if was.notes != row.notes]),
        (N_("Reasons changed on"), [_name(row) for was, row in pairs if _has_other_reason(was, row)]),
        (
            N_("Designed, implemented or operating changed on"),
            [_name(row) for was, row in pairs if _three_answers(was) != _three_answers(row)],
        ),
        (N_("Evidence changed on"), [_name(row) for was, row in pairs if was.evidence != row.evidence]),
    )
    for name, names in told:
        if names:
            yield Difference(listed(name, dict.fromkeys(names), words))


def _has_other_reason(was: ChecklistRow, row: ChecklistRow) -> bool:
    """Whether the reason alone changed; that of another result is no change of it."""
    return was.result == row.result and was.reason != row.reason


def _three_answers(row: ChecklistRow) -> tuple[str, str, str]:
    return row.designed, row.implemented, row.operating


def _name(row: ChecklistRow) -> str:
    return ", ".join(row.requirements)


def _pairs(
    before: Iterable[ChecklistRow], after: Iterable[ChecklistRow]
) -> Iterator[tuple[ChecklistRow, ChecklistRow]]:
    """The rows that are in both, as they were and as they are."""
    known = {row.id: row for row in before}
    return ((known[row.id], row) for row in after if row.id in known)


def _applicability(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    was = {row.reference: row.applicable for row in before.requirements}
    turned = [row for row in after.requirements if was.get(row.reference, row.applicable) != row.applicable]
    for applicable, name in ((False, N_("Now excluded by the SoA")), (True, N_("Now applicable by the SoA"))):
        references = [row.reference for row in turned if row.applicable is applicable]
        if references:
            yield Difference(listed(name, references, words))


def _evidence(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    known = {row.id: row for row in before.evidence}
    left = {row.id for row in after.evidence}
    kept = [(known[row.id], row) for row in after.evidence if row.id in known]
    told = (
        (N_("Evidence added"), [row.number for row in after.evidence if row.id not in known], True),
        (N_("Evidence removed"), [row.number for row in before.evidence if row.id not in left], False),
        (N_("Evidence destroyed"), [row.number for was, row in kept if _is_destroyed(was, row)], True),
        (N_("Evidence described otherwise"), [row.number for was, row in kept if _differs(was, row)], False),
    )
    for name, numbers, is_follow_up in told:
        if numbers:
            yield Difference(listed(name, numbers, words), is_follow_up)


def _is_destroyed(was: EvidenceRow, row: EvidenceRow) -> bool:
    return bool(row.disposal) and not was.disposal


def _differs(was: EvidenceRow, row: EvidenceRow) -> bool:
    return not _is_destroyed(was, row) and _as_described(was) != _as_described(row)


def _as_described(row: EvidenceRow) -> EvidenceRow:
    """Without where it is used, which is told there, and without what happens to it after the audit."""
    return replace(row, items=(), findings=(), note="", destroy_on=None, disposal="")


def _samples(before: Iterable[Sample], after: Iterable[Sample], words: Words) -> Iterator[Difference]:
    known = {row.number: row for row in before}
    added = [row.number for row in after if row.number not in known]
    changed = [row.number for row in after if known.get(row.number, row) != row]
    if added:
        yield Difference(listed(N_("Samples added"), added, words), is_follow_up=True)
    if changed:
        yield Difference(listed(N_("Samples changed"), changed, words))
