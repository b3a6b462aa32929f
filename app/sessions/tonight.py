"""Tonight's list: what the day left open, one row for each thing, and what is written to settle it."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from app.edits import existing
from app.errors import UserError
from app.evidence.requests import answer_refused, open_requests
from app.findings import findings
from app.findings.reads import finding_rows
from app.numbers import in_order
from app.planning.open_points import (
    Place,
    bare_conforming_items,
    items_not_reached,
    thin_candidates,
)
from app.sessions import notes
from app.sessions.reads import session_for_item
from app.sessions.results import Result, set_result
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.checklist import ChecklistItem
from models.finding import Finding
from models.framework import Requirement
from models.session import AuditSession, LineKind, NoteLine


class Left(enum.Enum):
    """What was left open."""

    UNFILED = "unfiled"
    CANDIDATE = "candidate"
    OWED = "owed"
    BARE = "bare"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class TonightRow:
    """One thing to settle. `name` is what it is called, `text` what is known of it.

    `takes_text` says that a text settles it; else it is settled where `place` and `where` lead.
    """

    id: str
    left: Left
    name: str
    text: str
    place: Place
    where: Mapping[str, str] = field(default_factory=dict)
    takes_text: bool = True


def tonight_rows(unit: ReadUnit, audit_id: str) -> tuple[TonightRow, ...]:
    """Everything that the sessions left open, kind after kind."""
    return (
        *_unfiled(unit, audit_id),
        *_candidates(unit, audit_id),
        *_owed(unit, audit_id),
        *_items(unit, Left.BARE, bare_conforming_items(unit, audit_id)),
        *_items(unit, Left.NOT_REACHED, items_not_reached(unit, audit_id)),
    )


def _unfiled(unit: ReadUnit, audit_id: str) -> Iterator[TonightRow]:
    query = (
        select(NoteLine)
        .join(AuditSession, AuditSession.id == NoteLine.session_id)
        .where(AuditSession.audit_id == audit_id, NoteLine.item_id.is_(None), func.trim(NoteLine.text) != "")
        .order_by(NoteLine.at, NoteLine.position)
    )
    for line in unit.session.scalars(query):
        where = {"session_id": line.session_id, "line_id": line.id}
        name = f"{line.at:%d %b %H:%M}"
        yield TonightRow(line.id, Left.UNFILED, name, line.text, Place.SESSIONS, where)


def _candidates(unit: ReadUnit, audit_id: str) -> Iterator[TonightRow]:
    without_evidence, without_statement = thin_candidates(unit, audit_id)
    query = select(Finding).where(Finding.id.in_(without_evidence | without_statement))
    found = unit.session.scalars(query.order_by(*in_order(Finding.number))).all()
    titles = {row.id: f"{row.criterion} {row.title}" for row in finding_rows(unit, [one.id for one in found])}
    for one in found:
        known = (titles[one.id], one.statement or one.evidence_text)
        text = ": ".join(part for part in (said.strip() for said in known) if part)
        where, lacks_statement = {"finding_id": one.id}, one.id in without_statement
        yield TonightRow(
            one.id, Left.CANDIDATE, one.number, text, Place.FINDINGS, where, takes_text=lacks_statement
        )


def _owed(unit: ReadUnit, audit_id: str) -> Iterator[TonightRow]:
    for row in open_requests(unit, audit_id):
        text = ", ".join(part for part in (row.what, row.person) if part)
        yield TonightRow(row.id, Left.OWED, row.number, text, Place.EVIDENCE)


def _items(unit: ReadUnit, left: Left, item_ids: Iterable[str]) -> Iterator[TonightRow]:
    query = (
        select(ChecklistItem.id, Requirement.reference, ChecklistItem.question)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id.in_(tuple(item_ids)))
        .order_by(Requirement.position, Requirement.id, ChecklistItem.position)
    )
    for item_id, reference, question in unit.session.execute(query):
        yield TonightRow(item_id, left, reference, question, Place.SESSIONS, {"item_id": item_id})


def settle(uow: UnitOfWork, left: Left, row_id: str, text: str) -> None:
    """Settle a row with what was written.

    Files a line to the item of that number; gives a candidate its statement; notes what was answered where
    something was promised; adds a note to an item that conforms; says why an item is not examined. Raises
    UserError where that cannot be done.
    """
    match left:
        case Left.UNFILED:
            _file(uow, row_id, text)
        case Left.CANDIDATE:
            findings.edit(uow, row_id, statement=text)
        case Left.OWED:
            answer_refused(uow, row_id, text)
        case Left.BARE:
            _note(uow, row_id, text)
        case Left.NOT_REACHED:
            set_result(uow, row_id, Result.NOT_EXAMINED, reason=text)


def _file(uow: UnitOfWork, line_id: str, mark: str) -> None:
    session_id = existing(uow, NoteLine, line_id).session_id
    reference = mark.lstrip("#").strip()
    item_id = notes.item_by_mark(uow, session_id, reference) if reference else None
    if item_id is None:
        raise UserError(
            N_("No item of this audit has the number {number}."),
            N_("The line stays in the list."),
            number=reference,
        )
    notes.file_line(uow, line_id, item_id)


def _note(uow: UnitOfWork, item_id: str, text: str) -> None:
    session_id = session_for_item(uow, existing(uow, ChecklistItem, item_id).audit_id, item_id)
    if session_id is None:
        raise UserError(
            N_("There is no session yet in which a note could stand."),
            N_("Nothing was written."),
            N_("Plan the session in which you looked at it, and write the note there."),
        )
    notes.add_line(uow, session_id, text, item_id=item_id, kind=LineKind.OWN)
