"""Says that something typed is not saved yet, and tries again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import button
from ui.widgets.card import Strip
from ui.widgets.labels import body
from ui.words import _


class UnsavedStrip(Strip):
    """Hidden until something could not be saved; `retry_requested` asks for another try."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        again = button(_("Try again"))
        again.clicked.connect(self.retry_requested)
        self.body.addWidget(body(_("What is marked here is not saved yet. It stays on the screen."), 2), 1)
        self.body.addWidget(again)
        self.hide()
