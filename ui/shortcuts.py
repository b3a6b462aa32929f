"""Which keys run which command: a table per platform, and the auditor's own changes."""

import sys
import tomllib
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.resource_files import resource_path
from app.settings import Settings

WINDOW = "window"
_SETTING = "shortcuts"
_ARROWS = {"Down": "↓", "Up": "↑", "Left": "←", "Right": "→", "Return": "Enter"}
Table = Mapping[str, tuple[str, ...]]


def shortcut_table(platform: str = sys.platform) -> dict[str, tuple[str, ...]]:
    """Keys by command id for a platform (`sys.platform`), in Qt's portable notation."""
    with resource_path("shortcuts.toml").open("rb") as file:
        tables = tomllib.load(file)
    rows = {**tables["default"], **tables.get(platform, {})}
    return {command_id: _as_tuple(keys) for command_id, keys in rows.items()}


def _as_tuple(keys: str | list[str]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else tuple(keys)


def scope(command_id: str) -> str:
    """Where the keys of a command work: `session` for `session.attach`, everywhere for `window`."""
    return command_id.partition(".")[0]


def key_caps(keys: str) -> str:
    """Keys as they are printed on a button: `Ctrl E`, `Ctrl ↓`."""
    sequence = QKeySequence(keys)
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if sys.platform == "darwin" or not native:
        return native
    head, plus, last = native.rpartition("+") if not native.endswith("++") else (native[:-2], "+", "+")
    parts = [*head.split("+"), last] if plus else [last]
    return " ".join(_ARROWS.get(part, part) for part in parts)


class Shortcuts(QObject):
    """The keys in force. `changed` follows a change by the auditor."""

    changed = Signal()

    def __init__(self, table: Table, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._settings = settings

    def sequences(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command, the one that is shown first; empty when it has none."""
        own = self._own().get(command_id)
        if own is not None:
            return (own,) if own else ()
        return self._table.get(command_id, ())

    def caps(self, command_id: str) -> str:
        """The first keys of a command as printed on a button, or nothing."""
        sequences = self.sequences(command_id)
        return key_caps(sequences[0]) if sequences else ""

    def command_ids(self) -> tuple[str, ...]:
        return tuple(self._table)

    def is_changed(self, command_id: str) -> bool:
        return command_id in self._own()

    def taken_by(self, keys: str, command_id: str) -> str | None:
        """The command in the same scope that has `keys` already, other than `command_id`."""
        for other in self._table:
            if other != command_id and _scopes_meet(other, command_id) and keys in self.sequences(other):
                return other
        return None

    def change(self, command_id: str, keys: str) -> None:
        """Give a command other keys (portable notation), or none with an empty text."""
        self._store({**self._own(), command_id: keys})

    def reset(self, command_id: str) -> None:
        """Give a command the keys of the table again."""
        self._store({known: keys for known, keys in self._own().items() if known != command_id})

    def _own(self) -> dict[str, str]:
        own = self._settings.get(_SETTING, {})
        known = own.items() if isinstance(own, dict) else ()
        return {command_id: keys for command_id, keys in known if isinstance(keys, str)}

    def _store(self, own: dict[str, str]) -> None:
        self._settings.set(_SETTING, own)
        self.changed.emit()


def _scopes_meet(one: str, other: str) -> bool:
    return scope(one) == scope(other) or WINDOW in (scope(one), scope(other))
