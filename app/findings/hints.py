"""Gentle hints on how a nonconformity is written (R-33). They never refuse anything."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import or_, select

from app.findings.criteria import CORRECTIVE_ACTION
from app.findings.facts import finding_of
from app.planning.audits import organization_of
from app.resource_files import resource_path
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.audit import Audit, TeamAssignment
from models.evidence import Evidence, EvidenceLink, EvidenceWeight
from models.finding import Finding, FindingCriterion, FindingSample, FindingType
from models.framework import Requirement, RequirementKind
from models.organization import Person
from models.soa import ImplementationStatus, SoaEntry

_NUMERIC_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\s?\d{1,2}[./]|\b\d{1,2} May\b")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint and the field of the finding that it is about."""

    field: str
    message: Message


def hints(unit: ReadUnit, finding_id: str) -> tuple[Hint, ...]:
    """What another auditor would remark on the texts of a nonconformity; none for other findings."""
    finding = finding_of(unit.session, finding_id)
    if finding.type is not FindingType.NONCONFORMITY:
        return ()
    return (
        *_on_plans(unit, finding),
        *_on_repeat(unit, finding),
        *_on_names(unit, finding),
        *_on_statement(finding),
        *_on_evidence(finding),
        *_on_what_was_said(unit, finding),
    )


def first_of(kind: str, text: str) -> str:
    """The first word or phrase of a kind that a text holds, in any language the list has; or nothing."""
    found = _pattern(kind).search(text)
    return found.group() if found else ""


def _on_plans(unit: ReadUnit, finding: Finding) -> Iterator[Hint]:
    """A control that the SoA plans for a day to come is not missing yet (R-27)."""
    query = (
        select(FindingCriterion.reference, SoaEntry.planned_on)
        .join(Audit, Audit.soa_version_id == SoaEntry.soa_version_id)
        .join(Requirement, Requirement.id == SoaEntry.requirement_id)
        .join(FindingCriterion, FindingCriterion.reference == Requirement.reference)
        .where(
            Audit.id == finding.audit_id,
            FindingCriterion.finding_id == finding.id,
            FindingCriterion.is_primary,
            FindingCriterion.kind == RequirementKind.CONTROL,
            SoaEntry.status == ImplementationStatus.PLANNED,
            SoaEntry.planned_on >= unit.today(),
        )
    )
    for reference, planned_on in unit.session.execute(query):
        text = N_("The SoA plans {reference} for {date}: what can be judged now is the plan, under 8.3.")
        yield Hint("requirement_text", Message(text, {"reference": reference, "date": planned_on}))


def _on_repeat(unit: ReadUnit, finding: Finding) -> Iterator[Hint]:
    """What came back questions corrective action itself (R-32)."""
    if finding.repeat_of_id is None:
        return
    cited = select(FindingCriterion.id).where(
        FindingCriterion.finding_id == finding.id, FindingCriterion.reference == CORRECTIVE_ACTION
    )
    if unit.session.scalar(cited.limit(1)) is None:
        text = N_("It came back: ask under {clause} why what was done did not keep it away.")
        yield Hint("requirement_text", Message(text, {"clause": CORRECTIVE_ACTION}))


def _on_names(unit: ReadUnit, finding: Finding) -> Iterator[Hint]:
    names = _names(unit, finding.audit_id)
    for field in ("title", "evidence_text", "statement"):
        found = _phrase(names).search(getattr(finding, field)) if names else None
        if found:
            message = N_("“{words}” is a person's name: write the role instead.")
            yield Hint(field, Message(message, {"words": found.group()}))


def _on_statement(finding: Finding) -> Iterator[Hint]:
    advice = first_of("advice", finding.statement)
    if advice:
        message = N_("“{words}” sounds like advice: say in which way the requirement is not met.")
        yield Hint("statement", Message(message, {"words": advice}))
    cause = first_of("cause", finding.statement)
    if cause:
        message = N_("“{words}” names a cause: finding it is the auditee's part.")
        yield Hint("statement", Message(message, {"words": cause}))


def _on_evidence(finding: Finding) -> Iterator[Hint]:
    text = finding.evidence_text
    vague = first_of("vague", text)
    if vague:
        message = N_("“{words}” leaves the number open: say how many of how many.")
        yield Hint("evidence_text", Message(message, {"words": vague}))
    if text.strip() and not (_NUMERIC_DATE.search(text) or first_of("month", text)):
        yield Hint(
            "evidence_text", Message(N_("There is no date: say when it was seen, or for which period."))
        )


def _on_what_was_said(unit: ReadUnit, finding: Finding) -> Iterator[Hint]:
    """A statement that nothing supports is a lead, not evidence (R-21)."""
    query = select(Evidence.weight).join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
    weights = set(unit.session.scalars(query.where(EvidenceLink.finding_id == finding.id)))
    samples = select(FindingSample.id).where(FindingSample.finding_id == finding.id).limit(1)
    if weights == {EvidenceWeight.STATED} and unit.session.scalar(samples) is None:
        text = N_("It rests on statements alone: find something that shows it.")
        yield Hint("evidence_text", Message(text))


def _names(unit: ReadUnit, audit_id: str) -> tuple[str, ...]:
    """Full names and surnames of the people of the organisation and of the audit team."""
    team = select(TeamAssignment.person_id).where(TeamAssignment.audit_id == audit_id)
    query = select(Person.name).where(
        or_(Person.organization_id == organization_of(unit, audit_id), Person.id.in_(team))
    )
    names = set(unit.session.scalars(query))
    names |= {name.split()[-1] for name in names if name.strip()}
    return tuple(sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True))


def _phrase(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", flags)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    path = resource_path("hints", "finding_words.json")
    languages: dict[str, list[str]] = json.loads(path.read_text("utf-8"))[kind]
    return _phrase((word for words in languages.values() for word in words), re.IGNORECASE)
