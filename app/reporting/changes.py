"""What a report says otherwise than the revision before it, as the list that a new revision prints (R-40)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from app.reporting import finding_changes, labels, register_changes
from app.reporting.document import ReportDocument
from app.reporting.formats import day
from app.reporting.telling import Difference, told
from app.words import N_, Words

__all__ = ["Difference", "differences"]

_Coded = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Field:
    """A place in the document and its name; `codes` are the words of its values.

    Of a `long` text only is said that it changed. `grows` is what follow-up adds to without a new revision.
    """

    path: str
    name: str
    long: bool = False
    codes: _Coded | None = None
    grows: bool = False


_FIELDS = (
    _Field("cover.title", N_("Title")),
    _Field("cover.audit_type", N_("Audit type"), codes=labels.AUDIT_TYPES),
    _Field("cover.organisation", N_("Organisation")),
    _Field("cover.address", N_("Address"), long=True),
    _Field("cover.representative", N_("Representative")),
    _Field("cover.starts", N_("First day")),
    _Field("cover.ends", N_("Last day")),
    _Field("cover.lead_auditor", N_("Lead auditor")),
    _Field("cover.classification", N_("Classification")),
    _Field("summary.narrative", N_("Summary for management"), long=True),
    _Field("summary.objectives", N_("Objectives"), long=True),
    _Field("summary.scope", N_("Scope"), long=True),
    _Field("details.units", N_("Units"), long=True),
    _Field("details.processes", N_("Processes"), long=True),
    _Field("details.sites", N_("Sites"), long=True),
    _Field("details.period_from", N_("Start of the period")),
    _Field("details.period_to", N_("End of the period")),
    _Field("details.criteria", N_("Audit criteria"), long=True),
    _Field("details.soa_version", N_("Statement of Applicability")),
    _Field("details.client", N_("Audit client")),
    _Field("details.team", N_("Team"), long=True),
    _Field("details.participants", N_("Participants"), long=True, grows=True),
    _Field("details.arrangement", N_("Arrangement"), codes=labels.ARRANGEMENTS),
    _Field("methodology.reviews", N_("Documents reviewed"), long=True),
    _Field("methodology.tests", N_("Technical tests"), long=True),
    _Field("methodology.sampling", N_("Sampling approach"), long=True),
    _Field("methodology.lines_of_enquiry", N_("Lines of enquiry"), long=True),
    _Field("methodology.deviations", N_("Deviations from the plan"), long=True),
    _Field("methodology.obstacles", N_("Obstacles"), long=True),
    _Field("methodology.independence", N_("Independence"), long=True),
    _Field("weaknesses", N_("Weaknesses"), long=True),
    _Field("risks", N_("Risks identified"), long=True),
    _Field("incidents", N_("Incidents and breaches"), long=True),
    _Field("changes.isms", N_("Significant changes"), long=True),
    _Field("conclusion.conformity", N_("Conformity"), codes=labels.VERDICTS),
    _Field("conclusion.conformity_text", N_("On conformity"), long=True),
    _Field("conclusion.effectiveness", N_("Effectiveness"), codes=labels.VERDICTS),
    _Field("conclusion.effectiveness_except", N_("Effective except for"), long=True),
    _Field("conclusion.effectiveness_text", N_("On effectiveness"), long=True),
    _Field("conclusion.internal_audit", N_("On the internal audit"), long=True),
    _Field("conclusion.management_review", N_("On the management review"), long=True),
    _Field("conclusion.risk_treatment", N_("On risk treatment"), long=True),
    _Field("conclusion.scope_appropriate", N_("Scope appropriate"), codes=labels.VERDICTS),
    _Field("conclusion.scope_text", N_("On the scope"), long=True),
    _Field("conclusion.objectives_met", N_("Objectives met"), codes=labels.VERDICTS),
    _Field("conclusion.objectives_text", N_("On the objectives of the audit"), long=True),
    _Field("opinions", N_("Unresolved diverging opinions"), long=True),
    _Field("plan_of_actions.next_audits", N_("For the next audits"), long=True),
    _Field("statements.distribution", N_("Recipients"), long=True),
    _Field("signatures", N_("Sign-off"), long=True),
    _Field("follow_up.findings", N_("Follow-up of earlier findings"), long=True, grows=True),
    _Field("meetings", N_("Meetings"), long=True, grows=True),
    _Field("sessions", N_("Sessions"), long=True, grows=True),
)


def differences(before: ReportDocument, after: ReportDocument, words: Words) -> tuple[Difference, ...]:
    """Every difference as a sentence in the reader's language, the findings first.

    When it was drawn up and by which version of the program is none.
    """
    found = [
        *finding_changes.of_findings(before, after, words),
        *_of_fields(before, after, words),
        *register_changes.of_registers(before, after, words),
    ]
    return tuple(found)


def _of_fields(before: ReportDocument, after: ReportDocument, words: Words) -> Iterator[Difference]:
    for one in _FIELDS:
        was, became = attrgetter(one.path)(before), attrgetter(one.path)(after)
        if was != became:
            yield _field(one, was, became, words)


def _field(one: _Field, was: Any, became: Any, words: Words) -> Difference:
    name = words.text(one.name)
    if one.long:
        return Difference(
            words.text(N_("{field}: changed"), field=name), one.grows and _has_grown(was, became)
        )
    return Difference(told(name, _value(one, was, words), _value(one, became, words), words))


def _has_grown(was: Any, became: Any) -> bool:
    """Whether nothing that was reported is gone; what became of earlier findings is follow-up as such."""
    numbers = [row.number for row in was if hasattr(row, "number")]
    if numbers:
        return set(numbers) <= {row.number for row in became}
    return _all_in(was, became)


def _all_in(was: Iterable[Any], became: Iterable[Any]) -> bool:
    kept = list(became)
    return all(row in kept for row in was)


def _value(one: _Field, value: Any, words: Words) -> str:
    if one.codes is not None:
        return labels.label(words, one.codes, str(value))
    return day(value, words) if isinstance(value, date) else str(value or "")
