"""What is still open in an audit: tonight's list, and what stands between the audit and its report."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, func, or_, select

from app.findings.lifecycle import not_ready_to_issue
from app.numbers import in_order
from app.planning.steps import CLOSING_MEETING, LEAD, open_items, unconfirmed_findings, was_held
from app.unit_of_work import ReadUnit
from app.words import N_, Message, listed, named
from models.audit import Audit, AuditState, TeamAssignment, TeamRole, Verdict
from models.checklist import ChecklistItem, Result
from models.evidence import EvidenceLink, EvidenceRequest
from models.finding import AuditeePosition, Finding, FindingSample, FindingState, FindingType
from models.meeting import Meeting, MeetingKind
from models.sample import SampleEvidence
from models.session import AuditSession, NoteLine, SessionInterval, SessionItem
from models.transitions import LEFT_OUT


class Place(enum.Enum):
    """The page on which something is done; the overview takes an audit to its next step, or resumes it."""

    OVERVIEW = "overview"
    PLAN = "plan"
    SESSIONS = "sessions"
    EVIDENCE = "evidence"
    FINDINGS = "findings"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something to do: a sentence, the page it is done on, and the place on it.

    `where` names the row, as `session_id`, `item_id`, `finding_id` or `meeting_id`, the `section` of the plan
    or the `field` of the conclusions; empty when there is none.
    """

    message: Message
    place: Place
    where: Mapping[str, str] = field(default_factory=dict)


def tonight(unit: ReadUnit, audit_id: str) -> tuple[Pointer, ...]:
    """What the day left open: one list to work off."""
    return (
        *_unfiled(unit, audit_id),
        *_owed(unit, audit_id),
        *_thin_candidates(unit, audit_id),
        *_bare(unit, audit_id),
        *_not_reached(unit, audit_id),
    )


def _unfiled(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    query = (
        select(AuditSession.id)
        .join(NoteLine, NoteLine.session_id == AuditSession.id)
        .where(AuditSession.audit_id == audit_id, NoteLine.item_id.is_(None), func.trim(NoteLine.text) != "")
        .order_by(AuditSession.planned_start, NoteLine.at)
    )
    sessions = list(unit.session.scalars(query))
    if not sessions:
        return []
    one = N_("1 note line is not filed to an item")
    many = N_("{count} note lines are not filed to an item")
    return [Pointer(_counted(len(sessions), one, many), Place.SESSIONS, {"session_id": sessions[0]})]


def _counted(count: int, one: str, many: str, **args: object) -> Message:
    return Message(one if count == 1 else many, {"count": count, **args})


def _owed(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    query = select(EvidenceRequest.number).where(
        EvidenceRequest.audit_id == audit_id,
        EvidenceRequest.received_at.is_(None),
        func.trim(EvidenceRequest.answer) == "",
    )
    numbers = list(unit.session.scalars(query.order_by(*in_order(EvidenceRequest.number))))
    if not numbers:
        return []
    one = N_("1 thing promised and not received: {numbers}")
    many = N_("{count} things promised and not received: {numbers}")
    return [Pointer(_counted(len(numbers), one, many, numbers=named(numbers)), Place.EVIDENCE)]


def _thin_candidates(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    evidence, statement = _thin_queries(audit_id)
    return [
        *_candidates(
            unit,
            evidence,
            N_("{numbers} is a candidate without evidence"),
            N_("{numbers} are candidates without evidence"),
        ),
        *_candidates(
            unit,
            statement,
            N_("{numbers} is a candidate without a statement"),
            N_("{numbers} are candidates without a statement"),
        ),
    ]


def thin_candidates(unit: ReadUnit, audit_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the nonconformities that cannot leave the draft for want of evidence, and of a statement."""
    evidence, statement = _thin_queries(audit_id)
    return (
        frozenset(row.id for row in unit.session.execute(evidence)),
        frozenset(row.id for row in unit.session.execute(statement)),
    )


def _thin_queries(audit_id: str) -> tuple[Select[str, str], Select[str, str]]:
    """Drafts without evidence, and those without a statement (R-33)."""
    has_evidence = select(EvidenceLink.id).where(EvidenceLink.finding_id == Finding.id).exists()
    has_sample = (
        select(FindingSample.id)
        .join(SampleEvidence, SampleEvidence.sample_id == FindingSample.sample_id)
        .where(FindingSample.finding_id == Finding.id)
        .exists()
    )
    drafts = select(Finding.id, Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.type == FindingType.NONCONFORMITY,
        Finding.state == FindingState.DRAFT,
    )
    return drafts.where(~has_evidence & ~has_sample), drafts.where(func.trim(Finding.statement) == "")


def _candidates(unit: ReadUnit, query: Select[str, str], one: str, many: str) -> list[Pointer]:
    rows = unit.session.execute(query.order_by(*in_order(Finding.number))).all()
    if not rows:
        return []
    numbers = named([row.number for row in rows])
    return [
        Pointer(_counted(len(rows), one, many, numbers=numbers), Place.FINDINGS, {"finding_id": rows[0].id})
    ]


def bare_conforming_items(unit: ReadUnit, audit_id: str) -> tuple[str, ...]:
    """Ids of items that conform without a note or evidence (R-47)."""
    note = select(NoteLine.id).where(NoteLine.item_id == ChecklistItem.id, func.trim(NoteLine.text) != "")
    evidence = select(EvidenceLink.id).where(EvidenceLink.item_id == ChecklistItem.id)
    query = select(ChecklistItem.id).where(
        ChecklistItem.audit_id == audit_id,
        ChecklistItem.result == Result.CONFORMING,
        ~note.exists(),
        ~evidence.exists(),
    )
    return tuple(unit.session.scalars(query.order_by(ChecklistItem.position)))


def _bare(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    bare = bare_conforming_items(unit, audit_id)
    if not bare:
        return []
    one = N_("1 item conforms without a note or evidence")
    many = N_("{count} items conform without a note or evidence")
    return [Pointer(_counted(len(bare), one, many), Place.SESSIONS, {"item_id": bare[0]})]


def items_not_reached(unit: ReadUnit, audit_id: str) -> tuple[str, ...]:
    """Ids of open items that no session will ask any more: it is over, or was to be and does not run."""
    runs = select(SessionInterval.session_id).where(SessionInterval.ended_at.is_(None))
    may_come = or_(
        AuditSession.planned_end.is_(None), AuditSession.planned_end > unit.now(), AuditSession.id.in_(runs)
    )
    ahead = (
        select(SessionItem.item_id)
        .join(AuditSession, AuditSession.id == SessionItem.session_id)
        .where(AuditSession.audit_id == audit_id, AuditSession.ended_at.is_(None), may_come)
    )
    planned = select(SessionItem.id).where(SessionItem.item_id == ChecklistItem.id)
    query = select(ChecklistItem.id).where(
        ChecklistItem.audit_id == audit_id,
        ChecklistItem.result == Result.OPEN,
        planned.exists(),
        ChecklistItem.id.not_in(ahead),
    )
    return tuple(unit.session.scalars(query.order_by(ChecklistItem.position)))


def _not_reached(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    left = items_not_reached(unit, audit_id)
    if not left:
        return []
    one = N_("1 item was not reached in its session")
    many = N_("{count} items were not reached in their sessions")
    return [Pointer(_counted(len(left), one, many), Place.SESSIONS, {"item_id": left[0]})]


def before_conclusion(unit: ReadUnit, audit_id: str) -> tuple[Pointer, ...]:
    """What stands between the audit and the end of its fieldwork."""
    return (
        *_unanswered(unit, audit_id),
        *_unconfirmed(unit, audit_id),
        *_closing_meeting(unit, audit_id),
    )


def before_issue(unit: ReadUnit, audit_id: str) -> tuple[Pointer, ...]:
    """What stands between the audit and its report, beside the hashes that issuing checks itself (R-39)."""
    return (
        *_stopped(unit, audit_id),
        *_unanswered(unit, audit_id),
        *_unconfirmed(unit, audit_id),
        *_undescribed_disputes(unit, audit_id),
        *_lacking(unit, audit_id),
        *_closing_meeting(unit, audit_id),
        *_conclusions(unit, audit_id),
        *_approval(unit, audit_id),
    )


def _stopped(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    texts = {
        AuditState.SUSPENDED: N_("Resume the audit: it is suspended."),
        AuditState.CANCELLED: N_("Resume the audit: it is cancelled."),
    }
    text = texts.get(unit.session.get_one(Audit, audit_id).state)
    return [Pointer(Message(text), Place.OVERVIEW)] if text else []


def _unanswered(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    lacks = open_items(unit, audit_id)
    return [Pointer(lack.message, Place.SESSIONS, {"item_id": lack.first_id}) for lack in lacks]


def _unconfirmed(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    lacks = unconfirmed_findings(unit, audit_id)
    return [Pointer(lack.message, Place.FINDINGS, {"finding_id": lack.first_id}) for lack in lacks]


def _undescribed_disputes(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    disputed = select(Finding.id, Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.position == AuditeePosition.DISPUTED,
        Finding.state.not_in(LEFT_OUT),
        func.trim(Finding.position_text) == "",
    )
    text = N_("{number}: write down the disagreement in the auditee's words.")
    return [
        Pointer(Message(text, {"number": row.number}), Place.FINDINGS, {"finding_id": row.id})
        for row in unit.session.execute(disputed.order_by(*in_order(Finding.number)))
    ]


def _lacking(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    """Confirmed findings that lost what they need, such as a control that the SoA excludes since (R-53)."""
    unconfirmed = (FindingState.DRAFT, FindingState.IN_REVIEW)
    text = N_("{number} cannot be issued as it is. Missing: {missing}.")
    return [
        Pointer(
            Message(text, {"number": one.number, "missing": listed(one.missing)}),
            Place.FINDINGS,
            {"finding_id": one.finding_id},
        )
        for one in not_ready_to_issue(unit, audit_id, but=unconfirmed)
    ]


def _closing_meeting(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    if was_held(unit, audit_id, MeetingKind.CLOSING):
        return []
    query = select(Meeting.id).where(Meeting.audit_id == audit_id, Meeting.kind == MeetingKind.CLOSING)
    planned = unit.session.scalars(query.order_by(Meeting.planned_start)).first()
    where = {"meeting_id": planned} if planned else {}
    return [Pointer(Message(CLOSING_MEETING), Place.PLAN, where)]


def _conclusions(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    audit = unit.session.get_one(Audit, audit_id)
    lacking = []
    if Verdict.NOT_CONCLUDED in (audit.conformity, audit.effectiveness):
        first = "conformity" if audit.conformity is Verdict.NOT_CONCLUDED else "effectiveness"
        lacking.append((N_("Conclude on conformity and on effectiveness: both are asked (9.2.1)."), first))
    if not audit.summary.strip():
        lacking.append((N_("Write the summary for management."), "summary"))
    if not audit.report_recipients:
        lacking.append((N_("Name the recipients of the report."), "report_recipients"))
    return [Pointer(Message(text), Place.REPORT, {"field": name}) for text, name in lacking]


def _approval(unit: ReadUnit, audit_id: str) -> list[Pointer]:
    """The approver is not the only author where more than one person works on the audit (R-39)."""
    team = unit.session.scalars(select(TeamAssignment).where(TeamAssignment.audit_id == audit_id)).all()
    leads = {row.person_id for row in team if row.role is TeamRole.LEAD_AUDITOR}
    approvers = {row.person_id for row in team if row.role is TeamRole.REPORT_APPROVER}
    auditors = leads | {row.person_id for row in team if row.role is TeamRole.AUDITOR}
    if not leads:
        return [_in_the_team(LEAD)]
    if not approvers and len(auditors) != 1:
        return [_in_the_team(N_("Name who approves the report."))]
    if approvers and approvers <= leads and len(auditors) > 1:
        return [_in_the_team(N_("Let somebody other than the lead auditor approve the report."))]
    return []


def _in_the_team(text: str) -> Pointer:
    """Something to do where the plan names the people of the audit."""
    return Pointer(Message(text), Place.PLAN, {"section": "team"})
