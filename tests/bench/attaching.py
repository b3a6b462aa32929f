"""Attaching a large file, beside a bare loop with the same cipher, the same hash and as many threads."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nacl import bindings as sodium

from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_file
from app.progress import Cancelled
from app.workspace.opening import open_workspace
from app.workspace.workspace import Workspace
from tests.bench.memory import MEGABYTE, idle_memory, peak_memory
from tests.bench.rows import Budget, Ground, Row, seconds
from tests.soak.ground import FOLDER, ground_of, make_ground, seat

_PAIRS = 3
_CANCELLED_AT = (0.02, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999, 1.0)
"""How much was read when the work is cancelled. At the whole it goes to the disk, and may end well."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace, and the file that comes into it."""

    workspace: Workspace
    audit_id: str
    source: Path
    size: int
    known: set[str]

    def give_up(self) -> None:
        """Take out what was attached, so that the next time is like the first."""
        self.workspace.undo()
        remove_unused_files(self.workspace)
        assert self.workspace.objects.names() == self.known
        if hasattr(os, "sync"):
            os.sync()


def rows(ground: Ground) -> Iterator[Row]:
    """How fast it is, what memory it takes, and how long it takes to stop."""
    place = make_ground(ground.place / "ground")
    source = ground.place / "source"
    _fill(source, ground.size)
    workspace = open_workspace(place / FOLDER, None, seat())
    desk = Desk(workspace, ground_of(place).audit_id, source, ground.size, workspace.objects.names())
    try:
        yield from _speed_and_memory(desk, f"attach {ground.size / MEGABYTE:g} MiB")
        yield _cancelling(desk)
    finally:
        workspace.close()


def _fill(source: Path, size: int) -> None:
    with source.open("wb") as file:
        for start in range(0, size, MEGABYTE):
            file.write(os.urandom(min(MEGABYTE, size - start)))
        file.flush()
        os.fsync(file.fileno())


def _speed_and_memory(desk: Desk, what: str) -> Iterator[Row]:
    """The best of some runs each, in turns: what else the machine does slows single runs down."""
    bare, ours, taken = [], [], []
    for _pair in range(_PAIRS):
        bare.append(_bare_loop(desk.source, desk.source.with_name("bare")))
        idle = idle_memory()
        start = time.perf_counter()
        attach_file(desk.workspace, desk.audit_id, desk.source)
        ours.append(time.perf_counter() - start)
        taken.append((peak_memory() - idle) / MEGABYTE)
        desk.give_up()
    speed = Budget(0.8, "x", is_least=True)
    yield Row(what, seconds(min(ours)), f"{seconds(min(bare))} bare loop", min(bare) / min(ours), speed)
    memory = f"{idle / MEGABYTE:.0f} MiB idle"
    yield Row("  memory above idle", f"{max(taken):.0f} MiB", memory, max(taken), Budget(100, "MiB"))


def _bare_loop(source: Path, target: Path) -> float:
    """Read, hash, seal, write, fsync: one thread hashes, one writes, this one does the rest."""
    start = time.perf_counter()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    digest = sha256()
    with (
        source.open("rb", buffering=0) as plain,
        target.open("wb") as sealed,
        ThreadPoolExecutor(1) as hashing,
        ThreadPoolExecutor(1) as writing,
    ):
        written = writing.submit(
            sealed.write, sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
        )
        while chunk := plain.read(MEGABYTE):
            hashed = hashing.submit(digest.update, chunk)
            box = sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk)
            written.result()
            written = writing.submit(sealed.write, box)
            hashed.result()
        written.result()
        sealed.flush()
        os.fsync(sealed.fileno())
    taken = time.perf_counter() - start
    target.unlink()
    return taken


def _cancelling(desk: Desk) -> Row:
    taken = [_Attaching(desk).time_to_stop(at) for at in _CANCELLED_AT]
    slowest = max(taken) * 1000
    what = f"  cancel, slowest of {len(taken)}"
    return Row(what, f"{slowest:.0f} ms", "", slowest, Budget(200, "ms"))


class _Attaching(threading.Thread):
    """Attaches on a thread of its own, as a job of the window does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._goal = 0.0
        self._reached = threading.Event()
        self._cancelled = threading.Event()

    def run(self) -> None:
        with suppress(Cancelled):
            attach_file(
                self._desk.workspace, self._desk.audit_id, self._desk.source, progress=self._on_progress
            )

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        if done >= self._goal * total:
            self._reached.set()

    def time_to_stop(self, part: float) -> float:
        """Seconds from cancelling, when `part` was read, until nothing of it is left."""
        self._goal = part
        self.start()
        self._reached.wait()
        start = time.perf_counter()
        self._cancelled.set()
        self.join()
        taken = time.perf_counter() - start
        self._desk.give_up()
        return taken
