"""What the window shows of responses, actions and verifications."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app.findings.facts import Facts, facts_of, finding_of
from app.follow_up.followed import evidence_called
from app.grouped import Grouped, grouped
from app.programme import people
from app.unit_of_work import ReadUnit
from models import due_dates
from models.evidence import Evidence
from models.finding import (
    Action,
    CauseMethod,
    Finding,
    Response,
    Verification,
    VerificationKind,
    VerificationResult,
)
from models.transitions import SETTLED


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action of a response."""

    id: str
    what: str
    owner_id: str | None
    owner: str
    due_on: date | None
    done_on: date | None
    cancelled_reason: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ResponseView:
    """The auditee's answer in one round; it is a draft while `submitted_at` is None."""

    id: str
    round: int
    correction: str
    no_correction_reason: str
    extent: str
    cause: str
    cause_method: CauseMethod
    effectiveness_measure: str
    risk_update_needed: bool | None
    risk_update_note: str
    comment: str
    submitted_at: datetime | None
    submitted_by: str
    accepted_at: datetime | None
    accepted_by: str
    rejections: int
    rejection_reason: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class VerificationView:
    """A verification with the number of the evidence that it rests on."""

    id: str
    kind: VerificationKind
    result: VerificationResult
    verifier: str
    second_verifier: str
    at: datetime
    evidence_id: str | None
    evidence_number: str
    note: str


@dataclass(frozen=True, slots=True)
class Flags:
    """What is computed and is never a state (section 7.7). A date for effectiveness needs a verified plan."""

    response_overdue: bool
    action_overdue: bool
    effectiveness_due_on: date | None
    effectiveness_due: bool


def responses(unit: ReadUnit, finding_id: str) -> tuple[ResponseView, ...]:
    """The responses to a finding, the first round first."""
    names = people.names(unit)
    rows = unit.session.scalars(
        select(Response).where(Response.finding_id == finding_id).order_by(Response.round)
    ).all()
    return tuple(_response(row, names, _actions(unit, row.id, names)) for row in rows)


def verifications(unit: ReadUnit, finding_id: str) -> tuple[VerificationView, ...]:
    """The verifications of a finding in the order in which they were made."""
    return verifications_of(unit, Finding.id == finding_id).get(finding_id, ())


def verifications_of(unit: ReadUnit, condition: ColumnElement[bool]) -> Grouped[VerificationView]:
    """The same for all findings that meet a condition, by their ids."""
    names = people.names(unit)
    query = (
        select(Verification, evidence_called(Finding.audit_id))
        .join(Finding, Finding.id == Verification.finding_id)
        .outerjoin(Evidence, Evidence.id == Verification.evidence_id)
        .where(condition)
        .order_by(Verification.at, Verification.id)
    )
    rows = unit.session.execute(query)
    return grouped((row.finding_id, _verification(row, number or "", names)) for row, number in rows)


def _verification(row: Verification, evidence_number: str, names: dict[str, str]) -> VerificationView:
    return VerificationView(
        row.id,
        row.kind,
        row.result,
        names.get(row.verifier_id or "", ""),
        names.get(row.second_verifier_id or "", ""),
        row.at,
        row.evidence_id,
        evidence_number,
        row.note,
    )


def flags(unit: ReadUnit, finding_id: str) -> Flags:
    """Whether a response, an action or the judgement of effectiveness is due or overdue today."""
    return flags_of(facts_of(unit.session, finding_of(unit.session, finding_id)), unit.today())


def flags_of(facts: Facts, today: date) -> Flags:
    """`flags` of a finding whose facts are read already."""
    finding = facts.finding
    return Flags(
        due_dates.is_response_overdue(finding.state, finding.response_due_on, today),
        finding.state not in SETTLED and any(_is_overdue(action, today) for action in facts.actions),
        finding.effectiveness_due_on,
        due_dates.is_effectiveness_due(finding.state, finding.effectiveness_due_on, today),
    )


def _is_overdue(action: Action, today: date) -> bool:
    return due_dates.is_action_overdue(action.due_on, action.done_on, bool(action.cancelled_reason), today)


def _response(row: Response, names: dict[str, str], actions: tuple[ActionView, ...]) -> ResponseView:
    return ResponseView(
        row.id,
        row.round,
        row.correction,
        row.no_correction_reason,
        row.extent,
        row.cause,
        row.cause_method,
        row.effectiveness_measure,
        row.risk_update_needed,
        row.risk_update_note or "",
        row.comment,
        row.submitted_at,
        names.get(row.submitted_by_id or "", ""),
        row.accepted_at,
        names.get(row.accepted_by_id or "", ""),
        row.rejections,
        row.rejection_reason,
        actions,
    )


def _actions(unit: ReadUnit, response_id: str, names: dict[str, str]) -> tuple[ActionView, ...]:
    query = select(Action).where(Action.response_id == response_id).order_by(Action.position, Action.id)
    today = unit.today()
    return tuple(
        ActionView(
            row.id,
            row.what,
            row.owner_id,
            names.get(row.owner_id or "", ""),
            row.due_on,
            row.done_on,
            row.cancelled_reason,
            _is_overdue(row, today),
        )
        for row in unit.session.scalars(query)
    )
