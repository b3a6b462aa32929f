"""The window on the workspace of an office, worked with the keyboard under the eyes of a watchdog."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings
from tests.bench.rows import Budget, Row
from tests.bench.watchdog import Stall, Watchdog, seconds_without_a_core
from ui.main import build_window
from ui.shell.garbage import GarbageTimer
from ui.window import Window

_LONGEST_MS = 50
_TIMES = 3
_QUIET_MS = 400
_TURN_MS = 1


class Hands:
    """Works at the window; `seconds_of` times one step until all that it changes is on the screen."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._watchdog: Watchdog | None = None

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifier)
        self.turn()

    def type(self, text: str, pause_ms: int = 60) -> None:
        """Letter by letter, as fast as somebody types."""
        for letter in text:
            QTest.keyClick(self.focused(), Qt.Key(ord(letter.upper())))
            self.rest(pause_ms)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def turn(self) -> None:
        """Let the event loop come round once."""
        QApplication.processEvents()
        if self._watchdog is not None:
            self._watchdog.turned()

    def rest(self, milliseconds: int = _QUIET_MS) -> None:
        """Let the window do what it still has to, jobs and delayed filters included."""
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < milliseconds or self.window.jobs.running:
            self.turn()
            QThread.msleep(_TURN_MS)

    def seconds_of(self, step: Callable[[], None]) -> float:
        start, waited = time.perf_counter(), seconds_without_a_core()
        step()
        QApplication.processEvents()
        return time.perf_counter() - start - (seconds_without_a_core() - waited)

    def longest_stall(self, gesture: Callable[[], None]) -> Stall:
        """The longest stall of a gesture, in the best of some runs: others work on this machine, too."""
        return min((self._watch(gesture) for _time in range(_TIMES)), key=lambda stall: stall.seconds)

    def _watch(self, gesture: Callable[[], None]) -> Stall:
        self.rest()
        with Watchdog() as watchdog:
            self._watchdog = watchdog
            gesture()
            self.rest()
            self._watchdog = None
        return watchdog.longest

    def stall_row(self, what: str, gesture: Callable[[], None]) -> Row:
        """A row on a gesture; a stack that held the window up goes to the error stream."""
        stall = self.longest_stall(gesture)
        longest = stall.seconds * 1000
        if longest > _LONGEST_MS:
            sys.stderr.write(f"{what}: {longest:.0f} ms\n{stall.stack}\n")
        measured = f"{longest:.0f} ms {stall.place}".strip()
        return Row(what, measured, "", longest, Budget(_LONGEST_MS, "ms"))


@contextmanager
def at_the_window(workspace: Path, settings: Path) -> Iterator[Hands]:
    """The real window without a screen, with a workspace open in it."""
    application = QApplication.instance() or QApplication(["assay"])
    assert isinstance(application, QApplication)
    garbage = GarbageTimer(application)
    garbage.start()
    window = build_window(application, Settings(settings))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.start(workspace)
    hands = Hands(window)
    while not window.has_workspace():
        hands.turn()
    hands.rest()
    try:
        yield hands
    finally:
        window.close()
        hands.rest()
