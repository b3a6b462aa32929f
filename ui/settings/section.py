"""A part of the settings page: a card that reads itself anew and saves what is typed into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.page import Context
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.card import Card

if TYPE_CHECKING:
    from app.unit_of_work import Change


class Section(Card):
    """`kinds` names the tables that the section shows; it hears of the changes of other sections."""

    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, title: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.context = context
        self.origin = uuid4().hex
        self._saves: list[AutoSave] = []
        self.body.setSpacing(current_look().px(12))

    def load(self) -> None:
        """Read what is shown."""

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in self.kinds and change.origin != self.origin for change in changes):
            self.load()

    def flush(self) -> bool:
        """Write unsaved text; False when some could not be written."""
        written = [save.flush() for save in self._saves]
        return all(written)

    def saves_itself(self, field: QLineEdit | QPlainTextEdit, save: Callable[[str], None]) -> AutoSave:
        """Let `field` save its text while it is typed; what fails is shown, and the text stays."""
        saving = AutoSave(field, save)
        saving.failed.connect(self.context.report_error)
        self._saves.append(saving)
        return saving


def column(*sections: QWidget) -> QVBoxLayout:
    """Sections below one another, their room at the end."""
    layout = QVBoxLayout()
    layout.setSpacing(current_look().px(12))
    for section in sections:
        layout.addWidget(section)
    layout.addStretch(1)
    return layout
