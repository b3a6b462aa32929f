"""Draws the waves on a page: looks at the fields after a pause and when the dictionary has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.spelling.fields import Field, Place, fields_on, range_in_view, underline, words_between
from ui.spelling.proofreader import Proofreader
from ui.theme import current_look

# Long enough not to disturb the flow of typing.
_PAUSE_MS = 500
# One turn of the event loop, a tenth of what anybody notices.
_TURN_SECONDS = 0.008


class Marker(QObject):
    """`page()` is what is looked at, None where nothing may be underlined now."""

    def __init__(self, proofreader: Proofreader, page: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._proofreader = proofreader
        self._page = page
        self._seen: WeakKeyDictionary[Field, tuple[object, ...]] = WeakKeyDictionary()
        self._marked: WeakKeyDictionary[Field, bool] = WeakKeyDictionary()
        self._waiting: list[Field] = []
        self._typed_in: Field | None = None
        self._pause = self._timer(_PAUSE_MS, self.look)
        self._turn = self._timer(0, self._go_on)
        proofreader.judged.connect(self.look_again)

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    def look_soon(self) -> None:
        """Look after a pause; each call begins it anew. What may not be seen goes at once."""
        if self._page() is None:
            self.clear()
        self._pause.start()

    def note_typing(self, field: Field | None) -> None:
        """Somebody types in this field: the word at its caret is not finished. None when nobody does."""
        self._typed_in = field
        self.look_soon()

    def look_again(self) -> None:
        """Look at every field, also at those that have not changed."""
        self._seen.clear()
        self.look()

    def look(self) -> None:
        """Look at the fields of the page; one that shows the same as before costs nothing."""
        self._pause.stop()
        page = self._page()
        if page is None:
            self.clear()
        else:
            self._waiting = list(fields_on(page))
            self._go_on()

    def clear(self) -> None:
        """Take every wave away."""
        self._waiting = []
        self._seen.clear()
        for field in list(self._marked):
            if isValid(field):
                field.setExtraSelections([])
        self._marked.clear()

    def is_wrong(self, place: Place) -> bool:
        """Whether this word is neither right here nor in the dictionary, as far as is known."""
        return self._proofreader.is_wrong(place.text) is True

    def is_pending(self, places: Iterable[Place]) -> bool:
        """Whether the dictionary has still to be asked for some of these words."""
        unknown = {place.text for place in places if self._proofreader.is_wrong(place.text) is None}
        self._proofreader.judge(unknown)
        return bool(unknown)

    def _go_on(self) -> None:
        until = perf_counter() + _TURN_SECONDS
        while self._waiting:
            field = self._waiting.pop()
            if isValid(field):
                self._look_at(field)
            if perf_counter() > until and self._waiting:
                self._turn.start()
                return

    def _look_at(self, field: Field) -> None:
        start, end = range_in_view(field)
        caret = self._unfinished_at(field)
        state = (field.document().revision(), start, end, caret)
        if self._seen.get(field) == state:
            return
        self._seen[field] = state
        places = words_between(field, start, end)
        self.is_pending(places)
        wrong = [place for place in places if place.end != caret and self.is_wrong(place)]
        if wrong or field in self._marked:
            underline(field, wrong, current_look().theme.colour("muted"))
            self._marked[field] = True

    def _unfinished_at(self, field: Field) -> int | None:
        """Where a word that is being typed ends."""
        return field.textCursor().position() if field is self._typed_in else None
