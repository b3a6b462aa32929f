"""The start: recent workspaces, and the ways to another one."""

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.settings import Settings, forget_workspace, recent_workspaces
from ui.theme import current_look
from ui.widgets.buttons import Button, button, icon_button, primary_button
from ui.widgets.card import Card
from ui.widgets.labels import muted
from ui.words import _

_MOST_LETTERS = 48


class StartView(QWidget):
    """`path_chosen` carries a recent workspace; the other signals are the buttons."""

    path_chosen = Signal(object)
    new_requested = Signal()
    open_requested = Signal()
    restore_requested = Signal()
    unpack_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._card = Card(_("Recent workspaces"))
        self._rows = QVBoxLayout()
        self._none = muted(
            _(
                "A workspace is a folder on this laptop that holds the audits of an organisation, with "
                "notes, evidence and reports. There is none here yet: make a new one to begin."
            )
        )
        self.new_button = primary_button(_("New workspace…"))
        self.open_button = button(_("Open workspace…"))
        self.restore_button = button(_("Restore from a backup…"))
        self.unpack_button = button(_("Open a package…"))
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.unpack_button.clicked.connect(self.unpack_requested)
        self.load()

    def _lay_out(self) -> None:
        px = current_look().px
        self._rows.setSpacing(px(2))
        self._card.body.addLayout(self._rows)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.unpack_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(12))
        layout.addWidget(self._none)
        layout.addWidget(self._card)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def load(self) -> None:
        """Show the recent workspaces as the settings know them now."""
        for row in self.rows():
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        paths = recent_workspaces(self._settings)
        for path in paths:
            self._add_row(path)
        self._card.setVisible(bool(paths))
        self._none.setVisible(not paths)

    def _add_row(self, path: Path) -> None:
        row = RecentRow(path)
        row.chosen.connect(self.path_chosen)
        row.forgotten.connect(self._forget)
        self._rows.addWidget(row)

    def _forget(self, path: Path) -> None:
        forget_workspace(self._settings, path)
        self.load()
        self.first_button().setFocus()

    def first_button(self) -> Button:
        """Where the keyboard starts: the workspace used last, or the button that makes the first one."""
        rows = self.rows()
        return rows[0].open_button if rows else self.new_button

    def rows(self) -> "list[RecentRow]":
        """The recent workspaces on the screen, from top to bottom."""
        items = [self._rows.itemAt(at) for at in range(self._rows.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, RecentRow)]


class RecentRow(QWidget):
    """One recent workspace: opens it, or takes it off the list."""

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        is_there = path.is_dir()
        self.open_button = Button(path.stem, "nav", icon_name="folder")
        self.open_button.set_note(_short(path.parent) if is_there else _("not found"))
        self.open_button.setToolTip(str(path))
        self.forget_button = icon_button("close", _("Take {name} off this list").format(name=path.stem))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.open_button, 1)
        layout.addWidget(self.forget_button)
        self.open_button.clicked.connect(self._choose)
        self.forget_button.clicked.connect(self._forget)

    def _choose(self) -> None:
        self.chosen.emit(self._path)

    def _forget(self) -> None:
        self.forgotten.emit(self._path)


def _short(folder: Path) -> str:
    """A folder in few letters: `~` for the home folder, the middle left out where it is long."""
    text = str(folder)
    home = str(Path.home())
    if text == home or text.startswith(home + os.sep):
        text = "~" + text[len(home) :]
    return (
        text
        if len(text) <= _MOST_LETTERS
        else f"{text[: _MOST_LETTERS // 3]} … {text[-_MOST_LETTERS // 2 :]}"
    )
