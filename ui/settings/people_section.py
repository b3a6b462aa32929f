"""People: auditors and those they meet."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.programme import people
from app.programme.people import PersonRow
from app.retention.due import set_person_date
from app.retention.people_met import people_of_the_record
from app.words import N_
from ui.page import Context
from ui.settings.records_section import RecordsSection
from ui.widgets.form import choice_field, date_field, form_row
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _


class PeopleSection(RecordsSection):
    """Everybody in the workspace, and whether they come from the organisation."""

    kinds: ClassVar[frozenset[str]] = frozenset({"person"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        columns = [
            Column("name", _("Name"), 3, sortable=False),
            Column("role", _("Role"), 3, sortable=False),
            Column("department", _("Department"), 2, kind="muted", sortable=False),
        ]
        super().__init__(_("People"), _("Add person"), columns, context, parent)
        self.organization_id = ""
        self._rows: dict[str, PersonRow] = {}
        self._of_the_record: frozenset[str] = frozenset()
        self.add_text("name", _("Name"))
        self.add_text("role", _("Role"))
        self.add_text("department", _("Department"))
        self.add_text("email", _("E-mail"))
        self.belongs = choice_field([(True, _("to the organisation")), (False, _("to nobody audited here"))])
        self.form.addWidget(form_row(_("Belongs"), self.belongs))
        self.destroy_on = date_field()
        text = _("Empty: the rule of the audit programme holds.")
        self._destroy_row = form_row(_("Destroy on"), self.destroy_on, text)
        self.form.addWidget(self._destroy_row)
        self.form.addStretch(1)
        self.belongs.value_chosen.connect(self._save_belonging)
        self.destroy_on.value_chosen.connect(self._save_day)

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            self._of_the_record = people_of_the_record(unit)
        super().load()

    def ids(self) -> list[str]:
        with self.context.workspace.read() as unit:
            self._rows = {row.id: row for row in people.people(unit)}
        return list(self._rows)

    def cells(self, ids: list[str]) -> list[RowCells]:
        self.ids()
        return [_cells(self._rows[row_id]) for row_id in ids if row_id in self._rows]

    def values(self, row_id: str) -> Mapping[str, str]:
        row = self._rows[row_id]
        return {"name": row.name, "role": row.role, "department": row.department, "email": row.email}

    def show_fields(self) -> None:
        super().show_fields()
        row = self._rows.get(self.table.current_id())
        self.belongs.set_value(row.organization_id is not None if row else None)
        self.destroy_on.set_value(row.destroy_on if row else None)
        stays = row is not None and row.id in self._of_the_record
        self.destroy_on.setEnabled(not stays)
        self._destroy_row.set_remark(_("Stays: the log and the reports say who did what.") if stays else "")
        if row is not None and row.destroyed_on is not None:
            self.fields.setEnabled(False)

    def add(self) -> str:
        with self.context.workspace.write(N_("Add person"), origin=self.origin) as uow:
            return people.add_person(uow, _("New person"), organization_id=self.organization_id or None)

    def edit(self, row_id: str, name: str, value: object) -> None:
        label, merge_key = N_("Edit person"), f"person.{name}:{row_id}"
        with self.context.workspace.write(label, origin=self.origin, merge_key=merge_key) as uow:
            people.edit_person(uow, row_id, **{name: value})

    def _save_belonging(self, belongs: object) -> None:
        self.save("organization_id", (self.organization_id or None) if belongs else None)

    def _save_day(self, value: object) -> None:
        day = value if isinstance(value, date) else None
        row_id = self.table.current_id()
        if row_id:
            with self.context.workspace.write(N_("Edit person"), origin=self.origin) as uow:
                set_person_date(uow, row_id, day)
            self.table.refresh_ids({row_id})


def _cells(row: PersonRow) -> RowCells:
    role = row.role
    if row.destroyed_on is not None:
        role = _("destroyed on {day}").format(day=f"{row.destroyed_on:%d %b %Y}")
    cells = {"name": Cell(row.name, bold=True), "role": Cell(role), "department": Cell(row.department)}
    return RowCells(row.id, cells)
