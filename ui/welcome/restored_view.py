"""The last step: the workspace is there, and can be opened."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.labels import body, heading, strong
from ui.words import _


class RestoredView(QWidget):
    """`open_requested` asks for the restored workspace; `left` goes back."""

    open_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = heading("")
        self.said = body("")
        self.lost = strong("", None)
        self.open_button = primary_button(_("Open the workspace"))
        self.back_button = button(_("Back"))
        self._lay_out()
        self.open_button.clicked.connect(self.open_requested)
        self.back_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        px = current_look().px
        card = Card()
        card.body.setSpacing(px(12))
        for widget in (self._name, self.said, self.lost):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_restored(self, root: Path, said: str, lost: str) -> None:
        """Say what was restored, and what is missing in it."""
        self._name.setText(_("{name} is restored").format(name=root.stem))
        self.said.setText(said)
        self.lost.setText(lost)
        self.lost.setVisible(bool(lost))
        self.open_button.setFocus()
