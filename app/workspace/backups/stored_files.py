"""Stored files of a backup: hard links where the file system has them, copies elsewhere.

A link is as good as a copy, because a stored file is never written to again.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.evidence.object_store import ObjectStore
from app.progress import Progress
from app.words import N_
from app.workspace.files import sync_folder, try_room

STORED_FILES = N_("evidence")
_CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stored file by its name, and its length in bytes as it lies there."""

    file_name: str
    length: int

    def is_in(self, store: ObjectStore) -> bool:
        """Whether it lies in `store` in its full length; what it says is not read."""
        try:
            return store.path(self.file_name).stat().st_size == self.length
        except FileNotFoundError:
            return False


def files_in(store: ObjectStore) -> list[Wanted]:
    """All files of a store that nobody writes to."""
    return [Wanted(name, store.path(name).stat().st_size) for name in sorted(store.names())]


def within(progress: Progress, file: int, files: int) -> Progress:
    """Tells of one file of many; its own bytes are no news, but a moment to stop."""

    def tell(done: int, total: int, what: str) -> None:  # noqa: ARG001 - those of one file
        progress(file, files, STORED_FILES)

    return tell


def take(
    files: Sequence[Wanted],
    target: ObjectStore,
    to_link: Sequence[ObjectStore],
    to_copy: Sequence[ObjectStore],
    progress: Progress,
) -> int:
    """Bring `files` into a new store and make them durable; returns how many are not there afterwards.

    Each is linked from the first store that has it whole and allows it, otherwise copied from the first that
    has it. Raises OSError and Cancelled.
    """
    target.root.mkdir()
    for done, wanted in enumerate(files):
        told = partial(progress, done, len(files), STORED_FILES)
        told()
        target.path(wanted.file_name).parent.mkdir(exist_ok=True)
        if not _link(wanted, target, to_link):
            _copy(wanted, target, to_copy, told)
    for folder in target.root.iterdir():
        sync_folder(folder)
    sync_folder(target.root)
    return sum(not wanted.is_in(target) for wanted in files)


def _link(wanted: Wanted, target: ObjectStore, stores: Sequence[ObjectStore]) -> bool:
    for store in stores:
        if wanted.is_in(store):
            try:
                target.path(wanted.file_name).hardlink_to(store.path(wanted.file_name))
            except OSError:
                # Another drive, a file system without links, or no more links to this file.
                continue
            return True
    return False


def _copy(
    wanted: Wanted, target: ObjectStore, stores: Sequence[ObjectStore], tell: Callable[[], None]
) -> None:
    for store in stores:
        if wanted.is_in(store):
            copy_file(store.path(wanted.file_name), target.path(wanted.file_name), tell)
            return


def copy_file(source: Path, target: Path, tell: Callable[[], None]) -> str:
    """Copy a file and make its content durable; returns the SHA-256 of it. `tell` is the cancel point."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        try_room(writing, source.stat().st_size)
        while chunk := reading.read(_CHUNK):
            tell()
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file as it lies there. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
