"""The text of one line of notes, and the small marks that stand behind its last word."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from ui.evidence.attaching import local_paths
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.text_lines import line_pitch

_GAP = 6


class NoteText(QTextEdit):
    """Plain text. Enter ends the line, Shift+Enter breaks it, the arrows leave it at its edges.

    A space after a word of `phrases` writes it out; Ctrl+Z brings the word back, and it stays.
    """

    ended = Signal()
    left_upwards = Signal()
    left_downwards = Signal()
    emptied = Signal()
    focused = Signal()
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.phrases: Mapping[str, str] = {}
        self._marks: list[Badge] = []
        self._height = 0
        self.setProperty("role", "note")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._move_marks)

    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._space_lines()

    def _space_lines(self) -> None:
        """Lines stand as far apart as elsewhere; that is no step to be undone."""
        spacing = QTextBlockFormat()
        self.ensurePolished()
        pitch = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        spacing.setLineHeight(line_pitch(self.font()), pitch)
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.document().setUndoRedoEnabled(True)

    def show_marks(self, texts: Sequence[str]) -> None:
        """Show small words behind the text, such as the numbers of its evidence."""
        if [mark.text() for mark in self._marks] == list(texts):
            return
        for mark in self._marks:
            mark.hide()
            mark.deleteLater()
        self._marks = [Badge(text, "outline", self.viewport()) for text in texts]
        for mark in self._marks:
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            mark.show()
        self._fit()

    def marks(self) -> list[str]:
        return [mark.text() for mark in self._marks]

    def _move_marks(self) -> None:
        """What is typed within a line moves its end, and changes no size."""
        if self._marks:
            self._fit()

    def _fit(self) -> None:
        """Put the marks in their places, and take the height that text and marks need."""
        height = self._place_marks(self._end_of_text())
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _end_of_text(self) -> QPoint:
        """Where the last line of text ends: its right end and its top."""
        block = self.document().lastBlock()
        layout = block.layout()
        if not layout.lineCount():
            return QPoint(0, 0)
        line = layout.lineAt(layout.lineCount() - 1)
        top = self.document().size().height() - self._pitch()
        return QPoint(round(line.naturalTextWidth()), round(top))

    def _pitch(self) -> int:
        return line_pitch(self.font())

    def _place_marks(self, end: QPoint) -> int:
        gap, pitch, place = current_look().px(_GAP), self._pitch(), QPoint(end)
        for mark in self._marks:
            size = mark.sizeHint()
            left = place.x() + gap if place.x() else 0
            if left and left + size.width() > self.viewport().width():
                left, place = 0, QPoint(0, place.y() + pitch)
            width = min(size.width(), self.viewport().width())
            # The letters stand a little below the middle of their line.
            top = place.y() + (pitch - size.height()) // 2 + current_look().px(1)
            mark.setGeometry(QRect(left, top, width, size.height()))
            place.setX(left + width)
        return place.y() + pitch + (current_look().px(1) if self._marks else 0)

    def sizeHint(self) -> QSize:
        return QSize(200, max(self._height, self._pitch()))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(80), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        spaced = self.document().lastBlock().blockFormat().lineHeight()
        if event.type() == QEvent.Type.FontChange and spaced != self._pitch():
            self._space_lines()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.ended.emit()
            case Qt.Key.Key_Up if plain and self._is_at_edge(QTextCursor.MoveOperation.Up):
                self.left_upwards.emit()
            case Qt.Key.Key_Down if plain and self._is_at_edge(QTextCursor.MoveOperation.Down):
                self.left_downwards.emit()
            case Qt.Key.Key_Backspace if plain and not self.isReadOnly() and not self.toPlainText():
                self.emptied.emit()
            case _:
                super().keyPressEvent(event)
                if event.text() == " " and not self.isReadOnly():
                    self._write_out()

    def _write_out(self) -> None:
        """Put the words of a phrase in the place of the one that ends before the caret."""
        before = self.textCursor()
        before.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        word = before.selectedText()[:-1].rpartition(" ")[2]
        if word not in self.phrases:
            return
        cursor = self.textCursor()
        end = cursor.position()
        # Positions count UTF-16 units, of which a letter beyond the first plane has two.
        cursor.setPosition(end - 1 - len(word.encode("utf-16-le")) // 2)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        # With the space, so that the caret stands behind it when this is taken back.
        cursor.insertText(f"{self.phrases[word]} ")

    def _is_at_edge(self, direction: QTextCursor.MoveOperation) -> bool:
        cursor = self.textCursor()
        return not cursor.movePosition(direction)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text is pasted; files, and a picture where there is no text, become evidence."""
        paths = local_paths(source)
        if paths:
            self.files_pasted.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.image_pasted.emit(QImage(source.imageData()))
        elif source.hasText():
            self.insertPlainText(source.text())
