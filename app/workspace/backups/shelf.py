"""The folder in which backups lie: what is there, what is only half there, and what is no longer needed."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.workspace.backups.manifest import Manifest, read_manifest
from app.workspace.backups.thinning import superseded
from app.workspace.files import sync_folder
from app.workspace.layout import Layout

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"^(\d{4}-\d\d-\d\dT\d{6}Z)-([a-z-]+?)(-\d+)?$")
_UNFINISHED = ".new"
_TRIAL = "link-"


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup in a list. `size` in bytes is what a workspace restored from it takes.

    It is verified when it was whole as it was made, and its files are still as long as they were. `missing`
    counts stored files that the workspace had lost by then.
    """

    folder: Path
    at: datetime
    reason: str
    size: int
    missing: int
    log_entries: int
    mark: str
    is_verified: bool


def list_backups(root: Path) -> tuple[BackupRow, ...]:
    """The backups of the workspace at `root`, the newest first. Raises OSError."""
    return backups_in(Layout(root).backups)


def backups_in(folder: Path) -> tuple[BackupRow, ...]:
    """The backups that lie in a folder, the newest first; what is not finished is none. Raises OSError."""
    if not folder.is_dir():
        return ()
    rows = [row for path in folder.iterdir() if (row := backup_at(path)) is not None]
    return tuple(sorted(rows, key=_when, reverse=True))


def _when(row: BackupRow) -> tuple[datetime, str]:
    return row.at, row.folder.name


def backup_at(folder: Path) -> BackupRow | None:
    """The backup that this folder is; None when it is none. Raises OSError."""
    if folder.name.endswith(_UNFINISHED) or not Layout(folder).database.is_file():
        return None
    manifest = read_manifest(folder)
    if manifest is None:
        return _without_manifest(folder)
    return BackupRow(
        folder,
        manifest.at,
        manifest.reason,
        manifest.database_bytes + manifest.object_bytes,
        manifest.missing,
        manifest.log_entries,
        manifest.mark,
        _is_as_long(folder, manifest) and manifest.missing == 0,
    )


def _without_manifest(folder: Path) -> BackupRow | None:
    """What can be said of a backup whose manifest is damaged: its name has the time and the reason."""
    named = _NAME.match(folder.name)
    if named is None:
        return None
    at = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
    return BackupRow(folder, at, named[2], Layout(folder).database.stat().st_size, 0, 0, "", False)


def _is_as_long(folder: Path, manifest: Manifest) -> bool:
    layout = Layout(folder)
    return (
        any(header.is_file() for header in layout.headers)
        and layout.database.stat().st_size == manifest.database_bytes
    )


def newest_first(rows: Iterable[BackupRow]) -> list[BackupRow]:
    """By what they hold. A log only grows, a clock may have been wrong: who knows most entries is newest."""
    return sorted(rows, key=lambda row: (row.log_entries, row.is_verified, row.at), reverse=True)


def free_place(shelf: Path, at: datetime, reason: str) -> Path:
    """Where a new backup is to lie; free as long as one thread at a time makes backups there."""
    name = f"{at.astimezone(UTC).strftime(_STAMP)}-{reason}"
    taken = {path.name for path in shelf.iterdir()}
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    return shelf / free


@contextmanager
def filled(target: Path) -> Iterator[Path]:
    """The folder `target` under another name, until the block has ended well. Raises OSError."""
    folder = target.with_name(f"{target.name}{_UNFINISHED}")
    folder.mkdir()
    try:
        yield folder
        sync_folder(folder)
        folder.rename(target)
        sync_folder(target.parent)
    except BaseException:
        # Under its own name it would be a backup, however far the removal gets.
        with suppress(OSError):
            target.rename(folder)
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sweep(shelf: Path) -> int:
    """Take away what a killed program left half done, and say how many backups that were.

    Nobody else may be making a backup there.
    """
    if not shelf.is_dir():
        return 0
    half_written = (f"{_TRIAL}*", f"*/*.json{_UNFINISHED}", f"*/*.db{_UNFINISHED}*")
    for left in (path for pattern in half_written for path in shelf.glob(pattern)):
        left.unlink(missing_ok=True)
    half_done = [
        path
        for path in shelf.iterdir()
        if path.name.endswith(_UNFINISHED) and _NAME.match(path.name.removesuffix(_UNFINISHED))
    ]
    for path in half_done:
        shutil.rmtree(path, ignore_errors=True)
    return len(half_done)


def thin(shelf: Path, now: datetime, made: Path) -> None:
    """Take away the backups that others stand for, but not the one that was just `made`.

    One that does not go is taken the next time.
    """
    for row in superseded(backups_in(shelf), now, shares_files=_can_link(shelf)):
        if row.folder == made:
            continue
        with suppress(OSError):
            discard(row.folder)


def discard(folder: Path) -> None:
    """Take a backup away. Raises OSError; it is no backup any more then, however far the removal got."""
    doomed = folder.with_name(f"{folder.name}{_UNFINISHED}")
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _can_link(shelf: Path) -> bool:
    """Whether this file system lets two backups share a file; also where it does not let it be tried now."""
    try:
        with tempfile.NamedTemporaryFile(dir=shelf, prefix=_TRIAL) as file:
            return _links(Path(file.name))
    except OSError:
        return True


def _links(file: Path) -> bool:
    link = file.with_name(f"{file.name}-2")
    try:
        link.hardlink_to(file)
    except OSError:
        return False
    link.unlink()
    return True
