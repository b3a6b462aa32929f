"""More questions on a requirement while it lies on the table: from the bank, or thought of in the room."""

from dataclasses import dataclass

from sqlalchemy import select

from app.edits import existing
from app.library.bank import bank_of
from app.library.pack_data import Depth, QuestionData
from app.planning import checklist
from app.sessions.sessions import set_items
from app.unit_of_work import ReadUnit, UnitOfWork
from models.checklist import ChecklistItem
from models.framework import Requirement
from models.session import SessionItem

__all__ = ["Depth", "Offer", "ask_from_bank", "ask_own", "offers"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A question of the bank that the audit does not ask yet."""

    code: str
    question: str
    interviewee: str
    minutes: int
    depth: Depth


def offers(unit: ReadUnit, item_id: str) -> tuple[Offer, ...]:
    """What the pinned pack has on the item's requirement beside what is on the checklist (R-48)."""
    item = unit.session.get_one(ChecklistItem, item_id)
    asked = select(ChecklistItem.code).where(ChecklistItem.audit_id == item.audit_id)
    taken = set(unit.session.scalars(asked))
    return tuple(
        Offer(one.code, one.question, one.interviewee, one.minutes, one.depth)
        for one in _bank(unit, item.requirement_id)
        if one.code not in taken
    )


def _bank(unit: ReadUnit, requirement_id: str) -> list[QuestionData]:
    requirement = unit.session.get_one(Requirement, requirement_id)
    return [one for one in bank_of(unit, requirement.pack_id) if one.primary == requirement.reference]


def ask_from_bank(uow: UnitOfWork, item_id: str, code: str, session_id: str | None = None) -> str:
    """Put a question of the bank on the checklist, and on the session's agenda behind `item_id`; its id."""
    item = existing(uow, ChecklistItem, item_id)
    question = next(one for one in _bank(uow, item.requirement_id) if one.code == code)
    added = checklist.add_from_bank(uow, item.audit_id, item.requirement_id, code, question)
    _put_behind(uow, session_id, item_id, added)
    return added


def ask_own(uow: UnitOfWork, item_id: str, question: str, session_id: str | None = None) -> str:
    """Put a question of one's own on the item's requirement, as `ask_from_bank` does."""
    item = existing(uow, ChecklistItem, item_id)
    added = checklist.add_question(uow, item.audit_id, item.requirement_id, question)
    _put_behind(uow, session_id, item_id, added)
    return added


def _put_behind(uow: UnitOfWork, session_id: str | None, item_id: str, added: str) -> None:
    if session_id is None:
        return
    agenda = select(SessionItem.item_id).where(SessionItem.session_id == session_id)
    ids = list(uow.session.scalars(agenda.order_by(SessionItem.position)))
    place = ids.index(item_id) + 1 if item_id in ids else len(ids)
    set_items(uow, session_id, [*ids[:place], added, *ids[place:]])
