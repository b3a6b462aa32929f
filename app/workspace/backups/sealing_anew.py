"""Keys of its own for a workspace that is being made from a backup: for its database and every stored file.

Whoever has the keys of the backup cannot read what was sealed anew. The backup stays as it is.
"""

from collections.abc import Sequence
from contextlib import closing

from app import database
from app.evidence.chunks import Chunks
from app.evidence.object_store import DamagedObjectError, ObjectStore
from app.progress import Progress
from app.workspace.backups.database_copy import Content, NamedObject, check_database
from app.workspace.backups.stored_files import within
from app.workspace.layout import Layout

_EXCHANGE = "UPDATE stored_object SET key = ? WHERE file_name = ?"


def seal_anew(
    new: Layout,
    source: ObjectStore,
    objects: Sequence[NamedObject],
    keys: tuple[bytes, bytes],
    progress: Progress,
) -> Content:
    """Seal the stored files of `source` and the copied database of `new` under keys that are made here.

    `keys` are that of the database so far and its next one. A stored file that is not whole is left out.
    Raises database.Error and OSError, and Cancelled; `new` is of no use then.
    """
    key, next_key = keys
    store = ObjectStore(new.objects)
    new.objects.mkdir()
    with closing(database.connect(new.database, key)) as connection:
        connection.execute("BEGIN")
        for done, named in enumerate(objects):
            fresh = _sealed(source, store, named, within(progress, done, len(objects)))
            if fresh is not None:
                connection.execute(_EXCHANGE, (fresh, named.file_name))
        connection.execute("COMMIT")
        database.exchange_key(connection, next_key)
    return check_database(new.database, next_key)


def _sealed(source: ObjectStore, store: ObjectStore, named: NamedObject, progress: Progress) -> bytes | None:
    """The new key of a stored file that keeps its name; None for one that is damaged."""
    plain, name = Chunks(source.read(named.file_name, named.key)), named.file_name
    try:
        stored = store.put(plain, named.size, name, progress, file_name=name)
    except DamagedObjectError:
        return None
    store.settle(name)
    return stored.key
