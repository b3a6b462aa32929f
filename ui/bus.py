"""What was written, told to the pages: once per turn of the event loop, on the GUI thread."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from app.unit_of_work import Change


class Bus(QObject):
    """Collects changes from any thread; `changed` carries their union, a frozenset of `Change`."""

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: set[Change] = set()
        self._lock = Lock()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: frozenset[Change]) -> None:
        """Take changes from the thread that committed them; made for `workspace.subscribe`."""
        with self._lock:
            is_first = not self._waiting
            self._waiting |= changes
        if is_first and changes:
            self._arrived.emit()

    def _deliver(self) -> None:
        with self._lock:
            changes = frozenset(self._waiting)
            self._waiting.clear()
        if changes:
            self.changed.emit(changes)
