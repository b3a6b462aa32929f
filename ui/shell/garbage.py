"""Python's cyclic garbage collector, kept to the GUI thread.

It runs on whichever thread allocates, and may then destroy widgets on a worker thread. So it is switched off
after the start, and a timer of the GUI thread calls it: for what is new while somebody works, which takes no
time, and for everything, which takes a tenth of a second or more, while another window is in front.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY = 20_000
_NEW = 1
_ALL_AFTER = 90


class GarbageTimer(QObject):
    """Takes the collector over for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._since_all = 0
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

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
        """Collect what is new; after half an hour without another window in front, everything once."""
        self._since_all += 1
        if self._since_all > _ALL_AFTER:
            self._collect_all()
        else:
            gc.collect(_NEW)

    def _collect_all(self) -> None:
        self._since_all = 0
        gc.collect()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self._collect_all()
