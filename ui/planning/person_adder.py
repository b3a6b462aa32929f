"""Choosing somebody from the people of the workspace, or adding a person who is not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.programme.people import PersonRow
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.form import check_field, choice_field, line_field
from ui.widgets.layout import in_a_row, named, side_by_side
from ui.words import _


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was entered of a person; `is_outside` for one who does not belong to the organisation."""

    name: str
    role: str
    department: str
    is_outside: bool


class PersonAdder(QWidget):
    """`chosen(person_id, part)` and `entered(NewPerson, part)`; `part` is None where there are no `parts`.

    Without a `usual` part it has to be chosen for everybody who is added.
    """

    chosen = Signal(str, object)
    entered = Signal(object, object)

    def __init__(
        self,
        who: str,
        parts: Sequence[tuple[object, str]] = (),
        *,
        usual: object = None,
        asks_outside: bool = False,
    ) -> None:
        super().__init__()
        self.person = choice_field([])
        self.part = choice_field(parts)
        self.add_button = button(_("Add"))
        self.new_button = link_button(_("New person"))
        self.name = line_field()
        self.role = line_field()
        self.department = line_field()
        self.outside = check_field(_("Comes from outside the organisation"))
        self.enter_button = button(_("Add this person"))
        self._form = QWidget()
        self._offered: list[tuple[str, str]] = []
        self._has_parts = bool(parts)
        self._usual = usual
        self._asks_outside = asks_outside
        self._build(who)
        self._connect()

    def _build(self, who: str) -> None:
        px = current_look().px
        self.person.setPlaceholderText(who)
        self.person.setAccessibleName(who)
        self.part.setAccessibleName(_("Part in the audit"))
        self.part.setPlaceholderText(_("Part in the audit"))
        self.part.set_value(self._usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(in_a_row((self.person, 3), (self.part, 2), (self.add_button, 0)))
        layout.addWidget(in_a_row((self.new_button, 0), (QWidget(), 1)))
        self.part.setVisible(self._has_parts)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(8))
        form.addWidget(
            side_by_side(
                named(_("Name"), self.name),
                named(_("Role"), self.role),
                named(_("Department"), self.department),
            )
        )
        form.addWidget(in_a_row((self.outside, 1), (self.enter_button, 0)))
        self.outside.setVisible(self._asks_outside)
        layout.addWidget(self._form)
        self._form.hide()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._choose)
        self.new_button.clicked.connect(self._turn_form)
        self.enter_button.clicked.connect(self._enter)
        for field in (self.name, self.role, self.department):
            field.returnPressed.connect(self._enter)

    def show_people(self, people: Sequence[PersonRow], taken: Sequence[str] = ()) -> None:
        """Offer everybody who is not `taken` yet."""
        offered = [(person.id, person.label) for person in people if person.id not in taken]
        if offered != self._offered:
            self._offered = offered
            self.person.set_choices(offered)

    def _choose(self) -> None:
        person_id = self.person.value()
        if not isinstance(person_id, str):
            self._enter_typed()
        elif self._lacks_part():
            self.part.setFocus()
        else:
            self.chosen.emit(person_id, self._take_part())
            self.person.set_value(None)

    def _enter_typed(self) -> None:
        """Without a choice, whoever was typed in below is meant."""
        if not self._form.isHidden() and self.name.text().strip():
            self._enter()
        else:
            self.person.setFocus()

    def _lacks_part(self) -> bool:
        return self._has_parts and self.part.value() is None

    def _take_part(self) -> object:
        """The part that was chosen; the next person starts with the usual one."""
        part = self.part.value() if self._has_parts else None
        if self._usual is None:
            self.part.set_value(None)
        return part

    def _turn_form(self) -> None:
        self._form.setVisible(self._form.isHidden())
        (self.new_button if self._form.isHidden() else self.name).setFocus()

    def _enter(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        if self._lacks_part():
            self.part.setFocus()
            return
        person = NewPerson(
            name, self.role.text().strip(), self.department.text().strip(), self.outside.isChecked()
        )
        for field in (self.name, self.role, self.department):
            field.clear()
        self.outside.setChecked(False)
        self._form.hide()
        self.new_button.setFocus()
        self.entered.emit(person, self._take_part())
