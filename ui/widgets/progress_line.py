"""How far something is, as a thin line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ui.theme import current_look

_STEPS = 1000


class ProgressLine(QProgressBar):
    """`fraction` is between 0 and 1; what lies outside is taken as the nearer end."""

    def __init__(
        self, fraction: float = 0.0, accessible_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_fraction(fraction)

    def set_fraction(self, fraction: float) -> None:
        self.setValue(round(min(max(fraction, 0.0), 1.0) * _STEPS))

    def fraction(self) -> float:
        return self.value() / _STEPS

    def sizeHint(self) -> QSize:
        return QSize(current_look().px(120), current_look().px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(24), current_look().px(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, line = current_look().theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        radius = line.height() / 2
        painter.drawRoundedRect(line, radius, radius)
        if self.value():
            line.setWidth(max(line.width() * self.fraction(), line.height()))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(line, radius, radius)
