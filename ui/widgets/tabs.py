"""Tabs with an underline, and the parts of the page below them."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.theme import Look, current_look
from ui.widgets.text_lines import elided, half_bold
from ui.words import _

_SIDE = 8
_HEIGHT = 34
_UNDERLINE = 2


class TabBar(QTabBar):
    """The row of names; Left and Right change the tab while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tabSizeHint(self, index: int) -> QSize:
        look = current_look()
        width = QFontMetricsF(half_bold(self.font())).horizontalAdvance(self.tabText(index))
        return QSize(round(width) + 2 * look.px(_SIDE) + 2, look.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        look = current_look()
        return QSize(min(look.px(48), self.tabSizeHint(index).width()), look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(80), current_look().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.theme.colour("line"))
        for index in range(self.count()):
            self._draw_tab(painter, index, look)

    def _draw_tab(self, painter: QPainter, index: int, look: Look) -> None:
        theme, rect = look.theme, self.tabRect(index)
        current = index == self.currentIndex()
        painter.setFont(half_bold(self.font()) if current else self.font())
        painter.setPen(theme.colour("text" if current else "muted"))
        room = rect.adjusted(look.px(_SIDE), 0, -look.px(_SIDE) + 1, -look.px(_UNDERLINE))
        text = elided(self.tabText(index), QFontMetricsF(painter.font()), room.width() + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), text)
        if current:
            height = look.px(_UNDERLINE)
            line = QRect(rect.left(), self.height() - height, rect.width(), height)
            painter.fillRect(line, theme.colour("accent"))
            if self.hasFocus():
                self._draw_ring(painter, rect, look)

    def _draw_ring(self, painter: QPainter, rect: QRect, look: Look) -> None:
        painter.setPen(QPen(look.theme.colour("focus"), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(1, look.px(4), -1, -look.px(_UNDERLINE + 3))
        painter.drawRoundedRect(ring, look.px(4), look.px(4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


class Tabs(QWidget):
    """Parts by key. `chosen(key)` tells which part came to the front, by whomever."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar(self)
        self.bar.setAccessibleName(_("Parts of this page"))
        self._stack = QStackedWidget(self)
        self._keys: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show)

    def add(self, key: str, text: str, widget: QWidget) -> None:
        """Add a part at the right end; the first one comes to the front."""
        self._keys.append(key)
        self._stack.addWidget(widget)
        self.bar.addTab(text.replace("&", "&&"))

    def set_text(self, key: str, text: str) -> None:
        self.bar.setTabText(self._keys.index(key), text.replace("&", "&&"))

    def current(self) -> str:
        """The key of the part in front, or ""."""
        index = self.bar.currentIndex()
        return self._keys[index] if index >= 0 else ""

    def choose(self, key: str) -> None:
        """Bring a part to the front; a key that is not there raises `ValueError`."""
        self.bar.setCurrentIndex(self._keys.index(key))

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.chosen.emit(self._keys[index])
