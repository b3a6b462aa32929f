"""Which column of a list holds what: sheet, first row, and a choice for every field."""

import enum
from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from app.exchange.lists import Sheet
from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.form import ChoiceField, check_field, choice_field
from ui.widgets.labels import label_strong
from ui.words import _

_NO_COLUMN = -1
_LETTERS = 26
_Field = TypeVar("_Field", bound=enum.Enum)


class ColumnMapping(Card, Generic[_Field]):
    """Fields by the members of an enum, with their names; `required` ones carry a star.

    `guess` proposes columns by the words in the first row. `mapped` follows every change.
    """

    mapped = Signal()

    def __init__(
        self,
        names: Mapping[_Field, str],
        required: Collection[_Field],
        guess: Callable[[Sheet], Mapping[_Field, int]],
    ) -> None:
        super().__init__(_("Columns"))
        self._required = required
        self._guess = guess
        self._sheets: tuple[Sheet, ...] = ()
        self.sheet = choice_field([])
        self.has_head = check_field(_("The first row holds the names of the columns"))
        self.columns: dict[_Field, ChoiceField] = {field: choice_field([]) for field in names}
        self._build(names)
        for field in self.columns.values():
            field.value_chosen.connect(self.mapped)
        self.sheet.value_chosen.connect(self._show_sheet)
        self.has_head.clicked.connect(self._rename_columns)

    def _build(self, names: Mapping[_Field, str]) -> None:
        px = current_look().px
        self.body.setSpacing(px(12))
        self.sheet.setAccessibleName(_("Sheet"))
        self.header.addWidget(self.sheet)
        self.header.addWidget(self.has_head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for place, (field, text) in enumerate(names.items()):
            row, column = divmod(place, 2)
            name = label_strong(f"{text} *" if field in self._required else text)
            name.setBuddy(self.columns[field])
            self.columns[field].setAccessibleName(text)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(self.columns[field], row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)

    def show_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """Offer the sheets of a file; the first is shown, with its columns guessed."""
        self._sheets = sheets
        self.sheet.set_choices([(place, sheet.name) for place, sheet in enumerate(sheets)])
        self.sheet.set_value(0)
        self.sheet.setVisible(len(sheets) > 1)
        self._show_sheet()

    def current_sheet(self) -> Sheet:
        place = self.sheet.value()
        return self._sheets[place if isinstance(place, int) else 0]

    def chosen(self) -> dict[_Field, int]:
        """Columns by field, counted from 0; empty while one that is required is missing."""
        columns = {
            field: column
            for field, choice in self.columns.items()
            if isinstance(column := choice.value(), int) and column != _NO_COLUMN
        }
        return columns if all(field in columns for field in self._required) else {}

    def _show_sheet(self) -> None:
        guessed = self._guess(self.current_sheet())
        self.has_head.setChecked(bool(guessed))
        self._name_columns()
        for field, choice in self.columns.items():
            choice.set_value(guessed.get(field, _NO_COLUMN))
        self.mapped.emit()

    def _rename_columns(self) -> None:
        self._name_columns()
        self.mapped.emit()

    def _name_columns(self) -> None:
        sheet = self.current_sheet()
        head = sheet.lines[0].cells if self.has_head.isChecked() else ()
        offered: list[tuple[object, str]] = [(_NO_COLUMN, _("no column"))]
        for column in range(sheet.columns):
            name = head[column] if column < len(head) else ""
            offered.append((column, f"{_letter(column)}: {name}" if name else _letter(column)))
        for choice in self.columns.values():
            choice.set_choices(offered)
            if choice.value() is None:
                choice.set_value(_NO_COLUMN)


def _letter(column: int) -> str:
    """`A` to `Z`, `AA` and on, as spreadsheets name their columns."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
