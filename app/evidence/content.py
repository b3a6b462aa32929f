"""The bytes of evidence, read back and checked against the SHA-256 of their intake (R-23)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.errors import UserError
from app.evidence.names import display_name
from app.evidence.object_store import DamagedObjectError
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace.workspace import Workspace
from models.evidence import Evidence, StoredObject


@dataclass(frozen=True, slots=True)
class StoredContent:
    """Where the bytes of a piece of evidence lie. `key` None: destroyed at the agreed date."""

    number: str
    original_name: str
    media_type: str
    size: int
    sha256: str
    file_name: str
    key: bytes | None


def stored_content(workspace: Workspace, evidence_id: str) -> StoredContent:
    """What is needed to read a piece of evidence. Raises UserError when it has no file or is gone."""
    query = (
        select(Evidence, StoredObject)
        .join(StoredObject, StoredObject.id == Evidence.object_id)
        .where(Evidence.id == evidence_id)
    )
    with workspace.read() as unit:
        row = unit.session.execute(query).first()
        if row is None:
            raise UserError(N_("There is no file with this piece of evidence."))
        evidence, stored = row
        return StoredContent(
            evidence.number,
            evidence.original_name,
            evidence.media_type,
            stored.size,
            stored.sha256,
            stored.file_name,
            stored.key,
        )


def start_of_content(workspace: Workspace, stored: StoredContent, limit: int) -> bytes:
    """The first `limit` bytes. What lies behind them is not checked, so this is for showing only."""
    try:
        return workspace.objects.content(stored.file_name, stored.key, limit)
    except DamagedObjectError as error:
        raise _damaged(stored) from error


def checked_chunks(
    workspace: Workspace, stored: StoredContent, progress: Progress = no_progress
) -> Iterator[bytes]:
    """The bytes in chunks; raises UserError, at the latest after the last one, when they were changed."""
    digest, done = hashlib.sha256(), 0
    try:
        for chunk in workspace.objects.read(stored.file_name, stored.key):
            digest.update(chunk)
            done += len(chunk)
            progress(done, stored.size, display_name(stored.original_name))
            yield chunk
    except DamagedObjectError as error:
        raise _damaged(stored) from error
    if digest.hexdigest() != stored.sha256:
        raise _damaged(stored)


def _damaged(stored: StoredContent) -> UserError:
    return UserError(
        N_("The stored file of {number} ({name}) is not what was taken in: it was changed or is damaged."),
        N_("Its record with the SHA-256 of the original is kept."),
        N_("Bring the file back from a backup of this workspace, or ask for the original again."),
        number=stored.number,
        name=display_name(stored.original_name),
    )
