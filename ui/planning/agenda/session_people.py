"""Who takes part in a session, and as what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.programme.people import PersonRow
from app.reporting import labels
from app.sessions.sessions import ParticipantRole
from ui.planning.person_adder import PersonAdder
from ui.planning.plan_words import capital
from ui.planning.rows import Identified, RowForm, RowForms
from ui.saving import choices
from ui.theme import current_look
from ui.widgets.buttons import icon_button
from ui.widgets.card import Card
from ui.widgets.form import ChoiceField, choice_field
from ui.widgets.labels import body
from ui.words import _

Participants = Sequence[tuple[str, ParticipantRole]]


def part_word(role: ParticipantRole) -> str:
    return capital(labels.ROLES, role)


@dataclass(frozen=True, slots=True)
class _Participant:
    """A person's part in the session; its id is the person's."""

    id: str
    person: PersonRow
    part: ParticipantRole


class _ParticipantForm(RowForm):
    """Name, part, and a way out."""

    part_chosen = Signal(str, object)
    removed = Signal(str)

    def __init__(self, person_id: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._name = body("", 2)
        self._part: ChoiceField = choice_field(choices(list(ParticipantRole), part_word))
        self._remove = icon_button("close", "")
        self._build()
        self._part.value_chosen.connect(self._tell)
        self._remove.clicked.connect(self._ask_to_remove)

    def _build(self) -> None:
        self.setProperty("role", "row")
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        row.addWidget(self._name, 1)
        row.addWidget(self._part)
        row.addWidget(self._remove)
        self.body.addLayout(row)

    def show_row(self, row: Identified) -> None:
        participant = cast(_Participant, row)
        self._name.setText(participant.person.label)
        self._part.set_value(participant.part)
        self._part.setAccessibleName(_("Part of {name}").format(name=participant.person.name))
        self._remove.set_name(_("Leave {name} out").format(name=participant.person.name))

    def first_field(self) -> ChoiceField:
        return self._part

    def _tell(self, part: object) -> None:
        self.part_chosen.emit(self._person_id, part)

    def _ask_to_remove(self) -> None:
        self.removed.emit(self._person_id)


class SessionPeople(Card):
    """`save(participants)` is called with the whole list; `enter(person, part)` adds somebody new."""

    def __init__(
        self, save: Callable[[Participants], None], enter: Callable[[object, ParticipantRole], None]
    ) -> None:
        super().__init__(_("People"))
        self._save = save
        self._enter = enter
        self._present: list[tuple[str, ParticipantRole]] = []
        self._rows = RowForms(self._make, _("Nobody is asked for yet."))
        self.adder = PersonAdder(
            _("Choose a person"),
            choices(list(ParticipantRole), part_word),
            usual=ParticipantRole.INTERVIEWEE,
        )
        self.body.addWidget(self._rows)
        self.body.addWidget(self.adder)
        self.adder.chosen.connect(self._add)
        self.adder.entered.connect(self._add_new)

    def _make(self, person_id: str) -> RowForm:
        form = _ParticipantForm(person_id)
        form.part_chosen.connect(self._change)
        form.removed.connect(self._remove)
        return form

    def show_people(
        self, participants: Sequence[tuple[PersonRow, ParticipantRole]], people: Sequence[PersonRow]
    ) -> None:
        self._present = [(person.id, part) for person, part in participants]
        self._rows.show_rows([_Participant(person.id, person, part) for person, part in participants])
        self.adder.show_people(people, [person_id for person_id, _part in self._present])

    def _add(self, person_id: str, part: object) -> None:
        self._save([*self._present, (person_id, _as_part(part))])
        self.adder.person.setFocus()

    def _add_new(self, person: object, part: object) -> None:
        self._enter(person, _as_part(part))

    def _change(self, person_id: str, part: object) -> None:
        changed = _as_part(part)
        self._save([(known, changed if known == person_id else role) for known, role in self._present])

    def _remove(self, person_id: str) -> None:
        self._save([(known, part) for known, part in self._present if known != person_id])


def _as_part(part: object) -> ParticipantRole:
    return part if isinstance(part, ParticipantRole) else ParticipantRole.INTERVIEWEE
