"""A list of a few lines of text; long ones are a `LazyTable`."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import current_look
from ui.widgets.field_painting import draw_box

_Index = QModelIndex | QPersistentModelIndex


class _Line(QStyledItemDelegate):
    """A line; before one that can be ticked stands the box of a form: that of Qt is not seen in the dark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        check = index.data(Qt.ItemDataRole.CheckStateRole)
        if check is None:
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, shown, shown.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, box, current_look(), checked=Qt.CheckState(check) is Qt.CheckState.Checked)
        painter.restore()


class ShortList(QListWidget):
    """Lines with room around them, cut with an ellipsis where they are too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setItemDelegate(_Line(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Rows measured before the style sheet had its say would lie over one another.
        self.scheduleDelayedItemsLayout()
