"""Whether the system slept: on every system, the clock has gone on and the program has not."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import Clock

LOOK_EVERY_MS = 5_000
# A program that is only slow looks again sooner than this.
_ASLEEP = timedelta(minutes=1)


class WakeWatch(QObject):
    """`woke()` comes within seconds of waking. A clock that is put forward by hand looks the same."""

    woke = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._looked_at = clock.now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._looked_at = self._clock.now()
        self._timer.start(LOOK_EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        before, self._looked_at = self._looked_at, self._clock.now()
        if self._looked_at - before > _ASLEEP:
            self.woke.emit()
