"""Ctrl+Z in a text field: the field first, then the workspace.

Text fields keep the undo keys for themselves even when they have nothing to undo, so the field that has the
focus is watched.
"""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.commands import Commands

UNDO, REDO = "window.undo", "window.redo"


class UndoKeys(QObject):
    """`wanted` carries `window.undo` or `window.redo` when the focused field has nothing to do itself."""

    wanted = Signal(str)

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._window = window
        self._field: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
            self._field = None
        if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit) and new.window() is self._window:
            self._field = new
            new.installEventFilter(self)
            new.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        command_id = self._command_of(event)
        if command_id is None or _can(watched, command_id):
            return False
        self.wanted.emit(command_id)
        return True

    def _command_of(self, event: QKeyEvent) -> str | None:
        pressed = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key())))
        for command_id in (UNDO, REDO):
            if any(QKeySequence(keys) == pressed for keys in self._commands.sequences(command_id)):
                return command_id
        return None


def _can(field: QObject, command_id: str) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if command_id == UNDO else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        return document.isUndoAvailable() if command_id == UNDO else document.isRedoAvailable()
    return False
