import errno
import hashlib
import io
import os
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence.object_store import CHUNK, DamagedObjectError, ObjectStore, sealed_size

_HEADER = 24
_OVERHEAD = sealed_size(0) - _HEADER


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    root = tmp_path / "objects"
    root.mkdir()
    return ObjectStore(root)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_any_size_comes_back_the_same_and_has_the_expected_length_on_disk(
    store: ObjectStore, size: int
) -> None:
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    stored = store.put(io.BytesIO(data), size, "x")
    assert b"".join(store.read(stored.file_name, stored.key)) == data
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(data).hexdigest())
    assert store.path(stored.file_name).stat().st_size == sealed_size(size)
    assert store.holds(stored.file_name, size)
    assert store.digest(stored.file_name, stored.key) == stored.sha256


class Dribble(io.BytesIO):
    """A source that gives a few bytes at a time, as a network drive may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 70_001))


def test_a_source_that_gives_little_at_a_time_is_read_whole(store: ObjectStore) -> None:
    data = bytes(3 * CHUNK // 2)
    stored = store.put(Dribble(data), len(data), "x")
    assert stored.sha256 == hashlib.sha256(data).hexdigest()


def test_chunks_that_were_exchanged_repeated_or_left_out_are_noticed(store: ObjectStore) -> None:
    data = b"a" * CHUNK + b"b" * CHUNK + b"c"
    stored = store.put(io.BytesIO(data), len(data), "x")
    path = store.path(stored.file_name)
    sealed = path.read_bytes()
    head, body, size = sealed[:_HEADER], sealed[_HEADER:], CHUNK + _OVERHEAD
    first, second, last = body[:size], body[size : 2 * size], body[2 * size :]
    for forged in (head + second + first + last, head + first + first + second + last, head + first + last):
        path.write_bytes(forged)
        with pytest.raises(DamagedObjectError):
            store.content(stored.file_name, stored.key)
    path.write_bytes(head + first + second + last)
    assert store.content(stored.file_name, stored.key) == data
    assert store.content(stored.file_name, stored.key, limit=5) == b"aaaaa"


def test_the_key_of_one_object_does_not_open_another(store: ObjectStore) -> None:
    one, other = (store.put(io.BytesIO(b"same"), 4, "x") for _ in range(2))
    assert store.path(one.file_name).read_bytes() != store.path(other.file_name).read_bytes()
    with pytest.raises(DamagedObjectError):
        store.content(one.file_name, other.key)
    with pytest.raises(UserError, match="was destroyed"):
        store.content(one.file_name, None)


class Breaking(io.BytesIO):
    """A source that fails after its first chunk."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_source_that_breaks_off_leaves_nothing(store: ObjectStore) -> None:
    with pytest.raises(OSError, match="Input/output error"):
        store.put(Breaking(bytes(2 * CHUNK)), 2 * CHUNK, "x")
    assert store.names() == set()


LARGE = 40 * CHUNK


class Drive:
    """Notes how much of the file each fsync finds, and can fail at one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails_at: int = 0) -> None:
        self.found: list[int] = []
        self.fails_at = fails_at
        self._sync = os.fsync
        monkeypatch.setattr(os, "fsync", self.sync)

    def sync(self, descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        self._sync(descriptor)
        if size > CHUNK:
            self.found.append(size)
            if len(self.found) == self.fails_at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_large_file_reaches_the_disk_on_the_way_and_whole_at_its_end(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = Drive(monkeypatch)
    store.put(io.BytesIO(bytes(LARGE)), LARGE, "x")
    steps = [after - before for before, after in pairwise([0, *drive.found])]
    assert max(steps) <= 17 * CHUNK
    assert drive.found[-1] == sealed_size(LARGE)


def test_a_drive_that_fails_on_the_way_leaves_nothing(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = Drive(monkeypatch, fails_at=1)
    with pytest.raises(OSError, match="Input/output error"):
        store.put(io.BytesIO(bytes(LARGE)), LARGE, "x")
    assert drive.found[-1] < sealed_size(LARGE)
    assert store.names() == store.pending() == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_a_large_file_is_gone_at_once_and_its_room_soon(store: ObjectStore) -> None:
    stored = store.put(io.BytesIO(bytes(LARGE)), LARGE, "x")
    with store.path(stored.file_name).open("rb") as file:
        store.remove(stored.file_name)
        assert store.names() == set()
        assert os.fstat(file.fileno()).st_nlink == 0
    letting_go = [thread for thread in threading.enumerate() if thread.name == "remove"]
    for thread in letting_go:
        thread.join()
