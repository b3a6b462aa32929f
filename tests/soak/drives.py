"""Drives that are small, full or failing."""

import errno
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOM = 32 * 1024 * 1024
_CALLS = ("fsync", "replace", "rename", "mkdir", "open")
_BLOCK = 4096


@contextmanager
def small_drive(at: Path) -> Iterator[Path]:
    """A real file system of 32 MB in memory; skips where it may not be mounted."""
    at.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(at)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small drive is mounted on Linux, and by root")
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


@contextmanager
def full(drive: Path, left: int = 0) -> Iterator[None]:
    """Within the block there are but `left` bytes on the drive, in whole blocks."""
    filler = drive / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1024 * 1024, _BLOCK):
            while shutil.disk_usage(drive).free >= left + size:
                file.write(bytes(size))
    try:
        yield
    finally:
        filler.unlink()


class FailingCalls:
    """Lets the call number `at` fail that writes something, as the system would; earlier ones are counted."""

    def __init__(self, at: int, code: int) -> None:
        self.at = at
        self.code = code
        self.calls = 0
        self.failed = ""

    @contextmanager
    def failing(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in _CALLS:
                patch.setattr(os, name, self._failing(name, getattr(os, name)))
            patch.setattr(io, "open", self._failing("io.open", io.open))
            yield

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **named: Any) -> Any:
            if _writes(name, args):
                self.calls += 1
                if self.calls == self.at:
                    self.failed = name
                    raise OSError(self.code, os.strerror(self.code))
            return call(*args, **named)

        return called


def _writes(name: str, args: tuple[Any, ...]) -> bool:
    if name == "open":
        return "link-" not in str(args[0]) and bool((args[1] if len(args) > 1 else 0) & os.O_CREAT)
    if name == "io.open":
        # A folder is opened for a trial file of which nothing depends.
        is_named = not isinstance(args[0], int) and not Path(args[0]).is_dir()
        return is_named and any(letter in str(args[1]) for letter in "wxa+")
    return True


ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
