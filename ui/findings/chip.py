"""A reference in a pill that opens what it names and can be taken off."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from ui.theme import current_look, draw_icon
from ui.widgets.buttons import Button
from ui.widgets.plain_tip import plain_tip
from ui.words import _

_CROSS = 12
_GAP = 4


class Chip(Button):
    """Enter, Space or a click presses it; Delete, or a click on its cross, takes it off.

    `pressed_on(id)` and `removed(id)` carry `row_id`. `mark` sets a suggestion apart: it has no cross.
    """

    pressed_on = Signal(str)
    removed = Signal(str)

    def __init__(self, row_id: str, text: str, tip: str, *, removable: bool, suggested: bool = False) -> None:
        super().__init__(text, "chip")
        self._row_id = row_id
        self._removable = removable
        self.set_mark("suggested" if suggested else "")
        self.setToolTip(plain_tip(tip))
        self.setAccessibleDescription(
            _("{what}. Delete takes it off.").format(what=tip) if removable else tip
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.pressed_on.emit(self._row_id)

    def sizeHint(self) -> QSize:
        hint, look = super().sizeHint(), current_look()
        return QSize(
            hint.width() + (look.px(_CROSS) + look.px(_GAP) if self._removable else 0), hint.height()
        )

    def _draw_what_stands_beside(self, painter: QPainter, content: QRect) -> QRect:
        rest = super()._draw_what_stands_beside(painter, content)
        if not self._removable:
            return rest
        look = current_look()
        size = look.px(_CROSS)
        place = QRect(rest.right() + 1 - size, rest.center().y() - size // 2 + 1, size, size)
        draw_icon(painter, QRectF(place), "close", look.theme.colour("muted"))
        return rest.adjusted(0, 0, -size - look.px(_GAP), 0)

    def _text_token(self) -> str:
        return "accent" if self.property("mark") == "suggested" else "muted"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._row_id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        look = current_look()
        edge = self.width() - look.px(_CROSS) - look.px(_GAP) - look.px(8)
        if self._removable and self.isDown() and event.position().x() >= edge:
            self.setDown(False)
            self.removed.emit(self._row_id)
            return
        super().mouseReleaseEvent(event)
