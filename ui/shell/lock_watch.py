"""When the window is to be locked by itself: nobody works, or the system slept or locks its screen."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from app.clock import SystemClock
from app.settings import Settings
from ui.shell.system_lock import SystemLock
from ui.shell.wake_watch import WakeWatch

LOCK_AFTER = "lock_after_minutes"
LOCK_AFTER_CHOICES = (5, 10, 30, 0)
_USUAL = 10
MINUTE = 60_000
_WORK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def lock_after(settings: Settings) -> int:
    """After how many minutes without work it locks; 0 for never."""
    minutes = settings.get(LOCK_AFTER, _USUAL)
    return minutes if minutes in LOCK_AFTER_CHOICES else _USUAL


class LockWatch(QObject):
    """`wanted()` comes while a workspace is watched, and never by the clock while `is_busy()`.

    Work is seen where the system hands it to the windows of the program, so that pages are not slowed down.
    """

    wanted = Signal()

    def __init__(self, settings: Settings, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._is_busy = is_busy
        self._is_on = False
        self._windows: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        self.wake = WakeWatch(SystemClock(), self)
        self.wake.woke.connect(self.on_system)
        self._system = SystemLock(self)
        self._system.wanted.connect(self.on_system)
        if sys.platform.startswith("linux"):
            self._system.listen()

    def start(self) -> None:
        """A workspace that can be locked is open."""
        self._is_on = True
        self._watch(QGuiApplication.focusWindow())
        self.wake.start()
        self._wait()

    def stop(self) -> None:
        self._is_on = False
        self.wake.stop()
        self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self, window: QObject) -> None:
        self._windows = [known for known in self._windows if known is not window]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._is_on and event.type() in _WORK:
            self._wait()
        return False

    def _wait(self) -> None:
        minutes = lock_after(self._settings)
        if minutes:
            self._timer.start(minutes * MINUTE)
        else:
            # Looked at again, because the setting may change.
            self._timer.start(MINUTE)

    def _on_timeout(self) -> None:
        if not self._is_on:
            return
        if lock_after(self._settings) and not self._is_busy():
            self.wanted.emit()
        else:
            self._wait()

    def on_system(self) -> None:
        """The system sleeps or locks; somebody else may come back to it."""
        if self._is_on:
            self.wanted.emit()
