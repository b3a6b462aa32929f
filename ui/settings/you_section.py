"""Who sits at the screen."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.programme import people
from ui.page import Context
from ui.settings.section import Section
from ui.widgets.form import choice_field, form_row
from ui.words import _


class YouSection(Section):
    """ "You are ...": everything is done and logged in this person's name."""

    kinds: ClassVar[frozenset[str]] = frozenset({"person", "device"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("You"), context, parent)
        self.person = choice_field([])
        text = _("Everything you do is logged under this name. People are added on the tab People.")
        self.body.addWidget(form_row(_("You are"), self.person, text))
        self.person.value_chosen.connect(self._act_as)

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            rows = people.people(unit)
        self.person.set_choices([(row.id, row.label) for row in rows])
        self.person.set_value(self.context.workspace.acting_person_id)

    def _act_as(self, person_id: object) -> None:
        self.context.workspace.act_as(str(person_id))
