"""Small files written so that a power cut leaves the old or the new one, never half of either."""

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path

_UNKNOWN = frozenset({errno.EINVAL, errno.ENOTSUP})


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` with `content`: temporary file, fsync, rename, fsync of the folder. Raises OSError."""
    write_all_durably({path: content})


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
