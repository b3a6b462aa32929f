"""Keeps the index true: each unit of work ends with it, and it can be made anew at any time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app import database
from app.activity_log import RowChange
from app.progress import Progress, no_progress
from app.search import files, store, tables
from app.search.kinds import Kind
from app.search.plain_sql import write
from app.search.sources import SOURCES, Entry, Source, batches, concerned, entries, every_id
from app.search.store import Held, Part
from app.words import N_
from models.evidence import StoredObject

# SQLite puts the kind of an error into the low byte of its code.
_PRIMARY = 0xFF
_AT_ONCE = 500
_ALL = 2**62


def follow(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Bring the index after the records, at the end of the unit of work that changed them.

    What comes or goes is indexed at once. An edit is only noted, because it would be felt at each pause in
    typing: `catch_up` comes before the next search.
    """
    edits = [change for change in changes if _can_wait(change)]
    if edits:
        store.put_off(connection, concerned(connection, edits))
    if len(edits) < len(changes):
        _follow_now(connection, [change for change in changes if not _can_wait(change)])


def _can_wait(change: RowChange) -> bool:
    is_destroyed = change.table is StoredObject or change.after.get("destroyed_at") is not None
    return change.operation == "update" and not is_destroyed


def _follow_now(connection: Connection, changes: Sequence[RowChange]) -> None:
    records, evidence_ids = concerned(connection, changes), files.concerned(connection, changes)
    if not records and not evidence_ids:
        return
    with _surviving(connection):
        for kind, ids in records.items():
            _renew(connection, SOURCES[kind], ids)
        files.drop_gone(connection, evidence_ids)


def catch_up(connection: Connection, most: int) -> bool:
    """Index at most so many records anew that were edited; whether others may be left."""
    edited = store.pending(connection, most)
    if edited:
        with _surviving(connection):
            for kind, ids in edited.items():
                _renew(connection, SOURCES[kind], ids)
            files.drop_gone(connection, edited.get(Kind.EVIDENCE, ()))
        store.settle(connection, edited)
    return sum(len(ids) for ids in edited.values()) == most


def is_behind(connection: Connection) -> bool:
    """Whether records were edited since they were indexed."""
    return bool(store.pending(connection, 1))


@contextmanager
def _surviving(connection: Connection) -> Iterator[None]:
    """An index that is broken never keeps a record from being saved: it is marked, and made anew later."""
    write(connection, "SAVEPOINT search")
    try:
        yield
        store.flush(connection)
    except DBAPIError as error:
        if _is_by_the_disk(error):
            raise
        write(connection, "ROLLBACK TO search")
        tables.set_version(connection, 0)
    write(connection, "RELEASE search")


def _is_by_the_disk(error: DBAPIError) -> bool:
    return database.error_code(error) & _PRIMARY in database.BY_THE_DISK


def forget_removed(connection: Connection) -> None:
    """Leave no word in the index that was taken out of it, because something was destroyed (R-5)."""
    while catch_up(connection, _AT_ONCE):
        pass
    with _surviving(connection):
        store.merge_all(connection)
    bring_up_to_date(connection)


def _renew(connection: Connection, source: Source, ids: Sequence[str]) -> None:
    """Index these records as they are now, where that is not how they are indexed."""
    for some in batches(ids):
        _renew_some(connection, source, some)


def _renew_some(connection: Connection, source: Source, ids: Sequence[str]) -> None:
    held = {row.row_id: row for row in store.held(connection, source.kind, ids)}
    present = {entry.id: entry for entry in entries(connection, source, ids)}
    differing = [row_id for row_id in ids if not _says_the_same(held.get(row_id), present.get(row_id))]
    changed = [row_id for row_id in differing if _is_reworded(held.get(row_id), present.get(row_id))]
    store.replace(connection, [(held[row_id], present[row_id]) for row_id in changed])
    rest = [row_id for row_id in differing if row_id not in changed]
    store.remove(connection, [held[row_id] for row_id in rest if row_id in held])
    fresh = [present[row_id] for row_id in rest if row_id in present]
    store.add(connection, [Part(source.kind, entry) for entry in fresh if _has_words(entry)])


def _is_reworded(held: Held | None, entry: Entry | None) -> bool:
    same_audit = held is not None and entry is not None and held.audit_id == entry.audit_id
    return same_audit and _has_words(entry)


def _has_words(entry: Entry | None) -> bool:
    """A record without words is not indexed."""
    return entry is not None and bool(entry.title or entry.body or entry.beside)


def _says_the_same(held: Held | None, entry: Entry | None) -> bool:
    if entry is None or not _has_words(entry):
        return held is None
    return held is not None and held.words == entry.words


def bring_up_to_date(connection: Connection) -> None:
    """Make the index anew where it was made by another version, never, or found to be broken."""
    if tables.is_outdated(connection):
        make_anew(connection)
        return
    while catch_up(connection, _AT_ONCE):
        pass


def make_anew(connection: Connection) -> None:
    """Index every record anew, inside the transaction of `connection`.

    The texts of files that were read before are kept.
    """
    store.clear_records(connection)
    for source in SOURCES.values():
        _renew(connection, source, every_id(connection, source))
    files.drop_gone(connection, files.every_evidence_id(connection))
    store.merge_all(connection)
    tables.set_version(connection, tables.VERSION)


def count_differences(connection: Connection, progress: Progress = no_progress) -> int:
    """How many records are not indexed as they are, or are indexed and gone. Raises Cancelled.

    Edits that are noted and wait do not count.
    """
    edited = store.pending(connection, _ALL)
    count = sum(
        _differences(connection, source, frozenset(edited.get(source.kind, ())), progress)
        for source in SOURCES.values()
    )
    return count + len(files.gone(connection, files.every_evidence_id(connection)))


def _differences(connection: Connection, source: Source, edited: frozenset[str], progress: Progress) -> int:
    ids = sorted({*every_id(connection, source), *store.every_row_id(connection, source.kind)})
    count = 0
    for some in batches(ids):
        progress(0, 0, N_("Comparing the records with the search index"))
        held = {row.row_id: row for row in store.held(connection, source.kind, some)}
        present = {entry.id: entry for entry in entries(connection, source, some)}
        count += sum(
            not _says_the_same(held.get(row_id), present.get(row_id))
            for row_id in some
            if row_id not in edited
        )
    return count
