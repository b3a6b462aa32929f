"""The code of all pages, loaded while nothing else happens."""

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

import models
import ui

_PAUSE_MS = 10
_NOT_LOADED = frozenset({"ui.__main__", "ui.screenshots"})


class Warming(QObject):
    """Loads one module after the other between two events, so that no page waits for its code when it is
    first shown. A page that is wanted sooner loads its own. `ended()` tells that all is there."""

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = _names()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._load_next)

    def start(self) -> None:
        self._timer.start()

    def _load_next(self) -> None:
        name = next(self._names, "")
        if name:
            importlib.import_module(name)
        else:
            self._timer.stop()
            self.ended.emit()


def _names() -> Iterator[str]:
    """The tables first: the database library is the largest part, and every page rests on it."""
    for package in (models, ui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name not in _NOT_LOADED:
                yield module.name
