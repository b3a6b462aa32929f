"""A button that opens a menu below it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMenu, QStyleOptionButton

from ui.theme import current_look
from ui.widgets.buttons import Button

_ARROW, _BESIDE_TEXT = "▾", 34


class MenuButton(Button):
    """Shows its words with an arrow; `menu()` is filled by whoever owns the button."""

    def __init__(self, text: str = "") -> None:
        super().__init__("")
        self.setMenu(QMenu(self))
        self.set_note(_ARROW)
        self.set_label(text)
        self.setAccessibleDescription("")

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """The arrow is ours; the style would draw a second one over it."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        text = self.fontMetrics().horizontalAdvance(f"{self.label()}{_ARROW}")
        return QSize(text + current_look().px(_BESIDE_TEXT), super().sizeHint().height())


class ChoiceButton(MenuButton):
    """Shows what is chosen; the menu holds the other choices. `name` says what the choice is of."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.set_choice("")

    def set_choice(self, text: str) -> None:
        self.set_label(text)
        self.setToolTip(text)
        self.setAccessibleName(f"{self._name}: {text}")
