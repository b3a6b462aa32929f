"""The code of all pages, loaded while nothing else happens."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.entries import PageEntry

_PAUSE_MS = 10


class Warming(QObject):
    """Loads one page's code after the other between two events, so that no page waits for it when it is
    first shown. A page that is wanted sooner loads its own. `ended()` tells that all is there."""

    ended = Signal()

    def __init__(self, entries: Iterable[PageEntry], parent: QObject) -> None:
        super().__init__(parent)
        self._entries = iter(entries)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._load_next)

    def start(self) -> None:
        self._timer.start()

    def _load_next(self) -> None:
        entry = next(self._entries, None)
        if entry is not None:
            entry.load()
        else:
            self._timer.stop()
            self.ended.emit()
