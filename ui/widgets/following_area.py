"""A part of a page that scrolls, and in which the focus never goes out of sight."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.theme import current_look
from ui.widgets.scrolled import show_inside

_ROOM = 16


class Inside(QWidget):
    """What is scrolled; `grew` follows when it has become longer and everything in it has its place."""

    grew = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if 0 < event.oldSize().height() < event.size().height():
            self.grew.emit()


class FollowingArea(QScrollArea):
    """Scrolls down only; the keyboard goes to what is inside.

    What takes the focus, by whomever, comes into view, and stays there when rows come in above it.
    """

    def __init__(self, inside: Inside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        show_inside(self, inside)
        inside.grew.connect(self._follow)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self) -> None:
        focused, inside = self.focusWidget(), self.widget()
        if focused is not None and focused.hasFocus() and inside is not None and inside.isAncestorOf(focused):
            self._bring_into_view(focused, focused.mapTo(inside, QPoint()).y())

    def _bring_into_view(self, part: QWidget, top: int) -> None:
        """All of it, where Qt would be content with its caret; of what is too high for that the caret."""
        room = current_look().px(_ROOM)
        if part.height() + 2 * room > self.viewport().height():
            self.ensureWidgetVisible(part, 0, room)
            return
        self.ensureVisible(0, top + part.height(), 0, room)
        self.ensureVisible(0, top, 0, room)
