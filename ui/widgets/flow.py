"""Widgets one after another, broken into as many rows as the width asks for."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.theme import current_look


class FlowLayout(QLayout):
    """Lays its widgets out like words of a paragraph, each row centred on its own height."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        # A widget that is seen already asks for no place of its own.
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        inner = QRect(0, 0, width - edges.left() - edges.right(), 0)
        return self._arrange(inner, move=False) + edges.top() + edges.bottom()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        gap = current_look().px(self._gap)
        width = sum(item.sizeHint().width() for item in shown) + gap * max(len(shown) - 1, 0)
        return self._with_edges(QSize(width, max((item.sizeHint().height() for item in shown), default=0)))

    def _with_edges(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def minimumSize(self) -> QSize:
        # A button's size policy does not let it shrink; here it is cut where the row is too narrow for it.
        widgets = [item.widget() for item in self._shown()]
        sizes = [widget.minimumSizeHint() for widget in widgets if widget is not None]
        width = max((size.width() for size in sizes), default=0)
        return self._with_edges(QSize(width, max((size.height() for size in sizes), default=0)))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put the items in their places; the height that takes, in pixels."""
        gap, top = current_look().px(self._gap), rect.top()
        for row in self._rows(rect.width(), gap):
            height = max(size.height() for _item, size in row)
            if move:
                _place(row, QPoint(rect.left(), top), height, gap)
            top += height + gap
        return max(top - gap - rect.top(), 0)

    def _rows(self, width: int, gap: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = _fitted(item, width)
            if rows and used + gap + size.width() <= width:
                rows[-1].append((item, size))
                used += gap + size.width()
            else:
                rows.append([(item, size)])
                used = size.width()
        return rows


def _fitted(item: QLayoutItem, width: int) -> QSize:
    wanted = item.sizeHint()
    if wanted.width() <= width:
        return wanted
    height = item.heightForWidth(width) if item.hasHeightForWidth() else wanted.height()
    return QSize(width, height)


def _place(row: Sequence[tuple[QLayoutItem, QSize]], corner: QPoint, height: int, gap: int) -> None:
    left = corner.x()
    for item, size in row:
        item.setGeometry(QRect(QPoint(left, corner.y() + (height - size.height()) // 2), size))
        left += size.width() + gap


class Flow(QWidget):
    """A widget whose children flow. It is as high as its rows."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self.row = FlowLayout(self, gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.row.addWidget(widget)
            # Shown now rather than with the next event, so that it can take the focus at once.
            widget.show()

    def clear(self, keep: int = 0) -> None:
        """Let go of all widgets but the first `keep`."""
        while (item := self.row.takeAt(keep)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
