"""Undo and redo of named steps, with the way to where they were made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.errors import UserError
from ui.shell.desk import Desk
from ui.shell.messages import Messages
from ui.shell.navigator import Navigator
from ui.words import _, message

if TYPE_CHECKING:
    from app.undo import UndoStep


class Undo:
    """Takes steps back and says which."""

    def __init__(self, navigator: Navigator, messages: Messages) -> None:
        self._navigator = navigator
        self._messages = messages

    def undo(self, desk: Desk) -> None:
        """Take the last named step back, wherever it was made."""
        self._take(desk, desk.workspace.undo, _("Undid: {step}"), _("There is nothing to undo."))

    def redo(self, desk: Desk) -> None:
        """Make the step again that was taken back last."""
        self._take(desk, desk.workspace.redo, _("Redid: {step}"), _("There is nothing to redo."))

    def _take(self, desk: Desk, take: Callable[[], UndoStep | None], said: str, nothing: str) -> None:
        if not self._navigator.flush():
            return
        try:
            step = take()
        except UserError as error:
            self._messages.show_error(error)
            return
        if step is None:
            self._messages.say(nothing)
            return
        place, page = desk.place_of(step), self._navigator.current_page()
        is_discreet = page is not None and page.is_discreet()
        text = said.format(step=_("the last step") if is_discreet else message(step.label))
        self._messages.show_note(text, None if place == self._navigator.place() else place)
