"""A finding moves from state to state by one table, and by nothing else (section 7.7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.findings import effects, facts, guards, refusals
from app.findings.facts import Facts, facts_of, finding_of
from app.findings.guards import Request
from app.numbers import order_key
from app.programme.limits import clock_start
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, Message
from models.finding import Finding, FindingState
from models.transitions import BEFORE_ISSUE, LEFT_OUT, Step, Who, legal, step_to


@dataclass(frozen=True, slots=True)
class NextState:
    """A state that can follow, who takes the step, what it lacks now, and whether it asks for a reason."""

    state: FindingState
    who: Who
    missing: tuple[Message, ...]
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class Unready:
    """A finding that keeps a report from being issued, and what it lacks (R-39)."""

    finding_id: str
    number: str
    missing: tuple[Message, ...]


def move(
    uow: UnitOfWork,
    finding_id: str,
    to_state: FindingState,
    *,
    reason: str = "",
    target_id: str | None = None,
) -> None:
    """Take a finding to another state.

    Raises UserError when the table knows no such step, or with exactly what it lacks; the finding is kept as
    it is. Merging needs `target_id`. Label: `labels.MOVE[to_state]` with `number`.
    """
    target = facts_of(uow.session, finding_of(uow.session, target_id)) if target_id else None
    _take(uow, finding_of(uow.session, finding_id), to_state, Request(reason.strip(), target))


def withdraw(uow: UnitOfWork, finding_id: str, reason: str) -> None:
    """Withdraw a finding; its number stays listed (R-1). Needs a reason."""
    move(uow, finding_id, FindingState.WITHDRAWN, reason=reason)


def merge(uow: UnitOfWork, finding_id: str, into_id: str, reason: str = "") -> None:
    """Let another nonconformity of the audit stand for this one; both keep their numbers (R-31)."""
    move(uow, finding_id, FindingState.MERGED, reason=reason, target_id=into_id)


def next_states(unit: ReadUnit, finding_id: str) -> tuple[NextState, ...]:
    """The states that can follow, the usual one first; the system's own steps are left out."""
    return states_after(facts_of(unit.session, finding_of(unit.session, finding_id)))


def states_after(found: Facts) -> tuple[NextState, ...]:
    """`next_states` of a finding whose facts are read already."""
    return tuple(_next(step, found) for step in _steps(found.finding) if step.who is not Who.SYSTEM)


def _next(step: Step, found: Facts) -> NextState:
    return NextState(step.end, step.who, guards.missing_before(step, found), guards.asks_reason(step))


def what_is_missing(
    unit: ReadUnit, finding_id: str, to_state: FindingState | None = None
) -> tuple[Message, ...]:
    """What a finding lacks for a state, or for the usual next one (R-33); empty when nothing."""
    found = facts_of(unit.session, finding_of(unit.session, finding_id))
    if to_state is None:
        return missing_next(found)
    step = step_to(found.finding.type, found.finding.state, to_state)
    if step is None:
        raise refusals.no_such_step(found.finding, to_state)
    return guards.missing_before(step, found)


def missing_next(found: Facts) -> tuple[Message, ...]:
    """What a finding lacks for the usual next state; empty at an end."""
    steps = _steps(found.finding)
    return guards.missing_before(steps[0], found) if steps else ()


def issue_findings(uow: UnitOfWork, audit_id: str, issued_on: date) -> tuple[str, ...]:
    """Move every confirmed finding of an audit to issued, with its dates counted from where its clock starts:
    on `issued_on`, unless that was before (R-39, 7.8).

    Findings that were answered before the report keep their state and get their dates. Returns the ids of
    those that moved. Raises UserError, and moves none, while a finding is not ready to be issued.
    """
    unready = not_ready_to_issue(uow, audit_id)
    if unready:
        raise refusals.cannot_issue([(one.number, one.missing) for one in unready])
    issued = []
    for finding in _of_audit(uow, audit_id):
        if finding.state is FindingState.CONFIRMED:
            _take(uow, finding, FindingState.ISSUED, Request(report_issued=True))
            issued.append(finding.id)
        if finding.state not in LEFT_OUT and effects.lacks_due_dates(finding):
            effects.set_due_dates(uow, finding, clock_start(uow, finding) or issued_on)
    return tuple(issued)


def not_ready_to_issue(
    unit: ReadUnit, audit_id: str, but: Collection[FindingState] = ()
) -> tuple[Unready, ...]:
    """The findings that are not confirmed or lack something, in the order of their numbers; those in the
    states `but` are left out.

    What was issued or answered before is looked at again: a revision may have changed it, and so may another
    version of the SoA (R-53).
    """
    waiting = _of_audit(unit, audit_id, but={*LEFT_OUT, *but})
    loaded = facts.load_written(unit.session, waiting)
    return tuple(
        Unready(finding.id, finding.number, lacks)
        for finding in waiting
        if (lacks := _lacks_for_issue(loaded[finding.id]))
    )


def _lacks_for_issue(found: Facts) -> tuple[Message, ...]:
    if found.finding.state is FindingState.CONFIRMED:
        return missing_next(found)
    if found.finding.state in BEFORE_ISSUE:
        return (*missing_next(found), Message(N_("its confirmation")))
    return guards.missing_to_stand(found)


def _of_audit(unit: ReadUnit, audit_id: str, but: Collection[FindingState] = ()) -> list[Finding]:
    query = select(Finding).where(Finding.audit_id == audit_id, Finding.state.not_in(but))
    return sorted(unit.session.scalars(query), key=_by_number)


def _by_number(finding: Finding) -> tuple[int, str]:
    return order_key(finding.number)


def _steps(finding: Finding) -> tuple[Step, ...]:
    return legal(finding.type, finding.state)


def _take(uow: UnitOfWork, finding: Finding, to_state: FindingState, request: Request) -> None:
    step = step_to(finding.type, finding.state, to_state)
    if step is None:
        raise refusals.no_such_step(finding, to_state)
    found = facts_of(uow.session, finding)
    lacks = guards.missing(step, found, request)
    if lacks:
        raise refusals.lacking(found, step, lacks)
    finding.state = to_state
    effects.apply(uow, step, found, request)
    uow.session.flush()
