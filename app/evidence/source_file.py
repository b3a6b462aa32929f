"""A file outside the workspace, read once from start to end, with every way in which that can fail."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.evidence.media import HEAD
from app.evidence.names import display_name
from app.words import N_

_MOST_FOUND = 1_000
_MOST_LOOKED_AT = 20_000
_DEEPEST = 20
_NEVER_EVIDENCE = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_NOTHING_ATTACHED = N_("Nothing was attached.")


class FolderGivenError(UserError):
    """A folder came where a file belongs; `files_in` lists what is inside, so that it can be offered."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("{path} is a folder."),
            _NOTHING_ATTACHED,
            N_("Attach the files inside it instead."),
            path=display_name(str(path)),
        )
        self.path = path


class SourceFile:
    """An open file that remembers its first bytes and notices when it changes while it is read."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.head = b""
        self.taken = 0
        self._file = file
        self._before = os.fstat(file.fileno())

    @property
    def size(self) -> int:
        """Bytes at the time of opening."""
        return self._before.st_size

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end. Raises UserError when the file cannot be read (any more)."""
        try:
            chunk = self._file.read(size)
        except OSError as error:
            raise _unreadable(self.path, error) from error
        self.taken += len(chunk)
        if len(self.head) < HEAD:
            self.head += chunk[: HEAD - len(self.head)]
        return chunk

    def check(self) -> None:
        """Raise UserError when the file was empty, or was changed while it was read."""
        after = os.fstat(self._file.fileno())
        if self.taken != after.st_size or after.st_mtime_ns != self._before.st_mtime_ns:
            raise UserError(
                N_("{path} was changed while it was read, so it was not taken."),
                _NOTHING_ATTACHED,
                N_("Wait until the other program has finished with it, then attach it again."),
                path=display_name(str(self.path)),
            )
        if self.taken == 0:
            raise empty(str(self.path))


def empty(name: str) -> UserError:
    """What is said of a file without a byte; `name` may be hostile."""
    return UserError(
        N_("There is nothing in {path}: it is empty."),
        _NOTHING_ATTACHED,
        N_("Ask for it again. That an empty file was handed over can be recorded as seen, not taken."),
        path=display_name(name),
    )


@contextmanager
def open_source(path: Path) -> Iterator[SourceFile]:
    """Open a regular file for reading.

    Raises UserError when it is missing, may not be read, is a device, a pipe or a socket, and its subclass
    FolderGivenError for a folder.
    """
    try:
        _check_kind(path, path.stat().st_mode)
        descriptor = os.open(path, _flags())
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        _check_kind(path, os.fstat(descriptor).st_mode)
        yield SourceFile(path, file)


def _flags() -> int:
    # A pipe put in place of the file between the two looks would block for ever without O_NONBLOCK.
    return os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FolderGivenError(path)
    if not stat.S_ISREG(mode):
        raise UserError(
            N_("{path} is not a file but a device, a pipe or a socket."),
            _NOTHING_ATTACHED,
            N_("Save what it gives into a file and attach that."),
            path=display_name(str(path)),
        )


def _unreadable(path: Path, error: OSError | ValueError) -> UserError:
    shown = display_name(str(path))
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return UserError(
            N_("There is no file {path}."),
            _NOTHING_ATTACHED,
            N_("Check the name, or connect the drive that it is on."),
            path=shown,
        )
    if isinstance(error, PermissionError):
        return UserError(
            N_("You may not read {path}."),
            _NOTHING_ATTACHED,
            N_("Close it in other programs, or ask for permission to read it."),
            path=shown,
        )
    return UserError(
        N_("{path} could not be read: {reason}."),
        _NOTHING_ATTACHED,
        N_("Check the drive that it is on, then attach it again."),
        path=shown,
        reason=error.strerror or str(error),
    )


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files inside a folder, in order; `has_more` when there are more than were listed."""

    paths: tuple[Path, ...]
    has_more: bool


def files_in(folder: Path, most: int = _MOST_FOUND) -> FolderFiles:
    """The files in a folder and below, at most `most`; links to folders are not followed.

    Files that systems scatter about (`Thumbs.db`), empty files, devices and the like are left out. Raises
    UserError when the folder cannot be read.
    """
    found: list[Path] = []
    try:
        for looked_at, path in enumerate(_walk(folder, 0)):
            if len(found) >= most or looked_at >= _MOST_LOOKED_AT:
                return FolderFiles(tuple(found), has_more=True)
            if _is_worth_attaching(path):
                found.append(path)
    except OSError as error:
        raise _unreadable(folder, error) from error
    return FolderFiles(tuple(found), has_more=False)


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if depth < _DEEPEST:
                yield from _walk(path, depth + 1)
        else:
            yield path


def _is_worth_attaching(path: Path) -> bool:
    if path.name.lower() in _NEVER_EVIDENCE or path.name.startswith("~$"):
        return False
    return path.is_file() and path.stat().st_size > 0
