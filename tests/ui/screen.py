"""What can be read on the screen."""

from PySide6.QtWidgets import QLabel, QWidget


def texts_on(widget: QWidget) -> list[str]:
    """The texts of all labels that are seen on `widget`, in no particular order."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def says(widget: QWidget, part: str) -> bool:
    """Whether a label that is seen on `widget` holds `part`."""
    return any(part in text for text in texts_on(widget))
