"""The sheet of shortcuts (F1): what can be done on this page, and with which keys."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.commands import Command, Commands
from ui.shell.key_cap_label import KeyCap
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.labels import body, heading, label_strong, muted
from ui.words import _

_WIDTH = 720
_HEIGHT = 520


class ShortcutSheet(QDialog):
    """Lists the page's commands at the left and those of every page at the right."""

    def __init__(self, page_title: str, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands = commands
        self._lines: list[tuple[str, str]] = []
        self._close_button = button(_("Close"))
        self._lay_out(page_title)
        self._close_button.clicked.connect(self.accept)

    def _lay_out(self, page_title: str) -> None:
        px = current_look().px
        sides = QWidget()
        row = QHBoxLayout(sides)
        row.setContentsMargins(0, 0, px(8), 0)
        row.setSpacing(px(24))
        on_page = _("On the page {page}").format(page=page_title) if page_title else _("On this page")
        row.addWidget(self._side(on_page, self._commands.of_page()), 1)
        row.addWidget(self._side(_("Everywhere"), self._commands.of_window()), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sides)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(12))
        layout.addWidget(area, 1)
        layout.addWidget(self._close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(px(_WIDTH), px(_HEIGHT))

    def _side(self, name: str, commands: Sequence[Command]) -> QWidget:
        side = QWidget()
        grid = QGridLayout(side)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(current_look().px(6))
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading(name), 0, 0, 1, 2)
        with_keys = [command for command in commands if self._commands.keys(command.id)]
        for group, members in groupby(with_keys, key=_group):
            if group:
                grid.addWidget(label_strong(group), grid.rowCount(), 0, 1, 2)
            for command in members:
                self._add_line(grid, command)
        if not with_keys:
            grid.addWidget(muted(_("This page has no keys of its own.")), 1, 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        return side

    def _add_line(self, grid: QGridLayout, command: Command) -> None:
        keys = self._commands.keys(command.id)
        row = grid.rowCount()
        grid.addWidget(body(command.text), row, 0)
        grid.addWidget(KeyCap(keys), row, 1, Qt.AlignmentFlag.AlignRight)
        self._lines.append((command.text, keys))

    def lines(self) -> list[tuple[str, str]]:
        """What the sheet says: a command and its keys per line."""
        return list(self._lines)


def _group(command: Command) -> str:
    return command.group
