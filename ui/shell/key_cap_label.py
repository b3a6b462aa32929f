"""The picture of a key as a widget of its own."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_look
from ui.widgets.key_cap import cap_width, draw_cap

_HEIGHT = 20


class KeyCap(QWidget):
    """Shows keys such as `Ctrl E`; a screen reader reads them."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = current_look()
        return QSize(cap_width(self._keys, look) + 1, look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_cap(QPainter(self), 0, self.height() // 2, self._keys, current_look(), False)
