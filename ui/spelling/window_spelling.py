"""The spell check of the window: over the page in front, with the workspace's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.errors import UserError
from app.spelling.speller import Speller
from ui.spelling.choice import SpellingChoice
from ui.spelling.correction import Correction
from ui.spelling.fields import Field, Place, nearest, place_at, words_in_view
from ui.spelling.marker import Marker
from ui.spelling.proofreader import Proofreader
from ui.words import _

if TYPE_CHECKING:
    from app.unit_of_work import Change
    from ui.shell.desk import Desk
    from ui.spelling.names import Names
    from ui.window import Window

# A menu that opens later than this feels broken; what is found after it is not shown.
_PATIENCE_MS = 400


class WindowSpelling(QObject):
    """Underlines after a pause, and corrects the word at the caret or under the pointer.

    Nothing is underlined while somebody else can see the screen: they read the notes too.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.choice = SpellingChoice(window.settings, self)
        self._window = window
        self._names: Names | None = None
        self._proofreader: Proofreader | None = None
        self._marker: Marker | None = None
        self._field: Field | None = None
        self._wants_correction = False
        self._correction: Correction | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._open_without)
        self.choice.changed.connect(self._start_anew)
        window.appearance.changed.connect(self.look_again)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def begin(self, desk: Desk) -> None:
        """From now on this workspace is checked."""
        # The window is there before the database library is loaded.
        from ui.spelling.names import Names

        self._names = Names(desk.workspace)
        desk.bus.changed.connect(self._on_changed)
        self._start_anew()

    def end(self) -> None:
        """The workspace is about to be closed: no word of it stays in the worker."""
        self._stop()
        self._names = None

    def _start_anew(self) -> None:
        self._stop()
        dictionary = self.choice.dictionary()
        if dictionary is None or self._names is None:
            return
        self._proofreader = Proofreader(Speller(dictionary), self._names.read, self)
        self._proofreader.suggested.connect(self._on_suggested)
        self._proofreader.judged.connect(self._on_judged)
        self._proofreader.gave_up.connect(self._on_gave_up)
        self._proofreader.broke.connect(self._window.bugs.report)
        self._marker = Marker(self._proofreader, self._page, self)
        self._marker.look_soon()

    def _stop(self) -> None:
        self._patience.stop()
        self._correction, self._wants_correction = None, False
        if self._marker is not None and self._proofreader is not None:
            self._marker.clear()
            self._proofreader.close()
            self._marker.deleteLater()
            self._proofreader.deleteLater()
        self._marker, self._proofreader = None, None

    def _page(self) -> QWidget | None:
        page = self._window.current_page()
        return None if page is None or page.is_shared() else page

    def look_soon(self) -> None:
        """The page in front is another, or shows something else."""
        if self._marker is not None:
            self._marker.look_soon()

    def look_again(self) -> None:
        """Underline anew, in the colours in force."""
        if self._marker is not None:
            self._marker.look_again()

    def is_on(self) -> bool:
        return self._marker is not None

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self._proofreader is not None and self._names is not None and self._names.are_in(changes):
            self._proofreader.read_names()
        self.look_soon()

    def _on_gave_up(self, _error: object) -> None:
        self._stop()
        text = _("The dictionary cannot be used: nothing is underlined. Choose another one in the settings.")
        self._window.messages.say(text)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._marker is None or new is None or new.window() is not self._window or new is self._field:
            return
        self._let_go()
        self._marker.note_typing(None)
        if isinstance(new, Field) and not new.isReadOnly():
            self._field = new
            new.textChanged.connect(self._on_typing)
            new.cursorPositionChanged.connect(self.look_soon)
            new.verticalScrollBar().valueChanged.connect(self.look_soon)
            new.destroyed.connect(self._forget)
            new.installEventFilter(self)
            new.viewport().installEventFilter(self)

    def _let_go(self) -> None:
        field, self._field = self._field, None
        if field is not None and isValid(field):
            field.textChanged.disconnect(self._on_typing)
            field.cursorPositionChanged.disconnect(self.look_soon)
            field.verticalScrollBar().valueChanged.disconnect(self.look_soon)
            field.destroyed.disconnect(self._forget)
            field.removeEventFilter(self)
            field.viewport().removeEventFilter(self)

    def _forget(self) -> None:
        self._field = None

    def _on_typing(self) -> None:
        if self._marker is not None:
            self._marker.note_typing(self._field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        field = self._field
        if event.type() is not QEvent.Type.ContextMenu or field is None or self._marker is None:
            return False
        if not isinstance(event, QContextMenuEvent) or self._page() is None:
            return False
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if watched is field and not by_key:
            return False
        position = (field.textCursor() if by_key else field.cursorForPosition(event.pos())).position()
        place = place_at(field, position, self._marker.is_wrong)
        if place is not None:
            self._offer(field, place, None if by_key else event.globalPos())
        return place is not None

    def correct(self) -> None:
        """Correct the wrong word at the caret, the last one before it, or the first one after it."""
        field, marker = self._field, self._marker
        if field is None or marker is None:
            self._window.messages.say(_("Put the caret into a text first."))
            return
        if self._page() is None:
            self._window.messages.say(_("Spelling is not checked while somebody else can see the screen."))
            return
        places = words_in_view(field)
        self._wants_correction = marker.is_pending(places)
        if self._wants_correction:
            return
        wrong = [place for place in places if marker.is_wrong(place)]
        place = nearest(wrong, field.textCursor().position())
        if place is None:
            self._window.messages.say(_("Every word here is in the dictionary or among your own."))
        else:
            self._offer(field, place, None)

    def _on_judged(self) -> None:
        if self._wants_correction:
            self.correct()

    def _offer(self, field: Field, place: Place, at: QPoint | None) -> None:
        """Open the menu as soon as there are suggestions; below the word unless the pointer says where."""
        if self._proofreader is None:
            return
        self._correction = Correction(field, place, at or below(field, place), self)
        self._correction.added.connect(self._add)
        self._patience.start()
        self._proofreader.correct(place.text)

    def _on_suggested(self, word: str, suggestions: tuple[str, ...]) -> None:
        correction = self._correction
        if correction is not None and correction.place.text == word and self._patience.isActive():
            self._patience.stop()
            self._open(suggestions)

    def _open_without(self) -> None:
        self._open(())

    def _open(self, suggestions: tuple[str, ...]) -> None:
        correction, self._correction = self._correction, None
        if correction is not None and correction.field is self._field:
            correction.open(suggestions)

    def _add(self, word: str) -> None:
        if self._names is None:
            return
        try:
            self._names.add(word)
        except UserError as error:
            self._window.report_error(error)
            return
        self._window.messages.say(_("“{word}” is one of your words now.").format(word=word))


def below(field: Field, place: Place) -> QPoint:
    """The place on the screen below a word."""
    cursor = field.textCursor()
    cursor.setPosition(place.start)
    return field.viewport().mapToGlobal(field.cursorRect(cursor).bottomLeft())
