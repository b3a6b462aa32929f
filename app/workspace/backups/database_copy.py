"""The database of a backup: copied from a live one, checked, and asked what belongs to it."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import database
from app.progress import Progress
from app.words import N_

THE_DATABASE = N_("the database")
# 1 MiB at a time: how long it takes until the user's "Cancel" is heard.
_PAGES = 256
_HEADS = (
    "SELECT device_id, sequence, hash FROM log_entry WHERE (device_id, sequence) IN"
    " (SELECT device_id, max(sequence) FROM log_entry GROUP BY device_id) ORDER BY device_id"
)
_COUNT = "SELECT count(*) FROM log_entry"
_REVISION = "SELECT version_num FROM alembic_version"
_HAS_DISPOSALS = "SELECT name FROM sqlite_master WHERE name = 'disposal'"
_DISPOSALS = "SELECT count(*) FROM disposal"
_OBJECTS = "SELECT file_name, size, sha256, key FROM stored_object WHERE key IS NOT NULL ORDER BY file_name"

Ask = Callable[[str], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class NamedObject:
    """A stored file that the database names; `size` and `sha256` are those of the plain bytes."""

    file_name: str
    size: int
    sha256: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds, as far as a backup has to know.

    `disposals` counts the records of destruction of which nothing is left in its pages.
    """

    mark: str
    log_entries: int
    objects: tuple[NamedObject, ...]
    disposals: int


def copy_database(source: Path, target: Path, key: bytes, progress: Progress) -> Content:
    """Copy a database that may be in use into one file, check the file, and say what it holds.

    Raises database.Error when the disk refuses or the copy is not whole, and Cancelled.
    """
    with closing(database.connect(source, key)) as original, closing(database.connect(target, key)) as copy:
        _copy(original, copy, progress)
    progress(0, 0, THE_DATABASE)
    return check_database(target, key)


def _copy(original: Any, copy: Any, progress: Progress) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, THE_DATABASE)

    # In a transaction the pages stay as they are now: what is written meanwhile does not start it anew.
    original.execute("BEGIN")
    original.execute(_REVISION).fetchall()
    original.backup(copy, pages=_PAGES, progress=tell)
    original.execute("ROLLBACK")


def check_database(path: Path, key: bytes) -> Content:
    """Open a database, check it with all that SQLCipher and SQLite have, and say what it holds.

    Afterwards it is one file, durable, without a journal that would have to travel with it. Raises
    database.Error when it is not whole or `key` is not its own. A backup must not be checked where it lies:
    opening changes the file.
    """
    with closing(database.connect(path, key)) as connection:
        _check(connection)
        content = _content(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    return content


def objects_in(path: Path, key: bytes) -> tuple[NamedObject, ...]:
    """The stored files that a backup's database names; it stays as it is. Raises database.Error."""
    with closing(database.connect_unchanged(path, key)) as connection:
        return tuple(NamedObject(*row) for row in connection.execute(_OBJECTS).fetchall())


def _check(connection: Any) -> None:
    # SQLCipher first: after a damaged page it refuses to read on.
    for check in ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check"):
        damage = [row for row in connection.execute(check).fetchall() if tuple(row) != ("ok",)]
        if damage:
            raise database.Error(": ".join(str(value) for value in damage[0]))


def _content(connection: Any) -> Content:
    def ask(query: str) -> list[Any]:
        return list(connection.execute(query).fetchall())

    objects = tuple(NamedObject(*row) for row in ask(_OBJECTS))
    return Content(mark(ask), ask(_COUNT)[0][0], objects, _disposals(ask))


def _disposals(ask: Ask) -> int:
    is_owed = bool(next(iter(ask("PRAGMA user_version")))[0])
    if is_owed or not list(ask(_HAS_DISPOSALS)):
        return 0
    return int(next(iter(ask(_DISPOSALS)))[0])


def mark(ask: Ask) -> str:
    """The same for two databases exactly when the heads of their logs and their schemas are the same."""
    state = [tuple(row) for query in (_HEADS, _REVISION) for row in ask(query)]
    return hashlib.sha256(repr(state).encode()).hexdigest()
