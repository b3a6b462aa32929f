"""Where an audit stands: the path, one next step, today, tonight, and what the report still lacks."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.findings.counts import counts
from app.planning.audit_list import AuditRow, audit_row
from app.planning.coverage import CoverageCounts, RequirementResult, coverage, totals
from app.planning.open_points import Place, Pointer, before_conclusion, before_issue, tonight
from app.planning.reads import meetings
from app.planning.states import following_state, is_stopped, last_stop
from app.planning.steps import missing_before
from app.planning.writing import amending_revision
from app.sessions.reads import SessionRow, session_rows
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.audit import AuditState, TeamAssignment, TeamRole
from models.checklist import Result
from models.evidence import Evidence
from models.meeting import MeetingKind
from models.report import ReportRevision, ReportState
from models.session import AuditSession, SessionKind

__all__ = [
    "AgendaEntry",
    "AuditState",
    "MeetingKind",
    "Overview",
    "PathStep",
    "Place",
    "Pointer",
    "RailCounts",
    "SessionKind",
    "Standing",
    "agenda",
    "before_issue",
    "overview",
    "overview_standing",
    "rail_counts",
    "tonight",
    "whole_agenda",
]


class PathStep(enum.Enum):
    """The path of an audit, as the overview shows it."""

    PREPARE = "prepare"
    OPEN = "open"
    COLLECT = "collect"
    CONCLUDE = "conclude"
    REPORT = "report"
    FOLLOW_UP = "follow_up"


_STEP_OF_STATE = {
    AuditState.PLANNED: PathStep.PREPARE,
    AuditState.INITIATED: PathStep.PREPARE,
    AuditState.PREPARED: PathStep.OPEN,
    AuditState.IN_PROGRESS: PathStep.COLLECT,
    AuditState.FIELDWORK: PathStep.COLLECT,
    AuditState.FIELDWORK_COMPLETE: PathStep.REPORT,
    AuditState.REPORTED: PathStep.FOLLOW_UP,
    AuditState.COMPLETED: PathStep.FOLLOW_UP,
}


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A line of a day's agenda: a session or a meeting. What is paused has begun and waits to go on."""

    id: str
    session_kind: SessionKind | None
    meeting_kind: MeetingKind | None
    start: datetime | None
    end: datetime | None
    title: str
    who: tuple[str, ...]
    items: int
    is_held: bool
    is_running: bool
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of an audit. Minutes are the planned ones of the items."""

    requirements: CoverageCounts
    items: int
    items_examined: int
    minutes_left: int
    minutes_planned: int
    sessions: int
    sessions_held: int
    evidence: int
    nonconformities: int
    candidates: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview page.

    `independence` is what the lead auditor declared, `stopped_at` when the audit was suspended or cancelled,
    None for one that goes on; `step` is then the one that it was in. `today` is the agenda of the day at the
    person's laptop; `upcoming` that of the next day that has one, on days without.
    """

    audit: AuditRow
    independence: str
    stopped_at: datetime | None
    step: PathStep | None
    next_step: Pointer | None
    standing: Standing
    today: tuple[AgendaEntry, ...]
    upcoming: tuple[AgendaEntry, ...]
    requirements: tuple[RequirementResult, ...]
    tonight: tuple[Pointer, ...]
    before_issue: tuple[Pointer, ...]
    amending: int | None


def overview(unit: ReadUnit, audit_id: str) -> Overview:
    """Where an audit stands now."""
    audit = audit_row(unit, audit_id)
    assert audit is not None
    requirements = coverage(unit, audit_id)
    sessions = session_rows(unit, audit_id)
    entries = _entries(unit, audit_id, sessions)
    days = _by_day(entries, unit.now())
    amending = amending_revision(unit, audit_id)
    stopped = last_stop(unit, audit_id) if is_stopped(audit.state) else None
    return Overview(
        audit=audit,
        independence=_independence(unit, audit_id),
        stopped_at=stopped.at if stopped else None,
        step=_step(stopped.before if stopped else audit.state, sessions),
        next_step=_amendment(amending) if amending else _next_step(unit, audit, sessions),
        standing=_standing(unit, audit_id, requirements, sessions),
        today=days.get(unit.today(), ()),
        upcoming=_upcoming(days, unit.today()),
        requirements=requirements,
        tonight=tonight(unit, audit_id),
        before_issue=before_issue(unit, audit_id),
        amending=amending,
    )


def _independence(unit: ReadUnit, audit_id: str) -> str:
    query = select(TeamAssignment.independence_statement).where(
        TeamAssignment.audit_id == audit_id, TeamAssignment.role == TeamRole.LEAD_AUDITOR
    )
    return unit.session.scalars(query).first() or ""


def _step(state: AuditState, sessions: tuple[SessionRow, ...]) -> PathStep | None:
    collects = state in (AuditState.IN_PROGRESS, AuditState.FIELDWORK)
    if collects and sessions and all(row.is_held for row in sessions):
        return PathStep.CONCLUDE
    return _STEP_OF_STATE.get(state)


def overview_standing(unit: ReadUnit, audit_id: str) -> Standing:
    """The figures alone, for pages that show only them."""
    return _standing(unit, audit_id, coverage(unit, audit_id), session_rows(unit, audit_id))


def _standing(
    unit: ReadUnit,
    audit_id: str,
    requirements: tuple[RequirementResult, ...],
    sessions: tuple[SessionRow, ...],
) -> Standing:
    items = [item for requirement in requirements for item in requirement.items]
    still_open = [item for item in items if item.result is Result.OPEN]
    findings = counts(unit, audit_id)
    return Standing(
        requirements=totals(requirements),
        items=len(items),
        items_examined=len(items) - len(still_open),
        minutes_left=sum(item.minutes for item in still_open),
        minutes_planned=sum(item.minutes for item in items),
        sessions=len(sessions),
        sessions_held=sum(session.is_held for session in sessions),
        evidence=_count_evidence(unit, audit_id),
        nonconformities=findings.nonconformities,
        candidates=findings.candidates,
    )


def _count_evidence(unit: ReadUnit, audit_id: str) -> int:
    return unit.session.scalar(select(func.count()).where(Evidence.audit_id == audit_id)) or 0


def agenda(unit: ReadUnit, audit_id: str, day: date) -> tuple[AgendaEntry, ...]:
    """Sessions and meetings of a day as the person at the screen counts days, by time."""
    return _by_day(whole_agenda(unit, audit_id), unit.now()).get(day, ())


def _by_day(entries: Iterable[AgendaEntry], now: datetime) -> dict[date, tuple[AgendaEntry, ...]]:
    """The entries that have a time, by their date in the zone of `now`: a site may be a day ahead."""
    days: dict[date, tuple[AgendaEntry, ...]] = {}
    for entry in entries:
        if entry.start is not None:
            day = entry.start.astimezone(now.tzinfo).date()
            days[day] = (*days.get(day, ()), entry)
    return days


def _upcoming(days: Mapping[date, tuple[AgendaEntry, ...]], today: date) -> tuple[AgendaEntry, ...]:
    later = [day for day in days if day > today]
    return days[min(later)] if later and today not in days else ()


def whole_agenda(unit: ReadUnit, audit_id: str) -> tuple[AgendaEntry, ...]:
    """The plan of an audit: all sessions and meetings by time, those without one last."""
    return _entries(unit, audit_id, session_rows(unit, audit_id))


def _entries(unit: ReadUnit, audit_id: str, sessions: tuple[SessionRow, ...]) -> tuple[AgendaEntry, ...]:
    entries = [_session_entry(row) for row in sessions]
    entries += [
        AgendaEntry(
            row.id,
            None,
            row.kind,
            row.planned_start or row.held_at,
            row.planned_end,
            row.place,
            row.attendees,
            0,
            row.held_at is not None,
            False,
        )
        for row in meetings(unit, audit_id)
    ]
    return tuple(sorted(entries, key=_by_time))


def _by_time(entry: AgendaEntry) -> tuple[bool, float]:
    return (entry.start is None, entry.start.timestamp() if entry.start else 0.0)


def _session_entry(row: SessionRow) -> AgendaEntry:
    return AgendaEntry(
        row.id,
        row.kind,
        None,
        row.planned_start or row.started_at,
        row.planned_end,
        row.title,
        row.interviewees,
        row.items,
        row.is_held,
        row.is_running,
        is_paused=row.started_at is not None and not (row.is_held or row.is_running),
    )


def _next_step(unit: ReadUnit, audit: AuditRow, sessions: tuple[SessionRow, ...]) -> Pointer | None:
    match audit.state:
        case AuditState.PLANNED | AuditState.INITIATED | AuditState.PREPARED:
            return _preparation(unit, audit)
        case AuditState.IN_PROGRESS | AuditState.FIELDWORK:
            return _fieldwork(unit, audit.id, sessions)
        case AuditState.FIELDWORK_COMPLETE:
            return Pointer(Message(N_("Issue the report")), Place.REPORT)
        case AuditState.REPORTED | AuditState.COMPLETED:
            return _follow_up(unit, audit.id)
    return None


def _amendment(revision: int) -> Pointer:
    return Pointer(Message(N_("Issue revision {n} of the report"), {"n": revision}), Place.REPORT)


_ADVANCE = Pointer(Message(N_("Go to the next step")), Place.OVERVIEW)


def _preparation(unit: ReadUnit, audit: AuditRow) -> Pointer:
    following = following_state(audit.state)
    missing = missing_before(unit, audit.id, following) if following else ()
    return Pointer(missing[0], Place.PLAN) if missing else _ADVANCE


def _fieldwork(unit: ReadUnit, audit_id: str, sessions: tuple[SessionRow, ...]) -> Pointer:
    running = next((row for row in sessions if row.is_running), None)
    waiting = running or next((row for row in sessions if not row.is_held), None)
    if waiting:
        text = N_("Continue: {session}") if waiting.started_at else N_("Start: {session}")
        message = Message(text, {"session": _session_name(waiting)})
        return Pointer(message, Place.SESSIONS, {"session_id": waiting.id})
    return next(iter(before_conclusion(unit, audit_id)), _ADVANCE)


def _session_name(row: SessionRow) -> Message | str:
    who = ", ".join(row.interviewees)
    if who and row.kind is SessionKind.INTERVIEW:
        return Message(N_("interview with {who}"), {"who": who})
    return row.title or who or Message(N_("the session that is planned"))


def _follow_up(unit: ReadUnit, audit_id: str) -> Pointer:
    if missing_before(unit, audit_id, AuditState.CLOSED):
        return Pointer(Message(N_("Follow up the findings")), Place.FINDINGS)
    return _ADVANCE


@dataclass(frozen=True, slots=True)
class RailCounts:
    """The figures beside the names of the pages."""

    sessions_held: int
    sessions: int
    evidence: int
    findings: int
    report_state: ReportState | None


def rail_counts(unit: ReadUnit, audit_id: str) -> RailCounts:
    """The figures beside the names of the pages; all of them are counted, nothing is listed."""
    sessions = select(func.count(AuditSession.id), func.count(AuditSession.ended_at))
    planned, held = unit.session.execute(sessions.where(AuditSession.audit_id == audit_id)).one()
    newest = select(ReportRevision.state).where(ReportRevision.audit_id == audit_id)
    return RailCounts(
        held,
        planned,
        _count_evidence(unit, audit_id),
        counts(unit, audit_id).total,
        unit.session.scalars(newest.order_by(ReportRevision.revision.desc()).limit(1)).first(),
    )
