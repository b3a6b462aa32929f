"""An audit in full, as the plan and report pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.planning.audits import current_scope
from app.programme import people
from app.unit_of_work import ReadUnit
from models.audit import (
    Audit,
    Auditee,
    AuditMode,
    AuditState,
    AuditType,
    Criterion,
    CriterionKind,
    PlanDeviation,
    ScopeSite,
    TeamAssignment,
    TeamRole,
    Verdict,
)
from models.context import ContextKind, ContextNote
from models.meeting import Attendance, Meeting, MeetingKind
from models.organization import Person
from models.programme import Programme
from models.soa import SoaVersion


@dataclass(frozen=True, slots=True)
class ScopeDetail:
    """The present version of the scope; `reason` is why it took the place of an earlier one."""

    version: int
    text: str
    units: str
    processes: str
    period_start: date | None
    period_end: date | None
    site_ids: tuple[str, ...]
    reason: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A set of requirements that the audit is judged by."""

    id: str
    kind: CriterionKind
    title: str
    version: str
    pack_id: str | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A person's part in the audit."""

    id: str
    person_id: str
    name: str
    person_role: str
    role: TeamRole
    independence_statement: str
    declared_on: date | None
    tie: str
    safeguard: str


@dataclass(frozen=True, slots=True)
class AuditeeRow:
    """A unit or person being audited."""

    id: str
    unit: str
    person_id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with who was there."""

    id: str
    kind: MeetingKind
    planned_start: datetime | None
    planned_end: datetime | None
    place: str
    held_at: datetime | None
    agenda: tuple[str, ...]
    minutes: str
    attendee_ids: tuple[str, ...]
    attendees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """A change of plan with its reason."""

    id: str
    at: datetime
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A risk, incident, change or obstacle."""

    id: str
    kind: ContextKind
    at: datetime
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """Everything that the plan and report pages edit of an audit.

    `fields` holds its texts by name, `verdicts` its answers by name (`VERDICTS`).
    """

    id: str
    number: str
    title: str
    type: AuditType
    state: AuditState
    mode: AuditMode
    is_integrated: bool
    is_joint: bool
    start_on: date | None
    end_on: date | None
    closing_on: date | None
    programme_id: str
    organization_id: str
    soa_version_id: str | None
    soa_number: str
    fields: dict[str, str]
    verdicts: dict[str, Verdict]
    weaknesses: tuple[str, ...]
    lines_of_enquiry: tuple[str, ...]
    report_recipients: tuple[str, ...]
    plan_sent_on: date | None
    plan_accepted_on: date | None
    scope: ScopeDetail
    criteria: tuple[CriterionRow, ...]
    team: tuple[TeamRow, ...]
    auditees: tuple[AuditeeRow, ...]
    meetings: tuple[MeetingRow, ...]
    deviations: tuple[DeviationRow, ...]
    context: tuple[ContextRow, ...]

    @property
    def lead_auditor(self) -> TeamRow | None:
        return next((row for row in self.team if row.role is TeamRole.LEAD_AUDITOR), None)


VERDICTS = ("conformity", "effectiveness", "scope_appropriate", "objectives_met")
_TEXTS = (
    "reason",
    "objectives",
    "classification",
    "report_language",
    "resources",
    "logistics",
    "confidentiality",
    "contingency",
    "sampling_approach",
    "plan_objection",
    "summary",
    "conformity_conclusion",
    "effectiveness_conclusion",
    "effectiveness_except",
    "internal_audit_view",
    "management_review_view",
    "risk_treatment_view",
    "scope_view",
    "objectives_view",
    "implications",
    "state_reason",
)


def audit_detail(unit: ReadUnit, audit_id: str) -> AuditDetail:
    """An audit in full; raises NoResultFound when it is not there."""
    audit = unit.session.get_one(Audit, audit_id)
    organization_id = unit.session.get_one(Programme, audit.programme_id).organization_id
    soa = unit.session.get(SoaVersion, audit.soa_version_id) if audit.soa_version_id else None
    return AuditDetail(
        id=audit.id,
        number=audit.number,
        title=audit.title,
        type=audit.type,
        state=audit.state,
        mode=audit.mode,
        is_integrated=audit.is_integrated,
        is_joint=audit.is_joint,
        start_on=audit.start_on,
        end_on=audit.end_on,
        closing_on=audit.closing_on,
        programme_id=audit.programme_id,
        organization_id=organization_id,
        soa_version_id=audit.soa_version_id,
        soa_number=soa.number if soa else "",
        fields={name: getattr(audit, name) for name in _TEXTS},
        verdicts={name: getattr(audit, name) for name in VERDICTS},
        weaknesses=audit.weaknesses,
        lines_of_enquiry=audit.lines_of_enquiry,
        report_recipients=audit.report_recipients,
        plan_sent_on=audit.plan_sent_on,
        plan_accepted_on=audit.plan_accepted_on,
        scope=_scope(unit, audit_id),
        criteria=_criteria(unit, audit_id),
        team=_team(unit, audit_id),
        auditees=_auditees(unit, audit_id),
        meetings=meetings(unit, audit_id),
        deviations=_deviations(unit, audit_id),
        context=_context(unit, audit_id),
    )


def _scope(unit: ReadUnit, audit_id: str) -> ScopeDetail:
    scope = current_scope(unit, audit_id)
    sites = select(ScopeSite.site_id).where(ScopeSite.scope_id == scope.id).order_by(ScopeSite.id)
    return ScopeDetail(
        scope.version,
        scope.text,
        scope.units,
        scope.processes,
        scope.period_start,
        scope.period_end,
        tuple(unit.session.scalars(sites)),
        scope.reason,
        scope.decided_at,
    )


def _criteria(unit: ReadUnit, audit_id: str) -> tuple[CriterionRow, ...]:
    query = select(Criterion).where(Criterion.audit_id == audit_id).order_by(Criterion.position)
    rows = unit.session.scalars(query)
    return tuple(CriterionRow(row.id, row.kind, row.title, row.version, row.pack_id) for row in rows)


def _team(unit: ReadUnit, audit_id: str) -> tuple[TeamRow, ...]:
    query = select(TeamAssignment).where(TeamAssignment.audit_id == audit_id)
    known = {row.id: row for row in people.people(unit)}
    rows = [
        TeamRow(
            row.id,
            row.person_id,
            known[row.person_id].name,
            known[row.person_id].role,
            row.role,
            row.independence_statement,
            row.declared_on,
            row.tie,
            row.safeguard,
        )
        for row in unit.session.scalars(query)
    ]
    order = list(TeamRole)
    first = TeamRole.LEAD_AUDITOR
    return tuple(sorted(rows, key=lambda row: (row.role is not first, order.index(row.role), row.id)))


def _auditees(unit: ReadUnit, audit_id: str) -> tuple[AuditeeRow, ...]:
    query = select(Auditee).where(Auditee.audit_id == audit_id).order_by(Auditee.id)
    names = people.names(unit)
    return tuple(
        AuditeeRow(row.id, row.unit, row.person_id, names.get(row.person_id or "", ""))
        for row in unit.session.scalars(query)
    )


def meetings(unit: ReadUnit, audit_id: str) -> tuple[MeetingRow, ...]:
    """Meetings of an audit by time."""
    query = select(Meeting).where(Meeting.audit_id == audit_id).order_by(Meeting.planned_start)
    present = _present(unit, audit_id)
    return tuple(_meeting(row, present.get(row.id, [])) for row in unit.session.scalars(query))


def _present(unit: ReadUnit, audit_id: str) -> dict[str, list[tuple[str, str]]]:
    """Id and name of those at each meeting, in the order in which they were noted."""
    query = (
        select(Attendance.meeting_id, Person.id, Person.name)
        .join(Person, Person.id == Attendance.person_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.audit_id == audit_id)
        .order_by(Attendance.id)
    )
    present: dict[str, list[tuple[str, str]]] = {}
    for meeting_id, person_id, name in unit.session.execute(query):
        present.setdefault(meeting_id, []).append((person_id, name))
    return present


def _meeting(row: Meeting, present: Iterable[tuple[str, str]]) -> MeetingRow:
    return MeetingRow(
        row.id,
        row.kind,
        row.planned_start,
        row.planned_end,
        row.place,
        row.held_at,
        row.agenda,
        row.minutes,
        tuple(person_id for person_id, _ in present),
        tuple(name for _, name in present),
    )


def _deviations(unit: ReadUnit, audit_id: str) -> tuple[DeviationRow, ...]:
    query = select(PlanDeviation).where(PlanDeviation.audit_id == audit_id).order_by(PlanDeviation.at)
    return tuple(DeviationRow(row.id, row.at, row.what, row.reason) for row in unit.session.scalars(query))


def _context(unit: ReadUnit, audit_id: str) -> tuple[ContextRow, ...]:
    query = select(ContextNote).where(ContextNote.audit_id == audit_id).order_by(ContextNote.at)
    rows = unit.session.scalars(query)
    return tuple(ContextRow(row.id, row.kind, row.at, row.text, row.detail) for row in rows)
