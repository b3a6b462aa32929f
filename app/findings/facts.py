"""What the guards look at: a finding with all it rests on, read for many findings at once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.grouped import Grouped, grouped
from app.planning.writing import settled, taken_over
from app.words import N_
from models.activity import LogEntry
from models.audit import Audit
from models.evidence import Evidence, EvidenceLink
from models.finding import (
    Action,
    Finding,
    FindingCriterion,
    FindingSample,
    FindingState,
    Response,
    Verification,
)
from models.framework import Requirement, RequirementKind
from models.sample import SampleEvidence
from models.soa import SoaEntry

_VERIFIED = frozenset({FindingState.IMPLEMENTED, FindingState.IMPLEMENTATION_VERIFIED})


@dataclass(frozen=True, slots=True)
class Facts:
    """A finding and what the guards need to know of it.

    `excluded`: references of its criteria that the pinned SoA marks as not applicable. `evidence`: when each
    linked piece was obtained. `samples`: how many linked samples have evidence.
    `response`: of the round that is running. `verified_by`: when each piece that a verification rests on was
    obtained. `advisers`: who wrote on the recommendation, once it is verified (R-11). `is_settled`: an issued
    report says it, and is not being amended; or its audit was taken over with what it reported.
    """

    finding: Finding
    criteria: tuple[FindingCriterion, ...] = ()
    excluded: tuple[str, ...] = ()
    evidence: tuple[datetime, ...] = ()
    samples: int = 0
    response: Response | None = None
    actions: tuple[Action, ...] = ()
    verifications: tuple[Verification, ...] = ()
    verified_by: Mapping[str, datetime] = field(default_factory=dict)
    advisers: frozenset[str] = frozenset()
    is_settled: bool = False

    @property
    def primary(self) -> FindingCriterion | None:
        return next((one for one in self.criteria if one.is_primary), None)


def finding_of(session: Session, finding_id: str) -> Finding:
    """The finding; raises UserError when it is not there (any more)."""
    finding = session.get(Finding, finding_id)
    if finding is None:
        raise UserError(
            N_("This finding is not there any more."),
            todo=N_("Somebody took it back. Choose another one from the list."),
        )
    return finding


def facts_of(session: Session, finding: Finding) -> Facts:
    """The facts of one finding."""
    return load(session, [finding])[finding.id]


def load(session: Session, findings: Sequence[Finding]) -> dict[str, Facts]:
    """The facts by id of the finding, in as many queries for one finding as for hundreds."""
    ids = [finding.id for finding in findings]
    responses = running_responses(session, findings)
    actions = actions_of(session, [response.id for response in responses.values()])
    verifications = verifications_of(session, ids)
    verified_by = _verified_by(session, list(verifications))
    advisers = _advisers(session, findings)
    audits = {finding.audit_id for finding in findings}
    reported = settled(session, audits) | taken_over(session, audits)
    return {
        finding_id: replace(
            found,
            response=responses.get(finding_id),
            actions=actions.get(finding_id, ()),
            verifications=verifications.get(finding_id, ()),
            verified_by=verified_by,
            advisers=frozenset(advisers.get(finding_id, ())),
            is_settled=found.finding.audit_id in reported,
        )
        for finding_id, found in load_written(session, findings).items()
    }


def load_written(session: Session, findings: Sequence[Finding]) -> dict[str, Facts]:
    """Only what the findings rest on, in half the queries: all that is asked of them before the report."""
    ids = [finding.id for finding in findings]
    criteria = _criteria(session, ids)
    excluded = _excluded(session, ids)
    evidence = _evidence(session, ids)
    samples = _samples(session, ids)
    return {
        finding.id: Facts(
            finding,
            criteria=criteria.get(finding.id, ()),
            excluded=excluded.get(finding.id, ()),
            evidence=evidence.get(finding.id, ()),
            samples=samples.get(finding.id, 0),
        )
        for finding in findings
    }


def _criteria(session: Session, ids: Iterable[str]) -> Grouped[FindingCriterion]:
    query = select(FindingCriterion).where(FindingCriterion.finding_id.in_(ids))
    order = (FindingCriterion.is_primary.desc(), FindingCriterion.position, FindingCriterion.id)
    return grouped((one.finding_id, one) for one in session.scalars(query.order_by(*order)))


def _excluded(session: Session, ids: Iterable[str]) -> Grouped[str]:
    rows = session.execute(excluded_criteria().where(Finding.id.in_(ids)))
    return grouped((finding_id, reference) for finding_id, reference in rows)


@cache
def excluded_criteria() -> Select[str, str]:
    """Id of the finding and reference of each criterion that the pinned SoA excludes (R-27)."""
    return (
        select(Finding.id, FindingCriterion.reference)
        .join(FindingCriterion, FindingCriterion.finding_id == Finding.id)
        .join(Audit, Audit.id == Finding.audit_id)
        .join(SoaEntry, SoaEntry.soa_version_id == Audit.soa_version_id)
        .join(Requirement, Requirement.id == SoaEntry.requirement_id)
        .where(
            FindingCriterion.kind == RequirementKind.CONTROL,
            FindingCriterion.reference == Requirement.reference,
            SoaEntry.applicable.is_(False),
        )
        .order_by(FindingCriterion.position)
    )


def _evidence(session: Session, ids: Iterable[str]) -> Grouped[datetime]:
    query = select(EvidenceLink.finding_id, Evidence.obtained_at).join(
        Evidence, Evidence.id == EvidenceLink.evidence_id
    )
    rows = session.execute(query.where(EvidenceLink.finding_id.in_(ids)))
    return grouped((str(finding_id), obtained_at) for finding_id, obtained_at in rows)


def _samples(session: Session, ids: Iterable[str]) -> Mapping[str, int]:
    """How many linked samples have evidence of their own."""
    query = select(FindingSample.finding_id).where(
        FindingSample.finding_id.in_(ids), FindingSample.sample_id.in_(select(SampleEvidence.sample_id))
    )
    return Counter(session.scalars(query))


def running_responses(session: Session, findings: Sequence[Finding]) -> Mapping[str, Response]:
    """The response of the round that is running, by the id of its finding."""
    rounds = {finding.id: finding.response_round for finding in findings}
    rows = session.scalars(select(Response).where(Response.finding_id.in_(rounds)))
    return {row.finding_id: row for row in rows if row.round == rounds[row.finding_id]}


def actions_of(session: Session, response_ids: Sequence[str]) -> Grouped[Action]:
    """The actions of some responses, by the id of the finding."""
    query = select(Response.finding_id, Action).join(Response, Response.id == Action.response_id)
    query = query.where(Action.response_id.in_(response_ids)).order_by(Action.position, Action.id)
    rows = session.execute(query) if response_ids else ()
    return grouped((finding_id, action) for finding_id, action in rows)


def verifications_of(session: Session, ids: Iterable[str]) -> Grouped[Verification]:
    """The verifications of some findings in the order in which they were made, by the id of the finding."""
    query = select(Verification).where(Verification.finding_id.in_(ids))
    rows = session.scalars(query.order_by(Verification.at, Verification.id))
    return grouped((one.finding_id, one) for one in rows)


def _verified_by(session: Session, ids: Sequence[str]) -> Mapping[str, datetime]:
    query = select(Evidence.id, Evidence.obtained_at).join(
        Verification, Verification.evidence_id == Evidence.id
    )
    rows = session.execute(query.where(Verification.finding_id.in_(ids))) if ids else ()
    return {row.id: row.obtained_at for row in rows}


def _advisers(session: Session, findings: Sequence[Finding]) -> Mapping[str, set[str]]:
    """Who wrote on the recommendation of findings that are verified, as the log tells."""
    found: dict[str, set[str]] = defaultdict(set)
    ids = [one.id for one in findings if one.state in _VERIFIED and one.recommendation.strip()]
    query = select(LogEntry.row_id, LogEntry.actor_id, LogEntry.detail).where(
        LogEntry.row_id.in_(ids),
        LogEntry.actor_id.is_not(None),
        LogEntry.detail.contains('"recommendation"', autoescape=True),
    )
    for finding_id, actor_id, detail in session.execute(query) if ids else ():
        change = json.loads(detail or "{}")["recommendation"]
        if change.get("is") or change.get("put"):
            found[finding_id].add(str(actor_id))
    return found
