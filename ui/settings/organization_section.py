"""The organisation under audit, and the rules of its audit programme."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.programme import organizations
from app.words import N_
from ui.page import Context
from ui.settings.section import Section
from ui.theme import current_look
from ui.widgets.form import LineField, check_field, form_row, line_field, text_field
from ui.widgets.labels import muted
from ui.words import _

_MOST_DAYS = 365
_MOST_YEARS = 99


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
        self._name_row = form_row(_("Name"), self.name, _("As the report prints it."))
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


class ProgrammeSection(Section):
    """What the audits of the programme have in common."""

    kinds: ClassVar[frozenset[str]] = frozenset({"programme"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Audit programme"), context, parent)
        self.programme_id = ""
        self.uses_observations = check_field(_("Use observations beside findings"))
        self.days_major = _number(1, _MOST_DAYS)
        self.days_minor = _number(1, _MOST_DAYS)
        self.years_evidence = _number(0, _MOST_YEARS)
        self.years_personal = _number(0, _MOST_YEARS)
        text = _("Off by default: an observation is neither a nonconformity nor an opportunity.")
        self.body.addWidget(form_row(_("Kinds of finding"), self.uses_observations, text))
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        row.addWidget(form_row(_("Days to answer a major"), self.days_major))
        row.addWidget(form_row(_("Days to answer a minor"), self.days_minor))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addLayout(self._retention())
        self.body.addWidget(
            muted(
                _(
                    "Counted from the day on which an audit is closed; empty for no rule. What is over is "
                    "listed under Retention and goes only when you say so."
                )
            )
        )
        self.uses_observations.clicked.connect(self._save_observations)
        for field in self._fields().values():
            field.editingFinished.connect(self._save_numbers)

    def load(self) -> None:
        self.setVisible(bool(self.programme_id))
        if not self.programme_id:
            return
        with self.context.workspace.read() as unit:
            detail = organizations.programme(unit, self.programme_id)
        self.uses_observations.setChecked(detail.uses_observations)
        self.days_major.setText(str(detail.response_days_major))
        self.days_minor.setText(str(detail.response_days_minor))
        self.years_evidence.setText(_text(detail.evidence_years))
        self.years_personal.setText(_text(detail.personal_years))

    def _retention(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        row.addWidget(form_row(_("Years to keep evidence"), self.years_evidence))
        row.addWidget(form_row(_("Years to keep personal data"), self.years_personal))
        row.addStretch(1)
        return row

    def _fields(self) -> dict[str, LineField]:
        return {
            "response_days_major": self.days_major,
            "response_days_minor": self.days_minor,
            "evidence_years": self.years_evidence,
            "personal_years": self.years_personal,
        }

    def flush(self) -> bool:
        self._save_numbers()
        return True

    def _save_observations(self) -> None:
        self._save("uses_observations", self.uses_observations.isChecked())

    def _save_numbers(self) -> None:
        for name, field in self._fields().items():
            may_be_empty = name in ("evidence_years", "personal_years") and not field.text()
            if field.isModified() and (may_be_empty or field.hasAcceptableInput()):
                self._save(name, int(field.text()) if field.text() else None)
                field.setModified(False)

    def _save(self, name: str, value: object) -> None:
        with self.context.workspace.write(N_("Edit audit programme"), origin=self.origin) as uow:
            organizations.edit_programme(uow, self.programme_id, **{name: value})


def _number(least: int, most: int) -> LineField:
    field = line_field()
    field.setValidator(QIntValidator(least, most, field))
    return field


def _text(years: int | None) -> str:
    return "" if years is None else str(years)
