"""A private folder for files that other programs are to read, for as long as a workspace is open.

It is never in a workspace. Where the system has a folder that lives in memory and ends with the session, it
lies there. What a crash leaves behind goes at the next start.
"""

import os
import secrets
import shutil
import stat
import sys
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

_OWNER_ONLY = stat.S_IRWXU
_LOCK_END = ".lock"


def private_base() -> Path:
    """Where this system keeps private files for a short while; it need not exist."""
    in_memory = Path(os.environ.get("XDG_RUNTIME_DIR") or os.devnull)
    if sys.platform.startswith("linux") and _is_private(in_memory):
        return in_memory / "assay" / "opened"
    return user_cache_path("Assay", appauthor=False) / "opened"


def _is_private(folder: Path) -> bool:
    try:
        found = folder.stat()
    except OSError:
        return False
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return is_own and stat.S_IMODE(found.st_mode) == _OWNER_ONLY


class PrivateFolder:
    """The files of one run of the program, in a folder of its own below `base`."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._name = secrets.token_hex(8)
        self._lock: FileLock | None = None

    @property
    def path(self) -> Path:
        return self._base / self._name

    def new_place(self) -> Path:
        """A folder for one file, so that two of the same name do not meet. Raises OSError."""
        if self._lock is None:
            self._base.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            self._base.chmod(_OWNER_ONLY)
            lock = FileLock(self._lock_file, timeout=0, thread_local=False)
            lock.acquire()
            self._lock = lock
        self.path.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        place = self.path / secrets.token_hex(4)
        place.mkdir(mode=_OWNER_ONLY)
        return place

    @property
    def _lock_file(self) -> Path:
        return self._base / f"{self._name}{_LOCK_END}"

    def clear(self) -> int:
        """Remove all files; returns how many another program does not let go of.

        Those are removed the next time, at the latest when the program is started again.
        """
        if self._lock is None:
            return 0
        left = remove_folder(self.path)
        if not left:
            self._lock.release()
            self._lock = None
            self._lock_file.unlink(missing_ok=True)
        return left


def remove_leftovers(base: Path) -> None:
    """Remove what programs left here that do not run any more."""
    if not base.is_dir():
        return
    for name in {path.name.removesuffix(_LOCK_END) for path in base.iterdir()}:
        lock_file = base / f"{name}{_LOCK_END}"
        lock = FileLock(lock_file, timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        left = remove_folder(base / name)
        lock.release()
        if not left:
            lock_file.unlink(missing_ok=True)


def remove_folder(folder: Path) -> int:
    """Remove a folder with all that is in it; returns how many files stay, such as those held on Windows."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    shutil.rmtree(folder, ignore_errors=True)
    return sum(path.is_file() for path in folder.rglob("*"))
