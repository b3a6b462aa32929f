"""A file as plain text."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.evidence.preview.asking import TextPreview
from ui.preview.wrapping import wrap_mode
from ui.words import _


class TextView(QPlainTextEdit):
    """Shows one `TextPreview` at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(_("Content of the file"))

    def show_text(self, preview: TextPreview) -> None:
        """Put another text in place of the one that is shown."""
        cut = _("\n\n… only the start of the file is shown.") if preview.is_cut else ""
        self.setWordWrapMode(wrap_mode(preview.text))
        self.setPlainText(preview.text + cut)

    def go_to(self, unit: str, at: str) -> None:
        """Select a `line` by its number, so that it is seen among the others."""
        if unit != "line" or not at.isdecimal():
            return
        block = self.document().findBlockByNumber(int(at) - 1)
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
