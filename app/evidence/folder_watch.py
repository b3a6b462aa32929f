"""A folder that a phone, a scanner or a camera puts files into: which ones came, once they are whole.

The folder is looked at on a thread of its own, so that a drive that does not answer holds nothing up. Nothing
is read of a file here but its size and its time.
"""

import os
import queue
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

_SECONDS = 1.0
# Looked at so often without having changed, a file is whole.
_STILL = 2
_MOST_FILES = 20_000
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".opdownload")
_NEVER_EVIDENCE = frozenset({"thumbs.db", "desktop.ini"})
_Look = tuple[int, int]
"""Size in bytes, and the time of the last change in nanoseconds."""


class FolderWatch:
    """Tells which files came into `folder` since it was started; what lies there already is left alone.

    Links, hidden files, empty ones, and those that are still being written are no files that came. A file
    that is written anew came again.
    """

    def __init__(self, folder: Path, seconds: float = _SECONDS) -> None:
        self.folder = folder
        self._seconds = seconds
        self._known: dict[str, _Look] | None = None
        self._pending: dict[str, tuple[_Look, int]] = {}
        self._arrived: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._is_lost = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin. What lies in the folder at this moment is known."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait a moment for the thread; one that hangs on a drive ends when the drive answers."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(self._seconds)

    @property
    def is_lost(self) -> bool:
        """Whether the folder could not be read when it was looked at last."""
        return self._is_lost

    def arrived(self) -> tuple[Path, ...]:
        """The files that came since this was asked last, in the order in which they came."""
        found: list[Path] = []
        with suppress(queue.Empty):
            while True:
                found.append(self._arrived.get_nowait())
        return tuple(found)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(self._seconds)

    def look(self) -> None:
        """Look once. The first time it is noted what lies there already."""
        try:
            looks = dict(_looks(self.folder))
        except OSError:
            self._is_lost = True
            return
        self._is_lost = False
        if self._known is None:
            self._known = looks
        self._known = self._compare(looks, self._known)

    def _compare(self, looks: dict[str, _Look], known: dict[str, _Look]) -> dict[str, _Look]:
        """Tell of those that came and are whole; the answer is what is known now."""
        pending: dict[str, tuple[_Look, int]] = {}
        now_known = {name: look for name, look in known.items() if name in looks}
        for name, look in sorted(looks.items()):
            if known.get(name) == look or not look[0]:
                continue
            before, times = self._pending.get(name, (None, 0))
            times = times + 1 if before == look else 0
            if times >= _STILL:
                now_known[name] = look
                self._arrived.put(self.folder / name)
            else:
                pending[name] = look, times
        self._pending = pending
        return now_known


def _looks(folder: Path) -> Iterator[tuple[str, _Look]]:
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _MOST_FILES:
                return
            if not is_offered(entry.name):
                continue
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    yield entry.name, (status.st_size, status.st_mtime_ns)


def is_offered(name: str) -> bool:
    """Whether a file of this name may be evidence: neither hidden, nor a program's own, nor half of one."""
    lower = name.lower()
    return not (name.startswith((".", "~")) or lower in _NEVER_EVIDENCE or lower.endswith(_UNFINISHED))


def still_there(paths: Sequence[Path]) -> list[Path]:
    """Those that are still files, and not a link that somebody put in the place of one."""
    return [path for path in paths if _is_file(path)]


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
