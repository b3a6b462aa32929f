"""Edits of a row's fields, for the many places where an edit is just that."""

from collections.abc import Mapping
from typing import TypeVar

from app.errors import UserError
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.base import Row

_Row = TypeVar("_Row", bound=Row)


def set_fields(
    uow: UnitOfWork, table: type[Row], row_id: str, allowed: frozenset[str], values: Mapping[str, object]
) -> None:
    """Set `values` on a row. Raises UserError when it is gone and ValueError for a field not `allowed`."""
    unknown = set(values) - allowed
    if unknown:
        raise ValueError(f"{table.__name__} fields not open to edits: {sorted(unknown)}")
    row = existing(uow, table, row_id)
    for name, value in values.items():
        setattr(row, name, value)
    uow.session.flush()


def existing(uow: UnitOfWork, table: type[_Row], row_id: str) -> _Row:
    """The row, or UserError when it was removed in the meantime."""
    row = uow.session.get(table, row_id)
    if row is None:
        raise gone()
    return row


def gone() -> UserError:
    """What is said to somebody whose row another laptop, or an undo, took away."""
    return UserError(
        N_("What you are editing was removed in the meantime."),
        N_("Your text is still on the screen; copy it before you leave the page."),
    )
