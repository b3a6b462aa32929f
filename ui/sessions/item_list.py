"""The items beside the notes: sign of the result, reference and title, what is special about it."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.sessions.reads import AgendaItem
from ui.terms import RESULT_SIGNS, RESULTS, term
from ui.theme import current_look
from ui.widgets.text_lines import elided, fit_lines, half_bold, line_pitch
from ui.words import _

_ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_SIGN, _GAP, _PAD, _NOTE = 20, 8, 6, 64
# More than fit on a screen need not be measured to know that the list fills it.
_MOST_MEASURED = 40
_Index = QModelIndex | QPersistentModelIndex


class _Items(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[AgendaItem, ...] = ()
        self.hides_results = False

    def set_items(self, items: tuple[AgendaItem, ...], hides_results: bool) -> None:
        self.beginResetModel()
        self.items, self.hides_results = items, hides_results
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == _ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = "" if self.hides_results else term(RESULTS, item.result)
            return ", ".join(
                part for part in (f"{item.reference} {item.title}", said, self.note(item)) if part
            )
        return None

    def note(self, item: AgendaItem) -> str:
        """What stands at the right: findings, or that it must be asked."""
        if item.findings and not self.hides_results:
            return ", ".join(item.findings)
        return _("must ask") if item.must_ask else ""


class _Painter(QStyledItemDelegate):
    def __init__(self, items: _Items, parent: QListView) -> None:
        super().__init__(parent)
        self._items = items
        self._view = parent
        self._fitted: dict[tuple[str, str, int], list[str]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        look = current_look()
        lines = len(self._title_lines(option.font, index, self._view.viewport().width()))
        return QSize(look.px(80), lines * line_pitch(option.font) + 2 * look.px(_PAD))

    def _title_lines(self, font: QFont, index: _Index, width: int) -> list[str]:
        item: AgendaItem = index.data(_ITEM_ROLE)
        beside = _note_width(font, self._items.note(item))
        taken = current_look().px(_SIGN + 2 * _GAP + _PAD) + beside
        key = (f"{item.reference} {item.title}", font.key(), width - taken)
        if key not in self._fitted:
            self._fitted[key] = fit_lines(key[0], half_bold(font), key[2], 2)
        return self._fitted[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: AgendaItem = index.data(_ITEM_ROLE)
        look, theme = current_look(), current_look().theme
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRect(option.rect)
        painter.save()
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("accent_soft" if is_current else "hover"))
        self._draw_sign(painter, option, item)
        left = rect.left() + look.px(_SIGN + _GAP)
        painter.setFont(half_bold(option.font) if is_current else option.font)
        painter.setPen(theme.colour("text"))
        pitch = line_pitch(option.font)
        for position, line in enumerate(self._title_lines(option.font, index, rect.width())):
            top = rect.top() + look.px(_PAD) + position * pitch
            painter.drawText(
                QRect(left, top, rect.width() - left, pitch), Qt.AlignmentFlag.AlignVCenter, line
            )
        self._draw_note(painter, option, self._items.note(item))
        painter.restore()

    def _draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, item: AgendaItem) -> None:
        look, theme = current_look(), current_look().theme
        value = "open" if self._items.hides_results else item.result.value
        painter.setPen(theme.colour("muted" if value == "open" else "accent"))
        if value == "nonconforming":
            painter.setPen(theme.colour("text"))
        painter.setFont(half_bold(option.font))
        place = QRect(option.rect.left(), option.rect.top(), look.px(_SIGN + _GAP), option.rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, RESULT_SIGNS[value])

    def _draw_note(self, painter: QPainter, option: QStyleOptionViewItem, note: str) -> None:
        if not note:
            return
        look, font = current_look(), _small(option.font)
        painter.setFont(font)
        painter.setPen(look.theme.colour("muted"))
        place = option.rect.adjusted(option.rect.width() - look.px(_NOTE + _PAD), 0, -look.px(_PAD), 0)
        text = elided(note, QFontMetricsF(font), place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


class ItemList(QListView):
    """`item_chosen(id)` follows the keys and the mouse; `show_current` is silent."""

    item_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items = _Items()
        self.setModel(self._items)
        self.setItemDelegate(_Painter(self._items, self))
        self.setProperty("role", "items")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(_("Items"))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_items(self, items: Sequence[AgendaItem], current_id: str | None, hides_results: bool) -> None:
        if (tuple(items), hides_results) != (self._items.items, self._items.hides_results):
            self.selectionModel().blockSignals(True)
            self._items.set_items(tuple(items), hides_results)
            self.selectionModel().blockSignals(False)
            self.updateGeometry()
        self.show_current(current_id)

    def show_current(self, item_id: str | None) -> None:
        row = next((n for n, item in enumerate(self._items.items) if item.id == item_id), -1)
        before, index = self.currentIndex(), self._items.index(row) if row >= 0 else QModelIndex()
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(False)
        self.update(before)
        self.update(index)
        if row >= 0:
            self.scrollTo(index)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.item_chosen.emit(self._items.items[current.row()].id)

    def sizeHint(self) -> QSize:
        """As high as its items; where there is less room, it scrolls."""
        rows = range(min(self._items.rowCount(), _MOST_MEASURED))
        height = sum(max(self.sizeHintForRow(row), 0) for row in rows)
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth() + current_look().px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(80), current_look().px(64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(current_look().px(12))
    return small


def _note_width(font: QFont, note: str) -> int:
    """What the words at the right take, with the gap before them."""
    if not note:
        return 0
    look = current_look()
    words = ceil(QFontMetricsF(_small(font)).horizontalAdvance(note))
    return min(words, look.px(_NOTE)) + look.px(_GAP)
