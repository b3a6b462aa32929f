"""The auditee's answer to a nonconformity: correction, extent, cause and actions (section 7.6, R-35).

It is submitted, accepted and rejected by `lifecycle.move`.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.findings.facts import finding_of
from app.findings.labels import state_word
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.finding import Action, Finding, FindingState, FindingType, Response

FIELDS = frozenset(
    {"correction", "no_correction_reason", "extent", "cause", "cause_method", "effectiveness_measure"}
    | {"risk_update_needed", "risk_update_note", "comment"}
)
ACTION_FIELDS = frozenset({"what", "owner_id", "due_on", "done_on"})

# A confirmed finding may be answered before the report; the clock starts at the closing meeting.
_MAY_BE_ANSWERED = frozenset({FindingState.CONFIRMED, FindingState.ISSUED})


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A corrective action with its owner and either the day it is due or the day it was done."""

    what: str
    owner_id: str | None = None
    due_on: date | None = None
    done_on: date | None = None


def edit_response(uow: UnitOfWork, finding_id: str, **fields: object) -> str:
    """Change the running round's response (`FIELDS`), begun here if need be; returns its id.

    The measure of effectiveness is set before the actions are done. `risk_update_needed`: None while nobody
    has said (R-36). Raises UserError while the finding does not wait for a response.
    """
    response = response_to_write(uow, finding_id)
    set_fields(uow, Response, response.id, FIELDS, fields)
    return response.id


def add_action(uow: UnitOfWork, finding_id: str, action: PlannedAction, action_id: str | None = None) -> str:
    """Add an action to the running round's response and return its id, `action_id` where it is known already.

    Raises UserError for a due date in the past; what is done already has a "done on" instead (R-38).
    """
    response = response_to_write(uow, finding_id)
    _refuse_past(uow, action.due_on, action.done_on)
    known = {"id": action_id} if action_id else {}
    row = Action(response_id=response.id, position=_next_position(uow, response), **asdict(action), **known)
    uow.session.add(row)
    uow.session.flush()
    return row.id


def edit_action(uow: UnitOfWork, action_id: str, **fields: Any) -> None:
    """Change an action (`ACTION_FIELDS`) of a response that is not submitted; refuses like `add_action`."""
    action = _action_to_write(uow, action_id)
    if fields.keys() & {"due_on", "done_on"}:
        _refuse_past(uow, fields.get("due_on"), fields.get("done_on", action.done_on))
    set_fields(uow, Action, action.id, ACTION_FIELDS, fields)


def remove_action(uow: UnitOfWork, action_id: str) -> None:
    """Take an action out of a response that is not submitted yet; later it can only be cancelled."""
    uow.session.delete(_action_to_write(uow, action_id))


def finding_of_action(uow: UnitOfWork, action_id: str) -> tuple[Action, Finding]:
    """An action and its finding; raises UserError when the action is not there (any more)."""
    action = existing(uow, Action, action_id)
    response = uow.session.get_one(Response, action.response_id)
    return action, finding_of(uow.session, response.finding_id)


def response_to_write(uow: UnitOfWork, finding_id: str) -> Response:
    """The response of the running round, begun if need be.

    Raises UserError while the finding does not wait for one.
    """
    finding = finding_of(uow.session, finding_id)
    if finding.type is not FindingType.NONCONFORMITY or finding.state not in _MAY_BE_ANSWERED:
        raise _awaits_no_response(finding)
    query = select(Response).where(
        Response.finding_id == finding.id, Response.round == finding.response_round
    )
    response = uow.session.scalars(query).first()
    if response is None:
        response = Response(finding_id=finding.id, round=finding.response_round)
        uow.session.add(response)
        uow.session.flush()
    return response


def _action_to_write(uow: UnitOfWork, action_id: str) -> Action:
    action, finding = finding_of_action(uow, action_id)
    response = response_to_write(uow, finding.id)
    if action.response_id != response.id:
        raise _awaits_no_response(finding)
    return action


def _next_position(uow: UnitOfWork, response: Response) -> int:
    query = select(Action.position).where(Action.response_id == response.id)
    return max(uow.session.scalars(query), default=0) + 1


def _refuse_past(uow: UnitOfWork, due_on: date | None, done_on: date | None) -> None:
    if done_on is not None:
        refuse_future(uow, done_on)
    elif due_on is not None and due_on < uow.today():
        raise UserError(
            N_("{date} is past: a new action cannot be due then."),
            N_("Nothing was changed."),
            N_("Enter a later date, or the day on which it was done."),
            date=due_on,
        )


def refuse_future(uow: UnitOfWork, done_on: date) -> None:
    """Nothing is done on a day that is still to come; raises UserError."""
    if done_on > uow.today():
        raise UserError(
            N_("{date} is still to come: nothing was done on that day."),
            N_("Nothing was changed."),
            N_("Enter the day on which it was done, or leave it open."),
            date=done_on,
        )


def _awaits_no_response(finding: Finding) -> UserError:
    return UserError(
        N_("{number} is {state}: it does not wait for a response."),
        N_("Nothing was changed."),
        N_("A nonconformity is answered once confirmed; a submitted response changes when it is rejected."),
        number=finding.number,
        state=state_word(finding.state),
    )
