"""Somebody else came: type the name, press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter

from app.programme.people import PersonRow
from ui.sessions.arranging.data import ArrangingData
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import label, muted
from ui.widgets.layout import in_a_row
from ui.words import _


class StandIn(Card):
    """`person_came(absent id, person id)` and `stranger_came(absent id, name)` for a name nobody has yet."""

    person_came = Signal(str, str)
    stranger_came = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("Somebody else is here"))
        self.absent = choice_field([])
        self.name = line_field(_("Name of the person who came, and Enter"))
        self.come_button = button(_("Stands in"))
        self._said = label("", 2)
        self._stood_in = muted("", 3)
        self._people: Sequence[PersonRow] = ()
        self._build()

    def _build(self) -> None:
        self.body.setSpacing(current_look().px(8))
        self.absent.setAccessibleName(_("In place of"))
        self.name.setAccessibleName(_("Who came"))
        self.body.addWidget(in_a_row((self.name, 3), (self.absent, 2), (self.come_button, 0)))
        self.body.addWidget(self._said)
        self.body.addWidget(self._stood_in)
        self.name.textChanged.connect(self._show_meant)
        self.absent.value_chosen.connect(self._show_meant)
        self.name.returnPressed.connect(self._tell)
        self.come_button.clicked.connect(self._tell)

    def show_data(self, data: ArrangingData) -> None:
        met = [(person.id, person.name) for person in data.view.interviewees]
        present = {person.id for person, _part in data.view.participants}
        self.absent.set_choices([(key, _("in place of {name}").format(name=name)) for key, name in met])
        if self.absent.value() is None and met:
            self.absent.set_value(met[0][0])
        self._people = [person for person in data.people if person.id not in present]
        self._offer([person.name for person in self._people])
        said = [
            _("{came} came in place of {absent}.").format(came=a, absent=b) for a, b in data.substitutions
        ]
        self._stood_in.setText(" ".join(said))
        self._stood_in.setVisible(bool(said))
        self.setEnabled(bool(met) and not data.is_settled)
        self._show_meant()

    def _offer(self, names: list[str]) -> None:
        completer = QCompleter(names, self.name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)

    def _meant(self) -> PersonRow | None:
        """Whom the typed name means; None for somebody who is not among the people yet."""
        typed = self.name.text().strip().casefold()
        return next((person for person in self._people if person.name.casefold() == typed), None)

    def _show_meant(self) -> None:
        """Say what Enter will do."""
        typed, person = self.name.text().strip(), self._meant()
        texts = {
            "known": _("Enter: {name} takes the place of the person on the plan."),
            "new": _("Enter: {name} is added to the people and takes that place."),
        }
        key = "known" if person is not None else "new"
        self._said.setText(texts[key].format(name=person.label if person else typed) if typed else "")
        self._said.setVisible(bool(typed))

    def _tell(self) -> None:
        typed, person, absent = self.name.text().strip(), self._meant(), self.absent.value()
        if not typed or not isinstance(absent, str):
            self.name.setFocus()
            return
        self.name.clear()
        self.absent.set_value(None)
        if person is not None:
            self.person_came.emit(absent, person.id)
        else:
            self.stranger_came.emit(absent, typed)
