"""The program's own settings: what a person at a laptop likes, and where they left off. No audit content."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from platformdirs import user_config_path

from app.workspace.files import write_durably

FILE_NAME = "settings.json"
_DEVICE = "device_id"
_RECENT = "recent_workspaces"
_MOST_RECENT = 8


def settings_path() -> Path:
    """Where the settings of the person at this laptop lie."""
    return user_config_path("Assay", appauthor=False) / FILE_NAME


class Settings:
    """Values by name, kept in a JSON file.

    A file that cannot be read as settings is set aside as `settings.json.damaged`, and all start anew. Where
    nothing can be read or written, the program works with what it is given and forgets it at the end.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = self._read()
        self._changed: Callable[[], None] = self.keep
        self._is_kept = True

    def get(self, key: str, default: Any = None) -> Any:
        """A value as JSON holds it; anybody may have edited the file, so look at its type before using it."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a value that JSON can hold; None removes it."""
        if self._values.get(key) == value:
            return
        if value is None:
            del self._values[key]
        else:
            self._values[key] = value
        self._is_kept = False
        self._changed()

    def keep_later(self, changed: Callable[[], None]) -> None:
        """A change is only told from here on; who is told calls `keep` soon, and at the end."""
        self._changed = changed

    def keep(self) -> None:
        """Write what is not on the disk yet; without `keep_later` each change does so itself. What cannot be
        written now is tried again the next time."""
        if not self._is_kept:
            self._is_kept = self._write()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self.path.read_text(encoding="utf-8"))
        except OSError:
            return {}
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            return values
        self._set_aside()
        return {}

    def _set_aside(self) -> None:
        with suppress(OSError):
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))

    def _write(self) -> bool:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(self.path, json.dumps(self._values, indent=1, ensure_ascii=False).encode())
        except OSError:
            return False
        return True


def device_id(settings: Settings) -> str:
    """The id of this laptop: made once, the same in every workspace."""
    known = settings.get(_DEVICE)
    if not isinstance(known, str):
        known = str(uuid4())
        settings.set(_DEVICE, known)
    return known


def recent_workspaces(settings: Settings) -> tuple[Path, ...]:
    """The workspaces opened last, newest first; they may be gone."""
    paths = settings.get(_RECENT, [])
    return tuple(Path(path) for path in paths if isinstance(path, str)) if isinstance(paths, list) else ()


def remember_workspace(settings: Settings, path: Path) -> None:
    """Put a workspace at the head of the recent ones."""
    rest = [known for known in recent_workspaces(settings) if known != path]
    settings.set(_RECENT, [str(known) for known in [path, *rest][:_MOST_RECENT]])


def forget_workspace(settings: Settings, path: Path) -> None:
    """Take a workspace off the list of recent ones; the workspace itself stays as it is."""
    settings.set(_RECENT, [str(known) for known in recent_workspaces(settings) if known != path])


def last_folder(settings: Settings, key: str) -> Path:
    """The folder that was chosen last under `key`, the person's own before that."""
    folder = settings.get(key)
    return Path(folder) if isinstance(folder, str) and folder else Path.home()


def state_of(settings: Settings, key: str) -> Mapping[str, Any]:
    """A group of values kept under one name, such as a window's state."""
    value = settings.get(key, {})
    return value if isinstance(value, dict) else {}
