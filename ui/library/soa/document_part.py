"""The document itself: its head, the scope that it is for, and what else it is checked against."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.library import isms
from app.library.isms import Background, Practice, ScopeVersion
from app.library.soa.check_rules import PRACTICE_NAMES
from app.library.soa.picture import SoaPicture
from app.library.soa.versions import SoaAbout
from app.library.soa.writing import edit_version, remove_version
from app.words import N_
from ui.library.soa.scope_card import ScopeEventsCard
from ui.saving import SavedFields, Writer
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import check_field, date_field, line_field, text_field
from ui.widgets.labels import label_strong, muted
from ui.widgets.layout import ScrollPage, in_a_row, named, side_by_side
from ui.words import _

_HEAD = ("number", "approved_on", "approver", "scope_text", "changes")


class DocumentPart(QWidget):
    """Cards that save themselves: one of the version, the others of its organisation at any time."""

    def __init__(self, of_version: Writer, of_organization: Writer) -> None:
        super().__init__()
        self.head = HeadCard(of_version)
        self.scope = ScopeEventsCard(of_organization)
        self.background = BackgroundCard(of_organization)
        page = ScrollPage(self)
        page.add(self.head, self.scope, self.background)
        page.finish()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def show_picture(self, picture: SoaPicture, scopes: tuple[ScopeVersion, ...], known: Background) -> None:
        self.head.show_head(picture.about)
        self.scope.show_scopes(picture.about.organization_id, scopes)
        self.background.show_background(picture.about.organization_id, known)

    def first_focus(self) -> QWidget:
        return self.head.number

    def flush(self) -> bool:
        return all((self.head.flush(), self.background.flush()))


class HeadCard(Card):
    """What stands at the head of the document; only read once an audit is judged by it."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("The document"))
        self._writer = writer
        self._version_id = ""
        self.number = line_field()
        self.approved_on = date_field()
        self.approver = line_field()
        self.scope_text = text_field(2, 8)
        self.changes = text_field(2, 8)
        self.remove_button = button(_("Remove this version"))
        self._fields = SavedFields(self._save, writer, self)
        for row in (
            side_by_side(
                named(_("Version"), self.number),
                named(_("Approved on"), self.approved_on),
                named(_("Approved by"), self.approver),
            ),
            named(_("Scope in the document"), self.scope_text),
            named(_("Its own log of changes"), self.changes),
            in_a_row((self.remove_button, 0), (QWidget(), 1)),
        ):
            self.body.addWidget(row)
        for name in ("number", "approver", "scope_text", "changes"):
            self._fields.add_text(name, getattr(self, name))
        self._fields.add("approved_on", self.approved_on)
        self.remove_button.clicked.connect(self._remove)

    def show_head(self, about: SoaAbout) -> None:
        self._version_id = about.id
        self.remove_button.setEnabled(about.is_editable)
        self._fields.show({name: getattr(about, name) for name in _HEAD})

    def _save(self, name: str, value: Any) -> None:
        key = f"soa:{self._version_id}:{name}"
        label = N_("Edit the Statement of Applicability")
        self._writer.attempt(label, key, edit_version, self._version_id, **{name: value})

    def _remove(self) -> None:
        if self.flush():
            label = N_("Remove a version of the Statement of Applicability")
            self._writer.run(label, remove_version, self._version_id)

    def flush(self) -> bool:
        return self._fields.flush()


class BackgroundCard(Card):
    """What is done in the organisation, its risk assessment, and the controls of its treatment plan."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("What the document is checked against"))
        self._writer = writer
        self._organization_id = ""
        self.practices = {one: check_field(_(text)) for one, text in PRACTICE_NAMES.items()}
        self.risk_assessed_on = date_field()
        self.treatment_controls = text_field(2, 6, _("such as A.5.15, A.8.13"))
        self._fields = SavedFields(self._save, writer, self)
        self._build()

    def _build(self) -> None:
        self.body.addWidget(
            muted(_("Tick what you know to be so. The checks hold it against the exclusions."))
        )
        self.body.addWidget(label_strong(_("In this organisation")))
        grid = QGridLayout()
        for place, (practice, check) in enumerate(self.practices.items()):
            self._fields.add(practice.value, check)
            grid.addWidget(check, *divmod(place, 2))
        self.body.addLayout(grid)
        self.body.addWidget(
            side_by_side(
                (named(_("Last risk assessment"), self.risk_assessed_on), 1),
                (
                    named(
                        _("Controls in the risk treatment plan"),
                        self.treatment_controls,
                        _("Left empty, the plan is not compared."),
                    ),
                    2,
                ),
            )
        )
        self._fields.add("risk_assessed_on", self.risk_assessed_on)
        self._fields.add_text("treatment_controls", self.treatment_controls)

    def show_background(self, organization_id: str, known: Background) -> None:
        self._organization_id = organization_id
        values: Mapping[str, date | str | bool | None] = {
            **{one.value: one in known.practices for one in self.practices},
            "risk_assessed_on": known.risk_assessed_on,
            "treatment_controls": ", ".join(known.treatment_controls or ()),
        }
        self._fields.show(values)

    def _save(self, name: str, value: Any) -> None:
        label, key = N_("Say what the SoA is checked against"), f"isms:{self._organization_id}:{name}"
        if name in {one.value for one in Practice}:
            act = isms.set_practice
            self._writer.attempt(label, "", act, self._organization_id, Practice(name), is_done=value)
            return
        if name == "treatment_controls":
            value = _references(value) or None
        self._writer.attempt(label, key, isms.edit_background, self._organization_id, **{name: value})

    def flush(self) -> bool:
        return self._fields.flush()


def _references(text: str) -> tuple[str, ...]:
    """`A.5.1, 8.13` and the like, each once, as the framework writes them."""
    found = (one.strip(" .").upper() for one in re.split(r"[\s,;]+", text))
    return tuple(dict.fromkeys(f"A.{one}" if one[:1].isdecimal() else one for one in found if one))
