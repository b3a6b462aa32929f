"""The menu on a word that is underlined: what may be meant, and "Add to my words"."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.spelling.judging import MOST_SUGGESTIONS
from ui.spelling.fields import Field, Place, replace
from ui.words import _


class Correction(QObject):
    """One word that is being corrected; `added` carries it when it is to be one of the auditor's own."""

    added = Signal(str)

    def __init__(self, field: Field, place: Place, at: QPoint, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self.place = place
        self.menu: QMenu | None = None
        self._at = at

    def open(self, suggestions: Sequence[str]) -> None:
        """Show the suggestions above what the field offers anyway; the first one is chosen by Enter."""
        self.menu = self.field.createStandardContextMenu()
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = self.menu.actions()[0]
        actions = self._actions(suggestions)
        self.menu.insertActions(first, actions)
        self.menu.insertSeparator(first)
        self.menu.triggered.connect(self._do)
        self.menu.destroyed.connect(self.deleteLater)
        self.menu.popup(self._at)
        self.menu.setActiveAction(next(action for action in actions if action.isEnabled()))

    def _actions(self, suggestions: Sequence[str]) -> list[QAction]:
        actions = []
        for text in suggestions[:MOST_SUGGESTIONS]:
            action = QAction(text.replace("&", "&&"), self.menu)
            action.setData(text)
            actions.append(action)
        if not actions:
            nothing = QAction(_("No suggestions"), self.menu)
            nothing.setEnabled(False)
            actions.append(nothing)
        self._add = QAction(_("Add to my words"), self.menu)
        return [*actions, self._add]

    def _do(self, action: QAction) -> None:
        if action is self._add:
            self.added.emit(self.place.text)
        elif isinstance(action.data(), str):
            replace(self.field, self.place, action.data())
