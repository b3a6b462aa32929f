"""Lines of notes with what came with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app.unit_of_work import ReadUnit
from models.evidence import Evidence, EvidenceLink, EvidenceRequest
from models.organization import Person
from models.session import AuditSession, LineKind, NoteLine


@dataclass(frozen=True, slots=True)
class LineRequest:
    """What was promised with a line: its number, until when, and whether it is still awaited."""

    number: str
    due_on: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A line of notes; `evidence` are the numbers of what came with it."""

    id: str
    session_id: str
    session_title: str
    at: datetime
    kind: LineKind
    speaker_id: str | None
    speaker: str
    text: str
    item_id: str | None
    evidence: tuple[str, ...]
    requests: tuple[LineRequest, ...]


def item_lines(unit: ReadUnit, item_id: str) -> tuple[NoteRow, ...]:
    """The lines on an item from all sessions, in the order in which they were taken."""
    return _lines(unit, NoteLine.item_id == item_id)


def unfiled_lines(unit: ReadUnit, session_id: str) -> tuple[NoteRow, ...]:
    """The lines of a session that wait "To file"."""
    return _lines(unit, (NoteLine.session_id == session_id) & NoteLine.item_id.is_(None))


def note_line(unit: ReadUnit, line_id: str) -> NoteRow:
    """One line with what came with it."""
    return _lines(unit, NoteLine.id == line_id)[0]


def _lines(unit: ReadUnit, condition: ColumnElement[bool]) -> tuple[NoteRow, ...]:
    query = (
        select(NoteLine, AuditSession.title, Person.name)
        .join(AuditSession, AuditSession.id == NoteLine.session_id)
        .outerjoin(Person, Person.id == NoteLine.speaker_id)
        .where(condition)
        .order_by(NoteLine.at, NoteLine.position)
    )
    rows = unit.session.execute(query).all()
    ids = [line.id for line, _title, _name in rows]
    evidence = _evidence_of_lines(unit, ids) if ids else {}
    requests = _requests_of_lines(unit, ids) if ids else {}
    return tuple(
        NoteRow(
            line.id,
            line.session_id,
            session_title,
            line.at,
            line.kind,
            line.speaker_id,
            speaker or "",
            line.text,
            line.item_id,
            tuple(evidence.get(line.id, ())),
            tuple(requests.get(line.id, ())),
        )
        for line, session_title, speaker in rows
    )


def _evidence_of_lines(unit: ReadUnit, line_ids: Sequence[str]) -> dict[str, list[str]]:
    query = (
        select(EvidenceLink.note_line_id, Evidence.number)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(EvidenceLink.note_line_id.in_(line_ids))
        .order_by(Evidence.id)
    )
    groups: dict[str, list[str]] = {}
    for line_id, number in unit.session.execute(query):
        groups.setdefault(line_id or "", []).append(number)
    return groups


def _requests_of_lines(unit: ReadUnit, line_ids: Sequence[str]) -> dict[str, list[LineRequest]]:
    query = select(EvidenceRequest).where(EvidenceRequest.note_line_id.in_(line_ids))
    groups: dict[str, list[LineRequest]] = {}
    for row in unit.session.scalars(query.order_by(EvidenceRequest.id)):
        request = LineRequest(row.number, row.due_on, row.received_at is None)
        groups.setdefault(row.note_line_id or "", []).append(request)
    return groups
