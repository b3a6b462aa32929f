"""The database engine and its pragmas. Nothing else opens a connection."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from models.base import sort_key

BUSY_TIMEOUT_MS = 10_000
# Pages in memory need not be decrypted again: with the usual 2 MiB the totals of a large workspace took
# four times as long.
CACHE_KIB = 16 * 1024
# A shorter file is no database to SQLite but room for a new one.
SMALLEST = 512

Error: type[Exception] = sqlcipher.Error
FULL: int = sqlcipher.SQLITE_FULL
# What a key says that does not belong to a file, and the right one of a file whose beginning was changed.
UNREADABLE: int = sqlcipher.SQLITE_NOTADB
DAMAGED = frozenset({sqlcipher.SQLITE_CORRUPT, UNREADABLE})
PROTECTED = frozenset({sqlcipher.SQLITE_READONLY, sqlcipher.SQLITE_CANTOPEN, sqlcipher.SQLITE_PERM})
# What the drive or another program may answer at any time, without a fault in Assay.
BY_THE_DISK = PROTECTED | {
    FULL,
    sqlcipher.SQLITE_IOERR,
    sqlcipher.SQLITE_BUSY,
    sqlcipher.SQLITE_LOCKED,
    sqlcipher.SQLITE_NOMEM,
}


def connect(path: Path, key: bytes) -> Any:
    """A DB-API connection with the production pragmas.

    `key` is the raw 32-byte database key. A wrong key shows at the first read, as a DatabaseError.
    """
    connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
    try:
        _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_unchanged(path: Path, key: bytes) -> Any:
    """A connection that leaves no trace: to a file that has no journal and that nobody writes to."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlcipher.connect(address, uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _prepare(connection: Any, key: bytes) -> None:
    # SQLCipher would write hundreds of lines on standard error about a single damaged page.
    connection.execute("PRAGMA cipher_log_level = NONE")
    # A raw key costs nothing per connection; a passphrase would cost 80 ms each time.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # What SQLite spills while sorting must never reach the disk as plain text.
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    # One fsync per commit, and what was committed survives a power cut.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # SQLite knows no Č, Ł or İ.
    connection.create_function("sort_key", 1, sort_key, deterministic=True)
    # Views and triggers of a foreign file must not call functions with side effects.
    connection.execute("PRAGMA trusted_schema = OFF")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions begin where SQLAlchemy begins them.

    `execution_options(begin="BEGIN IMMEDIATE")` makes a connection that takes the write lock at once.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        # The connection that wrote or read last: its pages are in memory, those of the others are dropped
        # after each commit.
        pool_use_lifo=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _roll_back)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _roll_back(connection: Any, _record: object, _state: object) -> None:
    # When a COMMIT is refused, for a broken reference or a full disk, SQLAlchemy takes the transaction for
    # ended. It is not: back in the pool it would go on holding the write lock.
    if connection.in_transaction:
        connection.rollback()


def migration_engine(path: Path, key: bytes) -> Engine:
    """An engine for schema changes: foreign keys off, write lock at once, no pool.

    With foreign keys on, rows that refer to a rebuilt table would be deleted with it.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key),
        module=sqlcipher,
        poolclass=NullPool,
        execution_options={"begin": "BEGIN IMMEDIATE"},
    )
    event.listen(engine, "connect", _without_foreign_keys)
    event.listen(engine, "begin", _begin)
    return engine


def _without_foreign_keys(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")


def owe_compaction(connection: Connection) -> None:
    """Note, in the transaction that destroys something, that free pages may still hold it."""
    connection.exec_driver_sql("PRAGMA user_version = 1")


def is_compaction_owed(connection: Connection) -> bool:
    """Whether something was destroyed since the database was last written anew."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar())


def compact(connection: Any) -> None:
    """Write a database anew, without what its free pages and its journal still hold.

    `connection` is a DB-API connection without a transaction. Raises Error when the disk refuses.
    """
    connection.execute("VACUUM")
    (busy, *_pages) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy:
        connection.execute("PRAGMA user_version = 0")


def exchange_key(connection: Any, key: bytes) -> None:
    """Encrypt every page of a database anew, under another raw key of 32 bytes.

    `connection` is a DB-API connection to a file that nobody else uses and that may be thrown away: a power
    cut on the way can cost it. Raises Error when the disk refuses.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")


def compact_live(engine: Engine) -> None:
    """The same for a database that is in use. Where somebody reads just then, it stays owed."""
    with closing(engine.raw_connection()) as connection:
        compact(connection.driver_connection)


@contextmanager
def told_plainly() -> Iterator[None]:
    """What SQLAlchemy wraps of an error comes out as `Error`, as it does of a DB-API connection."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, Error):
            raise error.orig from error
        raise


def error_code(error: DBAPIError) -> int:
    """SQLite's result code of an error; 0 when it has none."""
    return code_of(error.orig)


def code_of(error: BaseException | None) -> int:
    """The same of an error that a connection itself raised."""
    return int(getattr(error, "sqlite_errorcode", 0))


def is_broken_reference(error: DBAPIError) -> bool:
    """Whether a row was left that refers to one that is not there; SQLite has no code of its own for it."""
    return "FOREIGN KEY" in str(error.orig)
