"""Behind the program's back: what a test does with a workspace without passphrase past its log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, insert

from app import database
from app.workspace.workspace import Workspace
from models.base import Row


def key_of(workspace: Workspace) -> bytes:
    """The key of the database."""
    return workspace.header.unwrap(None)


@contextmanager
def straight_in(workspace: Workspace) -> Iterator[Connection]:
    """A transaction on a connection of its own: nothing is logged, and no page hears of it."""
    engine = database.open_engine(workspace.layout.database, key_of(workspace))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def insert_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Many rows of one table at once."""
    made = list(rows)
    table = type(made[0]).__table__
    columns = [column.key for column in table.columns]
    values = [{key: getattr(row, key) for key in columns} for row in made]
    connection.execute(insert(table), values)  # type: ignore[arg-type]
