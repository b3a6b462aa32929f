"""A page that is scrolled, and turned at its edges."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea

from ui.words import _


class PageArea(QScrollArea):
    """Scrolls a page; its keys turn pages at the edges. `double_clicked()` asks for it enlarged."""

    double_clicked = Signal()

    def __init__(self, turn: Callable[[int], None]) -> None:
        super().__init__()
        self._turn = turn
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidgetResizable(True)
        self.setWidget(self._sheet)
        self._sheet.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(_("Page"))

    def show_picture(self, pixmap: QPixmap, name: str) -> None:
        self._sheet.setPixmap(pixmap)
        self._sheet.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.double_clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self._turn(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self._turn(-1)
        else:
            super().keyPressEvent(event)
