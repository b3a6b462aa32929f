"""Writing a large file so that its bytes reach the disk on the way, not all at its end.

One fsync of 2 GiB takes seconds in which nothing can be stopped. So what was written is sent to the disk
every few chunks, on a thread of its own while the next chunk is being sealed.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import BinaryIO

_SYNC_EVERY = 16 * 1024 * 1024


class SteadyWriter:
    """Takes bytes in order; at most one piece waits to be written."""

    def __init__(self, file: BinaryIO, thread: ThreadPoolExecutor) -> None:
        self._file = file
        self._thread = thread
        self._writing: Future[None] | None = None
        self._unsynced = 0

    def write(self, content: bytes) -> None:
        """Raises OSError, also for the piece before."""
        self.settle()
        self._writing = self._thread.submit(self._write, content)

    def settle(self) -> None:
        """Wait until everything is handed to the system. Raises OSError."""
        if self._writing is not None:
            self._writing.result()

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._unsynced += len(content)
        if self._unsynced >= _SYNC_EVERY:
            self.sync()

    def sync(self) -> None:
        """Make durable what was written. Raises OSError."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unsynced = 0


@contextmanager
def steady_writer(file: BinaryIO) -> Iterator[SteadyWriter]:
    """A writer whose bytes are all on the disk when the block ends well. Raises OSError."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        writer = SteadyWriter(file, thread)
        yield writer
        writer.settle()
        writer.sync()
