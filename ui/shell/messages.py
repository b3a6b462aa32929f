"""What the window has to say: notes with a way to go there, errors that can be mended, short words below."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.errors import ForNowError, UserError
from app.words import Message, Words
from ui.shell.places import Place
from ui.shell.status_bar import StatusBar
from ui.widgets.message_bar import MessageBar
from ui.words import _


class Messages(QObject):
    """Writes into the message bar and the status bar.

    `place_wanted` carries the place of a note, `accepted` comes when an error is to be disregarded.
    """

    place_wanted = Signal(object)
    accepted = Signal()

    def __init__(self, bar: MessageBar, status: StatusBar, words: Words) -> None:
        super().__init__(bar)
        self._bar = bar
        self._status = status
        self._words = words
        self._place: Place | None = None
        self._is_note = False
        self._is_question = False
        self._shown_at: object | None = None
        bar.action_requested.connect(self._on_action)

    def say(self, text: str) -> None:
        self._status.say(text)

    def show_note(self, text: str, place: Place | None = None) -> None:
        """Show a note, with `Go there` when it was somewhere else."""
        self._begin(place, is_note=True)
        self._bar.show_message(text, "info", _("Go there") if place else "")

    def _begin(self, place: Place | None = None, *, is_note: bool = False, is_question: bool = False) -> None:
        self._place, self._is_note, self._is_question, self._shown_at = place, is_note, is_question, None

    def show_error(self, error: UserError, commit: object | None = None) -> None:
        """Show what happened, what was kept and what to do next; `commit` is the last one before it."""
        self._begin()
        self._shown_at = commit if isinstance(error, ForNowError) else None
        self._bar.show_message(" ".join(error.sentences(self._words)), "error")

    def ask(self, error: UserError, action: str) -> None:
        """Show what is wrong, and a button to go on all the same."""
        self._begin(is_question=True)
        self._bar.show_message(" ".join(error.sentences(self._words)), "error", action)

    def show_found(self, found: Sequence[Message], *, is_warning: bool) -> None:
        """Show what was found when the workspace was opened, until it is closed."""
        self._begin()
        text = " ".join(self._words.message(one) for one in found)
        self._bar.show_message(text, "warning" if is_warning else "info")

    def forget_overtaken(self, commit: object) -> None:
        """Take away what held only as things stood, once another commit followed."""
        if self._shown_at is not None and self._shown_at is not commit:
            self.clear()

    def clear_note(self) -> None:
        """Take a note away; what has to be mended stays."""
        if self._is_note:
            self.clear()

    def clear(self) -> None:
        self._begin()
        self._bar.put_away()

    def _on_action(self) -> None:
        place, is_accepted = self._place, self._is_question
        self.clear()
        if is_accepted:
            self.accepted.emit()
        if place is not None:
            self.place_wanted.emit(place)
