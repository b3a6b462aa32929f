"""Units of work: one transaction, one step in log and undo list, one announcement of what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Select, event, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from app import activity_log
from app.activity_log import RowChange, Step
from app.clock import Clock
from models.activity import Device


@dataclass(frozen=True, slots=True)
class Change:
    """What a page needs to know of a change: the kind of row, which one, and who caused it."""

    kind: str
    id: str
    operation: str
    origin: str = ""


class ReadSession(Session):
    """A session that writes nothing: a changed row in it is a bug, and is told."""

    def flush(self, _objects: Sequence[Any] | None = None) -> None:
        raise RuntimeError("a row was changed in a view that only reads")


@dataclass(slots=True)
class ReadUnit:
    """A consistent view of the workspace for as long as the `with` block lasts."""

    session: Session
    clock: Clock

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """The date where the person at the screen is."""
        return self.clock.now().date()

    def ids(self, query: Select[str]) -> list[str]:
        """The ids that a query of one column finds, in its order.

        They come as one text: ten thousand rows of one id each take twice as long. SQLite keeps the order of
        the inner query for this function.
        """
        joined = self.session.scalar(select(func.group_concat(query.subquery().c[0], " ")))
        return joined.split() if joined else []


@dataclass(slots=True)
class UnitOfWork(ReadUnit):
    """A write: services change rows of its session; the commit follows when the `with` block ends well."""

    step: Step
    changes: list[RowChange] = field(default_factory=list)

    @property
    def actor_id(self) -> str | None:
        """The person at the screen ("You are ...")."""
        return self.step.actor_id

    @property
    def removes_rows(self) -> bool:
        return any(change.operation == "delete" for change in self.changes)

    def note(self) -> None:
        """Log this step although no row changes, as an entry about the laptop that it happened on."""
        change = RowChange(Device, self.step.device_id, "update", {}, {})
        activity_log.append(self.session, self.step, [change])

    def record_flush(self) -> None:
        """Log what this flush changes, and keep it for those who are told after the commit."""
        changes = list(activity_log.row_changes(self.session))
        activity_log.append(self.session, self.step, changes)
        self.changes.extend(changes)


class WriteSession(Session):
    """A session whose flushes are recorded by its unit of work."""

    def __init__(self, engine: Engine, clock: Clock, step: Step) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.unit = UnitOfWork(self, clock, step)


def _record_flush(session: WriteSession, _flush: UOWTransaction) -> None:
    session.unit.record_flush()


# For all of them at once: to listen anew in each would cost a tenth of a short write.
event.listen(WriteSession, "after_flush", _record_flush)
event.listen(WriteSession, "do_orm_execute", activity_log.refuse_bulk)


def announcements(changes: Sequence[RowChange], origin: str) -> frozenset[Change]:
    """What pages hear of a step: which rows, and whose it was."""
    return frozenset(Change(c.table.__tablename__, c.id, c.operation, origin) for c in changes)
