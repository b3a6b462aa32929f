"""What a step leaves behind in the finding and its response."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from app.findings.facts import Facts
from app.findings.guards import Request
from app.programme.limits import limits, proposed_effectiveness_date
from app.unit_of_work import UnitOfWork
from models import due_dates
from models.finding import Finding, FindingState, FindingType
from models.transitions import Step

_S = FindingState
Effect = Callable[[UnitOfWork, Facts, Request], None]


def apply(uow: UnitOfWork, step: Step, facts: Facts, request: Request) -> None:
    """Record what goes with a step: its reason, who accepted, a new round, the day of closing."""
    facts.finding.state_reason = request.reason
    effect = _EFFECTS.get((step.start, step.end))
    if effect:
        effect(uow, facts, request)


def lacks_due_dates(finding: Finding) -> bool:
    """Whether a graded nonconformity has no date yet for its correction or for its response."""
    is_graded = finding.type is FindingType.NONCONFORMITY and finding.grade is not None
    return is_graded and None in (finding.correction_due_on, finding.response_due_on)


def set_due_dates(uow: UnitOfWork, finding: Finding, since: date) -> None:
    """Give a graded nonconformity the dates of its programme for correction and response.

    Dates that are set already stay, also where the limits were changed since.
    """
    if finding.grade is None or not lacks_due_dates(finding):
        return
    given = limits(uow, finding.audit_id)
    if finding.correction_due_on is None:
        finding.correction_due_on = due_dates.due_on(since, finding.grade, given.correction)
    if finding.response_due_on is None:
        finding.response_due_on = due_dates.due_on(since, finding.grade, given.response)


def _submitted(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    if facts.response:
        facts.response.submitted_at = uow.now()
        facts.response.submitted_by_id = uow.actor_id


def _rejected(_uow: UnitOfWork, facts: Facts, request: Request) -> None:
    if facts.response:
        facts.response.submitted_at = None
        facts.response.rejections += 1
        facts.response.rejection_reason = request.reason


def _plan_accepted(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    if facts.response:
        facts.response.accepted_at = uow.now()
        facts.response.accepted_by_id = uow.actor_id


def _implementation_verified(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    if facts.finding.effectiveness_due_on is None:
        facts.finding.effectiveness_due_on = proposed_effectiveness_date(uow, facts.finding)


def _new_round(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    facts.finding.response_round += 1
    facts.finding.correction_due_on = None
    facts.finding.response_due_on = facts.finding.effectiveness_due_on = None
    set_due_dates(uow, facts.finding, uow.today())


def _closed(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    facts.finding.closed_at = uow.now()


def _reopened(_uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    facts.finding.closed_at = None


def _merged(_uow: UnitOfWork, facts: Facts, request: Request) -> None:
    if request.target:
        facts.finding.merged_into_id = request.target.finding.id


_EFFECTS: Mapping[tuple[FindingState, FindingState], Effect] = MappingProxyType(
    {
        (_S.CONFIRMED, _S.RESPONSE_SUBMITTED): _submitted,
        (_S.ISSUED, _S.RESPONSE_SUBMITTED): _submitted,
        (_S.RESPONSE_SUBMITTED, _S.ISSUED): _rejected,
        (_S.RESPONSE_SUBMITTED, _S.PLAN_ACCEPTED): _plan_accepted,
        (_S.IMPLEMENTED, _S.IMPLEMENTATION_VERIFIED): _implementation_verified,
        (_S.IMPLEMENTATION_VERIFIED, _S.CLOSED): _closed,
        (_S.IMPLEMENTATION_VERIFIED, _S.ISSUED): _new_round,
        (_S.CLOSED, _S.REOPENED): _reopened,
        (_S.REOPENED, _S.ISSUED): _new_round,
        (_S.CONFIRMED, _S.MERGED): _merged,
    }
)
