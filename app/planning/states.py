"""The steps of an audit (section 3.3): taken one by one, interrupted, resumed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select

from app.edits import existing
from app.errors import ForNowError, UserError
from app.planning.context import add_deviation
from app.planning.steps import missing_before
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, in_a_row
from models.activity import LogEntry
from models.audit import Audit, AuditState
from models.session import AuditSession

_S = AuditState
_FOLLOWING: Mapping[AuditState, AuditState] = MappingProxyType(
    {
        _S.PLANNED: _S.INITIATED,
        _S.INITIATED: _S.PREPARED,
        _S.PREPARED: _S.IN_PROGRESS,
        _S.IN_PROGRESS: _S.FIELDWORK_COMPLETE,
        _S.FIELDWORK: _S.FIELDWORK_COMPLETE,
        _S.FIELDWORK_COMPLETE: _S.REPORTED,
        _S.REPORTED: _S.COMPLETED,
        _S.COMPLETED: _S.CLOSED,
    }
)
_BEFORE_OPENING = frozenset({_S.PLANNED, _S.INITIATED, _S.PREPARED})
_REPORTED = frozenset({_S.REPORTED, _S.COMPLETED, _S.CLOSED})
_STOPPED = frozenset({_S.SUSPENDED, _S.CANCELLED})


def has_begun(state: AuditState) -> bool:
    """Whether the audit was opened: from then on a change of plan is a deviation (R-15)."""
    return state not in _BEFORE_OPENING


def following_state(state: AuditState) -> AuditState | None:
    """The state that the next step leads to; None at the end of an audit, and while it is stopped.

    Fieldwork is no step of its own: it begins with the first session after the opening meeting.
    """
    return _FOLLOWING.get(state)


def advance(uow: UnitOfWork, audit_id: str) -> AuditState:
    """Take the audit's next step; returns the state it is in then.

    Raises UserError that names what is missing, and for an audit that has no further step.
    """
    audit = existing(uow, Audit, audit_id)
    target = following_state(audit.state)
    if audit.state in _STOPPED:
        raise _takes_no_step(audit)
    if target is None:
        raise UserError(N_("This audit has no further step."), N_("Nothing was changed."))
    missing = missing_before(uow, audit_id, target)
    if missing:
        raise ForNowError(
            N_("The audit cannot take its next step yet. {missing}"),
            N_("Everything recorded so far is kept."),
            missing=in_a_row(missing),
        )
    audit.state = target
    if _has_session_begun(uow, audit_id):
        begin_fieldwork(uow, audit_id)
    uow.session.flush()
    return audit.state


def _takes_no_step(audit: Audit) -> UserError:
    is_suspended = audit.state is AuditState.SUSPENDED
    return UserError(
        N_("{number} is suspended and takes no step. Reason: “{reason}”.")
        if is_suspended
        else N_("{number} is cancelled and takes no step. Reason: “{reason}”."),
        N_("Everything recorded so far is kept, and more can be recorded."),
        N_("Resume the audit on its overview first."),
        number=audit.number,
        reason=audit.state_reason,
    )


def begin_fieldwork(uow: UnitOfWork, audit_id: str) -> None:
    """A session is held: an audit that was opened is now in its fieldwork; in any other state it stays."""
    audit = existing(uow, Audit, audit_id)
    if audit.state is AuditState.IN_PROGRESS:
        audit.state = AuditState.FIELDWORK


def report(uow: UnitOfWork, audit_id: str) -> None:
    """The report is issued: an audit that is not reported yet now is. One that was stopped stays stopped."""
    audit = existing(uow, Audit, audit_id)
    if audit.state not in _REPORTED | _STOPPED:
        audit.state = AuditState.REPORTED


def _has_session_begun(unit: ReadUnit, audit_id: str) -> bool:
    query = select(AuditSession.id).where(
        AuditSession.audit_id == audit_id, AuditSession.started_at.is_not(None)
    )
    return unit.session.scalars(query.limit(1)).first() is not None


def is_stopped(state: AuditState) -> bool:
    """Whether the audit is suspended or cancelled: its steps and its report wait, its fieldwork may go on."""
    return state in _STOPPED


def can_stop(state: AuditState) -> bool:
    """Whether the audit can be suspended or cancelled: it is not yet, and its report is not issued."""
    return state not in _STOPPED | _REPORTED


def stop(uow: UnitOfWork, audit_id: str, state: AuditState, reason: str) -> None:
    """Suspend or cancel an audit.

    Raises UserError without a reason, when it is stopped already, and after its report was issued.
    """
    if state not in _STOPPED:
        raise ValueError(state)
    if not reason.strip():
        raise UserError(
            N_("Suspending or cancelling an audit needs a reason."),
            N_("Nothing was changed."),
            N_("Write down why the audit cannot go on; the overview shows it."),
        )
    audit = existing(uow, Audit, audit_id)
    if audit.state in _STOPPED:
        raise UserError(N_("This audit was suspended or cancelled already."), N_("Nothing was changed."))
    if audit.state in _REPORTED:
        raise UserError(
            N_("The report of {number} was issued: the audit is neither suspended nor cancelled any more."),
            N_("Nothing was changed."),
            N_("What was reported is taken back in a new revision of the report."),
            number=audit.number,
        )
    audit.state, audit.state_reason = state, reason.strip()
    uow.session.flush()


def resume(uow: UnitOfWork, audit_id: str) -> AuditState:
    """Go on with an audit that was suspended or cancelled, where it was; returns the state it is in then.

    Why an opened audit was interrupted stays in its report, as a deviation from the plan (R-15). Raises
    UserError for an audit that was not stopped.
    """
    audit = existing(uow, Audit, audit_id)
    if audit.state not in _STOPPED:
        raise UserError(N_("This audit was neither suspended nor cancelled."), N_("Nothing was changed."))
    stopped = last_stop(uow, audit_id)
    state = stopped.before if stopped else AuditState.PLANNED
    if has_begun(state):
        add_deviation(uow, audit_id, N_("The audit was interrupted and resumed."), audit.state_reason)
    audit.state, audit.state_reason = state, ""
    if _has_session_begun(uow, audit_id):
        begin_fieldwork(uow, audit_id)
    uow.session.flush()
    return audit.state


@dataclass(frozen=True, slots=True)
class Stop:
    """When an audit was suspended or cancelled, and the state that it was in before."""

    at: datetime
    before: AuditState


def last_stop(unit: ReadUnit, audit_id: str) -> Stop | None:
    """The last time that the log says the audit was stopped; None when it never was."""
    query = select(LogEntry.at, LogEntry.detail).where(
        LogEntry.row_id == audit_id, LogEntry.operation == "update", LogEntry.detail.is_not(None)
    )
    for at, detail in unit.session.execute(query.order_by(LogEntry.at.desc(), LogEntry.sequence.desc())):
        state = json.loads(detail or "{}").get("state")
        if state is not None and AuditState(state["is"]) in _STOPPED:
            return Stop(at, AuditState(state["was"]))
    return None
