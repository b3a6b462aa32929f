"""Python's cyclic garbage collector, kept to the GUI thread.

It runs on whichever thread allocates, and may then destroy widgets on a worker thread. So it is switched off
after the start, and a timer of the GUI thread calls it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 20_000


class GarbageTimer(QObject):
    """Takes the collector over for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Leave what is loaded out of all later collections, and collect from here on."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Hand the collector back."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def collect(self) -> None:
        gc.collect()
