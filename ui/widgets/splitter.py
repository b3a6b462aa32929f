"""Parts of a page side by side, with widths that are remembered."""

from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ui.theme import current_look
from ui.words import _

_STEP = 16
_SETTLED_MS = 300


class Memory(Protocol):
    """Where widths are kept between two starts; the program's settings are one."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def set(self, key: str, value: Any) -> None: ...


class Splitter(QSplitter):
    """A splitter that keeps its sizes in `memory` under `key`; its handles move by arrow keys too."""

    def __init__(
        self, orientation: Qt.Orientation, key: str, memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._key = f"splitter.{key}"
        self._memory = memory
        self._restored = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._remember)
        self.splitterMoved.connect(self._wait_until_settled)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._restored:
            self._restored = True
            self._restore()

    def _restore(self) -> None:
        sizes = self._memory.get(self._key)
        fits = isinstance(sizes, list) and len(sizes) == self.count()
        if fits and all(isinstance(size, int) and size >= 0 for size in sizes):
            self.setSizes(sizes)

    def _wait_until_settled(self) -> None:
        self._settled.start()

    def _remember(self) -> None:
        self._memory.set(self._key, self.sizes())


class _Handle(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Divider"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self.orientation() == Qt.Orientation.Horizontal
        back, forth = (Qt.Key.Key_Left, Qt.Key.Key_Right) if across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.key() not in (back, forth):
            super().keyPressEvent(event)
            return
        place = self.x() if across else self.y()
        step = current_look().px(_STEP)
        self.moveSplitter(place + (step if event.key() == forth else -step))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit_mask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit_mask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_mask()

    def _fit_mask(self) -> None:
        """A hair line, and a bar of the whole width that can be grasped while the keys move it."""
        self.setMask(QRegion(self.rect() if self.hasFocus() else self.contentsRect()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        is_held = self.hasFocus() or self.underMouse()
        QPainter(self).fillRect(self.rect(), current_look().theme.colour("accent" if is_held else "line"))
