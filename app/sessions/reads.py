"""Sessions as pages and report see them: in a list, and the one that is held with its agenda."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select

from app.programme import people
from app.programme.people import PersonRow
from app.unit_of_work import ReadUnit
from models.audit import AuditMode
from models.checklist import ChecklistItem, Result
from models.finding import Finding
from models.framework import Requirement
from models.organization import Person, Site
from models.session import (
    AuditSession,
    Consent,
    NoteLine,
    ParticipantRole,
    SessionInterval,
    SessionItem,
    SessionKind,
    SessionParticipant,
)
from models.transitions import LEFT_OUT


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a list."""

    id: str
    kind: SessionKind
    title: str
    interviewees: tuple[str, ...]
    place: str
    planned_start: datetime | None
    planned_end: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    is_running: bool
    items: int
    items_examined: int

    @property
    def is_held(self) -> bool:
        return self.ended_at is not None


def session_rows(unit: ReadUnit, audit_id: str) -> tuple[SessionRow, ...]:
    """The sessions of an audit by time, those without a time last."""
    query = (
        select(AuditSession, Site.name)
        .outerjoin(Site, Site.id == AuditSession.site_id)
        .where(AuditSession.audit_id == audit_id)
        .order_by(AuditSession.planned_start.is_(None), AuditSession.planned_start, AuditSession.id)
    )
    rows = unit.session.execute(query).all()
    met, running, results = _interviewees(unit, audit_id), _running(unit, audit_id), _results(unit, audit_id)
    return tuple(
        SessionRow(
            row.id,
            row.kind,
            row.title,
            tuple(met.get(row.id, ())),
            _place(row, site),
            row.planned_start,
            row.planned_end,
            row.started_at,
            row.ended_at,
            row.id in running,
            *results.get(row.id, (0, 0)),
        )
        for row, site in rows
    )


def _interviewees(unit: ReadUnit, audit_id: str) -> dict[str, list[str]]:
    query = (
        select(SessionParticipant.session_id, Person.name)
        .join(AuditSession, AuditSession.id == SessionParticipant.session_id)
        .join(Person, Person.id == SessionParticipant.person_id)
        .where(AuditSession.audit_id == audit_id, SessionParticipant.role == ParticipantRole.INTERVIEWEE)
        .order_by(SessionParticipant.position)
    )
    met: dict[str, list[str]] = {}
    for session_id, name in unit.session.execute(query):
        met.setdefault(session_id, []).append(name)
    return met


def _running(unit: ReadUnit, audit_id: str) -> set[str]:
    query = (
        select(SessionInterval.session_id)
        .join(AuditSession, AuditSession.id == SessionInterval.session_id)
        .where(AuditSession.audit_id == audit_id, SessionInterval.ended_at.is_(None))
    )
    return set(unit.session.scalars(query))


def _results(unit: ReadUnit, audit_id: str) -> dict[str, tuple[int, int]]:
    """How many items each session has, and how many of them have a result."""
    query = (
        select(
            SessionItem.session_id,
            func.count(SessionItem.id),
            func.count(SessionItem.id).filter(ChecklistItem.result != Result.OPEN),
        )
        .join(ChecklistItem, ChecklistItem.id == SessionItem.item_id)
        .where(ChecklistItem.audit_id == audit_id)
        .group_by(SessionItem.session_id)
    )
    return {session_id: (items, examined) for session_id, items, examined in unit.session.execute(query)}


def _place(row: AuditSession, site: str | None) -> str:
    remote = row.remote_tool if row.mode is not AuditMode.ON_SITE else ""
    return ", ".join(part for part in (site or "", row.room, remote) if part)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item in the list beside the notes; a further one on a requirement has its question for a title."""

    id: str
    reference: str
    title: str
    result: Result
    must_ask: bool
    minutes: int
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its people, its time and its agenda."""

    id: str
    audit_id: str
    kind: SessionKind
    title: str
    process: str
    participants: tuple[tuple[PersonRow, ParticipantRole], ...]
    site_id: str | None
    room: str
    place: str
    mode: AuditMode
    remote_tool: str
    consent: Consent
    planned_start: datetime | None
    planned_end: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    running_since: datetime | None
    seconds_before: int
    fields: dict[str, str]
    items: tuple[AgendaItem, ...]
    unfiled: int

    @property
    def interviewees(self) -> tuple[PersonRow, ...]:
        return tuple(person for person, role in self.participants if role is ParticipantRole.INTERVIEWEE)

    def elapsed(self, now: datetime) -> timedelta:
        """Time held so far, pauses left out."""
        running = now - self.running_since if self.running_since else timedelta()
        return timedelta(seconds=self.seconds_before) + running


_DETAILS = (
    "interruptions",
    "document_title",
    "document_version",
    "document_owner",
    "document_approval",
    "sections_read",
    "review_result",
    "test_agreement",
    "test_window",
    "test_account",
    "test_logging",
    "test_restoring",
)


def session_is_there(unit: ReadUnit, session_id: str) -> bool:
    """Whether a session was not taken out of the plan in the meantime."""
    return unit.session.get(AuditSession, session_id) is not None


def session_view(unit: ReadUnit, session_id: str) -> SessionView:
    """A session in full; raises NoResultFound when it is not there."""
    row = unit.session.get_one(AuditSession, session_id)
    site = unit.session.get(Site, row.site_id) if row.site_id else None
    running_since, seconds_before = _held(unit, session_id)
    return SessionView(
        id=row.id,
        audit_id=row.audit_id,
        kind=row.kind,
        title=row.title,
        process=row.process,
        participants=_participants(unit, session_id),
        site_id=row.site_id,
        room=row.room,
        place=_place(row, site.name if site else ""),
        mode=row.mode,
        remote_tool=row.remote_tool,
        consent=row.consent,
        planned_start=row.planned_start,
        planned_end=row.planned_end,
        started_at=row.started_at,
        ended_at=row.ended_at,
        running_since=running_since,
        seconds_before=seconds_before,
        fields={name: getattr(row, name) for name in _DETAILS},
        items=session_items(unit, row.audit_id, session_id),
        unfiled=_count_unfiled(unit, session_id),
    )


def _participants(unit: ReadUnit, session_id: str) -> tuple[tuple[PersonRow, ParticipantRole], ...]:
    query = select(SessionParticipant).where(SessionParticipant.session_id == session_id)
    rows = unit.session.scalars(query.order_by(SessionParticipant.position)).all()
    known = ((people.person(unit, row.person_id), row.role) for row in rows)
    return tuple((person, role) for person, role in known if person is not None)


def _held(unit: ReadUnit, session_id: str) -> tuple[datetime | None, int]:
    """Since when the session runs, and the seconds that it was held before."""
    rows = unit.session.scalars(select(SessionInterval).where(SessionInterval.session_id == session_id)).all()
    since = next((row.started_at for row in rows if row.ended_at is None), None)
    spans = [row.ended_at - row.started_at for row in rows if row.ended_at is not None]
    return since, int(sum(spans, timedelta()).total_seconds())


def _count_unfiled(unit: ReadUnit, session_id: str) -> int:
    query = select(func.count(NoteLine.id)).where(
        NoteLine.session_id == session_id, NoteLine.item_id.is_(None)
    )
    return unit.session.scalar(query) or 0


def all_items(unit: ReadUnit, audit_id: str) -> tuple[AgendaItem, ...]:
    """Every item of the audit in the order of the framework, for the "All" list."""
    query = _items(ChecklistItem.audit_id == audit_id).order_by(
        Requirement.position, Requirement.id, ChecklistItem.position
    )
    return _with_findings(unit, audit_id, query)


def session_items(unit: ReadUnit, audit_id: str, session_id: str) -> tuple[AgendaItem, ...]:
    """The items of a session in its order."""
    query = _items(SessionItem.session_id == session_id).join(
        SessionItem, SessionItem.item_id == ChecklistItem.id
    )
    return _with_findings(unit, audit_id, query.order_by(SessionItem.position))


_AgendaRow = Select[str, str, str, Result, bool, int, str]


def _items(condition: ColumnElement[bool]) -> _AgendaRow:
    # Columns, not rows: the long texts of an item are not read for a list.
    return (
        select(
            ChecklistItem.id,
            Requirement.reference,
            Requirement.title,
            ChecklistItem.result,
            ChecklistItem.must_ask,
            ChecklistItem.minutes,
            ChecklistItem.question,
        )
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(condition)
    )


def _with_findings(unit: ReadUnit, audit_id: str, query: _AgendaRow) -> tuple[AgendaItem, ...]:
    numbers = _finding_numbers(unit, audit_id)
    items, seen = [], set()
    for item_id, reference, title, result, must_ask, minutes, question in unit.session.execute(query):
        name = question if reference in seen else title
        seen.add(reference)
        findings = tuple(numbers.get(item_id, ()))
        items.append(AgendaItem(item_id, reference, name, result, must_ask, minutes, findings))
    return tuple(items)


def _finding_numbers(unit: ReadUnit, audit_id: str) -> dict[str, list[str]]:
    items = select(ChecklistItem.id).where(ChecklistItem.audit_id == audit_id)
    query = select(Finding.item_id, Finding.number).where(
        Finding.item_id.in_(items), Finding.state.not_in(LEFT_OUT)
    )
    groups: dict[str, list[str]] = {}
    for item_id, number in unit.session.execute(query.order_by(Finding.raised_at, Finding.id)):
        groups.setdefault(item_id or "", []).append(number)
    return groups


def session_for_item(unit: ReadUnit, audit_id: str, item_id: str) -> str | None:
    """The session in which an item is taken up: of those that have it on the agenda the running one, else
    one to come, else any; where none has it, the next session of the audit. None without sessions."""
    rows = session_rows(unit, audit_id)
    on_agenda = set(
        unit.session.scalars(select(SessionItem.session_id).where(SessionItem.item_id == item_id))
    )
    return _most_likely([row for row in rows if row.id in on_agenda]) or _most_likely(rows)


def _most_likely(rows: Iterable[SessionRow]) -> str | None:
    ordered: Sequence[SessionRow] = sorted(rows, key=lambda row: (not row.is_running, row.is_held))
    return ordered[0].id if ordered else None
