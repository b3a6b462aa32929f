"""How much a verification looks at."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.retention.disposals import disposal_count
from app.workspace.workspace import Workspace
from models.activity import LogEntry
from models.evidence import StoredObject


@dataclass(frozen=True, slots=True)
class Extent:
    """How many stored files are hashed and log entries walked, and how many things were destroyed."""

    files: int
    log_entries: int
    destroyed: int


def extent(workspace: Workspace) -> Extent:
    """What a verification of the workspace as it is now covers."""
    with workspace.read() as unit:
        files = select(func.count(StoredObject.id)).where(StoredObject.key.is_not(None))
        entries = select(func.count()).select_from(LogEntry)
        return Extent(
            unit.session.scalar(files) or 0, unit.session.scalar(entries) or 0, disposal_count(unit)
        )
