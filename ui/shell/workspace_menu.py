"""The menu below the workspace's name: other workspaces, settings, the way out."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.settings import Settings, recent_workspaces
from ui.commands import Commands
from ui.words import _

_COMMANDS = (
    "window.new_workspace",
    "window.open_workspace",
    "window.close_workspace",
    "window.lock",
    "",
    "window.settings",
    "window.turn_theme",
    "window.shortcuts",
    "",
    "window.quit",
)


class WorkspaceMenu(QObject):
    """Fills the menu when it opens. `workspace_wanted` carries the path of another workspace."""

    workspace_wanted = Signal(object)

    def __init__(self, menu: QMenu, commands: Commands, settings: Settings) -> None:
        super().__init__(menu)
        self._menu = menu
        self._commands = commands
        self._settings = settings
        self._open_path: Path | None = None
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._on_triggered)

    def set_open(self, path: Path | None) -> None:
        """The workspace that is open, which is not offered again."""
        self._open_path = path

    def _fill(self) -> None:
        self._menu.clear()
        recent = [path for path in recent_workspaces(self._settings) if path != self._open_path]
        for path in recent:
            action = self._menu.addAction(_("Open {name}").format(name=path.stem).replace("&", "&&"))
            action.setToolTip(str(path))
            action.setData(path)
        if recent:
            self._menu.addSeparator()
        self._add_commands()

    def _add_commands(self) -> None:
        texts = {command.id: command.text for command in self._commands.of_window()}
        for command_id in _COMMANDS:
            if not command_id:
                self._menu.addSeparator()
                continue
            keys = self._commands.keys(command_id)
            action = self._menu.addAction(texts[command_id] + (f"\t{keys}" if keys else ""))
            action.setData(command_id)

    def _on_triggered(self, action: QAction) -> None:
        wanted = action.data()
        if isinstance(wanted, Path):
            self.workspace_wanted.emit(wanted)
        else:
            self._commands.run(wanted)
