"""Surfaces: a card with a heading, a plain panel, a strip, a hairline."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.labels import heading


class Card(QFrame):
    """A framed surface; `body` takes what stands in it, `header` what stands beside its title.

    `tone`: `plain`, `quiet` (on the background's colour), `bar` (a thick left edge), `drop` (dashed).
    """

    def __init__(self, title: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("tone", tone)
        px = current_look().px
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(14), px(12), px(14), px(12))
        self.body.setSpacing(px(8))
        self.header = QHBoxLayout()
        self.header.setSpacing(px(8))
        self._heading = heading(title)
        if title:
            self.header.addWidget(self._heading, 1)
            self.body.addLayout(self.header)

    def set_title(self, title: str) -> None:
        """Another heading; a card that was made without one has no place for it."""
        self._heading.setText(title)


class Panel(QFrame):
    """A plain white surface; `edge` names the side that has a hairline: left, right, top, bottom or ""."""

    def __init__(self, edge: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setProperty("mark", edge)
        px = current_look().px
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(12), px(12), px(12), px(12))
        self.body.setSpacing(px(8))


class Strip(QFrame):
    """A soft bar for one line of context."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        px = current_look().px
        self.body = QHBoxLayout(self)
        self.body.setContentsMargins(px(10), px(6), px(10), px(6))
        self.body.setSpacing(px(8))


def rule(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """A hairline between two parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
    if orientation == Qt.Orientation.Horizontal:
        line.setFixedHeight(1)
        line.setSizePolicy(free, fixed)
    else:
        line.setFixedWidth(1)
        line.setSizePolicy(fixed, free)
    return line
