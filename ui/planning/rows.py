"""Rows that are edited where they stand: one form per row, kept while the row is there."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.labels import PlainLabel, muted


class Identified(Protocol):
    """A row of a read."""

    @property
    def id(self) -> str: ...


class RowForm(Card):
    """The form of one row."""

    def show_row(self, row: Identified) -> None:
        """Show the row as it is now."""

    def flush(self) -> bool:
        return True

    def first_field(self) -> QWidget | None:
        """Where typing starts in a row that was just added."""
        return None


def _stops(form: QWidget) -> list[QWidget]:
    """The fields and buttons at which the Tab key stops in a form that stands nowhere yet."""
    stops: list[QWidget] = []
    one = form.nextInFocusChain()
    while one is not None and one is not form:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None:
            stops.append(one)
        one = one.nextInFocusChain()
    return stops


class RowForms(QWidget):
    """Forms by id below one another; forms of rows that are gone go with them."""

    def __init__(self, make: Callable[[str], RowForm], nothing: str = "") -> None:
        super().__init__()
        self._make = make
        self._forms: dict[str, RowForm] = {}
        self._stops: dict[RowForm, list[QWidget]] = {}
        self._nothing: PlainLabel = muted(nothing)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_look().px(8))
        self._column.addWidget(self._nothing)

    def show_rows(self, rows: Sequence[Identified]) -> None:
        """Show these rows in this order; forms that stay keep caret and focus."""
        for row_id in self._forms.keys() - {row.id for row in rows}:
            self._drop(row_id)
        has_moved = False
        for position, row in enumerate(rows):
            form = self._forms.get(row.id) or self._added(row.id)
            if self._column.indexOf(form) != position:
                self._column.insertWidget(position, form)
                form.show()
                has_moved = True
            form.show_row(row)
        if has_moved:
            self._order_tabs([self._forms[row.id] for row in rows])
        self._nothing.setVisible(not rows and bool(self._nothing.text()))

    def _order_tabs(self, forms: Sequence[RowForm]) -> None:
        """The Tab key goes through the rows as they are read, and on to what stands below them."""
        # Qt puts fields only behind something that takes the focus: for this moment the label does.
        self._nothing.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = self._nothing
        for form in forms:
            for field in self._stops[form]:
                QWidget.setTabOrder(before, field)
                before = field
        self._nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _added(self, row_id: str) -> RowForm:
        form = self._forms[row_id] = self._make(row_id)
        self._stops[form] = _stops(form)
        return form

    def _drop(self, row_id: str) -> None:
        form = self._forms.pop(row_id)
        del self._stops[form]
        focused = self.focusWidget()
        had_focus = focused is not None and form.isAncestorOf(focused) and focused.hasFocus()
        position = self._column.indexOf(form)
        self._column.removeWidget(form)
        form.hide()
        form.deleteLater()
        if had_focus:
            self._focus_near(position)

    def _focus_near(self, position: int) -> None:
        item = self._column.itemAt(min(position, len(self._forms) - 1)) if self._forms else None
        near = item.widget() if item is not None else None
        target = near.first_field() if isinstance(near, RowForm) else None
        if target is not None:
            target.setFocus()

    def form(self, row_id: str) -> RowForm | None:
        return self._forms.get(row_id)

    def focus_row(self, row_id: str | None) -> None:
        """Start typing in a row."""
        form = self._forms.get(row_id or "")
        field = form.first_field() if form else None
        if field is not None:
            field.setFocus()

    def flush(self) -> bool:
        written = [form.flush() for form in self._forms.values()]
        return all(written)
