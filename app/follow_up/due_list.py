"""What is to be done about the findings of all audits, and until when; found, filtered and ordered in SQL."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.findings.listing import holds_word
from app.numbers import in_order
from app.unit_of_work import ReadUnit
from models.audit import Audit, AuditState, TeamAssignment, TeamRole
from models.finding import Action, Finding, FindingCriterion, FindingState, FindingType, Response
from models.follow_up import FollowedFinding
from models.framework import Requirement
from models.organization import Person
from models.programme import Programme
from models.transitions import LEFT_OUT

_S = FindingState
_ACTION, _FINDING = "action:", "finding:"


class DueKind(enum.Enum):
    """What is waited for: a corrective action, or the next step of a finding."""

    RESPONSE = "response"
    DECISION = "decision"
    ACTION = "action"
    IMPLEMENTATION = "implementation"
    VERIFICATION = "verification"
    EFFECTIVENESS = "effectiveness"
    NEW_ROUND = "new_round"
    IMPROVEMENT = "improvement"


class Show(enum.Enum):
    """Which part of the list is looked at."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    FINISHED = "finished"
    ALL = "all"


class SortBy(enum.Enum):
    """The columns that the list can be sorted by."""

    DUE = "due"
    OWNER = "owner"
    FINDING = "finding"
    STATE = "state"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class DueFilter:
    """What is looked for.

    `owner_id` "" means nobody; `since` and `until` limit the due date, both included. `audit_id` is that of
    the findings, or of an audit that follows them up.
    """

    show: Show = Show.OPEN
    text: str = ""
    owner_id: str | None = None
    audit_id: str | None = None
    since: date | None = None
    until: date | None = None


_KIND_OF_STATE: Mapping[FindingState, DueKind] = MappingProxyType(
    {
        _S.CONFIRMED: DueKind.RESPONSE,
        _S.ISSUED: DueKind.RESPONSE,
        _S.RESPONSE_SUBMITTED: DueKind.DECISION,
        _S.PLAN_ACCEPTED: DueKind.IMPLEMENTATION,
        _S.IMPLEMENTED: DueKind.VERIFICATION,
        _S.IMPLEMENTATION_VERIFIED: DueKind.EFFECTIVENESS,
        _S.REOPENED: DueKind.NEW_ROUND,
    }
)
# Who does these is the lead auditor; everything else is the auditee's.
_BY_THE_AUDITOR = (_S.RESPONSE_SUBMITTED, _S.IMPLEMENTED, _S.IMPLEMENTATION_VERIFIED, _S.REOPENED)
_AWAIT_RESPONSE = (_S.CONFIRMED, _S.ISSUED)
_ACTIONS_RUN = (_S.RESPONSE_SUBMITTED, _S.PLAN_ACCEPTED)
_AFTER_CLOSING = (
    AuditState.FIELDWORK_COMPLETE,
    AuditState.REPORTED,
    AuditState.COMPLETED,
    AuditState.CLOSED,
)
_IS_OPEN = and_(Action.done_on.is_(None), func.trim(Action.cancelled_reason) == "")


def is_followed_up() -> ColumnElement[bool]:
    """Whether a nonconformity is open after the closing meeting; the query joins its audit."""
    is_presented = or_(Finding.state != _S.CONFIRMED, Audit.state.in_(_AFTER_CLOSING))
    is_nonconformity = Finding.type == FindingType.NONCONFORMITY
    return and_(is_nonconformity, Finding.state.in_(_KIND_OF_STATE), is_presented)


def followed_by(audit_id: str) -> Select[str]:
    """The ids of what a follow-up audit looks at, as a part of a query."""
    return select(FollowedFinding.finding_id).where(FollowedFinding.audit_id == audit_id)


def due_ids(
    unit: ReadUnit, wanted: DueFilter, sort: SortBy = SortBy.DUE, *, descending: bool = False
) -> list[str]:
    """Keys of everything that is waited for, in the order to show; what has no date comes last."""
    due = entries()
    query = joined(select(due.c.key), due).where(*_conditions(due, wanted, unit.today()))
    return list(unit.session.scalars(query.order_by(*_order(due, sort, descending))))


def entries(keys: Sequence[str] | None = None) -> Subquery:
    """One row for each corrective action and for each finding that waits for something else.

    `keys` limits them to these.
    """
    actions, findings = _actions(), _findings()
    if keys is not None:
        actions = actions.where(Action.id.in_(_ids(keys, _ACTION)))
        findings = findings.where(Finding.id.in_(_ids(keys, _FINDING)))
    return union_all(actions, findings).subquery("due")


def _ids(keys: Sequence[str], beginning: str) -> list[str]:
    return [key.removeprefix(beginning) for key in keys if key.startswith(beginning)]


def _actions() -> Select[*tuple[Any, ...]]:
    """Finished ones of every round, and those that run in the present one."""
    runs = and_(
        Response.round == Finding.response_round,
        Response.submitted_at.is_not(None),
        Finding.state.in_(_ACTIONS_RUN),
    )
    return (
        select(
            (literal(_ACTION) + Action.id).label("key"),
            literal(DueKind.ACTION.value).label("kind"),
            Finding.id.label("finding_id"),
            Action.id.label("action_id"),
            Action.owner_id.label("owner_id"),
            Action.due_on.label("due_on"),
            _IS_OPEN.label("is_open"),
            Action.what.label("what"),
        )
        .join(Response, Response.id == Action.response_id)
        .join(Finding, Finding.id == Response.finding_id)
        .where(Finding.state.not_in(LEFT_OUT), or_(~_IS_OPEN, runs))
    )


def _findings() -> Select[*tuple[Any, ...]]:
    """A finding with actions under way waits for these, and is no row of its own."""
    running = (
        select(Action.id)
        .join(Response, Response.id == Action.response_id)
        .where(Response.finding_id == Finding.id, Response.round == Finding.response_round, _IS_OPEN)
    )
    waits = and_(is_followed_up(), or_(Finding.state != _S.PLAN_ACCEPTED, ~running.exists()))
    is_improvement = Finding.type.in_((FindingType.OFI, FindingType.OBSERVATION))
    is_voluntary = and_(is_improvement, Finding.state.in_((_S.ISSUED, _S.ACCEPTED)))
    return (
        select(
            (literal(_FINDING) + Finding.id).label("key"),
            _kind(is_improvement).label("kind"),
            Finding.id.label("finding_id"),
            null().label("action_id"),
            case((Finding.state.in_(_BY_THE_AUDITOR), _lead()), else_=Finding.owner_id).label("owner_id"),
            _due_on(is_improvement).label("due_on"),
            literal(True).label("is_open"),
            literal("").label("what"),
        )
        .join(Audit, Audit.id == Finding.audit_id)
        .where(or_(waits, is_voluntary))
    )


def _kind(is_improvement: ColumnElement[bool]) -> ColumnElement[str]:
    states = ((Finding.state == state, kind.value) for state, kind in _KIND_OF_STATE.items())
    return case((is_improvement, DueKind.IMPROVEMENT.value), *states, else_="")


def _lead() -> ColumnElement[Any]:
    query = select(TeamAssignment.person_id).where(
        TeamAssignment.audit_id == Finding.audit_id, TeamAssignment.role == TeamRole.LEAD_AUDITOR
    )
    return query.limit(1).scalar_subquery()


def _due_on(is_improvement: ColumnElement[bool]) -> ColumnElement[Any]:
    return case(
        (is_improvement, null()),
        (Finding.state.in_(_AWAIT_RESPONSE), Finding.response_due_on),
        (Finding.state == _S.IMPLEMENTATION_VERIFIED, Finding.effectiveness_due_on),
        else_=null(),
    )


Owner = aliased(Person)
Primary = aliased(FindingCriterion)


def joined(query: Select[*tuple[Any, ...]], due: Subquery) -> Select[*tuple[Any, ...]]:
    """The entries with finding, audit, owner and the requirement that the finding is judged by."""
    return (
        query.select_from(due)
        .join(Finding, Finding.id == due.c.finding_id)
        .join(Audit, Audit.id == Finding.audit_id)
        .join(Programme, Programme.id == Audit.programme_id)
        .outerjoin(Owner, Owner.id == due.c.owner_id)
        .outerjoin(Primary, and_(Primary.finding_id == Finding.id, Primary.is_primary))
        .outerjoin(Requirement, Requirement.id == Primary.requirement_id)
    )


def shown(due: Subquery, show: Show, today: date) -> ColumnElement[bool]:
    """Whether an entry belongs to a part of the list; each programme says what is soon.

    The query joins the entries' programmes.
    """
    soon = func.date(today.isoformat(), func.printf("+%d days", Programme.soon_days))
    return {
        Show.OPEN: and_(due.c.is_open),
        Show.OVERDUE: and_(due.c.is_open, due.c.due_on < today),
        Show.SOON: and_(due.c.is_open, due.c.due_on >= today, due.c.due_on <= soon),
        Show.FINISHED: ~due.c.is_open,
        Show.ALL: literal(True),
    }[show]


def _conditions(due: Subquery, wanted: DueFilter, today: date) -> list[ColumnElement[bool]]:
    conditions = [shown(due, wanted.show, today)]
    if wanted.owner_id is not None:
        conditions.append(due.c.owner_id == wanted.owner_id if wanted.owner_id else due.c.owner_id.is_(None))
    if wanted.audit_id is not None:
        is_followed = Finding.id.in_(followed_by(wanted.audit_id))
        conditions.append(or_(Finding.audit_id == wanted.audit_id, is_followed))
    if wanted.since is not None:
        conditions.append(due.c.due_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(due.c.due_on <= wanted.until)
    return conditions + [_holds(due, word) for word in wanted.text.split()]


def _holds(due: Subquery, word: str) -> ColumnElement[bool]:
    columns = (
        due.c.what,
        Finding.number,
        Finding.title,
        Audit.number,
        Owner.name,
        Owner.department,
        Requirement.title,
        Primary.reference,
    )
    return or_(*(holds_word(column, word) for column in columns))


def _order(due: Subquery, sort: SortBy, descending: bool) -> list[ColumnElement[Any]]:
    undated, numbers = due.c.due_on.is_(None), (*in_order(Audit.number), *in_order(Finding.number))
    by_date = [undated, due.c.due_on]
    main: Mapping[SortBy, tuple[SQLColumnExpression[Any], ...]] = {
        SortBy.DUE: (due.c.due_on,),
        SortBy.OWNER: (func.coalesce(Owner.sort_name, ""),),
        SortBy.FINDING: numbers,
        SortBy.STATE: (case(*((due.c.kind == kind.value, at) for at, kind in enumerate(DueKind))),),
        SortBy.AGE: (Finding.raised_at,),
    }
    last = {SortBy.DUE: undated, SortBy.OWNER: Owner.id.is_(None)}
    first = [column.desc() if descending else column.asc() for column in main[sort]]
    return [*([last[sort]] if sort in last else []), *first, *by_date, *numbers, due.c.key]
