"""The bytes of evidence, read back and checked against the SHA-256 of their intake (R-23)."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.errors import UserError
from app.evidence import custody
from app.evidence.names import display_name, safe_export_name
from app.evidence.object_store import DamagedObjectError
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace.files import sync_folder
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction, Evidence, StoredObject

_MOST_TWINS = 1_000


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


def read_content(workspace: Workspace, evidence_id: str, *, progress: Progress = no_progress) -> bytes:
    """All bytes of a piece of evidence. Raises UserError when they are not those that were taken in."""
    return b"".join(checked_chunks(workspace, stored_content(workspace, evidence_id), progress))


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


def export_copy(
    workspace: Workspace, evidence_id: str, folder: Path, *, progress: Progress = no_progress
) -> Path:
    """Write a checked copy into `folder` and note it in the chain of custody; returns the path.

    Nothing is overwritten. The copy gets its name only after it was checked and its custody entry committed:
    no copy leaves without one. Raises UserError and Cancelled; nothing is left in the folder then.
    """
    stored = stored_content(workspace, evidence_id)
    unfinished = folder / f".assay-{secrets.token_hex(8)}.part"
    try:
        _write(unfinished, checked_chunks(workspace, stored, progress))
        target = _reserve(folder, safe_export_name(stored.number, stored.original_name))
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise _not_written(folder, error) from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    try:
        # An undo that took the entry back would not bring the copy back.
        with workspace.write(N_("Export a copy of {number}"), undoable=False, number=stored.number) as uow:
            custody.record(uow, evidence_id, CustodyAction.EXPORTED, str(target))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    return target


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _reserve(folder: Path, name: str) -> Path:
    """Take the first free name, `name` itself or `name (2)`; made at once, so that nobody else takes it."""
    wanted = Path(name)
    for count in range(1, _MOST_TWINS):
        path = folder / (name if count == 1 else f"{wanted.stem} ({count}){wanted.suffix}")
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise UserError(N_("The folder {folder} holds too many copies of this file."), folder=folder)


def _not_written(folder: Path, error: OSError) -> UserError:
    return UserError(
        N_("The copy could not be written to {folder}: {reason}."),
        N_("The evidence itself is untouched, and nothing was left in the folder."),
        N_("Choose another folder, or make room there."),
        folder=display_name(str(folder)),
        reason=error.strerror or str(error),
    )
