"""A file over the whole window, for what is too small to be read beside its facts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import button
from ui.words import _

_EDGE = 24


class LargeView(QDialog):
    """Holds a viewer of its own; Escape closes it."""

    def __init__(self, viewer: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._close = button(_("Close"))
        self.setWindowTitle(_("Enlarged"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out()
        self._close.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        px = current_look().px
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.addWidget(self._viewer, 1)
        layout.addLayout(foot)

    def open_over(self, window: QWidget) -> None:
        """Show it over a window, nearly as large."""
        edge = current_look().px(_EDGE)
        self.setGeometry(window.geometry().adjusted(edge, edge, -edge, -edge))
        self.open()
        self._viewer.setFocus()
