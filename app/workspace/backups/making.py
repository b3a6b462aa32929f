"""Making a backup: the database by SQLite's backup API, the key headers, and the stored files it names."""

import hashlib
from datetime import datetime
from pathlib import Path

from app.evidence.object_store import ObjectStore, sealed_size
from app.progress import Progress, no_progress
from app.workspace import refusals
from app.workspace.backups.database_copy import Ask, Content, copy_database, mark
from app.workspace.backups.key_files import copy_key_files
from app.workspace.backups.manifest import Manifest, workspace_id, write_manifest
from app.workspace.backups.shelf import backups_in, filled, free_place, sweep, thin
from app.workspace.backups.stored_files import Wanted, digest_of, take
from app.workspace.files import sync_folder
from app.workspace.header import read_header
from app.workspace.layout import Layout


def back_up(layout: Layout, key: bytes, now: datetime, reason: str, progress: Progress = no_progress) -> Path:
    """Make a backup below `backups` that restores alone, check it, and take away what it supersedes.

    `reason` becomes part of the folder's name, such as `before-migration`. Raises UserError, or Cancelled,
    with nothing left behind. One thread at a time.
    """
    with refusals.backing_up():
        if not layout.backups.is_dir():
            layout.backups.mkdir()
            sync_folder(layout.root)
        sweep(layout.backups)
        target = free_place(layout.backups, now, reason)
        earlier = [ObjectStore(Layout(row.folder).objects) for row in backups_in(layout.backups)]
        with filled(target) as folder:
            _fill(Layout(folder), layout, earlier, key, progress, now, reason)
        thin(layout.backups, now, target)
    return target


def _fill(
    backup: Layout,
    live: Layout,
    earlier: list[ObjectStore],
    key: bytes,
    progress: Progress,
    now: datetime,
    reason: str,
) -> None:
    content = copy_database(live.database, backup.database, key, progress)
    # What the workspace has lost since, an earlier backup may still have.
    stores = [ObjectStore(live.objects), *earlier]
    named = [Wanted(one.file_name, sealed_size(one.size)) for one in content.objects]
    missing = take(named, ObjectStore(backup.objects), stores, stores, progress)
    copy_key_files(live, backup)
    mark_of_state = _with_header(content.mark, backup)
    write_manifest(backup.root, manifest_of(backup, content, key, now, reason, missing, mark_of_state))


def manifest_of(
    backup: Layout,
    content: Content,
    key: bytes,
    at: datetime,
    reason: str,
    missing: int,
    mark_of_state: str,
) -> Manifest:
    """What a backup says of itself, once its database and its stored files lie there."""
    return Manifest(
        at=at,
        reason=reason,
        workspace=workspace_id(key),
        mark=mark_of_state,
        log_entries=content.log_entries,
        database_bytes=backup.database.stat().st_size,
        database_sha256=digest_of(backup.database),
        objects=len(content.objects),
        object_bytes=sum(sealed_size(one.size) for one in content.objects),
        missing=missing,
        disposals=content.disposals,
    )


def mark_of(layout: Layout, ask: Ask) -> str:
    """The mark that a backup would get now; `ask` answers SQL from the live database."""
    return _with_header(mark(ask), layout)


def _with_header(mark_of_database: str, layout: Layout) -> str:
    """A new passphrase is no change of the database, but the backups are to have it."""
    header = repr(read_header(layout.headers))
    return hashlib.sha256(f"{mark_of_database} {header}".encode()).hexdigest()
