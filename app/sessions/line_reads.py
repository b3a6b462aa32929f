"""Lines of notes with what came with them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

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


def session_lines(unit: ReadUnit, session_id: str) -> tuple[NoteRow, ...]:
    """All lines of a session, in the order in which they were taken."""
    return _lines(unit, NoteLine.session_id == session_id)


def note_line(unit: ReadUnit, line_id: str) -> NoteRow:
    """One line with what came with it."""
    return _lines(unit, NoteLine.id == line_id)[0]


# Columns, not rows: a session holds hundreds of lines, and they are read at each change of item.
_COLUMNS = (
    NoteLine.id,
    NoteLine.session_id,
    AuditSession.title,
    NoteLine.at,
    NoteLine.kind,
    NoteLine.speaker_id,
    func.coalesce(Person.name, ""),
    NoteLine.text,
    NoteLine.item_id,
)


def _lines(unit: ReadUnit, condition: ColumnElement[bool]) -> tuple[NoteRow, ...]:
    query = (
        select(*_COLUMNS)
        .join(AuditSession, AuditSession.id == NoteLine.session_id)
        .outerjoin(Person, Person.id == NoteLine.speaker_id)
        .where(condition)
        .order_by(NoteLine.at, NoteLine.position)
    )
    evidence = _evidence_of_lines(unit, condition)
    requests = _requests_of_lines(unit, condition)
    return tuple(
        NoteRow(*row, tuple(evidence.get(row.id, ())), tuple(requests.get(row.id, ())))
        for row in unit.session.execute(query)
    )


def _evidence_of_lines(unit: ReadUnit, condition: ColumnElement[bool]) -> dict[str, list[str]]:
    query = (
        select(EvidenceLink.note_line_id, Evidence.number)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .join(NoteLine, NoteLine.id == EvidenceLink.note_line_id)
        .where(condition)
        .order_by(Evidence.id)
    )
    groups: dict[str, list[str]] = {}
    for line_id, number in unit.session.execute(query):
        groups.setdefault(line_id or "", []).append(number)
    return groups


def _requests_of_lines(unit: ReadUnit, condition: ColumnElement[bool]) -> dict[str, list[LineRequest]]:
    query = (
        select(EvidenceRequest)
        .join(NoteLine, NoteLine.id == EvidenceRequest.note_line_id)
        .where(condition)
        .order_by(EvidenceRequest.id)
    )
    groups: dict[str, list[LineRequest]] = {}
    for row in unit.session.scalars(query):
        request = LineRequest(row.number, row.due_on, row.received_at is None)
        groups.setdefault(row.note_line_id or "", []).append(request)
    return groups
