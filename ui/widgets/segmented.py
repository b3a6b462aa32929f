"""A few choices side by side, one of them in force."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.buttons import Button


class Segmented(QFrame):
    """Choices by key, one stop of the Tab key: the arrow keys go from one to the next.

    `chosen(key)` tells what the user chose; `choose` is silent.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._current = ""
        self.setProperty("role", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._build(choices)
        self._group.buttonToggled.connect(self._note_toggle)

    def _build(self, choices: Sequence[tuple[str, str]]) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, text in choices:
            part = Button(text, "segment")
            part.setCheckable(True)
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._buttons[key] = part
            self._group.addButton(part)
            layout.addWidget(part)
        if choices:
            self.choose(choices[0][0])

    def current(self) -> str:
        return self._current

    def choose(self, key: str) -> None:
        """Put a choice in force; a key that is not offered raises `KeyError`."""
        self._enter(key)
        self._buttons[key].setChecked(True)

    def _enter(self, key: str) -> None:
        self._current = key
        for other, part in self._buttons.items():
            stops = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            part.setFocusPolicy(stops)

    def set_text(self, key: str, text: str) -> None:
        """Say a choice in other words, such as with another count."""
        self._buttons[key].set_label(text)

    def button(self, key: str) -> Button:
        return self._buttons[key]

    def setFocus(self) -> None:  # type: ignore[override]
        self._buttons[self._current].setFocus()

    def _note_toggle(self, button: QAbstractButton, checked: bool) -> None:
        key = next(key for key, part in self._buttons.items() if part is button)
        if checked and key != self._current:
            self._enter(key)
            self.chosen.emit(key)
