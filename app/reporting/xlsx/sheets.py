"""What the sheets of the workbook hold: heads with widths in characters, and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.reporting import labels, wording
from app.reporting.document import ReportDocument
from app.reporting.finding_list.columns import COLUMNS, FINDING_COLUMNS, FindingColumn, Told
from app.reporting.finding_list.document import FindingAnswer, FindingList
from app.reporting.finding_list.table import chosen_columns, headings, told_findings
from app.reporting.formats import span
from app.reporting.registers import ChecklistRow, EvidenceRow, RequirementRow
from app.reporting.xlsx.cells import Graded, Value
from app.words import N_, Words

Row = Sequence[Value | Graded]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its heads as (title, width in characters), its rows."""

    name: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


def sheets(document: ReportDocument, words: Words) -> tuple[Sheet, ...]:
    """Summary, Findings, Checklist, Evidence, Coverage."""
    return (
        _sheet(words, N_("Summary"), SUMMARY, _summary(document, words)),
        _sheet(words, N_("Findings"), _FINDINGS, _findings(document, words)),
        _sheet(words, N_("Checklist"), CHECKLIST, (_item(row, words) for row in document.checklist)),
        _sheet(words, N_("Evidence"), EVIDENCE, (_evidence(row, words) for row in document.evidence)),
        _sheet(words, N_("Coverage"), COVERAGE, (_requirement(row, words) for row in document.requirements)),
    )  # fmt: skip


SUMMARY = ((N_("Part"), 24), (N_("Item"), 40), (N_("Value"), 90))
_FINDINGS = tuple((column.title, column.width) for column in FINDING_COLUMNS)
CHECKLIST = (
    (N_("Id"), 12), (N_("Item"), 14), (N_("Requirements"), 16), (N_("Title"), 36), (N_("Question"), 60),
    (N_("Result"), 20), (N_("Reason"), 36), (N_("Notes"), 60), (N_("Auditor"), 20), (N_("Answered"), 18),
    (N_("UTC offset"), 10), (N_("Evidence"), 20), (N_("Findings"), 14), (N_("Designed"), 12),
    (N_("Implemented"), 13), (N_("Operating"), 12),
)  # fmt: skip
EVIDENCE = (
    (N_("Id"), 12), (N_("Number"), 10), (N_("Title"), 40), (N_("Kind"), 20), (N_("Source"), 24),
    (N_("Method"), 18), (N_("Obtained by"), 20), (N_("Place"), 18), (N_("Obtained"), 18),
    (N_("UTC offset"), 10),
    (N_("Period"), 22), (N_("File name"), 36), (N_("Media type"), 20), (N_("Size in bytes"), 14),
    (N_("SHA-256"), 68), (N_("Classification"), 16), (N_("Personal data"), 12), (N_("Items"), 18),
    (N_("Findings"), 14), (N_("Derived from"), 14), (N_("Destroy on"), 14), (N_("Disposal"), 24),
    (N_("Note"), 40),
)  # fmt: skip
COVERAGE = (
    (N_("Id"), 12), (N_("Requirement"), 14), (N_("Title"), 44), (N_("Theme"), 20), (N_("Applicable"), 12),
    (N_("Result"), 22), (N_("Reason"), 40), (N_("How examined"), 30), (N_("By whom"), 24),
    (N_("Designed"), 12),
    (N_("Implemented"), 13), (N_("Operating"), 12), (N_("Evidence"), 24), (N_("Findings"), 14),
    (N_("Items"), 8), (N_("Open items"), 10),
)  # fmt: skip


def _sheet(words: Words, name: str, heads: tuple[tuple[str, int], ...], rows: Iterator[Row]) -> Sheet:
    return Sheet(words.text(name), tuple((words.text(title), width) for title, width in heads), tuple(rows))


def _summary(document: ReportDocument, words: Words) -> Iterator[Row]:
    t, cover, revision = words.text, document.cover, document.revision
    audit, said, figures = t(N_("Audit")), t(N_("Conclusion")), t(N_("Figures"))
    yield audit, t(N_("Title")), cover.title
    yield audit, t(N_("Report")), wording.report_name(document, words)
    yield audit, t(N_("Revision")), revision.number
    yield audit, t(N_("State")), labels.label(words, labels.REPORT_STATES, revision.state)
    yield audit, t(N_("Issue date")), revision.issued
    yield audit, t(N_("Organisation")), cover.organisation
    yield audit, t(N_("Audit dates")), span(cover.starts, cover.ends, words)
    yield audit, t(N_("Lead auditor")), cover.lead_auditor
    yield audit, t(N_("Classification")), cover.classification
    yield said, t(N_("Conclusion")), "".join(part.text for part in wording.conclusion(document, words))
    yield said, t(N_("Readiness")), wording.readiness(document, words)
    for title, count in _figures(document, words):
        yield figures, title, count
    for group in document.results_by_theme():
        name = labels.label(words, labels.THEMES, group.group)
        yield t(N_("Results by theme")), name, wording.result_line(group.counts, words)
    yield t(N_("Statements")), t(N_("Sampling")), wording.sampling(document, words)
    yield t(N_("Statements")), t(N_("Confidentiality")), wording.confidentiality(document, words)


def _figures(document: ReportDocument, words: Words) -> Iterator[tuple[str, int]]:
    found, results, t, own = document.finding_counts(), document.result_counts(), words.text, words.own
    yield own.get("major") or t(N_("Major nonconformities")), found.major
    yield own.get("minor") or t(N_("Minor nonconformities")), found.minor
    yield t(N_("Nonconformities not graded yet")), found.ungraded
    yield own.get("ofi") or t(N_("Opportunities for improvement")), found.ofi
    yield own.get("observation") or t(N_("Observations")), found.observation
    yield own.get("strength") or t(N_("Strengths")), found.strength
    yield t(N_("Withdrawn findings")), found.withdrawn
    yield t(N_("Merged findings")), found.merged
    yield t(N_("Requirements in scope")), results.in_scope
    yield t(N_("Requirements examined")), results.examined
    yield t(N_("Requirements conforming")), results.conforming
    yield t(N_("Requirements nonconforming")), results.nonconforming
    yield t(N_("Requirements unable to verify")), results.unable_to_verify
    yield t(N_("Requirements not examined this time")), results.left_out
    yield t(N_("Controls excluded by the SoA")), results.excluded
    yield t(N_("Answers “conforms” without note or evidence")), document.bare_conforming()
    yield t(N_("Pieces of evidence")), len(document.evidence)


def _findings(document: ReportDocument, words: Words) -> Iterator[Row]:
    nothing = FindingAnswer("")
    for card in document.findings:
        told = Told(card, nothing, document, words)
        yield tuple(_finding_cell(column, told) for column in FINDING_COLUMNS)


def list_sheet(document: FindingList, words: Words) -> Sheet:
    """The findings in the columns of a profile, as the only sheet of a workbook."""
    columns = chosen_columns(document.profile)
    heads = zip(headings(document.profile, words), (column.width for column in columns), strict=True)
    rows = (
        tuple(_finding_cell(column, told) for column in columns) for told in told_findings(document, words)
    )
    return Sheet(words.text(N_("Findings")), tuple(heads), tuple(rows))


def _finding_cell(column: FindingColumn, told: Told) -> Value | Graded:
    """The grade in the colours of what stands."""
    value = column.value(told)
    if column is COLUMNS["grade"]:
        return Graded(str(value), told.card.severity if told.card.stands else "other")
    return value


def _item(row: ChecklistRow, words: Words) -> Row:
    return (
        row.id,
        row.number,
        ", ".join(row.requirements),
        row.title,
        row.question,
        labels.label(words, labels.RESULTS, row.result),
        row.reason,
        row.notes,
        row.auditor,
        row.answered,
        _offset(row.answered),
        ", ".join(row.evidence),
        ", ".join(row.findings),
        *_three_answers(row, words),
    )


def _evidence(row: EvidenceRow, words: Words) -> Row:
    return (
        row.id,
        row.number,
        row.title,
        labels.label(words, labels.EVIDENCE_KINDS, row.kind),
        row.source,
        labels.label(words, labels.METHODS, row.method),
        row.obtained_by,
        row.obtained_at,
        row.obtained,
        _offset(row.obtained),
        row.period,
        row.file_name,
        row.media_type,
        row.size,
        row.sha256,
        row.classification,
        words.text(N_("yes") if row.personal_data else N_("no")),
        ", ".join(row.items),
        ", ".join(row.findings),
        row.derived_from,
        row.destroy_on,
        row.disposal,
        row.note,
    )


def _requirement(row: RequirementRow, words: Words) -> Row:
    return (
        row.id,
        row.reference,
        row.title,
        labels.label(words, labels.THEMES, row.theme),
        words.text(N_("yes") if row.applicable else N_("no")),
        labels.label(words, labels.RESULTS, row.result if row.applicable else "excluded"),
        row.reason,
        labels.labels(words, labels.METHODS, row.methods),
        ", ".join(row.auditors),
        *_three_answers(row, words),
        ", ".join(row.evidence),
        ", ".join(row.findings),
        row.items,
        row.open_items,
    )


def _three_answers(row: ChecklistRow | RequirementRow, words: Words) -> Row:
    codes = (row.designed, row.implemented, row.operating)
    return tuple(labels.label(words, labels.QUESTIONS, code) for code in codes)


def _offset(when: datetime | None) -> str:
    return f"{when:%z}" if when else ""
