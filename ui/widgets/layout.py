"""How cards, rows and fields stand on a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.following_area import FollowingArea, Inside
from ui.widgets.form import FormRow, form_row

_READABLE = 980


class ScrollPage(FollowingArea):
    """Cards below one another, scrolled as one."""

    def __init__(self, parent: QWidget) -> None:
        px = current_look().px
        inside = Inside(parent)
        inside.setMaximumWidth(px(_READABLE))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, px(12), px(16))
        self.column.setSpacing(px(12))
        super().__init__(inside, parent)

    def add(self, *parts: QWidget) -> None:
        for part in parts:
            self.column.addWidget(part)

    def finish(self) -> None:
        """The rest of the room stays empty below."""
        self.column.addStretch(1)


def filling(part: QWidget) -> ScrollPage:
    """A page to scroll that fills a part of a page."""
    page = ScrollPage(part)
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    return page


def card(title: str, *rows: QWidget) -> Card:
    """A card with its rows in the rhythm of a form."""
    made = Card(title)
    made.body.setSpacing(current_look().px(12))
    for row in rows:
        made.body.addWidget(row)
    return made


def side_by_side(*parts: QWidget | tuple[QWidget, int]) -> QWidget:
    """Rows beside one another; a pair gives the share of the width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_look().px(12))
    for part in parts:
        widget, share = part if isinstance(part, tuple) else (part, 1)
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
    return holder


def in_a_row(*parts: tuple[QWidget, int]) -> QWidget:
    """Fields and buttons on one line, each with its share of the width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_look().px(8))
    for widget, share in parts:
        row.addWidget(widget, share)
    return holder


def named(text: str, field: QWidget, description: str = "") -> FormRow:
    """A labelled field."""
    return form_row(text, field, description)


def below_label(part: QWidget) -> QWidget:
    """A button on the line of the fields beside it, below the height of their labels."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, current_look().px(21), 0, 0)
    column.addWidget(part)
    return holder
