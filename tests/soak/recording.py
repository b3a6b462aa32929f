"""What a process makes durable and in which order, as far as Python does it; and its commits."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

Event = tuple[str, str]
"""What was done, and to which file as seen from the folder that is watched."""


class Recorder:
    """Writes down each fsync, rename, link and removal below `root`, and each commit."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.events: list[Event] = []

    @contextmanager
    def watching(self) -> Iterator[list[Event]]:
        """The events of the block."""
        self.events.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", self._fsync(os.fsync))
            for name in ("replace", "rename", "link"):
                patch.setattr(os, name, self._named(name, getattr(os, name), 1))
            for name in ("unlink", "mkdir"):
                patch.setattr(os, name, self._named(name, getattr(os, name), 0))
            event.listen(Engine, "commit", self._commit)
            try:
                yield self.events
            finally:
                event.remove(Engine, "commit", self._commit)

    def _fsync(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def recorded(descriptor: int) -> None:
            call(descriptor)
            self._add("fsync", path_of(descriptor))

        return recorded

    def _named(self, name: str, call: Callable[..., Any], position: int) -> Callable[..., Any]:
        def recorded(*args: Any, **named: Any) -> Any:
            result = call(*args, **named)
            self._add(name, Path(os.fspath(args[position])))
            return result

        return recorded

    def _commit(self, _connection: object) -> None:
        self.events.append(("commit", ""))

    def _add(self, what: str, path: Path) -> None:
        if path.is_relative_to(self.root):
            self.events.append((what, str(path.relative_to(self.root))))


def path_of(descriptor: int) -> Path:
    """The file that a descriptor belongs to."""
    if sys.platform == "darwin":
        import fcntl

        return Path(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0").decode())
    return Path(f"/proc/self/fd/{descriptor}").readlink()
