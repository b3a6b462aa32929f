"""What can be done now: one list that feeds keys, buttons, palette and the sheet of shortcuts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.shortcuts import Shortcuts, key_caps


@dataclass(frozen=True, slots=True)
class Command:
    """Something the auditor can do.

    `id` is `scope.action` as in resources/shortcuts.toml, `text` a verb phrase; `shortcut` counts only where
    the table has no keys for `id`. `hint` says why it cannot be done when `enabled()` is false.
    """

    id: str
    text: str
    handler: Callable[[], None]
    shortcut: str = ""
    group: str = ""
    enabled: Callable[[], bool] | None = None
    hint: str = ""

    @property
    def is_enabled(self) -> bool:
        return self.enabled is None or self.enabled()


class Commands(QObject):
    """The commands of the window and those of the page in front.

    `changed` follows when the list or its keys became others; `refused` carries the hint of a command that
    cannot be run now.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, window: QWidget, shortcuts: Shortcuts) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts = shortcuts
        self._of_window: dict[str, Command] = {}
        self._of_page: dict[str, Command] = {}
        self._bindings: dict[tuple[str, tuple[str, ...]], _Binding] = {}
        shortcuts.changed.connect(self._bind)

    def set_window(self, commands: Sequence[Command]) -> None:
        """The commands that work on every page."""
        self._of_window = {command.id: command for command in commands}
        self._bind()

    def set_page(self, commands: Sequence[Command]) -> None:
        """The commands of the page in front; those of the page before no longer work."""
        self._of_page = {command.id: command for command in commands}
        self._bind()

    def of_page(self) -> tuple[Command, ...]:
        return tuple(self._of_page.values())

    def of_window(self) -> tuple[Command, ...]:
        return tuple(self._of_window.values())

    def run(self, command_id: str) -> None:
        """Do it, or say why it cannot be done now. An id that is not on offer here is ignored."""
        command = self._of_page.get(command_id) or self._of_window.get(command_id)
        if command is None:
            return
        if command.is_enabled:
            command.handler()
        elif command.hint:
            self.refused.emit(command.hint)

    def sequences(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command in Qt's portable notation."""
        command = self._of_page.get(command_id) or self._of_window.get(command_id)
        keys = self._shortcuts.sequences(command_id)
        if keys or command is None or not command.shortcut or self._shortcuts.is_changed(command_id):
            return keys
        return (command.shortcut,)

    def keys(self, command_id: str) -> str:
        """The keys of a command as printed on a button (`Ctrl E`), or nothing."""
        sequences = self.sequences(command_id)
        return key_caps(sequences[0]) if sequences else ""

    def _bind(self) -> None:
        """Keys that stay with their command are left as they are: most are those of the window."""
        wanted = {
            (command_id, keys)
            for command_id in {**self._of_window, **self._of_page}
            if (keys := self.sequences(command_id))
        }
        for gone in self._bindings.keys() - wanted:
            self._bindings.pop(gone).release()
        for command_id, keys in wanted - self._bindings.keys():
            self._bindings[command_id, keys] = _Binding(self, command_id, keys, self._window)
        self.changed.emit()


class _Binding(QObject):
    """Keys that run one command."""

    def __init__(self, commands: Commands, command_id: str, keys: Sequence[str], window: QWidget) -> None:
        super().__init__(commands)
        self._commands = commands
        self._command_id = command_id
        self._shortcut = QShortcut(window)
        self._shortcut.setKeys([QKeySequence(key) for key in keys])
        self._shortcut.activated.connect(self._run)

    def release(self) -> None:
        self._shortcut.setEnabled(False)
        self._shortcut.deleteLater()
        self.deleteLater()

    def _run(self) -> None:
        self._commands.run(self._command_id)
