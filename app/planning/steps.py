"""What has to be there before an audit moves to its next step (section 3.3).

These guards stand between steps only; none of them stops a note, a result or an attachment (R-56).
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.numbers import in_order
from app.unit_of_work import ReadUnit
from app.words import N_, Message, named
from models.audit import Audit, AuditScope, AuditState, Criterion, TeamAssignment, TeamRole
from models.checklist import ChecklistItem, Result
from models.finding import Finding, FindingState, FindingType
from models.meeting import Attendance, Meeting, MeetingKind

_UNREASONED = (Result.UNABLE_TO_VERIFY, Result.NOT_EXAMINED)
OBJECTIVES = N_("Write down the objectives.")
SCOPE = N_("Write down the scope.")
CRITERIA = N_("Set the audit criteria.")
LEAD = N_("Name the lead auditor.")
DECLARATION = N_("Record the lead auditor's declaration of independence.")
CHECKLIST = N_("Build the checklist.")
PLAN_SENT = N_("Send the plan to the auditee and record the date.")
PLAN_ACCEPTED = N_("Record that the auditee accepted the plan, or the objection.")
OPENING_MEETING = N_("Hold the opening meeting and record who was there.")
CLOSING_MEETING = N_("Hold the closing meeting and record who was there.")
EXAMINE_ONE = N_("Examine 1 open item, or mark it not examined with a reason.")
EXAMINE_MANY = N_("Examine {count} open items, or mark them not examined with a reason.")
REASON_FOR_ONE = N_("Give the reason for 1 item not verified or not examined.")
REASON_FOR_MANY = N_("Give the reason for {count} items not verified or not examined.")
CONFIRM = N_("Confirm or withdraw {findings}.")
CLOSE = N_("Close {findings} first.")
_OVER = (FindingState.CLOSED, FindingState.WITHDRAWN, FindingState.MERGED)


def missing_before(unit: ReadUnit, audit_id: str, state: AuditState) -> tuple[Message, ...]:
    """What is missing before the audit may enter `state`; empty when nothing is."""
    check = _CHECKS.get(state)
    return tuple(check(unit, audit_id)) if check else ()


def _initiated(unit: ReadUnit, audit_id: str) -> list[Message]:
    audit = unit.session.get_one(Audit, audit_id)
    scope = unit.session.scalars(
        select(AuditScope.text).where(AuditScope.audit_id == audit_id).order_by(AuditScope.version.desc())
    ).first()
    lacking = []
    if not audit.objectives.strip():
        lacking.append(Message(OBJECTIVES))
    if not (scope or "").strip():
        lacking.append(Message(SCOPE))
    if not _count(unit, Criterion, audit_id):
        lacking.append(Message(CRITERIA))
    return lacking + _lead(unit, audit_id)


def _lead(unit: ReadUnit, audit_id: str) -> list[Message]:
    leads = select(TeamAssignment).where(
        TeamAssignment.audit_id == audit_id, TeamAssignment.role == TeamRole.LEAD_AUDITOR
    )
    lead = unit.session.scalars(leads).first()
    if lead is None:
        return [Message(LEAD)]
    if lead.declared_on is None:
        return [Message(DECLARATION)]
    return []


def _prepared(unit: ReadUnit, audit_id: str) -> list[Message]:
    audit = unit.session.get_one(Audit, audit_id)
    lacking = []
    if not _count(unit, ChecklistItem, audit_id):
        lacking.append(Message(CHECKLIST))
    if audit.plan_sent_on is None:
        lacking.append(Message(PLAN_SENT))
    if audit.plan_accepted_on is None and not audit.plan_objection.strip():
        lacking.append(Message(PLAN_ACCEPTED))
    return lacking


def _in_progress(unit: ReadUnit, audit_id: str) -> list[Message]:
    return _held(unit, audit_id, MeetingKind.OPENING, OPENING_MEETING)


def _held(unit: ReadUnit, audit_id: str, kind: MeetingKind, text: str) -> list[Message]:
    return [] if was_held(unit, audit_id, kind) else [Message(text)]


def was_held(unit: ReadUnit, audit_id: str, kind: MeetingKind) -> bool:
    """Whether a meeting of this kind was held, and somebody was there."""
    query = (
        select(func.count(Attendance.id))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.audit_id == audit_id, Meeting.kind == kind, Meeting.held_at.is_not(None))
    )
    return bool(unit.session.scalar(query))


def _fieldwork_complete(unit: ReadUnit, audit_id: str) -> list[Message]:
    lacks = open_items(unit, audit_id) + unconfirmed_findings(unit, audit_id)
    return [
        *(lack.message for lack in lacks),
        *_held(unit, audit_id, MeetingKind.CLOSING, CLOSING_MEETING),
    ]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing, and the id of the first row that it is about."""

    message: Message
    first_id: str


def open_items(unit: ReadUnit, audit_id: str) -> list[Lack]:
    """Items without a result, and results that need a reason and have none."""
    still_open = ChecklistItem.result == Result.OPEN
    unreasoned = ChecklistItem.result.in_(_UNREASONED) & (func.trim(ChecklistItem.result_reason) == "")
    texts = (
        (still_open, EXAMINE_ONE, EXAMINE_MANY),
        (unreasoned, REASON_FOR_ONE, REASON_FOR_MANY),
    )
    lacks = []
    for condition, one, many in texts:
        query = select(ChecklistItem.id).where(ChecklistItem.audit_id == audit_id, condition)
        ids = list(unit.session.scalars(query.order_by(ChecklistItem.position)))
        if ids:
            lacks.append(Lack(Message(one if len(ids) == 1 else many, {"count": len(ids)}), ids[0]))
    return lacks


def unconfirmed_findings(unit: ReadUnit, audit_id: str) -> list[Lack]:
    """Findings that are still a draft or in review, by number."""
    query = select(Finding.id, Finding.number).where(
        Finding.audit_id == audit_id, Finding.state.in_((FindingState.DRAFT, FindingState.IN_REVIEW))
    )
    found = unit.session.execute(query.order_by(*in_order(Finding.number))).all()
    if not found:
        return []
    numbers = named([row.number for row in found])
    return [Lack(Message(CONFIRM, {"findings": numbers}), found[0].id)]


def _closed(unit: ReadUnit, audit_id: str) -> list[Message]:
    query = select(Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.type == FindingType.NONCONFORMITY,
        Finding.state.not_in(_OVER),
    )
    numbers = list(unit.session.scalars(query.order_by(*in_order(Finding.number))))
    if not numbers:
        return []
    return [Message(CLOSE, {"findings": named(numbers)})]


def _reported(_unit: ReadUnit, _audit_id: str) -> list[Message]:
    return [Message(N_("Issue the report: that takes this step."))]


def _count(unit: ReadUnit, table: type[Criterion] | type[ChecklistItem], audit_id: str) -> int:
    return unit.session.scalar(select(func.count(table.id)).where(table.audit_id == audit_id)) or 0


_CHECKS: dict[AuditState, Callable[[ReadUnit, str], list[Message]]] = {
    AuditState.INITIATED: _initiated,
    AuditState.PREPARED: _prepared,
    AuditState.IN_PROGRESS: _in_progress,
    AuditState.FIELDWORK_COMPLETE: _fieldwork_complete,
    AuditState.REPORTED: _reported,
    AuditState.CLOSED: _closed,
}
