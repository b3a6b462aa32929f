"""The path of a long piece of work: what is done, where it is, what lies ahead."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current_look
from ui.widgets.buttons import Button
from ui.words import _

Step = tuple[str, str, str]
_BAR = 3


class PathBar(QFrame):
    """Steps as (key, text, `done`, `current` or `ahead`). Left and Right go along them, Enter chooses.

    `chosen(key)` tells which step was pressed.
    """

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[Button] = []
        self._steps: list[Step] = []
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, current_look().px(_BAR) + 1)
        self._layout.setSpacing(0)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; where only their states or words differ, the focus stays."""
        if [step[0] for step in steps] != [step[0] for step in self._steps]:
            self._make_buttons(len(steps))
        self._steps = list(steps)
        for button, (_key, text, state) in zip(self._buttons, steps, strict=True):
            button.set_label(f"{text} ✓" if state == "done" else text)
            button.setAccessibleName(text)
            button.setAccessibleDescription(_state_in_words(state))
            button.set_mark(state)
        self.update()

    def _make_buttons(self, count: int) -> None:
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = [Button("", "step", parent=self) for _number in range(count)]
        for button in self._buttons:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._choose)
            self._layout.addWidget(button, 1)

    def button(self, key: str) -> Button:
        return self._buttons[[step[0] for step in self._steps].index(key)]

    def _choose(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.chosen.emit(self._steps[self._buttons.index(sender)][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._buttons:
            self._buttons[0 if event.key() == Qt.Key.Key_Home else -1].setFocus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, painter = current_look(), QPainter(self)
        height = look.px(_BAR)
        for button, (_key, _text, state) in zip(self._buttons, self._steps, strict=True):
            token = "track" if state == "ahead" else "accent"
            left, width = button.geometry().left(), button.geometry().width()
            painter.fillRect(QRect(left, self.height() - height - 1, width, height), look.theme.colour(token))


def _state_in_words(state: str) -> str:
    return {"done": _("done"), "current": _("where it is now"), "ahead": _("still ahead")}[state]
