"""What was destroyed leaves the backups too: each that may still hold it is rewritten where it lies.

Only the database and what the backup says of itself are new; the other stored files stay. First the new
database takes the old one's place, then the destroyed files go, then the manifest is written: until that is
done the backup counts as not cleaned, and is done again.
"""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from app import database
from app.evidence.object_store import ObjectStore, sealed_size
from app.progress import Progress
from app.retention.erasing import Erased, erase_from_copy
from app.words import N_
from app.workspace.backups.database_copy import Content, check_database
from app.workspace.backups.making import manifest_of
from app.workspace.backups.manifest import read_manifest, write_manifest
from app.workspace.backups.shelf import BackupRow, backups_in, discard
from app.workspace.backups.stored_files import Wanted, copy_file
from app.workspace.files import sync_folder
from app.workspace.layout import Layout

CLEANING = N_("earlier backups")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of the backups in a folder: rewritten, removed because they were damaged, or as they were.

    `reason` is what the system said of the last of those that could not be cleaned.
    """

    rewritten: int = 0
    removed: int = 0
    left: int = 0
    reason: str = ""


def is_unclean(folder: Path, disposals: int) -> bool:
    """Whether a backup may hold what one of so many records of destruction is about. Raises OSError."""
    manifest = read_manifest(folder)
    return disposals > 0 and (manifest is None or manifest.disposals < disposals)


def clean_shelf(shelf: Path, key: bytes, erased: Sequence[Erased], progress: Progress) -> Cleaned:
    """Clean every backup in a folder. One that is damaged is removed: nobody could say what it still holds.

    To be called when a newer backup of the same workspace was made and verified. Raises Cancelled; what is
    done by then is done.
    """
    rewritten, removed, left, reason = 0, 0, 0, ""
    try:
        unclean = [row for row in backups_in(shelf) if is_unclean(row.folder, len(erased))]
    except OSError as error:
        return Cleaned(left=1, reason=error.strerror or str(error))
    for done, row in enumerate(unclean):
        progress(done, len(unclean), CLEANING)
        try:
            if _is_cleaned(row, key, erased, progress):
                rewritten += 1
            else:
                discard(row.folder)
                removed += 1
        except (OSError, database.Error) as error:
            left += 1
            reason = str(getattr(error, "strerror", None) or error)
    return Cleaned(rewritten, removed, left, reason)


def _is_cleaned(row: BackupRow, key: bytes, erased: Sequence[Erased], progress: Progress) -> bool:
    """Clean one backup; False when it is damaged. Raises OSError and database.Error of the disk."""
    if read_manifest(row.folder) is None:
        return False
    backup = Layout(row.folder)
    fresh = backup.database.with_name(f"{backup.database.name}.new")
    try:
        content = _clean_copy(backup.database, fresh, key, erased, progress)
        fresh.replace(backup.database)
    except database.Error as error:
        if database.code_of(error) in database.BY_THE_DISK:
            raise
        return False
    finally:
        _take_away(fresh)
    sync_folder(backup.root)
    _remove_destroyed(backup, content)
    _describe(backup, row, content, key, len(erased))
    return True


def _clean_copy(
    source: Path, fresh: Path, key: bytes, erased: Sequence[Erased], progress: Progress
) -> Content:
    def tell() -> None:
        progress(0, 0, CLEANING)

    _take_away(fresh)
    copy_file(source, fresh, tell)
    engine = database.migration_engine(fresh, key)
    try:
        with database.told_plainly(), engine.begin() as connection:
            erase_from_copy(connection, erased)
    finally:
        engine.dispose()
    with closing(database.connect(fresh, key)) as connection:
        database.compact(connection)
    content = check_database(fresh, key)
    _make_durable(fresh)
    return content


def _take_away(fresh: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(f"{fresh.name}{end}").unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_destroyed(backup: Layout, content: Content) -> None:
    """What the database names no more: it names nothing that has no key."""
    store, named = ObjectStore(backup.objects), {one.file_name for one in content.objects}
    for name in store.names() - named:
        store.remove(name)


def _describe(backup: Layout, row: BackupRow, content: Content, key: bytes, disposals: int) -> None:
    store = ObjectStore(backup.objects)
    wanted = [Wanted(one.file_name, sealed_size(one.size)) for one in content.objects]
    missing = sum(not one.is_in(store) for one in wanted)
    told = manifest_of(backup, content, key, row.at, row.reason, missing, row.mark)
    write_manifest(backup.root, replace(told, disposals=disposals))
