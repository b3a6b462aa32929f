"""Copies of evidence for others, each with its entry in the chain of custody (R-23)."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from app.errors import UserError
from app.evidence import custody
from app.evidence.content import StoredContent, checked_chunks, stored_content
from app.evidence.leaving import leaving_chunks
from app.evidence.names import display_name, safe_export_name
from app.progress import Progress, no_progress
from app.words import N_
from app.worker.client import Worker
from app.workspace.files import sync_folder, try_room
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction

_MOST_TWINS = 1_000


def export_copy(
    workspace: Workspace,
    evidence_id: str,
    folder: Path,
    *,
    worker: Worker | None = None,
    is_as_taken_in: bool = False,
    progress: Progress = no_progress,
) -> Path:
    """Write a checked copy into `folder` and note it in the chain of custody; returns the path.

    A photo leaves without what its camera wrote, unless `is_as_taken_in`; where that makes other bytes of it,
    the entry says which. Nothing is overwritten. The copy gets its name only after it was checked and its
    custody entry committed: no copy leaves without one. Raises UserError and Cancelled; nothing is left in
    the folder then.
    """
    stored = stored_content(workspace, evidence_id)
    if is_as_taken_in:
        chunks = checked_chunks(workspace, stored, progress)
    else:
        chunks = leaving_chunks(workspace, stored, worker or Worker(), progress)
    unfinished = folder / f".assay-{secrets.token_hex(8)}.part"
    try:
        sha256 = _write(unfinished, chunks, stored.size)
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
            custody.record(uow, evidence_id, CustodyAction.EXPORTED, _detail(target, stored, sha256))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    return target


def _detail(target: Path, stored: StoredContent, sha256: str) -> str:
    """Where the copy went, and its own hash where it is not the same bytes."""
    return str(target) if sha256 == stored.sha256 else f"{target} · SHA-256 {sha256}"


def _write(path: Path, chunks: Iterator[bytes], size: int) -> str:
    """Write about `size` bytes and make them durable; the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with path.open("xb") as file:
        try_room(file, size)
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


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
