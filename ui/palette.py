"""The palette: finds anything and runs any command, by a few letters of its name."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current_look
from ui.widgets.key_cap import cap_width, draw_cap
from ui.widgets.labels import muted
from ui.words import _

_WIDTH = 560
_ROW = 32
_ROWS_SHOWN = 11
_MOST = 200
_ENTRY = Qt.ItemDataRole.UserRole
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be chosen: its text, the group it belongs to, the keys that do the same."""

    text: str
    group: str
    run: Callable[[], None]
    keys: str = ""


def matching(entries: Sequence[PaletteEntry], query: str) -> list[PaletteEntry]:
    """Entries that hold every word of `query`, those that start with it first; accents do not count."""
    tokens = _plain(query).split()
    found = [entry for entry in entries if _holds(_plain(f"{entry.text} {entry.group}"), tokens)]
    start = _plain(query).strip()
    return sorted(found, key=lambda entry: not _plain(entry.text).startswith(start))[:_MOST]


def _holds(text: str, tokens: Sequence[str]) -> bool:
    return all(token in text for token in tokens)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


class Palette(QDialog):
    """Opens over the window, runs what is chosen and goes."""

    def __init__(self, entries: Sequence[PaletteEntry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(_("Search or run a command"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = entries
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search or run a command"))
        self.field.setAccessibleName(_("Search or run a command"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self._nothing = muted(_("Nothing has this name. Try a page, an audit or a verb, such as “raise”."))
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._show)
        self.list.itemClicked.connect(self._run)
        self._show("")

    def _lay_out(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        for widget in (self.field, self.list, self._nothing):
            layout.addWidget(widget)
        self.list.setFixedHeight(px(_ROW) * _ROWS_SHOWN + px(4))
        self.setFixedWidth(px(_WIDTH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current_look().theme.colour("panel"))
        painter.setPen(current_look().theme.colour("field_line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def open_below(self, anchor: QWidget) -> None:
        """Show it under the field in the top bar, right edges in line."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4))
        self.move(corner)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, query: str) -> None:
        self.list.clear()
        for entry in matching(self._entries, query):
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY, entry)
            spoken = ", ".join(part for part in (entry.text, entry.group, entry.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._nothing.setVisible(self.list.count() == 0)

    def texts(self) -> list[str]:
        """What is on offer, from top to bottom."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentItem())
                return True
            if event.key() in _LIST_KEYS:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: PaletteEntry = item.data(_ENTRY)
        self.accept()
        entry.run()


class _EntryDelegate(QStyledItemDelegate):
    """Draws an entry: its text, its group behind it, its keys at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, current_look().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = current_look()
        entry: PaletteEntry = index.data(_ENTRY)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.widget.style().drawControl(bare.widget.style().ControlElement.CE_ItemViewItem, bare, painter)
        area: QRect = bare.rect.adjusted(look.px(8), 0, -look.px(8), 0)
        if entry.keys:
            width = cap_width(entry.keys, look)
            draw_cap(painter, area.right() - width, area.center().y(), entry.keys, look, False)
            area.setRight(area.right() - width - look.px(8))
        self._draw_texts(painter, area, entry)

    def _draw_texts(self, painter: QPainter, area: QRect, entry: PaletteEntry) -> None:
        look = current_look()
        metrics = painter.fontMetrics()
        group_width = metrics.horizontalAdvance(entry.group) + look.px(16)
        shown = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, area.width() - group_width)
        painter.setPen(look.theme.colour("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + look.px(12))
        painter.setPen(look.theme.colour("muted"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), entry.group)
