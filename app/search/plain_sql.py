"""Statements past SQLAlchemy: the index is part of every write, and that is felt when somebody types."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app import database


def rows_of(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a statement answers, in the transaction of `connection`. Raises DBAPIError."""
    with _told(statement):
        return list(_driver(connection).execute(statement, values).fetchall())


def write(connection: Connection, statement: str, rows: Sequence[Sequence[Any]] = ((),)) -> None:
    """Run a statement once for each of `rows`. Raises DBAPIError."""
    with _told(statement):
        _driver(connection).executemany(statement, rows)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


@contextmanager
def _told(statement: str) -> Iterator[None]:
    """An error comes out as SQLAlchemy tells it."""
    try:
        yield
    except database.Error as error:
        raise DBAPIError.instance(statement, (), error, database.Error) from error
