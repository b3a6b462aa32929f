"""Fields of several lines: the words that are seen in them, and the waves below some."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.spelling.words import words_to_check

Field = QPlainTextEdit | QTextEdit
# More characters than any field shows: what a paste of a whole book costs stays within a blink.
_MOST_IN_VIEW = 6_000
# A word is longer than what is seen of it at the edges.
_MARGIN = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A word in a field, from `start` to before `end` in the positions of its document."""

    text: str
    start: int
    end: int


def fields_on(page: QWidget) -> Iterator[Field]:
    """The fields that are seen and can be written in."""
    for kind in (QPlainTextEdit, QTextEdit):
        for field in page.findChildren(kind):
            if isinstance(field, Field) and field.isVisible() and not field.isReadOnly():
                yield field


def range_in_view(field: Field) -> tuple[int, int]:
    """The first and the last position that are seen, with a margin."""
    seen = field.viewport().rect()
    first = field.cursorForPosition(seen.topLeft()).position()
    last = field.cursorForPosition(seen.bottomRight()).position()
    end = field.document().characterCount() - 1
    start = max(0, first - _MARGIN)
    return start, min(end, last + _MARGIN, start + _MOST_IN_VIEW)


def words_in_view(field: Field) -> list[Place]:
    """The words to check among what is seen, in order."""
    start, end = range_in_view(field)
    return words_between(field, start, end)


def words_between(field: Field, start: int, end: int) -> list[Place]:
    """The words to check between two positions; one that is cut by either is left out."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    # Lines are parted by signs of Qt's own, which are spaces to everybody else.
    text = cursor.selectedText()
    last = field.document().characterCount() - 1
    placed = (_placed(text, word.text, word.start, start) for word in words_to_check(text))
    return [
        place for place in placed if (place.start > start or not start) and (place.end < end or end == last)
    ]


def _placed(text: str, word: str, at: int, start: int) -> Place:
    """Positions count UTF-16 units, of which a letter beyond the first plane has two."""
    first = start + (at if text.isascii() else _units(text[:at]))
    return Place(word, first, first + _units(word))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def place_at(field: Field, position: int, is_wrong: Callable[[Place], bool]) -> Place | None:
    """The wrong word that a position touches."""
    near = words_between(
        field,
        max(0, position - _MARGIN),
        min(position + _MARGIN, field.document().characterCount() - 1),
    )
    return next((place for place in near if place.start <= position <= place.end and is_wrong(place)), None)


def nearest(places: Sequence[Place], position: int) -> Place | None:
    """The last place that begins before a position, or the first one after it."""
    before = [place for place in places if place.start <= position]
    return before[-1] if before else next(iter(places), None)


def underline(field: Field, places: Iterable[Place], colour: QColor) -> None:
    """Draw waves below these words and no others. Text and undo steps stay as they are."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(colour)
    field.setExtraSelections([_selection(field, place, look) for place in places])


def _selection(field: Field, place: Place, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(field.document())
    cursor.setPosition(place.start)
    cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    selection.format = look
    return selection


def replace(field: Field, place: Place, text: str) -> bool:
    """Write `text` in the place of a word, as one step to be undone. False where it is another by now."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(min(place.start, field.document().characterCount() - 1))
    cursor.setPosition(min(place.end, field.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
    if cursor.selectedText() != place.text or field.isReadOnly():
        return False
    cursor.insertText(text)
    return True
