"""A sentence across the top of a page: something was done, or could not be."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import current_look, icon
from ui.widgets.buttons import button, icon_button, leave_the_caret, link_button
from ui.widgets.labels import body
from ui.words import _

_ICONS = {"info": "info", "warning": "warning", "error": "warning"}
_DETAILS_HEIGHT = 140


class MessageBar(QFrame):
    """Hidden until `show_message`; Escape or its cross closes it.

    `action_requested()` comes from the button beside the sentence, `closed()` from closing. A click on it
    leaves the caret where it is, and keys that went to it go back to where typing was.
    """

    action_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "info"
        self._before: QWidget | None = None
        self._icon = QLabel()
        self._text = body("")
        self.action = button("")
        self._more = link_button(_("Details"))
        self._close = icon_button("close", _("Close message"))
        self._details = QPlainTextEdit()
        self._build()
        self.action.clicked.connect(self.action_requested)
        self._more.toggled.connect(self._details.setVisible)
        self._close.clicked.connect(self.close_message)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note_focus)
        self.hide()

    def _build(self) -> None:
        px = current_look().px
        self.setProperty("role", "message")
        leave_the_caret(self._more, self.action, self._close)
        self._more.setCheckable(True)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setFixedHeight(px(_DETAILS_HEIGHT))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        for part in (self._more, self.action, self._close):
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(6), px(8), px(6))
        layout.setSpacing(px(4))
        layout.addLayout(line)
        layout.addWidget(self._details)

    def show_message(self, text: str, tone: str = "info", action_text: str = "", details: str = "") -> None:
        """Say `text`; `tone` is info, warning or error. What was said before is replaced."""
        self._tone = tone
        self._text.setText(text)
        self.setAccessibleName(text)
        self.action.set_label(action_text)
        self.action.setVisible(bool(action_text))
        self._details.setPlainText(details)
        self._more.setChecked(False)
        self._more.setVisible(bool(details))
        self._details.hide()
        self._dress()
        self.show()

    def text(self) -> str:
        return self._text.text()

    def close_message(self) -> None:
        self.put_away()
        self.closed.emit()

    def put_away(self) -> None:
        """Hide it, and give the keys back to where they were before they came here."""
        focused = QApplication.focusWidget()
        had_keys = focused is not None and self.isAncestorOf(focused)
        if had_keys and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.hide()

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and old is not None and not self.isAncestorOf(old):
            self._before = old

    def _dress(self) -> None:
        self.setProperty("tone", self._tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._show_icon()

    def _show_icon(self) -> None:
        look = current_look()
        size = look.px(20)
        self._icon.setPixmap(icon(_ICONS[self._tone], look.theme, "text", size).pixmap(size, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()
