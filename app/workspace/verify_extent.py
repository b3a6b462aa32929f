"""How much a verification looks at."""

from sqlalchemy import func, select

from app.workspace.workspace import Workspace
from models.activity import LogEntry
from models.evidence import StoredObject


def extent(workspace: Workspace) -> tuple[int, int]:
    """The number of stored files that have a key, and of entries in the log."""
    with workspace.read() as unit:
        files = select(func.count(StoredObject.id)).where(StoredObject.key.is_not(None))
        entries = select(func.count()).select_from(LogEntry)
        return unit.session.scalar(files) or 0, unit.session.scalar(entries) or 0
