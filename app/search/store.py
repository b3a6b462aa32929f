"""Puts words into the index and takes them out, by the numbers of their entries.

In plain SQL: this is part of every write, and it is felt when somebody types.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.search.kinds import Kind
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
    rows = connection.exec_driver_sql(_HELD, (kind.value, json.dumps(list(ids))))
    return [Held(*row) for row in rows]


def every_row_id(connection: Connection, kind: Kind) -> list[str]:
    """The records of a kind that are indexed."""
    query = "SELECT DISTINCT row_id FROM search_entry WHERE kind = ?"
    return list(connection.exec_driver_sql(query, (kind.value,)).scalars())


def add(connection: Connection, parts: Sequence[Part]) -> None:
    """Index words under the next numbers."""
    if not parts:
        return
    first = connection.exec_driver_sql(_LAST_NUMBER).scalar_one() + 1
    numbered = list(enumerate(parts, start=first))
    connection.exec_driver_sql(_INSERT_ENTRY, [_entry_row(n, part) for n, part in numbered])
    connection.exec_driver_sql(_INSERT_TEXT, [_text_row(n, part) for n, part in numbered])
    connection.exec_driver_sql(_INSERT_INDEX, [_index_row(n, part.entry.words) for n, part in numbered])


def replace(connection: Connection, changes: Sequence[tuple[Held, Entry]]) -> None:
    """Index other words under the same numbers, so that what is newest stays so."""
    if not changes:
        return
    connection.exec_driver_sql(_DELETE_INDEX, [_index_row(row.n, row.words) for row, _entry in changes])
    connection.exec_driver_sql(_UPDATE_TEXT, [(*entry.words[1:], row.n) for row, entry in changes])
    connection.exec_driver_sql(_INSERT_INDEX, [_index_row(row.n, entry.words) for row, entry in changes])


def remove(connection: Connection, rows: Sequence[Held]) -> None:
    """Take words out."""
    if not rows:
        return
    connection.exec_driver_sql(_DELETE_INDEX, [_index_row(row.n, row.words) for row in rows])
    for statement in (_DELETE_ENTRY, _DELETE_TEXT):
        connection.exec_driver_sql(statement, [(row.n,) for row in rows])


def merge_all(connection: Connection) -> None:
    """Make one part of all: until then words that were taken out still stand in older parts (R-5)."""
    connection.exec_driver_sql(_MERGE_ALL)


def merge_some(connection: Connection) -> bool:
    """Make fewer parts of many, for some milliseconds; False when there was nothing to do."""
    before = connection.exec_driver_sql(_CHANGES).scalar_one()
    connection.exec_driver_sql(_MERGE_SOME)
    return bool(connection.exec_driver_sql(_CHANGES).scalar_one() - before > 1)


def flush(connection: Connection) -> None:
    """Write what the index still keeps in memory: a broken one shows now, and not only at the commit."""
    connection.exec_driver_sql(_FLUSH)


def clear_records(connection: Connection) -> None:
    """An index with nothing in it but the texts of files."""
    make_index_anew(connection)
    for statement in _DELETE_RECORDS:
        connection.exec_driver_sql(statement, (Kind.FILE.value,))
    for some in batches(every_row_id(connection, Kind.FILE)):
        rows = [_index_row(row.n, row.words) for row in held(connection, Kind.FILE, some)]
        connection.exec_driver_sql(_INSERT_INDEX, rows)


def _entry_row(n: int, part: Part) -> tuple[int, str, str, int, str | None]:
    return (n, part.kind.value, part.entry.id, part.part, part.entry.audit_id)


def _text_row(n: int, part: Part) -> tuple[int, str, str, str, str]:
    return (n, *part.entry.words[1:], part.place)


def _index_row(n: int, words: Words) -> tuple[int, str, str, str, str]:
    audit_id, title, body, beside = words
    return (n, scope_of(audit_id), indexed(title), indexed(body), indexed(beside))
