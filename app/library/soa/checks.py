"""The twelve checks of a Statement of Applicability (section 11), each with what it found in a sentence."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.library.soa import check_rules as rules
from app.library.soa.versions import SoaLine
from app.words import N_, Message, listed, named
from models.isms import Practice
from models.soa import ImplementationStatus, InclusionReason, OperatedBy

_MOST_NAMED = 6
_IN_PLACE = (ImplementationStatus.IMPLEMENTED, ImplementationStatus.PARTLY)


class Check(enum.Enum):
    """What is checked, by its number in the list of the trade."""

    LISTED_ONCE = 1
    STATED = 2
    EXCLUSION_JUSTIFIED = 3
    EXCLUSION_CONTRADICTED = 4
    INCLUSION_EXPLAINED = 5
    PLAN_OVERDUE = 6
    TREATMENT_PLAN = 7
    OUTSOURCED = 8
    PRACTICE = 9
    HARDLY_EXCLUDABLE = 10
    OUTDATED = 11
    SCOPE = 12


class Severity(enum.Enum):
    """`HIGH`: as it stands, the document contradicts 6.1.3 or itself. `MEDIUM`: it has to be asked about."""

    HIGH = "high"
    MEDIUM = "medium"


SEVERITIES: Mapping[Check, Severity] = MappingProxyType(
    {
        check: Severity.MEDIUM
        if check in (Check.INCLUSION_EXPLAINED, Check.PLAN_OVERDUE, Check.HARDLY_EXCLUDABLE, Check.OUTDATED)
        else Severity.HIGH
        for check in Check
    }
)
CHECK_NAMES: Mapping[Check, str] = MappingProxyType(
    {
        Check.LISTED_ONCE: N_("Every control once"),
        Check.STATED: N_("Applicability said"),
        Check.EXCLUSION_JUSTIFIED: N_("Exclusions justified"),
        Check.EXCLUSION_CONTRADICTED: N_("Excluded, yet in use"),
        Check.INCLUSION_EXPLAINED: N_("Reason and owner"),
        Check.PLAN_OVERDUE: N_("Plans in time"),
        Check.TREATMENT_PLAN: N_("Risk treatment plan"),
        Check.OUTSOURCED: N_("Outsourcing is no reason"),
        Check.PRACTICE: N_("Against what is done"),
        Check.HARDLY_EXCLUDABLE: N_("Hardly ever excluded"),
        Check.OUTDATED: N_("Up to date"),
        Check.SCOPE: N_("One scope"),
    }
)


@dataclass(frozen=True, slots=True)
class SoaFacts:
    """A version and what it is checked against.

    `controls`: those of the framework. `lines`: what the document says of each that it lists. `scope` is the
    text of 4.3 as it stands, "" where none is recorded; `treatment_controls` is None where nobody said what
    the risk treatment plan names. `open_findings`: numbers by reference of the control.
    """

    controls: tuple[str, ...]
    lines: Mapping[str, SoaLine]
    today: date
    strays: tuple[str, ...] = ()
    approved_on: date | None = None
    scope_text: str = ""
    scope: str = ""
    changed_on: date | None = None
    risk_assessed_on: date | None = None
    practices: frozenset[Practice] = frozenset()
    treatment_controls: frozenset[str] | None = None
    open_findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def excluded(self) -> tuple[SoaLine, ...]:
        return tuple(one for one in self.lines.values() if not one.applicable)

    @property
    def included(self) -> tuple[SoaLine, ...]:
        """The controls that the Statement says apply, without those that it leaves open."""
        return tuple(one for one in self.lines.values() if one.applicable and one.is_stated)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found; `references` are the controls that it is about."""

    check: Check
    message: Message
    references: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.check]

    def on(self, reference: str) -> Message:
        """The same of one of the controls alone."""
        return Message(self.message.msgid, {**self.message.args, "controls": reference})


def check_soa(facts: SoaFacts) -> tuple[Remark, ...]:
    """Everything that the twelve checks find, in their order."""
    return tuple(remark for find in _CHECKS for remark in find(facts))


def unmade_checks(facts: SoaFacts) -> tuple[Check, ...]:
    """The checks that could find nothing, because nothing is recorded to hold the document against."""
    has_days = facts.changed_on is not None or facts.risk_assessed_on is not None
    is_recorded = {
        Check.TREATMENT_PLAN: facts.treatment_controls is not None,
        Check.PRACTICE: bool(facts.practices),
        Check.OUTDATED: facts.approved_on is not None and has_days,
        Check.SCOPE: bool(facts.scope),
    }
    return tuple(check for check, is_there in is_recorded.items() if not is_there)


def _remark(check: Check, text: str, references: Iterable[str], **args: object) -> Iterator[Remark]:
    """One remark on all of these controls; none where there is none."""
    found = tuple(references)
    if found:
        yield Remark(check, Message(text, {"controls": named(found, _MOST_NAMED), **args}), found)


def _listed_once(facts: SoaFacts) -> Iterator[Remark]:
    missing = (one for one in facts.controls if one not in facts.lines)
    yield from _remark(Check.LISTED_ONCE, N_("The document leaves out: {controls}."), missing)
    twice = dict.fromkeys(one for one in facts.strays if one in facts.controls)
    yield from _remark(Check.LISTED_ONCE, N_("More than once in the document: {controls}."), twice)
    unknown = dict.fromkeys(one for one in facts.strays if one not in facts.controls)
    text = N_("In the document, but no control of the framework: {controls}.")
    yield from _remark(Check.LISTED_ONCE, text, unknown)


def _stated(facts: SoaFacts) -> Iterator[Remark]:
    left_open = (one.reference for one in facts.lines.values() if not one.is_stated)
    yield from _remark(Check.STATED, N_("Whether it applies is left open: {controls}."), left_open)


def _exclusion_justified(facts: SoaFacts) -> Iterator[Remark]:
    by_text: dict[str, list[str]] = {}
    for line in facts.excluded:
        by_text.setdefault(" ".join(line.justification.casefold().split()), []).append(line.reference)
    bare = by_text.pop("", [])
    yield from _remark(
        Check.EXCLUSION_JUSTIFIED, N_("Not applicable without a justification: {controls}."), bare
    )
    short = [one for text, found in by_text.items() if len(text) < rules.LEAST_CHARACTERS for one in found]
    text = N_("The justification is too short to tell anything: {controls}.")
    yield from _remark(Check.EXCLUSION_JUSTIFIED, text, short)
    for words, found in by_text.items():
        if len(found) >= rules.SAME_TEXT and len(words) >= rules.LEAST_CHARACTERS:
            text = N_("Word for word the same justification: {controls}.")
            yield from _remark(Check.EXCLUSION_JUSTIFIED, text, found)


def _exclusion_contradicted(facts: SoaFacts) -> Iterator[Remark]:
    for line in facts.excluded:
        against = tuple(_against(facts, line))
        if against:
            text = N_("{controls} is not applicable, and yet: {against}.")
            yield from _remark(Check.EXCLUSION_CONTRADICTED, text, (line.reference,), against=listed(against))


def _against(facts: SoaFacts, line: SoaLine) -> Iterator[Message]:
    planned = facts.treatment_controls or ()
    if line.risks or InclusionReason.RISK in line.reasons or line.reference in planned:
        yield Message(N_("it treats a risk"))
    if line.documents:
        yield Message(N_("there is evidence of its use"))
    if line.owner:
        yield Message(N_("{owner} owns it"), {"owner": line.owner})
    if line.status in _IN_PLACE:
        yield Message(N_("it is said to be in place"))
    if numbers := facts.open_findings.get(line.reference):
        yield Message(N_("{findings} stands open on it"), {"findings": ", ".join(numbers)})


def _inclusion_explained(facts: SoaFacts) -> Iterator[Remark]:
    reasonless = (one.reference for one in facts.included if not (one.reasons or one.justification.strip()))
    text = N_("Applicable, but it is not said why: {controls}.")
    yield from _remark(Check.INCLUSION_EXPLAINED, text, reasonless)
    ownerless = (one.reference for one in facts.included if not one.owner.strip())
    yield from _remark(
        Check.INCLUSION_EXPLAINED, N_("Applicable, but nobody owns it: {controls}."), ownerless
    )


def _plan_overdue(facts: SoaFacts) -> Iterator[Remark]:
    late = (
        one.reference
        for one in facts.included
        if one.status is ImplementationStatus.PLANNED and one.planned_on and one.planned_on < facts.today
    )
    text = N_("Still planned although the day has passed: {controls}.")
    yield from _remark(Check.PLAN_OVERDUE, text, late)


def _treatment_plan(facts: SoaFacts) -> Iterator[Remark]:
    planned = facts.treatment_controls
    if planned is None:
        return
    missing = sorted(planned - facts.lines.keys())
    text = N_("The risk treatment plan names what the document does not list: {controls}.")
    yield from _remark(Check.TREATMENT_PLAN, text, missing)
    unplanned = (
        one.reference
        for one in facts.included
        if (one.risks or InclusionReason.RISK in one.reasons) and one.reference not in planned
    )
    text = N_("Included to treat a risk, but not in the risk treatment plan: {controls}.")
    yield from _remark(Check.TREATMENT_PLAN, text, unplanned)


def _outsourced(facts: SoaFacts) -> Iterator[Remark]:
    found = (
        one.reference
        for one in facts.excluded
        if rules.names_outsourcing(one.justification)
        or one.operated_by in (OperatedBy.SUPPLIER, OperatedBy.SHARED)
    )
    text = N_("Left out because somebody else does it, which keeps a control applicable: {controls}.")
    yield from _remark(Check.OUTSOURCED, text, found)


def _practice(facts: SoaFacts) -> Iterator[Remark]:
    for practice in Practice:
        if practice in facts.practices:
            found = (one.reference for one in facts.excluded if _is_needed(one, practice))
            because = Message(rules.PRACTICE_NAMES[practice])
            text = N_("Not applicable although {because}: {controls}.")
            yield from _remark(Check.PRACTICE, text, found, because=because)


def _is_needed(line: SoaLine, practice: Practice) -> bool:
    """Offices speak against “all in the cloud” alone: one may well have no loading area."""
    if line.reference not in rules.NEEDED_BY[practice]:
        return False
    return practice is not Practice.OFFICES or rules.names_the_cloud(line.justification)


def _hardly_excludable(facts: SoaFacts) -> Iterator[Remark]:
    found = (one.reference for one in facts.excluded if one.reference in rules.HARDLY_EXCLUDABLE)
    text = N_("Hardly any organisation can do without it, ask hard: {controls}.")
    yield from _remark(Check.HARDLY_EXCLUDABLE, text, found)


def _outdated(facts: SoaFacts) -> Iterator[Remark]:
    approved = facts.approved_on
    if approved is None:
        return
    if facts.changed_on is not None and approved < facts.changed_on:
        text = N_("Approved on {approved}, before the last significant change on {day}.")
        yield Remark(Check.OUTDATED, Message(text, {"approved": approved, "day": facts.changed_on}))
    if facts.risk_assessed_on is not None and approved < facts.risk_assessed_on:
        text = N_("Approved on {approved}, before the last risk assessment on {day}.")
        yield Remark(Check.OUTDATED, Message(text, {"approved": approved, "day": facts.risk_assessed_on}))


def _scope(facts: SoaFacts) -> Iterator[Remark]:
    if not facts.scope:
        return
    if not facts.scope_text:
        yield Remark(
            Check.SCOPE, Message(N_("The document names no scope, so that it covers no one knows what."))
        )
    elif _plain(facts.scope_text) != _plain(facts.scope):
        text = N_("The scope in the document is not the scope of the management system (4.3).")
        yield Remark(Check.SCOPE, Message(text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .")


_CHECKS = (
    _listed_once,
    _stated,
    _exclusion_justified,
    _exclusion_contradicted,
    _inclusion_explained,
    _plan_overdue,
    _treatment_plan,
    _outsourced,
    _practice,
    _hardly_excludable,
    _outdated,
    _scope,
)
