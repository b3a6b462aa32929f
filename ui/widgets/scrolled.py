"""A part of a page that may be taller than its room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(widget: QWidget) -> QScrollArea:
    """`widget` with a scroll bar where it needs one; the keyboard goes to the widget itself."""
    area = QScrollArea()
    show_inside(area, widget)
    return area


def show_inside(area: QScrollArea, widget: QWidget) -> None:
    """Put `widget` into an area that scrolls down only and lets what lies behind show through."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    # setWidget fills its ground; then Qt paints it twice, once for itself and once with the window.
    widget.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
