"""Sites of the organisation, each with its time zone."""

from collections.abc import Mapping
from typing import ClassVar
from zoneinfo import available_timezones

from PySide6.QtWidgets import QBoxLayout, QWidget

from app.programme import organizations
from app.programme.organizations import SiteRow
from app.words import N_
from ui.page import Context
from ui.settings.records_section import RecordsSection
from ui.widgets.form import check_field, choice_field, form_row
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _


class SitesSection(RecordsSection):
    """Where the audited work happens."""

    direction = QBoxLayout.Direction.TopToBottom
    kinds: ClassVar[frozenset[str]] = frozenset({"site"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        columns = [
            Column("name", _("Site"), 1, sortable=False),
            Column("zone", _("Time zone"), 1, kind="muted", sortable=False),
        ]
        super().__init__(_("Sites"), _("Add site"), columns, context, parent)
        self.organization_id = ""
        self._rows: dict[str, SiteRow] = {}
        self.add_text("name", _("Name"))
        self.add_text("address", _("Address"))
        self.zone = choice_field([(zone, zone) for zone in _zones()])
        self.is_virtual = check_field(_("A virtual site: people work in it online, wherever they are"))
        self.form.addWidget(form_row(_("Time zone"), self.zone, _("Notes taken there carry its time.")))
        self.form.addWidget(self.is_virtual)
        self.zone.value_chosen.connect(self._save_zone)
        self.is_virtual.clicked.connect(self._save_virtual)

    def ids(self) -> list[str]:
        with self.context.workspace.read() as unit:
            self._rows = {row.id: row for row in organizations.sites(unit, self.organization_id)}
        return list(self._rows)

    def cells(self, ids: list[str]) -> list[RowCells]:
        self.ids()
        return [_cells(self._rows[row_id]) for row_id in ids if row_id in self._rows]

    def values(self, row_id: str) -> Mapping[str, str]:
        row = self._rows[row_id]
        return {"name": row.name, "address": row.address}

    def show_fields(self) -> None:
        super().show_fields()
        row = self._rows.get(self.table.current_id())
        self.zone.set_value(row.zone if row else None)
        self.is_virtual.setChecked(row.is_virtual if row else False)

    def add(self) -> str:
        with self.context.workspace.write(N_("Add site"), origin=self.origin) as uow:
            return organizations.add_site(uow, self.organization_id, _("New site"))

    def edit(self, row_id: str, name: str, value: object) -> None:
        label, merge_key = N_("Edit site"), f"site.{name}:{row_id}"
        with self.context.workspace.write(label, origin=self.origin, merge_key=merge_key) as uow:
            organizations.edit_site(uow, row_id, **{name: value})

    def _save_zone(self, zone: object) -> None:
        self.save("zone", zone)

    def _save_virtual(self) -> None:
        self.save("is_virtual", self.is_virtual.isChecked())


def _cells(row: SiteRow) -> RowCells:
    return RowCells(row.id, {"name": Cell(row.name, bold=True), "zone": Cell(row.zone)})


def _zones() -> list[str]:
    cities = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return ["UTC", *cities]
