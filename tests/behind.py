"""Behind the program's back: what a test does with a workspace without passphrase past its log."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app import database
from app.workspace.workspace import Workspace


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
