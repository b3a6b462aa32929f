"""A second place for backups, on another drive: chosen once, used whenever the drive is there."""

import errno
import os
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.evidence.object_store import ObjectStore
from app.progress import Progress, no_progress
from app.settings import Settings
from app.words import N_
from app.workspace import refusals
from app.workspace.backups.database_copy import THE_DATABASE
from app.workspace.backups.key_files import copy_key_files
from app.workspace.backups.manifest import FILE_NAME, read_manifest
from app.workspace.backups.place import FOLDER_NAME, remember_second_place
from app.workspace.backups.shelf import backups_in, filled, sweep, thin
from app.workspace.backups.stored_files import copy_file, files_in, take
from app.workspace.files import sync_folder, write_durably
from app.workspace.layout import Layout


def refuse_inside(folder: Path, workspace: Path) -> None:
    """Raise UserError for a folder in the workspace itself: what takes the one would take the other."""
    if folder.resolve().is_relative_to(workspace.resolve()):
        raise UserError(
            N_("{path} lies in the workspace itself."),
            N_("Nothing was changed."),
            N_("Choose a folder on another drive."),
            path=folder,
        )


def choose_second_place(settings: Settings, chosen: Path, workspace: Path) -> None:
    """From now on backups are copied into a folder of our own in `chosen`.

    Raises UserError when nothing can be written there, or when it lies in the workspace itself.
    """
    refuse_inside(chosen, workspace)
    place = chosen if chosen.name == FOLDER_NAME else chosen / FOLDER_NAME
    with refusals.copying_backup(place):
        place.mkdir(exist_ok=True)
        if not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        sync_folder(chosen)
    remember_second_place(settings, place)


def shelf_in(place: Path, name: str, workspace: str) -> Path:
    """Where the backups of a workspace lie in a second place, by its folder's name and its id."""
    return place / f"{name}-{workspace}"


def copy_backup(
    backup: Path, name: str, place: Path, now: datetime, progress: Progress = no_progress
) -> Path:
    """Copy a finished backup into `place`; returns the copy, also when it was there already.

    Raises UserError, or Cancelled, with nothing left behind there.
    """
    with refusals.copying_backup(place):
        manifest = read_manifest(backup)
        shelf = shelf_in(place, name, manifest.workspace if manifest else "")
        shelf.mkdir(exist_ok=True)
        sweep(shelf)
        target = shelf / backup.name
        if not target.is_dir():
            earlier = [ObjectStore(Layout(row.folder).objects) for row in backups_in(shelf)[:1]]
            with filled(target) as folder:
                _fill(Layout(folder), Layout(backup), earlier, progress)
            thin(shelf, now, target)
    return target


def _fill(copy: Layout, backup: Layout, earlier: list[ObjectStore], progress: Progress) -> None:
    def tell() -> None:
        progress(0, 0, THE_DATABASE)

    manifest = read_manifest(backup.root)
    digest = copy_file(backup.database, copy.database, tell)
    if manifest is None or manifest.database_sha256 != digest:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(backup.database))
    source = ObjectStore(backup.objects)
    # Never a link to the backup itself: a second copy is to be one.
    take(files_in(source), ObjectStore(copy.objects), earlier, [source], progress)
    copy_key_files(backup, copy)
    write_durably(copy.root / FILE_NAME, (backup.root / FILE_NAME).read_bytes())
