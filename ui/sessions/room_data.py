"""What the room shows, read in as few steps as the moment needs."""

from dataclasses import dataclass, replace

from app.evidence.reads import EvidenceRow, newest_of_item, newest_of_session
from app.evidence.requests import RequestRow, requests_of_item
from app.evidence.sample_reads import SampleRow, samples_of_item
from app.findings.reads import FindingRow, newest_on_item
from app.planning.overview import AgendaEntry, agenda
from app.sessions.item_reads import ItemView, item_view
from app.sessions.line_reads import NoteRow, item_lines, unfiled_lines
from app.sessions.pace import Pace, pace
from app.sessions.reads import AgendaItem, SessionView, all_items, session_items, session_view
from app.sessions.results import Result
from app.unit_of_work import ReadUnit

_MOST_NEXT = 3
_MOST_CARDS = 20


@dataclass(frozen=True, slots=True)
class SessionData:
    """The session; `items` are those of the list, `next_today` what follows it on the same day."""

    view: SessionView
    pace: Pace
    items: tuple[AgendaItem, ...]
    next_today: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class ItemData:
    """An item with its lines; without one, the lines of the session that wait to be filed."""

    item: ItemView | None
    lines: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True)
class SideData:
    """What there is on an item, or of a session, beside the lines.

    Of evidence and findings the newest, and how many there are besides.
    """

    evidence: tuple[EvidenceRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    samples: tuple[SampleRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    more_evidence: int = 0
    more_findings: int = 0


def read_session(unit: ReadUnit, session_id: str, *, with_all_items: bool) -> SessionData:
    """The session as it is now."""
    view = session_view(unit, session_id)
    items = all_items(unit, view.audit_id) if with_all_items else view.items
    return SessionData(view, pace(unit, view.audit_id), items, _next_today(unit, view))


def read_progress(unit: ReadUnit, data: SessionData, *, with_all_items: bool) -> SessionData:
    """The session after a result was set: its items and how far the audit is, and nothing else."""
    view = replace(data.view, items=session_items(unit, data.view.audit_id, data.view.id))
    items = all_items(unit, view.audit_id) if with_all_items else view.items
    return replace(data, view=view, pace=pace(unit, view.audit_id), items=items)


def with_result(data: ItemData, result: Result) -> ItemData:
    """The item after its result was set."""
    return replace(data, item=replace(data.item, result=result) if data.item else None)


def _next_today(unit: ReadUnit, view: SessionView) -> tuple[AgendaEntry, ...]:
    now = unit.now()
    waiting = [
        entry
        for entry in agenda(unit, view.audit_id, unit.today())
        if entry.start is not None and entry.start >= now and entry.id != view.id and not entry.is_held
    ]
    return tuple(waiting[:_MOST_NEXT])


def read_item(unit: ReadUnit, item_id: str) -> ItemData:
    return ItemData(item_view(unit, item_id), item_lines(unit, item_id))


def read_side(unit: ReadUnit, item_id: str) -> SideData:
    evidence, more_evidence = newest_of_item(unit, item_id, _MOST_CARDS)
    findings, more_findings = newest_on_item(unit, item_id, _MOST_CARDS)
    return SideData(
        tuple(evidence),
        tuple(row for row in requests_of_item(unit, item_id) if row.is_open),
        samples_of_item(unit, item_id),
        findings,
        more_evidence,
        more_findings,
    )


def read_session_side(unit: ReadUnit, session_id: str) -> SideData:
    """Where no item is in hand, what the session took in."""
    evidence, more_evidence = newest_of_session(unit, session_id, _MOST_CARDS)
    return SideData(tuple(evidence), more_evidence=more_evidence)


def read_unfiled(unit: ReadUnit, session_id: str) -> ItemData:
    return ItemData(None, unfiled_lines(unit, session_id))
