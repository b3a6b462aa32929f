"""Who is at a meeting."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.programme.people import PersonRow
from ui.planning.person_adder import PersonAdder
from ui.planning.rows import Identified, RowForm, RowForms
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import Card
from ui.widgets.labels import body
from ui.words import _


class _AttendeeForm(RowForm):
    removed = Signal(str)

    def __init__(self, person_id: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._name = body("", 2)
        self._remove = icon_button("close", "")
        self.setProperty("role", "row")
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._remove)
        self.body.addLayout(row)
        self._remove.clicked.connect(self._ask_to_remove)

    def show_row(self, row: Identified) -> None:
        if isinstance(row, PersonRow):
            self._name.setText(row.label)
            self._remove.set_name(_("{name} is not there").format(name=row.name))

    def first_field(self) -> QWidget:
        return self._remove

    def _ask_to_remove(self) -> None:
        self.removed.emit(self._person_id)


class AttendanceCard(Card):
    """`save(person_ids)` is called with everybody who is there; `entered(NewPerson)` adds somebody new."""

    entered = Signal(object)

    def __init__(self, save: Callable[[Sequence[str]], None]) -> None:
        super().__init__(_("Attendance"))
        self._save = save
        self._present: tuple[str, ...] = ()
        self._expected: tuple[str, ...] = ()
        self._rows = RowForms(self._make, _("Nobody is recorded yet."))
        self.adder = PersonAdder(_("Choose a person"))
        self.team_button = button(_("Add the team and the auditees"))
        self.body.addWidget(self._rows)
        self.body.addWidget(self.adder)
        line = QHBoxLayout()
        line.addWidget(self.team_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.adder.chosen.connect(self._add)
        self.adder.entered.connect(self._tell_entered)
        self.team_button.clicked.connect(self._add_expected)

    def _make(self, person_id: str) -> RowForm:
        form = _AttendeeForm(person_id)
        form.removed.connect(self._remove)
        return form

    def show_people(
        self, present: Sequence[str], expected: Sequence[str], people: Sequence[PersonRow]
    ) -> None:
        """`expected` are the people of the team and the auditees."""
        self._present = tuple(present)
        self._expected = tuple(dict.fromkeys(one for one in expected if one not in present))
        known = {person.id: person for person in people}
        self._rows.show_rows([known[person_id] for person_id in present])
        self.adder.show_people(people, present)
        self.team_button.setVisible(bool(self._expected))

    def first_focus(self) -> QWidget:
        """Where everybody who is expected is recorded at once, or else one after the other."""
        return self.team_button if self._expected else self.adder.person

    def _add(self, person_id: str) -> None:
        self._save([*self._present, person_id])
        self.adder.person.setFocus()

    def _add_expected(self) -> None:
        self.adder.person.setFocus()
        self._save([*self._present, *self._expected])

    def _remove(self, person_id: str) -> None:
        self._save([known for known in self._present if known != person_id])

    def _tell_entered(self, person: object) -> None:
        self.entered.emit(person)
