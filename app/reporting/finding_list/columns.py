"""Every column that a list of findings can have, in the order in which the whole workbook has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.reporting import labels, wording
from app.reporting.document import ReportDocument
from app.reporting.finding_card import FindingCard
from app.reporting.finding_list.document import FindingAnswer
from app.words import N_, Words

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Told:
    """A finding and all that a column may say of it."""

    card: FindingCard
    answer: FindingAnswer
    report: ReportDocument
    words: Words


@dataclass(frozen=True, slots=True)
class FindingColumn:
    """A column: its key, which never changes, its title, its width in characters, and what stands in it."""

    key: str
    title: str
    width: int
    value: Callable[[Told], Value]


TYPES = {
    "nonconformity": N_("Nonconformity"),
    "ofi": N_("Opportunity"),
    "observation": N_("Observation"),
    "strength": N_("Strength"),
    "conformity": N_("Conformity"),
}


def _type(told: Told) -> str:
    return labels.called(told.words, TYPES, told.card.type)


def _grade(told: Told) -> str:
    return labels.called(told.words, labels.SEVERITIES, told.card.severity)


def _state(told: Told) -> str:
    return labels.label(told.words, labels.FINDING_STATES, told.card.state)


def _criteria(told: Told) -> list[str]:
    return [f"{each.reference} {each.title}".strip() for each in told.card.criteria]


def _primary(told: Told) -> str:
    return next(iter(_criteria(told)), "")


def _all_criteria(told: Told) -> str:
    return "\n".join(_criteria(told))


def _evidence_numbers(told: Told) -> str:
    return ", ".join(told.card.evidence_numbers)


def _samples(told: Told) -> str:
    return ", ".join(told.card.sample_numbers)


def _why_this_grade(told: Told) -> str:
    return wording.why_this_grade(told.card, told.words)


def _proposed(told: Told) -> str:
    return labels.called(told.words, labels.GRADES, told.card.proposed_grade)


def _position(told: Told) -> str:
    return labels.label(told.words, labels.POSITIONS, told.card.position)


def _recommendation(told: Told) -> str:
    """Hidden from third parties (R-46)."""
    return "" if told.report.third_party else told.card.recommendation


def _effectiveness(told: Told) -> str:
    return labels.label(told.words, labels.EFFECTIVENESS, told.answer.effectiveness)


# The columns of the whole workbook; the key of each is the same in every version of Assay.
FINDING_COLUMNS = (
    FindingColumn("id", N_("Id"), 12, lambda told: told.card.id),
    FindingColumn("number", N_("Number"), 10, lambda told: told.card.number),
    FindingColumn("type", N_("Type"), 18, _type),
    FindingColumn("grade", N_("Grade"), 18, _grade),
    FindingColumn("title", N_("Title"), 40, lambda told: told.card.title),
    FindingColumn("state", N_("State"), 16, _state),
    FindingColumn("primary_criterion", N_("Primary criterion"), 26, _primary),
    FindingColumn("criteria", N_("All criteria"), 30, _all_criteria),
    FindingColumn("requirement", N_("Requirement"), 44, lambda told: told.card.requirement),
    FindingColumn("evidence", N_("Evidence"), 50, lambda told: told.card.evidence),
    FindingColumn("evidence_numbers", N_("Evidence numbers"), 18, _evidence_numbers),
    FindingColumn("samples", N_("Samples"), 12, _samples),
    FindingColumn("statement", N_("Statement"), 44, lambda told: told.card.statement),
    FindingColumn("extent", N_("Extent"), 30, lambda told: told.card.extent),
    FindingColumn("risk", N_("Risk"), 30, lambda told: told.card.risk),
    FindingColumn("why_this_grade", N_("Why this grade"), 36, _why_this_grade),
    FindingColumn("proposed_grade", N_("Proposed grade"), 14, _proposed),
    FindingColumn("position", N_("Auditee’s position"), 18, _position),
    FindingColumn("position_words", N_("Auditee’s words"), 30, lambda told: told.card.position_words),
    FindingColumn("response_due", N_("Response due"), 14, lambda told: told.card.response_due),
    FindingColumn("owner", N_("Owner"), 24, lambda told: told.card.owner_role),
    FindingColumn("repeat_of", N_("Repeat of"), 18, lambda told: told.card.repeat_of),
    FindingColumn("merged_into", N_("Merged into"), 14, lambda told: told.card.merged_into),
    FindingColumn("state_reason", N_("Reason of the state"), 24, lambda told: told.card.state_reason),
    FindingColumn("correction_noted", N_("Correction noted"), 30, lambda told: told.card.correction),
    FindingColumn("recommendation", N_("Recommendation"), 36, _recommendation),
    FindingColumn("site", N_("Site"), 18, lambda told: told.card.site),
    FindingColumn("raised_by", N_("Raised by"), 20, lambda told: told.card.raised_by),
    FindingColumn("raised_on", N_("Raised on"), 14, lambda told: told.card.raised_on),
)
_MORE_COLUMNS = (
    FindingColumn("audit", N_("Audit"), 14, lambda told: told.report.cover.number),
    FindingColumn("audit_title", N_("Title of the audit"), 30, lambda told: told.report.cover.title),
    FindingColumn("organisation", N_("Organisation"), 24, lambda told: told.report.cover.organisation),
    FindingColumn("lead_auditor", N_("Lead auditor"), 20, lambda told: told.report.cover.lead_auditor),
)
_ANSWER_COLUMNS = (
    FindingColumn("round", N_("Round of the response"), 10, lambda told: told.answer.round),
    FindingColumn("correction", N_("Correction"), 36, lambda told: told.answer.correction),
    FindingColumn("answered_extent", N_("Extent, by the auditee"), 30, lambda told: told.answer.extent),
    FindingColumn("cause", N_("Cause"), 36, lambda told: told.answer.cause),
    FindingColumn("actions", N_("Actions"), 50, lambda told: told.answer.actions),
    FindingColumn("actions_due", N_("Actions due"), 14, lambda told: told.answer.due),
    FindingColumn("measure", N_("Measure of effectiveness"), 30, lambda told: told.answer.measure),
    FindingColumn("submitted_on", N_("Response submitted"), 14, lambda told: told.answer.submitted_on),
    FindingColumn("accepted_on", N_("Plan accepted"), 14, lambda told: told.answer.accepted_on),
    FindingColumn("verified_on", N_("Implementation verified"), 14, lambda told: told.answer.verified_on),
    FindingColumn("effectiveness", N_("Effectiveness"), 16, _effectiveness),
    FindingColumn("closed_on", N_("Closed"), 14, lambda told: told.answer.closed_on),
)
COLUMNS: Mapping[str, FindingColumn] = MappingProxyType(
    {column.key: column for column in (*FINDING_COLUMNS, *_MORE_COLUMNS, *_ANSWER_COLUMNS)}
)
OF_ANSWERS = frozenset(column.key for column in _ANSWER_COLUMNS)
"""The columns that say what was answered."""
