"""A text of the finding: it reads as running text, is typed into where it stands, and saves itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings import findings, labels
from app.findings.hints import Hint
from ui.findings.editor import Editor
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.flow import Flow
from ui.widgets.form import TextField
from ui.widgets.labels import label, label_strong
from ui.words import message

INDENT = 6
_TITLE_PX = 18


class QuietField(TextField):
    """A field without a frame until it is pointed at or has the caret."""

    def __init__(self, name: str, placeholder: str, most: int = 30) -> None:
        super().__init__(1, most)
        self.setProperty("role", "quiet")
        self.document().setDocumentMargin(0)
        self.set_placeholder(placeholder)
        self.setAccessibleName(name)

    def set_placeholder(self, text: str) -> None:
        """What an empty field says; Qt alone would go on drawing the words of before."""
        self.setPlaceholderText(text)
        self.viewport().update()


class TitleField(QuietField):
    """The title: large, wrapped, one paragraph. Enter goes on to the next field."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "", 4)
        self._dress()

    def _dress(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(current_look().px(_TITLE_PX))
        font.setWeight(QFont.Weight.Bold)
        if font != self.font():
            self.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class Remarks(QWidget):
    """What another auditor would remark on a text: small, muted, below it. It refuses nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(current_look().px(INDENT), 0, 0, 0)
        layout.addWidget(self._text)
        self.hide()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        text = "\n".join(message(hint.message) for hint in hints)
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._text.text()


class TextPart(QWidget):
    """A named text of the finding; `head` holds the name and whatever stands beside it."""

    def __init__(self, editor: Editor, key: str, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._editor = editor
        self._key = key
        self._name = label_strong(name)
        self.head = Flow()
        self.field = QuietField(name, placeholder)
        self.autosave = AutoSave(self.field, self._save)
        self.remarks = Remarks()
        self._build()
        self.autosave.failed.connect(editor.context.report_error)

    def _build(self) -> None:
        px = current_look().px
        self._name.setBuddy(self.field)
        self.head.add(self._name)
        self.head.row.setContentsMargins(px(INDENT), 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.field, self.remarks):
            layout.addWidget(part)

    def set_name(self, name: str, placeholder: str) -> None:
        self._name.setText(name)
        self.field.setAccessibleName(name)
        self.field.set_placeholder(placeholder)

    def show_text(self, text: str, can_be_written: bool, hints: Sequence[Hint] = ()) -> None:
        """Show what is saved; what is being typed at the moment stays."""
        self.autosave.set_text(text)
        self.field.setReadOnly(not can_be_written)
        self.remarks.show_hints([hint for hint in hints if hint.field == self._key])

    def _save(self, text: str) -> None:
        finding_id = self._editor.finding_id
        self._editor.save_text(labels.EDIT, self._key, findings.edit, finding_id, **{self._key: text})

    def flush(self) -> bool:
        return self.autosave.flush()
