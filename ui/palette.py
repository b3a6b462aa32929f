"""The palette: finds anything and runs any command, by a few letters of its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current_look
from ui.widgets.key_cap import cap_width, draw_cap
from ui.widgets.labels import muted
from ui.words import _

if TYPE_CHECKING:
    from ui.search.hit_search import HitSearch

_WIDTH = 640
_ROW = 32
_ROWS_SHOWN = 14
_BELOW = 40
_MOST = 200
# Beside hits only the commands that fit best: the words are in the front then.
_MOST_BESIDE_HITS = 4
_ENTRY = Qt.ItemDataRole.UserRole
_LIST_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class PaletteRow(Protocol):
    """What can be chosen: a command, or something that was found."""

    @property
    def text(self) -> str: ...

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        ...

    def run(self) -> None: ...

    def height(self, font: QFont) -> int:
        """In pixels."""
        ...

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint it into an area whose ground is painted already."""
        ...


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be done: its text, the group it belongs to, the keys that do the same."""

    text: str
    group: str
    act: Callable[[], None]
    keys: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return ", ".join(part for part in (self.text, self.group, self.keys) if part)

    def run(self) -> None:
        self.act()

    def height(self, _font: QFont) -> int:
        """In pixels."""
        return current_look().px(_ROW)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The text, the group behind it, the keys at the right."""
        look = current_look()
        if self.keys:
            width = cap_width(self.keys, look)
            draw_cap(painter, area.right() - width, area.center().y(), self.keys, look, False)
            area.setRight(area.right() - width - look.px(8))
        metrics = painter.fontMetrics()
        group_width = metrics.horizontalAdvance(self.group) + look.px(16)
        shown = metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, area.width() - group_width)
        painter.setPen(look.theme.colour("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + look.px(12))
        painter.setPen(look.theme.colour("muted"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self.group)


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
    """Opens over the window, runs what is chosen and goes. With a `search` it finds what was written too."""

    def __init__(
        self, entries: Sequence[PaletteEntry], parent: QWidget, search: HitSearch | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        name = _("Search or run a command") if entries else _("Search what was written and taken in")
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._over = parent
        self._entries = entries
        self.search = search
        self._runs_when_found = False
        self.field = QLineEdit()
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.list = QListWidget()
        self._nothing = muted("", 3)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._show("")

    def _build(self) -> None:
        self.list.setAccessibleName(_("What was found"))
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(self.field)
        if self.search is not None:
            layout.addWidget(self.search)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(px(8), px(8), px(8), 0)
        for part in (self.list, self._nothing):
            self._stack.addWidget(part)
        self._stack.setFixedHeight(self._list_height())
        layout.addWidget(self._stack)
        self.setFixedWidth(px(_WIDTH))

    def _list_height(self) -> int:
        """As many rows as are wanted, and as the window has room for."""
        px = current_look().px
        room = self._over.height() - px(44 + 2 * _ROW + _BELOW)
        return max(px(_ROW) * 4, min(px(_ROW) * _ROWS_SHOWN, room))

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._show)
        self.list.itemClicked.connect(self._run)
        if self.search is not None:
            self.search.answered.connect(self._take_answer)

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
        self._runs_when_found = False
        if self.search is not None:
            self.search.ask(query)
        self._fill()
        self.list.setCurrentRow(0)

    def _take_answer(self) -> None:
        """A command that was chosen in the meantime stays so."""
        row = self.list.currentRow()
        self._fill()
        self.list.setCurrentRow(row if 0 <= row < len(self._commands()) else 0)
        if self._runs_when_found:
            self._enter()

    def _fill(self) -> None:
        self.list.clear()
        rows: list[PaletteRow] = [*self._commands(), *self._hits()]
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setData(_ENTRY, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            self.list.addItem(item)
        self._nothing.setText(self._nothing_text())
        self._stack.setCurrentWidget(self.list if self.list.count() else self._nothing)

    def _commands(self) -> list[PaletteEntry]:
        found = matching(self._entries, self.field.text())
        return found[:_MOST_BESIDE_HITS] if self._hits() or self._is_asking() else found

    def _hits(self) -> Sequence[PaletteRow]:
        return self.search.rows if self.search is not None else ()

    def _is_asking(self) -> bool:
        return self.search is not None and self.search.is_asking

    def _nothing_text(self) -> str:
        if self._is_asking():
            return ""
        if self.search is not None:
            return self.search.nothing_text()
        return _("Nothing has this name. Try a page, an audit or a verb, such as “raise”.")

    def texts(self) -> list[str]:
        """What is on offer, from top to bottom."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the key is one of the palette's own."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in _LIST_KEYS:
            self.list.keyPressEvent(event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.search is not None:
            self.search.toggle()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Run the row that is chosen; a hit only when it belongs to what is typed now."""
        is_command = self.list.currentRow() < len(self._commands())
        self._runs_when_found = self._is_asking() and not (is_command and self._commands())
        if not self._runs_when_found:
            self._run(self.list.currentItem())

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        row: PaletteRow = item.data(_ENTRY)
        self.accept()
        row.run()


class _RowDelegate(QStyledItemDelegate):
    """Draws the ground of a row; the row draws the rest."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: PaletteRow = index.data(_ENTRY)
        return QSize(0, row.height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PaletteRow = index.data(_ENTRY)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.widget.style().drawControl(bare.widget.style().ControlElement.CE_ItemViewItem, bare, painter)
        gap = current_look().px(8)
        painter.save()
        painter.setFont(bare.font)
        row.paint(painter, bare.rect.adjusted(gap, 0, -gap, 0))
        painter.restore()
