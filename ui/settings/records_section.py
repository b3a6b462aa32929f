"""A list with the fields of the row that is chosen beside it: people, sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.page import Context
from ui.settings.section import Section
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.buttons import button
from ui.widgets.form import LineField, form_row, line_field
from ui.widgets.lazy_table import Column, LazyTable, RowCells


@dataclass(frozen=True)
class _Saver:
    """Writes one field of the chosen row."""

    save_field: Callable[[str, object], None]
    name: str

    def save(self, text: str) -> None:
        self.save_field(self.name, text)


class RecordsSection(Section):
    """A subclass says which columns and texts there are, and how a row is read, added and edited.

    `direction` puts the fields beside the list or below it.
    """

    direction: ClassVar[QBoxLayout.Direction] = QBoxLayout.Direction.LeftToRight

    def __init__(
        self,
        title: str,
        add_text: str,
        columns: Sequence[Column],
        context: Context,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, context, parent)
        self.table = LazyTable(columns, self.cells, lines=1)
        self.table.setAccessibleName(title)
        self.add_button = button(add_text, "plus")
        self.fields = QWidget()
        self.form = QVBoxLayout(self.fields)
        self._texts: dict[str, LineField] = {}
        self._savings: dict[str, AutoSave] = {}
        self._lay_out()
        self.table.row_selected.connect(self._on_selected)
        self.add_button.clicked.connect(self._on_add)

    def _lay_out(self) -> None:
        px = current_look().px
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(px(10))
        self.table.setMinimumHeight(px(150))
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.table, 1)
        left.addLayout(foot)
        sides = QBoxLayout(self.direction)
        sides.setSpacing(px(16))
        sides.addLayout(left, 3)
        sides.addWidget(self.fields, 2)
        self.body.addLayout(sides, 1)

    def add_text(self, name: str, label: str) -> None:
        """Add a line of text to the form; `name` is what `edit` calls it."""
        field = line_field()
        self._texts[name] = field
        self._savings[name] = self.saves_itself(field, _Saver(self.save, name).save)
        self.form.addWidget(form_row(label, field))

    def text(self, name: str) -> LineField:
        """The field of that name."""
        return self._texts[name]

    def cells(self, ids: list[str]) -> list[RowCells]:
        """The cells of these rows."""
        raise NotImplementedError

    def values(self, row_id: str) -> Mapping[str, str]:
        """The texts of one row, by the names given to `add_text`."""
        raise NotImplementedError

    def ids(self) -> list[str]:
        """All rows, in order."""
        raise NotImplementedError

    def add(self) -> str:
        """Add a row and give its id."""
        raise NotImplementedError

    def edit(self, row_id: str, name: str, value: object) -> None:
        """Write one field of a row."""
        raise NotImplementedError

    def load(self) -> None:
        ids = self.ids()
        self.table.set_ids(ids)
        if ids and not self.table.current_id():
            self.table.select(ids[0])
        self.show_fields()

    def show_fields(self) -> None:
        """Fill the form with the chosen row."""
        row_id = self.table.current_id()
        self.fields.setEnabled(bool(row_id))
        values = self.values(row_id) if row_id else {}
        for name, saving in self._savings.items():
            saving.set_text(values.get(name, ""))

    def save(self, name: str, value: object) -> None:
        """Write one field of the chosen row and show it in the list."""
        row_id = self.table.current_id()
        if row_id:
            self.edit(row_id, name, value)
            self.table.refresh_ids({row_id})

    def _on_selected(self, _row_id: str) -> None:
        self.show_fields()

    def _on_add(self) -> None:
        if not self.flush():
            return
        row_id = self.add()
        self.table.set_ids(self.ids())
        self.table.select(row_id)
        first = next(iter(self._texts.values()))
        first.setFocus()
        first.selectAll()
