"""What happens beside the pages when a workspace is locked, and what is kept for the time after it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ui.shell.caret import Caret
from ui.theme import current_look
from ui.widgets.autosave import AutoSave, SaveState
from ui.widgets.buttons import button, primary_button
from ui.widgets.labels import body, heading
from ui.words import _

_WIDTH, _HEIGHT = 560, 220


@dataclass(frozen=True, slots=True)
class Locked:
    """A workspace that was locked: where the caret was, and text that the disk did not take."""

    path: Path
    caret: Caret | None
    unsaved: tuple[str, ...] = ()
    stopped_jobs: int = 0


def unsaved_texts(page: QWidget) -> tuple[str, ...]:
    """What was typed on a page and could not be saved."""
    savings = page.findChildren(AutoSave)
    return tuple(saving.text() for saving in savings if saving.state is not SaveState.SAVED)


def put_away(window: QWidget) -> None:
    """Take dialogs, menus and tips off the screen, and what Assay copied off the clipboard."""
    QToolTip.hideText()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.hide()
            if other.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
                other.deleteLater()
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


class UnsavedDialog(QDialog):
    """Gives back the text that could not be saved before the workspace was locked."""

    def __init__(self, texts: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Text that was not saved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit("\n\n".join(texts))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text that was not saved"))
        self.copy_button = primary_button(_("Copy"))
        self._close_button = button(_("Close"))
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self._close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(heading(_("This text could not be saved before the workspace was locked")))
        layout.addWidget(body(_("It was kept in memory only. Copy it and paste it where it belongs.")))
        layout.addWidget(self.text)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self._close_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.resize(px(_WIDTH), px(_HEIGHT) + px(140))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
