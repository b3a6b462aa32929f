"""The organisation under audit."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.programme import organizations
from app.words import N_
from ui.page import Context
from ui.settings.section import Section
from ui.widgets.form import form_row, line_field, text_field
from ui.widgets.labels import muted
from ui.words import _


@dataclass(frozen=True)
class _Saver:
    """Writes one field of the organisation."""

    section: "OrganizationSection"
    name: str

    def save(self, text: str) -> None:
        self.section.save(self.name, text)


class OrganizationSection(Section):
    """Name, address and representative, as the report prints them.

    Without an organisation its name makes one; `added()` follows then.
    """

    kinds: ClassVar[frozenset[str]] = frozenset({"organization"})
    added = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Organisation"), context, parent)
        self.organization_id = ""
        self.name = line_field()
        self.address = text_field(2, 5)
        self.representative = line_field()
        self._first = muted(_("There is none yet: audits are planned for an organisation. Enter its name."))
        hint = _("As the report prints it. The folder, which the title of the window names, keeps its own.")
        self._name_row = form_row(_("Name"), self.name, hint)
        self.body.addWidget(self._first)
        self.body.addWidget(self._name_row)
        self.body.addWidget(form_row(_("Address"), self.address))
        self.body.addWidget(form_row(_("Management representative"), self.representative))
        self._name_saving = self.saves_itself(self.name, _Saver(self, "name").save)
        self._address_saving = self.saves_itself(self.address, _Saver(self, "address").save)
        self._representative_saving = self.saves_itself(
            self.representative, _Saver(self, "representative").save
        )

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            rows = organizations.organizations(unit)
        self._first.setVisible(not self.organization_id)
        for field in (self.address, self.representative):
            field.setEnabled(bool(self.organization_id))
        row = next((row for row in rows if row.id == self.organization_id), None)
        if row is not None:
            self._name_saving.set_text(row.name)
            self._address_saving.set_text(row.address)
            self._representative_saving.set_text(row.representative)

    def save(self, field: str, text: str) -> None:
        """Write one field; an organisation is never without a name."""
        if field == "name" and not text.strip():
            has_one = bool(self.organization_id)
            remark = _("An organisation needs a name; the last one stays for now.") if has_one else ""
            self._name_row.set_remark(remark)
            return
        self._name_row.set_remark("")
        if not self.organization_id:
            self._add(text)
            return
        label, merge_key = N_("Edit organisation"), f"organization.{field}:{self.organization_id}"
        with self.context.workspace.write(label, origin=self.origin, merge_key=merge_key) as uow:
            organizations.edit_organization(uow, self.organization_id, **{field: text})

    def _add(self, name: str) -> None:
        with self.context.workspace.write(N_("Add organisation"), origin=self.origin) as uow:
            self.organization_id = organizations.add_organization(uow, name)
        self.added.emit()
