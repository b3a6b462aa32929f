"""Undo: each step taken back is itself a new, logged write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.activity_log import RowChange
from app.errors import UserError
from app.unit_of_work import UnitOfWork
from app.words import N_, Message
from app.workspace import refusals

# Numbers are never given twice, and a stored file stays until it is destroyed on purpose.
_KEPT = frozenset({"number_series", "stored_object", "device"})
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A named step and the rows it touched, in order."""

    label: Message
    changes: tuple[RowChange, ...]
    merge_key: str = ""


class UndoList:
    """The steps of this run of the program that can be taken back, and those that were."""

    def __init__(self) -> None:
        self._done: list[UndoStep] = []
        self._undone: list[UndoStep] = []

    def add(self, step: UndoStep) -> None:
        """Remember a step; one with the same merge key as the last becomes one with it.

        A step that touched nothing that can be taken back is no step.
        """
        if all(change.table.__tablename__ in _KEPT for change in step.changes):
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last and step.merge_key and last.merge_key == step.merge_key:
            step = UndoStep(step.label, _folded(last.changes, step.changes), step.merge_key)
            self._done.pop()
        self._done.append(step)
        del self._done[:-_MOST_STEPS]

    def forget(self) -> None:
        """After something final, such as issuing a report, nothing before it is taken back."""
        self._done.clear()
        self._undone.clear()

    @property
    def next_undo(self) -> UndoStep | None:
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> UndoStep | None:
        return self._undone[-1] if self._undone else None

    def discard(self, step: UndoStep) -> None:
        """A step that can never be taken back or made again must not stand before the others."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)

    def undone(self, step: UndoStep) -> None:
        """`step` was taken back: it can be made again."""
        self._done.remove(step)
        self._undone.append(step)

    def redone(self, step: UndoStep) -> None:
        """`step` was made again: it can be taken back."""
        self._undone.remove(step)
        self._done.append(step)


def _folded(earlier: Sequence[RowChange], later: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Both in order, with updates of one row folded into one: an hour of typing is one difference."""
    changes = dict(enumerate(earlier))
    latest = {(change.table, change.id): index for index, change in changes.items()}
    for change in later:
        index = latest.get((change.table, change.id))
        if index is not None and change.operation == "update" and changes[index].operation != "delete":
            changes[index] = _joined(changes[index], change)
        else:
            latest[change.table, change.id] = len(changes)
            changes[len(changes)] = change
    return tuple(changes.values())


def _joined(first: RowChange, second: RowChange) -> RowChange:
    before = {} if first.operation == "insert" else second.before | first.before
    return RowChange(first.table, first.id, first.operation, before, first.after | second.after)


class StepRefusedError(UserError):
    """A step that cannot be taken back or made again, now or later."""


@contextmanager
def conflicts() -> Iterator[None]:
    """StepRefusedError for a step that cannot be taken back because something refers to what it made."""
    try:
        yield
    except IntegrityError as error:
        raise _changed_since() from error
    except refusals.StillInUseError as error:
        raise StepRefusedError(error.what.msgid, error.kept.msgid, error.todo.msgid) from error


def revert(uow: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Bring the rows back to what they were. Raises StepRefusedError when somebody changed them since."""
    for change in reversed(changes):
        if change.table.__tablename__ not in _KEPT:
            _revert_row(uow, change)
            uow.session.flush()


def repeat(uow: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Make the changes again that were taken back."""
    revert(uow, [_turned(change) for change in reversed(changes)])


def _turned(change: RowChange) -> RowChange:
    operation = {"insert": "delete", "delete": "insert"}.get(change.operation, change.operation)
    return RowChange(change.table, change.id, operation, change.after, change.before)


def _revert_row(uow: UnitOfWork, change: RowChange) -> None:
    row = uow.session.get(change.table, change.id)
    if change.operation == "delete":
        if row is not None:
            raise _changed_since()
        uow.session.add(change.table(**change.before))
        return
    if row is None or any(getattr(row, name) != value for name, value in change.after.items()):
        raise _changed_since()
    if change.operation == "insert":
        uow.session.delete(row)
        return
    for name, value in change.before.items():
        setattr(row, name, value)


def _changed_since() -> StepRefusedError:
    return StepRefusedError(
        N_("This step cannot be taken back: what it touched was changed since."),
        N_("Everything is as it was before you tried."),
    )
