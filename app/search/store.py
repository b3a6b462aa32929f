"""Puts words into the index and takes them out, by the numbers of their entries."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.search.kinds import Kind
from app.search.plain_sql import rows_of, write
from app.search.sources import Entry, Words, batches
from app.search.tables import make_index_anew
from app.search.words import SHARED, indexed

_HELD = (
    "SELECT search_entry.n, row_id, audit_id, title, body, beside FROM search_entry"
    " JOIN search_text ON search_text.n = search_entry.n"
    " WHERE kind = ? AND row_id IN (SELECT value FROM json_each(?))"
)
_LAST_NUMBER = "SELECT coalesce(max(n), 0) FROM search_entry"
_INSERT_ENTRY = "INSERT INTO search_entry (n, kind, row_id, part, audit_id) VALUES (?, ?, ?, ?, ?)"
_INSERT_TEXT = "INSERT INTO search_text (n, title, body, beside, place) VALUES (?, ?, ?, ?, ?)"
_INSERT_INDEX = "INSERT INTO search_index (rowid, scope, title, body, beside) VALUES (?, ?, ?, ?, ?)"
_UPDATE_TEXT = "UPDATE search_text SET title = ?, body = ?, beside = ? WHERE n = ?"
_DELETE_ENTRY = "DELETE FROM search_entry WHERE n = ?"
_DELETE_TEXT = "DELETE FROM search_text WHERE n = ?"
# An index without a copy of its own has to be told what it was given.
_DELETE_INDEX = (
    "INSERT INTO search_index (search_index, rowid, scope, title, body, beside)"
    " VALUES ('delete', ?, ?, ?, ?, ?)"
)
_MERGE_ALL = "INSERT INTO search_index (search_index) VALUES ('optimize')"
_MERGE_SOME = "INSERT INTO search_index (search_index, rank) VALUES ('merge', 30)"
_FLUSH = "INSERT INTO search_index (search_index) VALUES ('flush')"
_CHANGES = "SELECT total_changes()"
_INSERT_PENDING = "INSERT OR IGNORE INTO search_pending (kind, row_id) VALUES (?, ?)"
_DELETE_PENDING = "DELETE FROM search_pending WHERE kind = ? AND row_id = ?"
_PENDING = "SELECT kind, row_id FROM search_pending LIMIT ?"
_DELETE_RECORDS = (
    "DELETE FROM search_entry WHERE kind <> ?",
    "DELETE FROM search_text WHERE n NOT IN (SELECT n FROM search_entry WHERE kind = ?)",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What is indexed under one number: a record, or one part of the text of a file.

    `part` counts the parts of a file from 1 and is 0 for a record; `place` says where in the file it stands.
    """

    kind: Kind
    entry: Entry
    part: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it is indexed."""

    n: int
    row_id: str
    audit_id: str | None
    title: str
    body: str
    beside: str

    @property
    def words(self) -> Words:
        return (self.audit_id, self.title, self.body, self.beside)


def scope_of(audit_id: str | None) -> str:
    """The word by which the index knows an audit."""
    return audit_id.replace("-", "") if audit_id else SHARED


def held(connection: Connection, kind: Kind, ids: Sequence[str]) -> list[Held]:
    """What is indexed of these records."""
    return [Held(*row) for row in rows_of(connection, _HELD, (kind.value, json.dumps(list(ids))))]


def every_row_id(connection: Connection, kind: Kind) -> list[str]:
    """The records of a kind that are indexed."""
    query = "SELECT DISTINCT row_id FROM search_entry WHERE kind = ?"
    return [row[0] for row in rows_of(connection, query, (kind.value,))]


def add(connection: Connection, parts: Sequence[Part]) -> None:
    """Index words under the next numbers."""
    if not parts:
        return
    first = rows_of(connection, _LAST_NUMBER)[0][0] + 1
    numbered = list(enumerate(parts, start=first))
    write(connection, _INSERT_ENTRY, [_entry_row(n, part) for n, part in numbered])
    write(connection, _INSERT_TEXT, [_text_row(n, part) for n, part in numbered])
    write(connection, _INSERT_INDEX, [_index_row(n, part.entry.words) for n, part in numbered])


def replace(connection: Connection, changes: Sequence[tuple[Held, Entry]]) -> None:
    """Index other words under the same numbers, so that what is newest stays so."""
    if not changes:
        return
    write(connection, _DELETE_INDEX, [_index_row(row.n, row.words) for row, _entry in changes])
    write(connection, _UPDATE_TEXT, [(*entry.words[1:], row.n) for row, entry in changes])
    write(connection, _INSERT_INDEX, [_index_row(row.n, entry.words) for row, entry in changes])


def remove(connection: Connection, rows: Sequence[Held]) -> None:
    """Take words out."""
    if not rows:
        return
    write(connection, _DELETE_INDEX, [_index_row(row.n, row.words) for row in rows])
    for statement in (_DELETE_ENTRY, _DELETE_TEXT):
        write(connection, statement, [(row.n,) for row in rows])


def put_off(connection: Connection, ids: Mapping[Kind, Iterable[str]]) -> None:
    """Note that these records are to be indexed anew."""
    write(
        connection, _INSERT_PENDING, [(kind.value, row_id) for kind, some in ids.items() for row_id in some]
    )


def pending(connection: Connection, most: int) -> dict[Kind, list[str]]:
    """At most so many of the records that are to be indexed anew."""
    found: dict[Kind, list[str]] = {}
    for kind, row_id in rows_of(connection, _PENDING, (most,)):
        found.setdefault(Kind(kind), []).append(row_id)
    return found


def settle(connection: Connection, ids: Mapping[Kind, Iterable[str]]) -> None:
    """These records are indexed as they are."""
    write(
        connection, _DELETE_PENDING, [(kind.value, row_id) for kind, some in ids.items() for row_id in some]
    )


def merge_all(connection: Connection) -> None:
    """Make one part of all: until then words that were taken out still stand in older parts (R-5)."""
    write(connection, _MERGE_ALL)


def merge_some(connection: Connection) -> bool:
    """Make fewer parts of many, for some milliseconds; False when there was nothing to do."""
    before = rows_of(connection, _CHANGES)[0][0]
    write(connection, _MERGE_SOME)
    return bool(rows_of(connection, _CHANGES)[0][0] - before > 1)


def flush(connection: Connection) -> None:
    """Write what the index still keeps in memory: a broken one shows now, and not only at the commit."""
    write(connection, _FLUSH)


def clear_records(connection: Connection) -> None:
    """An index with nothing in it but the texts of files."""
    make_index_anew(connection)
    for statement in _DELETE_RECORDS:
        write(connection, statement, [(Kind.FILE.value,)])
    for some in batches(every_row_id(connection, Kind.FILE)):
        rows = [_index_row(row.n, row.words) for row in held(connection, Kind.FILE, some)]
        write(connection, _INSERT_INDEX, rows)


def _entry_row(n: int, part: Part) -> tuple[int, str, str, int, str | None]:
    return (n, part.kind.value, part.entry.id, part.part, part.entry.audit_id)


def _text_row(n: int, part: Part) -> tuple[int, str, str, str, str]:
    return (n, *part.entry.words[1:], part.place)


def _index_row(n: int, words: Words) -> tuple[int, str, str, str, str]:
    audit_id, title, body, beside = words
    return (n, scope_of(audit_id), indexed(title), indexed(body), indexed(beside))
