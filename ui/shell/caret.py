"""Where the caret stood on a page, so that it can be put there again on the page built anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from secrets import token_bytes

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

_MOST_FIELDS = 5_000
_KEY = token_bytes(32)


@dataclass(frozen=True, slots=True)
class Caret:
    """The field by its kind, its name and its place among its likes, counted from the end of the page.

    Of what is written in it only `mark` is kept, from which it cannot be read or guessed.
    """

    kind: str
    name: str
    from_end: int
    position: int
    mark: bytes


def caret_on(page: QWidget) -> Caret | None:
    """Where the keyboard is on `page`, or was before a dialog took it; None when it is elsewhere."""
    field = page.window().focusWidget()
    if field is None or not page.isAncestorOf(field):
        return None
    kind, name = type(field).__name__, field.accessibleName()
    likes = _likes(page, kind, name)
    return Caret(kind, name, len(likes) - 1 - likes.index(field), _position(field), _mark(field))


def put_caret(page: QWidget, caret: Caret) -> None:
    """Go to the field that was remembered, or to the one in its place; without one nothing happens."""
    likes = list(reversed(_likes(page, caret.kind, caret.name)))
    same = [at for at, field in enumerate(likes) if _mark(field) == caret.mark]
    at = min(same, key=lambda found: abs(found - caret.from_end), default=caret.from_end)
    if at >= len(likes):
        return
    field = likes[at]
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    _go_to(field, caret.position)
    _scroll_to(field)


def _likes(page: QWidget, kind: str, name: str) -> list[QWidget]:
    """The fields of one kind and name that are seen, in the order in which Tab reaches them."""
    return [
        widget
        for widget in _in_tab_order(page)
        if type(widget).__name__ == kind and widget.accessibleName() == name and widget.isVisibleTo(page)
    ]


def _in_tab_order(page: QWidget) -> Iterator[QWidget]:
    widget: QWidget | None = page.nextInFocusChain()
    for _count in range(_MOST_FIELDS):
        if widget is None or widget is page:
            return
        if page.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _mark(field: QWidget) -> bytes:
    """The same for the same text, as long as the program runs."""
    text = ""
    if isinstance(field, QLineEdit):
        text = field.text()
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        text = field.toPlainText()
    return blake2b(text.encode("utf-8", "surrogatepass"), key=_KEY, digest_size=16).digest()


def _position(field: QWidget) -> int:
    if isinstance(field, QLineEdit):
        return field.cursorPosition()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.textCursor().position()
    return 0


def _go_to(field: QWidget, position: int) -> None:
    if isinstance(field, QLineEdit):
        field.setCursorPosition(position)
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(position, field.document().characterCount() - 1))
        field.setTextCursor(cursor)


def _scroll_to(field: QWidget) -> None:
    parent = field.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(field)
        parent = parent.parentWidget()
