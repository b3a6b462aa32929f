"""Legal holds: while one is in force, nothing of its subject is destroyed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.edits import existing
from app.errors import UserError
from app.programme import people
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.retention import LegalHold, SubjectKind

__all__ = ["Hold", "SubjectKind", "hold_on", "holds_in_force", "lift_hold", "place_hold"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that is in force: on what, why, since when and by whom."""

    id: str
    kind: SubjectKind
    subject_id: str
    reason: str
    placed_at: datetime
    placed_by: str


def place_hold(uow: UnitOfWork, kind: SubjectKind, subject_id: str, reason: str) -> str:
    """Keep a piece of evidence, a person's data or a whole audit from being destroyed; returns the id.

    Raises UserError without a reason.
    """
    if not reason.strip():
        raise UserError(
            N_("A hold needs a reason."),
            N_("Nothing was changed."),
            N_("Write down what it is for, such as the case or the request."),
        )
    hold = LegalHold(
        kind=kind,
        subject_id=subject_id,
        reason=reason.strip(),
        placed_at=uow.now(),
        placed_by_id=uow.actor_id,
    )
    uow.session.add(hold)
    uow.session.flush()
    return hold.id


def lift_hold(uow: UnitOfWork, hold_id: str, reason: str = "") -> None:
    """From now on the subject can be destroyed again when it is due; the hold stays on record."""
    hold = existing(uow, LegalHold, hold_id)
    if hold.lifted_at is None:
        hold.lifted_at, hold.lifted_by_id, hold.lift_reason = uow.now(), uow.actor_id, reason.strip()
    uow.session.flush()


def holds_in_force(unit: ReadUnit) -> Mapping[str, Hold]:
    """The holds that are not lifted, by the id of their subject; the first one where there are several."""
    query = select(LegalHold).where(LegalHold.lifted_at.is_(None)).order_by(LegalHold.placed_at.desc())
    found = unit.session.scalars(query).all()
    known = people.names(unit) if found else {}
    return {
        row.subject_id: Hold(
            row.id, row.kind, row.subject_id, row.reason, row.placed_at, known.get(row.placed_by_id or "", "")
        )
        for row in found
    }


def hold_on(holds: Mapping[str, Hold], subject_id: str, audit_ids: Iterable[str]) -> Hold | None:
    """The hold that keeps a subject: its own, or that of an audit it belongs to."""
    return next((holds[one] for one in (subject_id, *audit_ids) if one in holds), None)
