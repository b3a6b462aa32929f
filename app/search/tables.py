"""The tables of the search. They hold nothing that does not stand elsewhere, so no log covers them.

`search_entry` numbers what can be found: a record, or one part of the text of a file. `search_text` has its
words as they were indexed, `search_index` is the index over them, without a copy of its own.
`search_pending` names the records that were edited since they were indexed.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, UniqueConstraint, text

# What is indexed, and how. A workspace with another number is indexed anew when it is opened.
VERSION = 2

_METADATA = MetaData()
ENTRY = Table(
    "search_entry",
    _METADATA,
    Column("n", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("row_id", String(36), nullable=False),
    Column("part", Integer, nullable=False),
    Column("audit_id", String(36)),
    UniqueConstraint("kind", "row_id", "part"),
)
TEXT = Table(
    "search_text",
    _METADATA,
    Column("n", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("beside", Text, nullable=False),
    Column("place", Text, nullable=False),
)
FILE = Table(
    "search_file",
    _METADATA,
    Column("evidence_id", String(36), primary_key=True),
    Column("object_id", String(36), nullable=False),
    Column("is_read", Integer, nullable=False),
)
STATE = Table("search_state", _METADATA, Column("version", Integer, primary_key=True))

_MAKE_PENDING = text(
    "CREATE TABLE search_pending (kind VARCHAR(40) NOT NULL, row_id VARCHAR(36) NOT NULL,"
    " PRIMARY KEY (kind, row_id)) WITHOUT ROWID"
)
_MAKE_INDEX = text(
    "CREATE VIRTUAL TABLE search_index USING fts5(scope, title, body, beside, content = '',"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
)
# Left to itself the index would merge its parts while somebody waits for a save; see `store.merge_some`.
_MERGES = text("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0), ('crisismerge', 64)")


def is_outdated(connection: Connection) -> bool:
    """Whether the index was made by another version, was never made, or was found to be broken."""
    return connection.execute(STATE.select()).scalar() != VERSION


def make_index_anew(connection: Connection) -> None:
    """An index with nothing in it; what was in the old one leaves no trace there."""
    connection.execute(text("DROP TABLE IF EXISTS search_index"))
    connection.execute(text("DROP TABLE IF EXISTS search_pending"))
    connection.execute(_MAKE_PENDING)
    connection.execute(_MAKE_INDEX)
    connection.execute(_MERGES)


def set_version(connection: Connection, version: int) -> None:
    """Note by which version the index was made; `is_outdated` compares it."""
    connection.execute(STATE.delete())
    connection.execute(STATE.insert(), {"version": version})
