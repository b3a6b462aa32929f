"""The texts of files that are evidence: which were read, which wait, and which have to leave the index."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from app.activity_log import RowChange
from app.search import store
from app.search.kinds import Kind
from app.search.sources import Entry, batches
from app.search.store import Part
from app.search.tables import FILE
from models.evidence import Evidence, StoredObject


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of evidence whose file is to be read."""

    id: str
    audit_id: str
    object_id: str
    media_type: str


_OF_OBJECTS = select(FILE.c.evidence_id).where(FILE.c.object_id.in_(bindparam("keys", expanding=True)))
# A text is kept only while its piece is there with the same file, whose key is there too.
_GONE = (
    select(FILE.c.evidence_id)
    .outerjoin(Evidence, Evidence.id == FILE.c.evidence_id)
    .outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
    .where(
        FILE.c.evidence_id.in_(bindparam("ids", expanding=True)),
        or_(
            Evidence.object_id.is_distinct_from(FILE.c.object_id),
            StoredObject.key.is_(None),
            Evidence.destroyed_at.is_not(None),
        ),
    )
)
_DELETE_FILES = delete(FILE).where(FILE.c.evidence_id.in_(bindparam("ids", expanding=True)))
_THERE = (
    select(Evidence.id, Evidence.audit_id, StoredObject.id, Evidence.media_type)
    .join(StoredObject, StoredObject.id == Evidence.object_id)
    .where(StoredObject.key.is_not(None), Evidence.destroyed_at.is_(None))
)
_WAITING = _THERE.where(Evidence.id.not_in(select(FILE.c.evidence_id).where(FILE.c.is_read == 1))).order_by(
    Evidence.id.desc()
)
_STILL_WAITING = _THERE.where(Evidence.id == bindparam("evidence"), Evidence.object_id == bindparam("object"))
_BEGUN = select(FILE.c.evidence_id).where(FILE.c.evidence_id == bindparam("evidence"))
_FINISH = update(FILE).where(FILE.c.evidence_id == bindparam("evidence")).values(is_read=1)


def concerned(connection: Connection, changes: Sequence[RowChange]) -> list[str]:
    """The pieces whose text may have to go by these changes."""
    ids = {change.id for change in changes if change.table is Evidence}
    objects = [change.id for change in changes if change.table is StoredObject]
    for some in batches(objects):
        ids.update(connection.execute(_OF_OBJECTS, {"keys": some}).scalars())
    return sorted(ids)


def gone(connection: Connection, evidence_ids: Sequence[str]) -> list[str]:
    """Those of the pieces whose text must not be in the index any more."""
    found: list[str] = []
    for some in batches(evidence_ids):
        found.extend(connection.execute(_GONE, {"ids": some}).scalars())
    return found


def drop_gone(connection: Connection, evidence_ids: Sequence[str]) -> None:
    """Take the texts out that may not stay."""
    for some in batches(gone(connection, evidence_ids)):
        _drop(connection, some)


def _drop(connection: Connection, evidence_ids: Sequence[str]) -> None:
    store.remove(connection, store.held(connection, Kind.FILE, evidence_ids))
    connection.execute(_DELETE_FILES, {"ids": evidence_ids})


def every_evidence_id(connection: Connection) -> list[str]:
    """The pieces whose file was read, or begun to be read."""
    return list(connection.execute(select(FILE.c.evidence_id).order_by(FILE.c.evidence_id)).scalars())


def waiting(connection: Connection) -> list[Waiting]:
    """The pieces whose file was not read yet, newest first."""
    return [Waiting(*row) for row in connection.execute(_WAITING)]


def begin(connection: Connection, file: Waiting) -> bool:
    """Make room for the text of a file; False when the piece is not there any more as it was.

    What an earlier attempt left goes.
    """
    if connection.execute(_STILL_WAITING, {"evidence": file.id, "object": file.object_id}).first() is None:
        return False
    _drop(connection, [file.id])
    connection.execute(insert(FILE), {"evidence_id": file.id, "object_id": file.object_id, "is_read": 0})
    return True


def add_texts(connection: Connection, file: Waiting, first: int, texts: Sequence[tuple[str, str]]) -> None:
    """Index parts of a file, counted from `first`: where each stands in it, and its text."""
    if connection.execute(_BEGUN, {"evidence": file.id}).first() is None:
        return
    store.add(
        connection,
        [
            Part(Kind.FILE, Entry(file.id, file.audit_id, "", text, ""), first + at, place)
            for at, (place, text) in enumerate(texts)
        ],
    )


def finish(connection: Connection, file: Waiting) -> None:
    """Everything of a file is indexed."""
    connection.execute(_FINISH, {"evidence": file.id})
