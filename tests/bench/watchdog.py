"""A watchdog over the GUI thread: how long it left the event loop alone, and what it was doing then."""

import faulthandler
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_EVERY_SECONDS = 0.005
_LOOKED_AT_FROM = 0.02
_ROOT = Path(__file__).parents[2]
_SCHEDULED = Path("/proc/thread-self/schedstat")
_LINE = re.compile(r'File "(?P<file>[^"]+)", line \d+ in (?P<function>.+)')


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest time without a turn of the event loop, and the stack that was seen last during it.

    Time in which other programs had every core of the machine does not count, where the system tells it.
    """

    seconds: float = 0.0
    stack: str = ""

    @property
    def place(self) -> str:
        """The innermost function of the program: `ui/evidence/gallery.py:paint`."""
        for found in _LINE.finditer(self.stack):
            path = Path(found["file"])
            if path.is_relative_to(_ROOT / "ui") or path.is_relative_to(_ROOT / "app"):
                return f"{path.relative_to(_ROOT).as_posix()}:{found['function']}"
        return ""


class Watchdog:
    """Watches the thread that makes it while it is entered; `turned` tells of each turn of its event loop."""

    def __init__(self) -> None:
        self._watched = f"0x{threading.get_ident():016x}"
        self._since = time.perf_counter()
        self._waited = seconds_without_a_core()
        self._seen = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog")
        self.longest = Stall()

    def __enter__(self) -> "Watchdog":
        self._since, self._waited = time.perf_counter(), seconds_without_a_core()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def turned(self) -> None:
        """The event loop came round."""
        seen, now, waited = self._seen, time.perf_counter(), seconds_without_a_core()
        taken = now - self._since - (waited - self._waited)
        if taken > self.longest.seconds:
            self.longest = Stall(taken, seen)
        self._seen = ""
        self._since, self._waited = now, waited

    def _watch(self) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
            while not self._ended.wait(_EVERY_SECONDS):
                began = self._since
                if time.perf_counter() - began < _LOOKED_AT_FROM:
                    continue
                stack = self._stack(file.fileno())
                if began == self._since:
                    self._seen = stack

    def _stack(self, target: int) -> str:
        """The stack of the watched thread. Frames taken as objects of another thread crash PySide."""
        with open(target, "r+", encoding="utf-8", errors="replace", closefd=False) as file:
            file.truncate(0)
            file.seek(0)
            faulthandler.dump_traceback(file, all_threads=True)
            file.seek(0)
            threads = file.read().split("\n\n")
        return next((one for one in threads if self._watched in one.partition("\n")[0]), "")


def seconds_without_a_core() -> float:
    """How long this thread, ready to go on, was kept waiting by others; 0 where the system does not tell."""
    try:
        return int(_SCHEDULED.read_text("ascii").split()[1]) / 1e9
    except OSError:
        return 0.0
