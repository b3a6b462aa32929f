"""Typing that saves itself: after a pause of 400 ms, at most 2 s after the first unsaved keystroke."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from app.errors import UserError

IDLE_MS = 400
LONGEST_MS = 2000


class SaveState(StrEnum):
    SAVED = "saved"
    UNSAVED = "unsaved"
    FAILED = "failed"


class AutoSave(QObject):
    """Hands the text of `field` to `save` while it is being typed.

    `save` raises `UserError` when it cannot: the text stays, the field is marked, `retry()` tries again, as
    does the next pause in typing. `saved()` comes only after `save` has returned.
    """

    saved = Signal()
    failed = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit | QTextEdit,
        save: Callable[[str], None],
        idle_ms: int = IDLE_MS,
        longest_ms: int = LONGEST_MS,
    ) -> None:
        super().__init__(field)
        self._field = field
        self._save = save
        self._known = self.text()
        self._state = SaveState.SAVED
        self._idle = self._timer(idle_ms)
        self._longest = self._timer(longest_ms)
        field.textChanged.connect(self._note_typing)
        field.installEventFilter(self)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer

    @property
    def state(self) -> SaveState:
        return self._state

    def text(self) -> str:
        """What the field says now, saved or not."""
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def set_text(self, text: str) -> bool:
        """Load a text that is already saved; the caret stays where it was.

        False, and nothing happens, while there is typing that is not saved yet.
        """
        if self._state is not SaveState.SAVED or self.text() != self._known:
            return False
        self._known = text
        if text != self.text():
            _show_text(self._field, text)
        return True

    def flush(self) -> bool:
        """Save now what is not saved yet. False when that failed; the text is still in the field."""
        self._idle.stop()
        self._longest.stop()
        text = self.text()
        if text == self._known:
            self._enter(SaveState.SAVED)
            return True
        return self._write(text)

    def retry(self) -> bool:
        """Try again what could not be saved."""
        return self.flush()

    def _write(self, text: str) -> bool:
        try:
            self._save(text)
        except UserError as error:
            self._enter(SaveState.FAILED)
            self.failed.emit(error)
            return False
        except Exception:
            self._enter(SaveState.FAILED)
            raise
        self._known = text
        self._enter(SaveState.SAVED)
        self.saved.emit()
        return True

    def _note_typing(self) -> None:
        if self.text() == self._known and self._state is SaveState.SAVED:
            return
        if self._state is SaveState.SAVED:
            self._enter(SaveState.UNSAVED)
        self._idle.start()
        if not self._longest.isActive():
            self._longest.start()

    def _enter(self, state: SaveState) -> None:
        if state is self._state:
            return
        self._state = state
        self._mark(state is SaveState.FAILED)
        self.state_changed.emit(state)

    def _mark(self, failed: bool) -> None:
        if bool(self._field.property("failed")) == failed:
            return
        self._field.setProperty("failed", failed)
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)


def _show_text(field: QLineEdit | QPlainTextEdit | QTextEdit, text: str) -> None:
    if isinstance(field, QLineEdit):
        caret = field.cursorPosition()
        field.setText(text)
        field.setCursorPosition(caret)
        return
    caret = field.textCursor().position()
    field.setPlainText(text)
    cursor = field.textCursor()
    cursor.setPosition(min(caret, field.document().characterCount() - 1))
    field.setTextCursor(cursor)
