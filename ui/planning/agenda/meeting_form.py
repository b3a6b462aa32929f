"""One meeting of the plan: when, where, what is on its agenda, who was there and what was said."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.planning import meetings
from app.planning.meetings import MeetingKind
from app.planning.reads import MeetingRow
from app.programme import people
from app.reporting import labels
from app.sessions import times
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.planning.agenda.attendance import AttendanceCard
from ui.planning.agenda.slot import Slot
from ui.planning.person_adder import NewPerson
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import date_text
from ui.saving import SavedFields, Writer, choices
from ui.terms import term
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button
from ui.widgets.form import choice_field, line_field, text_field
from ui.widgets.labels import heading
from ui.widgets.layout import ScrollPage, card, in_a_row, named, side_by_side
from ui.words import _


class MeetingForm(ScrollPage):
    """`removal_requested` carries the meeting's id, `read_out_requested` asks for the findings to be read."""

    removal_requested = Signal(str)
    read_out_requested = Signal()

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._writer = writer
        self._row: MeetingRow | None = None
        self._organization_id = ""
        self._name = heading("")
        self._state = Badge("", "outline")
        self.read_out_button = button(_("Read the findings out"))
        self.hold_button = button(_("Hold now"))
        self.not_held_button = button(_("Was not held"))
        self.remove_button = button(_("Remove"))
        self.kind = choice_field(choices(list(MeetingKind), meeting_word))
        self.place = line_field()
        self.slot = Slot()
        self.agenda = text_field(3, 14)
        self.minutes = text_field(3, 20)
        self.attendance = AttendanceCard(self._save_attendance)
        self._fields = SavedFields(self._save, writer, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add(
            self._head(),
            card(
                "",
                side_by_side(named(_("Meeting"), self.kind), named(_("Place"), self.place)),
                self.slot,
                named(_("Points to cover"), self.agenda, _("One a line.")),
            ),
            self.attendance,
            card(_("Minutes"), named(_("What was said and agreed"), self.minutes)),
        )
        self.finish()

    def _head(self) -> QWidget:
        """The buttons stand below the name: beside it those of a closing meeting have no room."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(8))
        column.addWidget(in_a_row((self._name, 1), (self._state, 0)))
        buttons = (self.read_out_button, self.hold_button, self.not_held_button, self.remove_button)
        column.addWidget(in_a_row(*((one, 0) for one in buttons), (QWidget(), 1)))
        return holder

    def _connect(self) -> None:
        self._fields.add("kind", self.kind)
        self._fields.add_text("place", self.place)
        self._fields.add_lines("agenda", self.agenda)
        self._fields.add_text("minutes", self.minutes)
        self.slot.slot_chosen.connect(self._save_slot)
        self.read_out_button.clicked.connect(self.read_out_requested)
        self.hold_button.clicked.connect(self._hold)
        self.not_held_button.clicked.connect(self._take_back)
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.attendance.entered.connect(self._enter_person)

    def meeting_id(self) -> str:
        return self._row.id if self._row else ""

    def place_of_what_is_missing(self) -> QWidget:
        """Who was there, and then that it was held."""
        is_attended = self._row is not None and bool(self._row.attendee_ids)
        return self.hold_button if is_attended else self.attendance.first_focus()

    def show_meeting(self, row: MeetingRow, plan: PlanData) -> None:
        """Show a meeting; the caller has flushed the one before."""
        self._row = row
        self._organization_id = plan.audit.organization_id
        self._name.setText(meeting_word(row.kind))
        self.read_out_button.setVisible(row.kind is MeetingKind.CLOSING)
        self._show_state(row)
        agenda = tuple(_(point) for point in row.agenda)
        self._fields.show({"kind": row.kind, "place": row.place, "agenda": agenda, "minutes": row.minutes})
        self.slot.set_read_only(plan.is_settled)
        self._writer.allow(self.hold_button, self.not_held_button, self.remove_button, self.attendance)
        self.slot.show_slot(row.planned_start, row.planned_end, "")
        self.attendance.show_people(row.attendee_ids, _expected(plan), plan.people)

    def _show_state(self, row: MeetingRow) -> None:
        is_held = row.held_at is not None
        if row.held_at is not None:
            when = f"{date_text(row.held_at.date())} {row.held_at:%H:%M}"
            self._state.set_badge(_("held {when}").format(when=when), "neutral")
        else:
            self._state.set_badge(_("planned"), "outline")
        focused = self.hold_button.hasFocus() or self.not_held_button.hasFocus()
        self.hold_button.setVisible(not is_held)
        self.not_held_button.setVisible(is_held)
        if focused:
            (self.not_held_button if is_held else self.hold_button).setFocus()

    def _save(self, name: str, value: Any) -> None:
        meeting_id = self.meeting_id()
        key = f"meeting:{meeting_id}:{name}"
        if name == "kind":
            self._writer.attempt(N_("Change the meeting"), key, meetings.change_kind, meeting_id, value)
        else:
            edit = meetings.edit_meeting
            self._writer.attempt(N_("Edit meeting"), key, edit, meeting_id, **{name: value})

    def _save_slot(self, day: date | None, start: time | None, end: time | None) -> None:
        self._writer.run(N_("Move meeting"), times.plan_meeting_times, self.meeting_id(), day, start, end)

    def _save_attendance(self, person_ids: Sequence[str]) -> None:
        self._writer.run(
            N_("Record attendance"), meetings.set_attendance, self.meeting_id(), tuple(person_ids)
        )

    def _enter_person(self, entered: object) -> None:
        if isinstance(entered, NewPerson):
            self._writer.run(
                N_("Add person"), _add_attendee, self.meeting_id(), entered, self._organization_id
            )

    def _hold(self) -> None:
        row = self._row
        if row is not None and self.flush():
            self._writer.run(N_("Hold meeting"), meetings.hold_meeting, row.id, row.attendee_ids)

    def _take_back(self) -> None:
        self._writer.run(N_("Record that the meeting was not held"), meetings.not_held, self.meeting_id())

    def _ask_to_remove(self) -> None:
        self.removal_requested.emit(self.meeting_id())

    def flush(self) -> bool:
        return self._fields.flush()


def _add_attendee(uow: UnitOfWork, meeting_id: str, entered: NewPerson, organization_id: str) -> None:
    person_id = people.add_person(
        uow,
        entered.name,
        role=entered.role,
        department=entered.department,
        organization_id=organization_id,
    )
    meetings.add_attendee(uow, meeting_id, person_id)


def _expected(plan: PlanData) -> list[str]:
    team = [member.person_id for member in plan.audit.team]
    return team + [row.person_id for row in plan.audit.auditees if row.person_id]


def meeting_word(kind: MeetingKind) -> str:
    return term(labels.MEETINGS, kind)
