"""How a text leaves a database for good: the rows it stands in are blanked, and what the log says of them.

The chain of the log covers what an entry says through its salted digest, so it holds without the text; the
salt goes with it, or a short text could be guessed from the digest (R-5).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, delete, inspect, select, table, text, update
from sqlalchemy.schema import DropTable

from app.unit_of_work import ReadUnit
from models.activity import LogEntry
from models.base import sort_key
from models.evidence import StoredObject
from models.retention import Disposal
from models.tables import METADATA

Trace = tuple[str, str]
"""A row that the text stood in: the name of its table, and its id."""

HASH = "SHA-256 "
"""What a custody entry begins with that tells of nothing but the hash."""

_BLANKS: Mapping[str, Mapping[str, Any]] = {
    "evidence": {
        "title": "",
        "original_name": "",
        "media_type": "",
        "obtained_from_id": None,
        "obtained_how": "",
        "obtained_where": "",
        "source": "",
        "period_start": None,
        "period_end": None,
        "classification": "",
        "notes": "",
        "derived_marks": "",
        "camera_time": None,
        "has_location": None,
    },
    "trashed_evidence": {"content": ""},
    "custody_entry": {"detail": ""},
    "person": {"role": "", "department": "", "email": ""},
    "team_assignment": {"independence_statement": "", "tie": "", "safeguard": ""},
}
# What is made from the records and made anew where it is missing: the index of the search.
_DERIVED = "search_"
_LOG = LogEntry.__table__
_OBJECTS = StoredObject.__table__


@dataclass(frozen=True, slots=True)
class Erased:
    """What a record of destruction says of where the text and the bytes stood.

    `sha256` is "" where the bytes stay or there were none.
    """

    id: str
    number: str
    at: datetime
    traces: tuple[Trace, ...]
    sha256: str


def erased_here(unit: ReadUnit) -> tuple[Erased, ...]:
    """Everything that was destroyed in this workspace, oldest first."""
    query = select(Disposal).order_by(Disposal.at, Disposal.id)
    return tuple(
        Erased(row.id, row.number, row.at, traces_from(row.traces), row.sha256 if row.bytes_gone else "")
        for row in unit.session.scalars(query).all()
    )


def traces_text(traces: Iterable[Trace]) -> str:
    """The form in which a disposal keeps its traces."""
    return json.dumps([list(trace) for trace in traces])


def traces_from(stored: str) -> tuple[Trace, ...]:
    """The traces out of the form that `traces_text` gave them."""
    return tuple((name, row_id) for name, row_id in json.loads(stored))


def blanks(name: str, number: str, at: datetime) -> Mapping[str, Any]:
    """What the columns of a destroyed row hold; a person is called by the number of the record."""
    values = dict(_BLANKS[name])
    if name in ("evidence", "person"):
        values["destroyed_at"] = at
    if name == "person":
        values |= {"name": number, "sort_name": sort_key(number)}
    return values


def erase_from_log(connection: Connection, traces: Iterable[Trace]) -> None:
    """Take out of the log what it says of these rows."""
    for kind, row_id in traces:
        connection.execute(
            update(_LOG)  # type: ignore[arg-type]
            .where(_LOG.c.row_id == row_id, _LOG.c.kind == kind)
            .values(detail=None, salt=None)
        )


def erase_from_copy(connection: Connection, erased: Iterable[Erased]) -> None:
    """Take what was destroyed out of a copy of the database, such as a backup's; it may be an older schema.

    What a copy knows to be destroyed stays as it is there: the same bytes may have come in again since.
    """
    columns = {name: _columns(connection, name) for name in (*_BLANKS, Disposal.__tablename__)}
    known = _known(connection) if columns[Disposal.__tablename__] else frozenset()
    for one in erased:
        if one.id not in known:
            _blank(connection, one, columns)
            erase_from_log(connection, one.traces)
            _erase_keys(connection, one)
    _empty_derived(connection)


def _empty_derived(connection: Connection) -> None:
    names = [name for name in inspect(connection).get_table_names() if name.startswith(_DERIVED)]
    virtual = [name for name in names if _is_virtual(connection, name)]
    for name in virtual:
        connection.execute(DropTable(Table(name, MetaData())))
    for name in names:
        if not any(name.startswith(one) for one in virtual):
            connection.execute(delete(table(name)))


def _is_virtual(connection: Connection, name: str) -> bool:
    query = text("SELECT sql FROM sqlite_master WHERE name = :name")
    return str(connection.execute(query, {"name": name}).scalar()).startswith("CREATE VIRTUAL")


def _columns(connection: Connection, name: str) -> frozenset[str]:
    """The columns that a table has there; none where there is no such table."""
    found = inspect(connection)
    if not found.has_table(name):
        return frozenset()
    return frozenset(column["name"] for column in found.get_columns(name))


def _known(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(Disposal.id)).scalars())


def _blank(connection: Connection, one: Erased, columns: Mapping[str, frozenset[str]]) -> None:
    for name, row_id in one.traces:
        held = METADATA.tables[name]
        wanted = blanks(name, one.number, one.at)
        values = {key: value for key, value in wanted.items() if key in columns[name]}
        if values:
            statement = update(held).where(held.c.id == row_id).values(values)
            if name == "custody_entry":
                statement = statement.where(~held.c.detail.startswith(HASH))
            connection.execute(statement)


def _erase_keys(connection: Connection, one: Erased) -> None:
    if one.sha256:
        gone = _OBJECTS.c.sha256 == one.sha256
        connection.execute(update(_OBJECTS).where(gone).values(key=None))  # type: ignore[arg-type]
