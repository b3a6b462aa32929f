"""The numbers that people say: given once, in order, never used again (R-1)."""

from typing import Any

from sqlalchemy import ColumnElement, Text, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from app.unit_of_work import UnitOfWork
from models.activity import NumberSeries

FINDING = "F-{:02d}"
EVIDENCE = "E-{:03d}"
SAMPLE = "S-{:02d}"
REQUEST = "R-{:02d}"


def next_number(uow: UnitOfWork, owner: str, form: str) -> str:
    """The next number of a series, such as `F-07` of an audit.

    `owner` is the id of what the series belongs to, `form` a format with one place for the count.
    """
    series = _series(uow, owner, form)
    series.last += 1
    uow.session.flush()
    return form.format(series.last)


def reserve(uow: UnitOfWork, owner: str, form: str, last: int) -> None:
    """Let a series go on behind `last`, because numbers up to it were given elsewhere."""
    series = _series(uow, owner, form)
    series.last = max(series.last, last)
    uow.session.flush()


def _series(uow: UnitOfWork, owner: str, form: str) -> NumberSeries:
    query = select(NumberSeries).where(NumberSeries.owner == owner, NumberSeries.kind == form)
    series = uow.session.scalars(query).first()
    if series is None:
        series = NumberSeries(owner=owner, kind=form, last=0)
        uow.session.add(series)
    return series


def in_order(column: InstrumentedAttribute[str]) -> tuple[ColumnElement[Any], ...]:
    """What to order a query by so that `F-100` comes after `F-99`: shorter numbers of a series first."""
    return func.length(column), type_coerce(column, Text)


def order_key(number: str) -> tuple[int, str]:
    """The same order as `in_order`, for numbers that are in memory."""
    return len(number), number
