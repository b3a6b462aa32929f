"""What a step leaves behind in the finding and its response."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from app.findings.facts import Facts
from app.findings.guards import Request
from app.unit_of_work import ReadUnit, UnitOfWork
from models import due_dates
from models.audit import Audit
from models.due_dates import ResponseDays
from models.finding import Finding, FindingState, FindingType
from models.programme import Programme
from models.transitions import Step

_S = FindingState
Effect = Callable[[UnitOfWork, Facts, Request], None]


def apply(uow: UnitOfWork, step: Step, facts: Facts, request: Request) -> None:
    """Record what goes with a step: its reason, who accepted, a new round, the day of closing."""
    facts.finding.state_reason = request.reason
    effect = _EFFECTS.get((step.start, step.end))
    if effect:
        effect(uow, facts, request)


def set_response_date(uow: UnitOfWork, finding: Finding, since: date) -> None:
    """Give a graded nonconformity without a due date the one of its programme."""
    if finding.type is FindingType.NONCONFORMITY and finding.grade and finding.response_due_on is None:
        days = response_days(uow, finding.audit_id)
        finding.response_due_on = due_dates.response_due_on(since, finding.grade, days)


def response_days(unit: ReadUnit, audit_id: str) -> ResponseDays:
    """The days that the programme of an audit gives for responses."""
    query = select(Programme.response_days_major, Programme.response_days_minor)
    query = query.join(Audit, Audit.programme_id == Programme.id).where(Audit.id == audit_id)
    major, minor = unit.session.execute(query).one()
    return ResponseDays(major, minor)


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
        facts.finding.effectiveness_due_on = due_dates.effectiveness_due_on(uow.today())


def _new_round(uow: UnitOfWork, facts: Facts, _request: Request) -> None:
    facts.finding.response_round += 1
    facts.finding.response_due_on = facts.finding.effectiveness_due_on = None
    set_response_date(uow, facts.finding, uow.today())


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
