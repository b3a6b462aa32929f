"""A new workspace from a backup. Nothing that is there already is ever written over."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.evidence.object_store import DamagedObjectError, ObjectStore, sealed_size
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace import refusals
from app.workspace.backups.database_copy import THE_DATABASE, NamedObject, check_database
from app.workspace.backups.key_files import copy_key_files
from app.workspace.backups.sealing_anew import seal_anew
from app.workspace.backups.shelf import backup_at
from app.workspace.backups.stored_files import Wanted, copy_file, take, within
from app.workspace.files import sync_folder
from app.workspace.header import KeyHeader, Secret, unlock, write_header
from app.workspace.layout import Layout
from app.workspace.log_head import LogHead, write_head

_UNFINISHED = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that was restored; `lost` counts stored files that the backup had not, or not whole."""

    root: Path
    lost: int


def restore(
    backup: Path,
    target: Path,
    secret: Secret | None,
    progress: Progress = no_progress,
    fresh: tuple[KeyHeader, bytes] | None = None,
) -> Restored:
    """Make a workspace at `target` from a backup, and read all of it again. The backup stays as it is.

    `secret` is the passphrase or recovery key that the workspace had when the backup was made. With `fresh`,
    a new header and its key, everything is sealed anew: the keys of the backup do not open it. Raises
    UserError when it is wrong, when the backup is damaged or something is at `target`, and Cancelled; nothing
    is left behind then.
    """
    with refusals.restoring(target):
        if backup_at(backup) is None:
            raise UserError(
                N_("The folder {path} is not a backup of a workspace."),
                todo=N_("Choose a folder from the backups of a workspace; its name begins with a date."),
                path=backup,
            )
        _header, key = unlock(Layout(backup).headers, secret)
    return restore_with_key(backup, target, key, progress, fresh)


def restore_with_key(
    backup: Path,
    target: Path,
    key: bytes,
    progress: Progress = no_progress,
    fresh: tuple[KeyHeader, bytes] | None = None,
) -> Restored:
    """The same with the database key instead of a passphrase."""
    with refusals.restoring(target):
        _refuse_taken(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        making = Layout(target.with_name(f"{target.name}{_UNFINISHED}"))
        if making.root.exists():
            # The program was killed while it restored the same workspace.
            shutil.rmtree(making.root)
        making.root.mkdir()
        try:
            lost = _fill(making, Layout(backup), key, progress, fresh)
            with suppress(FileNotFoundError):
                target.rmdir()
            making.root.rename(target)
        except BaseException:
            shutil.rmtree(making.root, ignore_errors=True)
            raise
        sync_folder(target.parent)
    return Restored(target, lost)


def _refuse_taken(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UserError(
            N_("There is something at {path} already."),
            N_("It was not touched."),
            N_("Choose another name for the restored workspace."),
            path=target,
        )


def _fill(
    new: Layout, backup: Layout, key: bytes, progress: Progress, fresh: tuple[KeyHeader, bytes] | None
) -> int:
    def tell() -> None:
        progress(0, 0, THE_DATABASE)

    copy_file(backup.database, new.database, tell)
    content = check_database(new.database, key)
    source, store = ObjectStore(backup.objects), ObjectStore(new.objects)
    if fresh is None:
        named = [Wanted(one.file_name, sealed_size(one.size)) for one in content.objects]
        take(named, store, [source], [source], progress)
        copy_key_files(backup, new)
    else:
        header, next_key = fresh
        content = seal_anew(new, source, content.objects, (key, next_key), progress)
        write_header(new.headers, header)
        key = next_key
    new.backups.mkdir()
    made = backup_at(backup.root)
    if made is not None:
        write_head(new.log_head, key, LogHead(made.at, restored_from=made.at))
    sync_folder(new.root)
    return _unreadable(content.objects, store, progress)


def _unreadable(objects: Sequence[NamedObject], store: ObjectStore, progress: Progress) -> int:
    """How many stored files do not decrypt to what was taken in."""
    lost = 0
    for done, named in enumerate(objects):
        tell = within(progress, done, len(objects))
        try:
            lost += store.digest(named.file_name, named.key, tell) != named.sha256
        except DamagedObjectError:
            lost += 1
    return lost
