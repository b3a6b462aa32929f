"""Due dates that are put off: the old one stays on record, with who agreed and why (R-37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import func, select

from app.errors import UserError
from app.findings.facts import finding_of
from app.findings.labels import grade_word, state_word
from app.follow_up.responses import finding_of_action
from app.programme import people
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Audit, TeamAssignment, TeamRole
from models.finding import Action, Finding, FindingState, Grade
from models.follow_up import DateOf, DueExtension
from models.programme import Programme

__all__ = ["EXTEND", "Agreement", "DateOf", "ExtensionView", "extend", "extend_action", "extensions"]

EXTEND = N_("Put off a due date of {number}")
MOST_FOR_A_MAJOR = 1

_S = FindingState
# While its plan is not accepted, an action gets another date by a rejection of the response.
_WHEN: Mapping[DateOf, frozenset[FindingState]] = MappingProxyType(
    {
        DateOf.CORRECTION: frozenset({_S.CONFIRMED, _S.ISSUED}),
        DateOf.RESPONSE: frozenset({_S.CONFIRMED, _S.ISSUED}),
        DateOf.ACTION: frozenset({_S.PLAN_ACCEPTED}),
        DateOf.EFFECTIVENESS: frozenset({_S.IMPLEMENTATION_VERIFIED}),
    }
)
_FIELDS: Mapping[DateOf, str] = MappingProxyType(
    {
        DateOf.CORRECTION: "correction_due_on",
        DateOf.RESPONSE: "response_due_on",
        DateOf.EFFECTIVENESS: "effectiveness_due_on",
    }
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed: the new date, with whom, and why."""

    new_on: date | None
    agreed_by_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A due date that was put off."""

    date_of: DateOf
    action_id: str | None
    round: int
    old_on: date
    new_on: date
    reason: str
    agreed_by: str
    at: datetime
    by: str


def extend(uow: UnitOfWork, finding_id: str, date_of: DateOf, agreement: Agreement) -> None:
    """Put off the due date of a correction, of a response or of the judgement of effectiveness.

    Raises UserError without a date to put off, unless the new one is later and still to come, without who
    agreed or why, and for a second extension for a major that the programme manager did not agree to.
    """
    finding = finding_of(uow.session, finding_id)
    name = _FIELDS[date_of]
    _record(uow, finding, date_of, getattr(finding, name), agreement)
    setattr(finding, name, agreement.new_on)
    uow.session.flush()


def extend_action(uow: UnitOfWork, action_id: str, agreement: Agreement) -> None:
    """Put off the due date of an action of an accepted plan; refuses like `extend`."""
    action, finding = finding_of_action(uow, action_id)
    is_open = action.done_on is None and not action.cancelled_reason.strip()
    _record(uow, finding, DateOf.ACTION, action.due_on if is_open else None, agreement, action)
    action.due_on = agreement.new_on
    uow.session.flush()


def extensions(unit: ReadUnit, finding_id: str) -> tuple[ExtensionView, ...]:
    """Every due date of a finding that was put off, in the order in which that was agreed."""
    names = people.names(unit)
    query = select(DueExtension).where(DueExtension.finding_id == finding_id)
    return tuple(
        ExtensionView(
            row.date_of,
            row.action_id,
            row.round,
            row.old_on,
            row.new_on,
            row.reason,
            names.get(row.agreed_by_id, ""),
            row.at,
            names.get(row.by_id or "", ""),
        )
        for row in unit.session.scalars(query.order_by(DueExtension.at, DueExtension.id))
    )


def _record(
    uow: UnitOfWork,
    finding: Finding,
    date_of: DateOf,
    old_on: date | None,
    agreement: Agreement,
    action: Action | None = None,
) -> None:
    if finding.state not in _WHEN[date_of] or old_on is None:
        raise _nothing_to_put_off(finding)
    new_on = _later(uow, old_on, agreement)
    _refuse_unagreed(agreement)
    action_id = action.id if action else None
    _refuse_beyond_the_limit(uow, finding, date_of, action_id, agreement)
    uow.session.add(
        DueExtension(
            finding_id=finding.id,
            date_of=date_of,
            action_id=action_id,
            round=finding.response_round,
            old_on=old_on,
            new_on=new_on,
            reason=agreement.reason.strip(),
            agreed_by_id=agreement.agreed_by_id,
            at=uow.now(),
            by_id=uow.actor_id,
        )
    )


def _nothing_to_put_off(finding: Finding) -> UserError:
    return UserError(
        N_("{number} is {state}: there is no due date of this kind to put off."),
        N_("Nothing was changed."),
        N_("Before its plan is accepted, reject the response to have another date."),
        number=finding.number,
        state=state_word(finding.state),
    )


def _later(uow: UnitOfWork, old_on: date, agreement: Agreement) -> date:
    if agreement.new_on is None or agreement.new_on <= old_on or agreement.new_on < uow.today():
        raise UserError(
            N_("The new date has to be later than {date}, and not past."),
            N_("Nothing was changed."),
            date=old_on,
        )
    return agreement.new_on


def _refuse_unagreed(agreement: Agreement) -> None:
    if not agreement.reason.strip() or not agreement.agreed_by_id:
        raise UserError(
            N_("A due date is put off with a reason and somebody who agreed."),
            N_("Nothing was changed."),
            N_("Say who agreed and why; both stay on record with the old date."),
        )


def _refuse_beyond_the_limit(
    uow: UnitOfWork, finding: Finding, date_of: DateOf, action_id: str | None, agreement: Agreement
) -> None:
    """One extension for a major; more need the programme manager (R-37)."""
    if finding.grade is not Grade.MAJOR:
        return
    query = select(func.count(DueExtension.id)).where(
        DueExtension.finding_id == finding.id,
        DueExtension.date_of == date_of,
        DueExtension.action_id.is_not_distinct_from(action_id),
        DueExtension.round == finding.response_round,
    )
    had = uow.session.scalar(query) or 0
    if had >= MOST_FOR_A_MAJOR and agreement.agreed_by_id not in _programme_managers(uow, finding.audit_id):
        raise UserError(
            N_("This date of {number} ({grade}) was put off before: again only with the programme manager."),
            N_("Nothing was changed."),
            N_("Enter the programme manager as who agreed; the team or the programme names who that is."),
            number=finding.number,
            grade=grade_word(uow, finding.audit_id, Grade.MAJOR),
        )


def _programme_managers(unit: ReadUnit, audit_id: str) -> set[str]:
    """Who the team names, and who answers for the programme."""
    team = select(TeamAssignment.person_id).where(
        TeamAssignment.audit_id == audit_id, TeamAssignment.role == TeamRole.PROGRAMME_MANAGER
    )
    programme = select(Programme.responsible_id).join(Audit, Audit.programme_id == Programme.id)
    responsible = unit.session.scalars(programme.where(Audit.id == audit_id)).one()
    return {*unit.session.scalars(team), *([responsible] if responsible else [])}
