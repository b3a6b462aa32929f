"""Files in the store that nothing uses any more.

Only when the workspace was just opened or is about to close: then no undo brings a record back, and no file
is on its way in.
"""

from sqlalchemy import exists, select

from app.evidence.object_store import UNFINISHED
from app.unit_of_work import ReadUnit
from app.words import N_
from app.workspace.workspace import Workspace
from models.evidence import StoredObject
from models.tables import METADATA


def remove_unused_files(workspace: Workspace) -> int:
    """Remove unfinished files and objects that no record uses; returns how many objects went.

    The rows go first: a power cut in between leaves a file without a key, never a record without its file.
    Nothing that was done before can be undone afterwards.
    """
    for name in workspace.objects.names():
        if name.endswith(UNFINISHED):
            workspace.objects.remove(name)
    with workspace.read() as unit:
        unused = _unused(unit)
    if not unused:
        return 0
    try:
        for stored in unused:
            # What was destroyed has no file any more.
            if workspace.objects.is_begun(stored.file_name):
                workspace.objects.doubt(stored.file_name)
    except OSError:
        # A drive that is full or failing takes nothing now; the files wait.
        return 0
    with workspace.write(N_("Remove files that nothing uses"), final=True) as uow:
        names = [stored.file_name for stored in _unused(uow)]
        for stored in _unused(uow):
            uow.session.delete(stored)
    for name in names:
        workspace.objects.remove(name)
    return len(names)


def _unused(unit: ReadUnit) -> list[StoredObject]:
    query = select(StoredObject)
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            if key.column.table is StoredObject.__table__:
                query = query.where(~exists().where(key.parent == StoredObject.id))
    return list(unit.session.scalars(query).all())
