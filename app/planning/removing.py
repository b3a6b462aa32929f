"""Items taken off the checklist before anything was done with them; undo brings them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.errors import UserError
from app.planning.item_work import work_on
from app.planning.writing import refuse_after_issue
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, Message, in_a_row, listed
from models.checklist import ChecklistItem, Result
from models.framework import Requirement
from models.session import SessionItem


@dataclass(frozen=True, slots=True)
class Removable:
    """Which of some items can be removed, and which stay.

    `not_examined`: those that stay and have no result yet, so that they can be left for another time with a
    reason. `why` tells of each that stays what it carries.
    """

    free: tuple[str, ...]
    not_examined: tuple[str, ...]
    why: tuple[Message, ...]


def removable(unit: ReadUnit, item_ids: Sequence[str]) -> Removable:
    """What can be removed of these items, and why the rest stays."""
    carried = work_on(unit, item_ids)
    query = (
        select(ChecklistItem.id, ChecklistItem.result, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id.in_(carried))
        .order_by(Requirement.position, ChecklistItem.position)
    )
    staying = unit.session.execute(query).all()
    text = N_("{reference} carries {what}.")
    return Removable(
        free=tuple(item_id for item_id in item_ids if item_id not in carried),
        not_examined=tuple(row.id for row in staying if row.result is Result.OPEN),
        why=tuple(
            Message(text, {"reference": row.reference, "what": listed(carried[row.id])}) for row in staying
        ),
    )


def remove_items(uow: UnitOfWork, audit_id: str, item_ids: Sequence[str]) -> None:
    """Take items off the checklist and off every agenda.

    Raises UserError that names each item with work on it, and then removes none; and after issue (R-5).
    """
    refuse_after_issue(uow, audit_id)
    found = removable(uow, item_ids)
    if found.why:
        raise UserError(
            N_("What was begun is not removed. {items}"),
            N_("Nothing was removed."),
            N_("Leave it for another time with a reason instead, or remove what it carries first."),
            items=in_a_row(found.why),
        )
    for place in uow.session.scalars(select(SessionItem).where(SessionItem.item_id.in_(found.free))).all():
        uow.session.delete(place)
    items = select(ChecklistItem).where(ChecklistItem.id.in_(found.free), ChecklistItem.audit_id == audit_id)
    for item in uow.session.scalars(items).all():
        uow.session.delete(item)
    uow.session.flush()
