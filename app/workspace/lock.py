"""One program at a time: the lock on a workspace, and who holds it."""

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from filelock import FileLock, Timeout

from app.errors import UserError
from app.words import N_
from app.workspace.files import write_durably
from app.workspace.layout import Layout

_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a workspace open."""

    host: str
    program: str
    process: int
    since: str

    @property
    def opened_at(self) -> datetime | str:
        """The moment in `since`; what is written there where it is none."""
        try:
            return datetime.fromisoformat(self.since)
        except (ValueError, TypeError):
            return str(self.since)


class WorkspaceLock:
    """Held from open to close; the system lets go of it when the program dies."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = FileLock(layout.lock, timeout=0, thread_local=False)
        self.left_behind: Holder | None = None

    def acquire(self, program: str, now: datetime) -> None:
        """Take the lock or raise UserError that says who has it.

        `left_behind` is then the program that had it last and died without letting go.
        """
        try:
            self._lock.acquire()
        except Timeout:
            raise self._held() from None
        self.left_behind = self._holder()
        holder = Holder(socket.gethostname(), program, os.getpid(), now.isoformat(timespec="minutes"))
        try:
            write_durably(self._layout.holder, json.dumps(asdict(holder)).encode())
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let go, and leave no word of who held it; nothing happens where it was not held."""
        if self._lock.is_locked:
            # On a drive that was pulled out nothing can be removed, and the lock is let go all the same.
            with suppress(OSError):
                self._layout.holder.unlink()
            self._lock.release()

    def _held(self) -> UserError:
        holder = self._holder()
        if holder is None:
            return UserError(N_("This workspace is open in another program."), todo=_CLOSE_IT)
        return UserError(
            N_("This workspace is open in {program} on {host}, process {process}, since {since}."),
            todo=_CLOSE_IT,
            program=holder.program,
            host=holder.host,
            process=holder.process,
            since=holder.opened_at,
        )

    def _holder(self) -> Holder | None:
        try:
            with self._layout.holder.open("rb") as file:
                return Holder(**json.loads(file.read(_MOST_BYTES)))
        except (OSError, ValueError, TypeError, RecursionError):
            return None


_CLOSE_IT = N_("Close it there, then open it here.")
