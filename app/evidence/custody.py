"""The chain of custody: what happened to each piece of evidence, when and by whom (R-23)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.unit_of_work import ReadUnit, UnitOfWork
from models.evidence import CustodyAction, CustodyEntry
from models.organization import Person

__all__ = ["Custody", "CustodyAction", "custody", "record"]


@dataclass(frozen=True, slots=True)
class Custody:
    """One event. `by` is the person's name, empty when nobody was named; `detail` is data, such as a path."""

    at: datetime
    by: str
    action: CustodyAction
    detail: str


def record(uow: UnitOfWork, evidence_id: str, action: CustodyAction, detail: str = "") -> None:
    """Add an event now, in the name of the acting person."""
    entry = CustodyEntry(
        evidence_id=evidence_id, at=uow.now(), by_id=uow.actor_id, action=action, detail=detail
    )
    uow.session.add(entry)


def custody(unit: ReadUnit, evidence_id: str) -> tuple[Custody, ...]:
    """The events of a piece of evidence, oldest first."""
    query = (
        select(CustodyEntry, Person.name)
        .outerjoin(Person, Person.id == CustodyEntry.by_id)
        .where(CustodyEntry.evidence_id == evidence_id)
        .order_by(CustodyEntry.at, CustodyEntry.id)
    )
    return tuple(
        Custody(entry.at, name or "", entry.action, entry.detail)
        for entry, name in unit.session.execute(query).all()
    )
