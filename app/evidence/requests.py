"""Evidence that was promised and is awaited: "owes me"."""

import enum
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from app import numbers
from app.edits import existing, set_fields
from app.errors import UserError
from app.evidence.circumstances import Circumstances
from app.evidence.evidence import requested_not_produced
from app.evidence.links import Target, link
from app.planning.writing import is_settled
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.evidence import Evidence, EvidenceKind, EvidenceLink, EvidenceRequest
from models.organization import Person

REQUEST_FIELDS = frozenset(["what", "person_id", "session_id", "item_id", "note_line_id", "due_on", "answer"])


class RequestState(enum.Enum):
    """Where a request stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What is owed, by whom, since when and until when; what came of it."""

    id: str
    number: str
    what: str
    person_id: str | None
    person: str
    requested_at: datetime
    due_on: date | None
    state: RequestState
    received_at: datetime | None
    answer: str
    evidence_id: str | None
    evidence_number: str
    session_id: str | None
    item_id: str | None
    note_line_id: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still waited for, overdue or not."""
        return self.state in (RequestState.OPEN, RequestState.OVERDUE)


def request_evidence(
    uow: UnitOfWork,
    audit_id: str,
    what: str,
    *,
    person_id: str | None = None,
    session_id: str | None = None,
    item_id: str | None = None,
    note_line_id: str | None = None,
    due_on: date | None = None,
) -> str:
    """Note what somebody promised, with the audit's next number (`R-01`); returns the id."""
    if not what.strip():
        raise UserError(N_("Say what was asked for."), N_("Nothing was recorded."))
    request = EvidenceRequest(
        audit_id=audit_id,
        number=numbers.next_number(uow, audit_id, numbers.REQUEST),
        what=what,
        person_id=person_id,
        session_id=session_id,
        item_id=item_id,
        note_line_id=note_line_id,
        due_on=due_on,
        requested_at=uow.now(),
    )
    uow.session.add(request)
    uow.session.flush()
    return request.id


def edit_request(uow: UnitOfWork, request_id: str, **values: object) -> None:
    """Set fields of a request; `REQUEST_FIELDS` lists them."""
    set_fields(uow, EvidenceRequest, request_id, REQUEST_FIELDS, values)


def receive(uow: UnitOfWork, request_id: str, evidence_id: str) -> None:
    """What was promised came: the evidence answers the request and is linked to its item and line.

    What comes after the report was issued answers the request only: the item was concluded without it.
    """
    request = _open_request(uow, request_id)
    existing(uow, Evidence, evidence_id)
    request.evidence_id, request.received_at = evidence_id, uow.now()
    if not is_settled(uow, request.audit_id):
        if request.item_id:
            link(uow, evidence_id, Target(item_id=request.item_id))
        if request.note_line_id:
            link(uow, evidence_id, Target(note_line_id=request.note_line_id))
    uow.session.flush()


def answer_refused(uow: UnitOfWork, request_id: str, answer: str) -> str:
    """It was not produced: that, with what was answered, is evidence itself (R-25). Returns its id."""
    request = _open_request(uow, request_id)
    too_late = is_settled(uow, request.audit_id)
    circumstances = Circumstances(
        obtained_from_id=request.person_id,
        session_id=request.session_id,
        item_id=None if too_late else request.item_id,
        note_line_id=None if too_late else request.note_line_id,
    )
    evidence_id = requested_not_produced(uow, request.audit_id, request.what, circumstances, answer=answer)
    request.answer = answer
    request.evidence_id, request.received_at = evidence_id, uow.now()
    uow.session.flush()
    return evidence_id


def withdraw_request(uow: UnitOfWork, request_id: str) -> None:
    """It is no longer needed, or was noted by mistake. Its number is not given again (R-1)."""
    uow.session.delete(_open_request(uow, request_id))
    uow.session.flush()


def _open_request(uow: UnitOfWork, request_id: str) -> EvidenceRequest:
    request = existing(uow, EvidenceRequest, request_id)
    if request.received_at is not None:
        raise UserError(
            N_("Request {number} was answered already."),
            N_("It stays as it is."),
            number=request.number,
        )
    return request


def request_rows(unit: ReadUnit, audit_id: str) -> tuple[RequestRow, ...]:
    """All requests of an audit: the open ones first, what is due soonest on top."""
    rows = _rows(unit, EvidenceRequest.audit_id == audit_id)
    return tuple(sorted(rows, key=_urgency))


def open_requests(unit: ReadUnit, audit_id: str) -> tuple[RequestRow, ...]:
    """What is still owed, what is due soonest on top."""
    return tuple(row for row in request_rows(unit, audit_id) if row.is_open)


def requests_of_item(unit: ReadUnit, item_id: str) -> tuple[RequestRow, ...]:
    """The requests noted with an item of the checklist, in the order of their numbers."""
    return tuple(_rows(unit, EvidenceRequest.item_id == item_id))


def awaited_with(unit: ReadUnit, evidence_id: str) -> RequestRow | None:
    """The request that is still open on the line of notes to which the evidence was attached."""
    lines = select(EvidenceLink.note_line_id).where(
        EvidenceLink.evidence_id == evidence_id, EvidenceLink.note_line_id.is_not(None)
    )
    rows = _rows(unit, EvidenceRequest.note_line_id.in_(lines))
    return next((row for row in rows if row.is_open), None)


def _rows(unit: ReadUnit, condition: ColumnElement[bool]) -> list[RequestRow]:
    query = (
        select(EvidenceRequest, Person.name, Evidence.number, Evidence.kind)
        .outerjoin(Person, Person.id == EvidenceRequest.person_id)
        .outerjoin(Evidence, Evidence.id == EvidenceRequest.evidence_id)
        .where(condition)
        .order_by(EvidenceRequest.id)
    )
    today = unit.today()
    return [_row(*row, today) for row in unit.session.execute(query).all()]


def _row(
    request: EvidenceRequest, person: str | None, number: str | None, kind: EvidenceKind | None, today: date
) -> RequestRow:
    return RequestRow(
        id=request.id,
        number=request.number,
        what=request.what,
        person_id=request.person_id,
        person=person or "",
        requested_at=request.requested_at,
        due_on=request.due_on,
        state=_state(request, kind, today),
        received_at=request.received_at,
        answer=request.answer,
        evidence_id=request.evidence_id,
        evidence_number=number or "",
        session_id=request.session_id,
        item_id=request.item_id,
        note_line_id=request.note_line_id,
    )


def _state(request: EvidenceRequest, kind: EvidenceKind | None, today: date) -> RequestState:
    if request.received_at is not None:
        not_produced = kind is EvidenceKind.REQUESTED_NOT_PRODUCED
        return RequestState.REFUSED if not_produced else RequestState.RECEIVED
    overdue = request.due_on is not None and request.due_on < today
    return RequestState.OVERDUE if overdue else RequestState.OPEN


def _urgency(row: RequestRow) -> tuple[bool, date]:
    return not row.is_open, row.due_on or date.max
