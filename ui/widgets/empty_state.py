"""A page with nothing on it yet: what goes there, and the one action that starts it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.labels import PlainLabel


class EmptyState(QWidget):
    """A title, a sentence and, where there is one, the button that starts it."""

    action_requested = Signal()

    def __init__(self, title: str, sentence: str, button_text: str = "") -> None:
        super().__init__()
        self._title = PlainLabel(title, "heading", None)
        self._sentence = PlainLabel(sentence, "muted", None)
        self.button = primary_button(button_text)
        self._build(button_text)
        self.button.clicked.connect(self.action_requested)

    def _build(self, button_text: str) -> None:
        px = current_look().px
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(24), px(24), px(24))
        layout.setSpacing(px(8))
        layout.addStretch(2)
        for text in (self._title, self._sentence):
            text.setAlignment(centre)
            layout.addWidget(text)
        layout.addSpacing(px(8))
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(3)
        self.button.setVisible(bool(button_text))

    def set_texts(self, title: str, sentence: str, button_text: str = "") -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.set_label(button_text)
        self.button.setVisible(bool(button_text))
