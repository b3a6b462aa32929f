"""Small files written so that a power cut leaves the old or the new one, never half of either."""

import errno
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

_LARGE = 16 * 1024 * 1024
_AT_ONCE = 1024 * 1024
_TOO_LARGE_FOR_FAT32 = 2**32
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOTSUP})


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` with `content`: temporary file, fsync, rename, fsync of the folder. Raises OSError."""
    write_all_durably({path: content})


def holds(path: Path, content: bytes) -> bool:
    """Whether a file says exactly this when it is read again. Raises OSError."""
    view, at = memoryview(content), 0
    with path.open("rb") as file:
        while part := file.read(_AT_ONCE):
            if part != view[at : at + len(part)]:
                return False
            at += len(part)
    return at == len(content)


def write_all_durably(contents: Mapping[Path, bytes]) -> None:
    """The same for several: none is replaced before the new ones all lie on the disk. Raises OSError."""
    temporaries = {path.with_name(f"{path.name}.new"): path for path in contents}
    try:
        for temporary, path in temporaries.items():
            _write(temporary, contents[path])
        for temporary, path in temporaries.items():
            temporary.replace(path)
    except BaseException:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
        raise
    for folder in {path.parent for path in contents}:
        sync_folder(folder)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def try_room(file: BinaryIO, size: int) -> None:
    """Raise OSError before anything is written where the drive cannot hold a file of `size` bytes.

    `file` is empty, and is so afterwards.
    """
    if size >= _TOO_LARGE_FOR_FAT32:
        file.truncate(size)
        file.truncate(0)


def remove_at_once(path: Path) -> None:
    """Take a file away, if it is there, without waiting until the disk has let go of it. Raises OSError.

    That takes a second for some gigabytes. It begins when the last who has the file open closes it, and that
    is left to a thread here. Windows removes no file that is open, and is quick about it.
    """
    is_large = path.exists() and path.stat().st_size >= _LARGE
    if sys.platform == "win32" or not is_large:
        path.unlink(missing_ok=True)
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        path.unlink(missing_ok=True)
    finally:
        threading.Thread(target=os.close, args=(descriptor,), name="remove", daemon=True).start()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Raises OSError. Windows does it by itself and cannot be asked."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network drives know no such thing; what they can do is done.
        if error.errno not in _UNKNOWN:
            raise
    finally:
        os.close(descriptor)
