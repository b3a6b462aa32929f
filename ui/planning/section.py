"""What the sections of the plan have in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.planning.plan_data import PlanData
from ui.planning.saving import Writer
from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.following_area import FollowingArea, Inside
from ui.widgets.form import FormRow, form_row

_READABLE = 980


class Section(QWidget):
    """A part of the plan; `show_plan` fills it, `flush` writes what was typed last."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self.writer = writer
        self.audit_id = writer.context.audit_id or ""

    def show_plan(self, plan: PlanData) -> None:
        """Show the plan as it is now; caret, selection and unsaved typing stay."""

    def flush(self) -> bool:
        return True

    def first_focus(self) -> QWidget | None:
        """Where typing starts when the section comes to the front."""
        return None

    def place_of(self, _what: str) -> QWidget | None:
        """Where something is entered that the next step needs (a message of `app.planning.steps`)."""
        return None

    def open(self, **where: Any) -> None:
        """Go to a place in the section."""

    def where(self) -> dict[str, str]:
        """The place that `open` leads back to."""
        return {}


class SectionPlace(QWidget):
    """Where a section stands; it is built when it is first wanted.

    Building inside the window, from the outside in, is what keeps it quick: a widget that changes its parent
    is dressed anew with everything in it.
    """

    def __init__(self, make: Callable[[Writer, QWidget], Section], writer: Writer) -> None:
        super().__init__()
        self._make = make
        self._writer = writer
        self._section: Section | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def section(self) -> Section:
        if self._section is None:
            self._section = self._make(self._writer, self)
            self._layout.addWidget(self._section)
            # The layout would show it a moment later, and a part that is not seen takes no focus.
            self._section.show()
        return self._section

    def flush(self) -> bool:
        return self._section is None or self._section.flush()


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


def filling(section: QWidget) -> ScrollPage:
    """A page to scroll that fills the section."""
    page = ScrollPage(section)
    layout = QVBoxLayout(section)
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
