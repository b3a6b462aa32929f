"""Something chosen from many by typing a part of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import icon_button
from ui.widgets.form import line_field
from ui.widgets.labels import label
from ui.widgets.plain_tip import plain_tip
from ui.widgets.short_list import ShortList
from ui.words import _

MOST = 40
_SHOWN = 6
_ROW_HEIGHT = 31
_ID = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked."""

    id: str
    text: str


Search = Callable[[str], Sequence[Choice]]


class PickField(QWidget):
    """A line and what it finds. Enter takes the first hit, Down goes into the list, Escape gives up.

    `picked(id)` tells the choice, `given_up()` that there is none.
    """

    picked = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, placeholder: str, search: Search, nothing: str) -> None:
        super().__init__()
        self._search = search
        self.line = line_field(placeholder)
        self._close = icon_button("close", _("Close"))
        self.list = ShortList()
        self._nothing = label(nothing, None)
        self.line.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(self.line, 1)
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(6), 0, 0, px(4))
        layout.setSpacing(px(4))
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addWidget(self._nothing)
        self.setFocusProxy(self.line)
        self.hide()

    def _connect(self) -> None:
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._close.clicked.connect(self._give_up)

    def begin(self) -> None:
        """Show the field, with everything to choose from, and the caret in it."""
        self.line.clear()
        self._find("")
        self.show()
        self.line.setFocus()

    def end(self) -> None:
        self.hide()

    def _find(self, text: str) -> None:
        found = self._search(text)[:MOST]
        self.list.clear()
        for choice in found:
            item = QListWidgetItem(" ".join(choice.text.split()))
            item.setData(_ID, choice.id)
            item.setToolTip(plain_tip(choice.text))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = min(len(found), _SHOWN)
        self.list.setFixedHeight(rows * current_look().px(_ROW_HEIGHT) + current_look().px(8))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(str(item.data(_ID)))

    def _give_up(self) -> None:
        self.end()
        self.given_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took_key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _took_key(self, watched: QObject, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
            return True
        if key == Qt.Key.Key_Down and watched is self.line:
            self.list.setFocus()
            return True
        if key == Qt.Key.Key_Up and watched is self.list and self.list.currentRow() <= 0:
            self.line.setFocus()
            return True
        return False
