"""The sections of a policy: a list, the selected one to be edited, and a line to add the next."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.library import own_requirements
from app.library.own_requirements import KINDS, Section, sections
from app.words import N_
from ui.library.kinds import KIND_TEXTS
from ui.saving import SavedFields, Writer
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import choice_field, line_field, text_field
from ui.widgets.layout import card, in_a_row, named
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.widgets.splitter import Splitter
from ui.words import _


class SectionEditor(QWidget):
    """Everything saves itself; the number is what findings cite."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self._pack_id = ""
        self._rows: dict[str, Section] = {}
        columns = [
            Column("reference", _("Section"), 1, sortable=False, least=96),
            Column("title", _("What it demands"), 4, sortable=False, least=160),
        ]
        self.table = LazyTable(columns, self._fetch)
        self.new_reference = line_field(_("ISP-05 6.3"))
        self.new_title = line_field(_("what it demands"))
        self.add_button = button(_("Add section"))
        self.reference = line_field()
        self.title_field = line_field()
        self.text = text_field(3, 12)
        self.kind = choice_field([(kind, _(KIND_TEXTS[kind])) for kind in KINDS])
        self.remove_button = button(_("Remove section"))
        self._fields = SavedFields(self._save, writer, self)
        self._splitter = Splitter(Qt.Orientation.Horizontal, "library.own", writer.context.settings, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.table.setAccessibleName(_("Sections"))
        for field, name in (
            (self.new_reference, _("Number of the new section")),
            (self.new_title, _("What the new section demands")),
        ):
            field.setAccessibleName(name)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(8))
        column.addWidget(self.table, 1)
        column.addWidget(in_a_row((self.new_reference, 2), (self.new_title, 3), (self.add_button, 0)))
        self._form = card(
            _("Section"),
            named(_("Number"), self.reference, _("As findings cite it.")),
            named(_("What it demands"), self.title_field),
            named(_("Kind"), self.kind),
            named(_("Wording"), self.text),
            in_a_row((self.remove_button, 0), (QWidget(), 1)),
        )
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(px(12), 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch(1)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setSizes([px(440), px(320)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def _connect(self) -> None:
        self._fields.add_text("reference", self.reference)
        self._fields.add_text("title", self.title_field)
        self._fields.add_text("text", self.text)
        self._fields.add("kind", self.kind)
        self.table.row_selected.connect(self._show_section)
        self.table.row_activated.connect(self._enter_form)
        for field in (self.new_reference, self.new_title):
            field.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)

    def show_pack(self, pack_id: str) -> None:
        """Show the sections of a pack; the selected one stays selected."""
        self._pack_id = pack_id
        with self._writer.context.workspace.read() as unit:
            self._rows = {row.id: row for row in sections(unit, pack_id)}
        self.table.set_ids(list(self._rows))
        self._show_section()

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._rows[one]) for one in ids]

    def _show_section(self) -> None:
        row = self._rows.get(self.table.current_id())
        self._form.setVisible(row is not None)
        if row is not None:
            self._fields.show(
                {"reference": row.reference, "title": row.title, "text": row.text, "kind": row.kind}
            )

    def _enter_form(self) -> None:
        self.title_field.setFocus()

    def _save(self, name: str, value: Any) -> None:
        section_id = self.table.current_id()
        if section_id:
            edit, key = own_requirements.edit_section, f"section:{section_id}:{name}"
            self._writer.attempt(N_("Edit a section"), key, edit, section_id, **{name: value})

    def _add(self) -> None:
        reference, demand = self.new_reference.text().strip(), self.new_title.text().strip()
        if not reference:
            self.new_reference.setFocus()
            return
        if not demand:
            self.new_title.setFocus()
            return
        add = own_requirements.add_section
        added = self._writer.run(N_("Add a section"), add, self._pack_id, reference, demand)
        if added:
            self.show_pack(self._pack_id)
            self.table.select(added)
            self.new_reference.clear()
            self.new_title.clear()
            self.new_reference.setFocus()

    def _remove(self) -> None:
        section_id = self.table.current_id()
        if section_id:
            self._writer.run(N_("Remove a section"), own_requirements.remove_section, section_id)
            self.show_pack(self._pack_id)
            self.table.setFocus()

    def first_focus(self) -> QWidget:
        return self.new_reference

    def flush(self) -> bool:
        return self._fields.flush()


def _cells(row: Section) -> RowCells:
    return RowCells(
        row.id,
        {
            "reference": Cell(row.reference, bold=True),
            "title": Cell(row.title, second_line=" ".join(row.text.split())),
        },
    )
