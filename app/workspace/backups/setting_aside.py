"""A damaged workspace: the newest good backup takes its place, and it is kept whole beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace import refusals
from app.workspace.backups.manifest import read_manifest, workspace_id
from app.workspace.backups.restoring import restore
from app.workspace.backups.second_place import shelf_in
from app.workspace.backups.shelf import BackupRow, backups_in, list_backups, newest_first
from app.workspace.backups.stored_files import digest_of
from app.workspace.files import sync_folder
from app.workspace.header import Secret, unlock
from app.workspace.layout import Layout
from app.workspace.lock import WorkspaceLock


@dataclass(frozen=True, slots=True)
class Replaced:
    """A workspace that a backup took the place of, where it lies now, and how many stored files are lost."""

    root: Path
    aside: Path
    lost: int


def newest_good(
    root: Path, secret: Secret | None = None, place: Path | None = None, progress: Progress = no_progress
) -> BackupRow | None:
    """The backup that holds most, of those whose database is byte for byte what was checked when it was made.

    Those in the second place count too when the key can be had. Raises OSError and Cancelled.
    """
    rows = [*list_backups(root), *_in_second_place(root, secret, place)]
    for row in newest_first(rows):
        progress(0, 0, row.folder.name)
        if _is_good(row):
            return row
    return None


def _in_second_place(root: Path, secret: Secret | None, place: Path | None) -> Sequence[BackupRow]:
    if place is None:
        return ()
    try:
        _header, key = unlock(Layout(root).headers, secret)
    except UserError:
        # Without the key nobody knows which backups there belong to this workspace.
        return ()
    return backups_in(shelf_in(place, root.stem, workspace_id(key)))


def _is_good(row: BackupRow) -> bool:
    manifest = read_manifest(row.folder)
    database = Layout(row.folder).database
    return manifest is not None and digest_of(database) == manifest.database_sha256


def replace_damaged(
    root: Path,
    backup: Path,
    secret: Secret | None,
    program: str,
    now: datetime,
    progress: Progress = no_progress,
) -> Replaced:
    """Restore `backup` beside the damaged workspace, then let the two change places.

    The damaged folder is moved whole, and only when the restored one was read to its end. Raises UserError,
    with the damaged one where it was, and Cancelled.
    """
    stamp = f"{now:%Y-%m-%d %H.%M}"
    aside = _free(root, f"damaged {stamp}")
    with refusals.opening(root):
        lock = WorkspaceLock(Layout(root))
        lock.acquire(program, now)
        lock.release()
    restored = restore(backup, _free(root, f"restored {stamp}"), secret, progress)
    _change_places(root, aside, restored.root)
    return Replaced(root, aside, restored.lost)


def _free(root: Path, what: str) -> Path:
    """A name beside `root` that nobody has, such as `Northwind damaged 2026-11-24 10.15.assay`."""
    name = f"{root.stem} {what}"
    count, free = 1, root.with_name(f"{name}{root.suffix}")
    while free.exists():
        count += 1
        free = root.with_name(f"{name} ({count}){root.suffix}")
    return free


def _change_places(root: Path, aside: Path, restored: Path) -> None:
    try:
        root.rename(aside)
        try:
            restored.rename(root)
        except OSError:
            aside.rename(root)
            raise
        sync_folder(root.parent)
    except OSError as error:
        raise UserError(
            N_("The damaged workspace could not be set aside: {reason}."),
            N_("It is where it was, and the backup was restored as {restored}."),
            N_("Open that workspace and go on there."),
            reason=error.strerror,
            restored=restored,
        ) from error
