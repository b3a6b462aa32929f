"""One session of the plan: what kind, when, where, with whom, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning import checklist
from app.programme import people
from app.programme.organizations import SiteRow
from app.sessions import changes, sessions, times
from app.sessions.reads import SessionView
from app.sessions.sessions import AuditMode, Consent, ParticipantRole, SessionKind
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.planning.agenda.session_items import SessionItems
from ui.planning.agenda.session_people import Participants, SessionPeople
from ui.planning.agenda.session_record import SessionRecord
from ui.planning.agenda.slot import Slot
from ui.planning.person_adder import NewPerson
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import CONSENTS, SESSION_KINDS, arrangement
from ui.saving import SavedFields, Writer, choices
from ui.terms import term
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button
from ui.widgets.form import choice_field, line_field, text_field
from ui.widgets.labels import heading
from ui.widgets.layout import ScrollPage, card, named, side_by_side
from ui.words import _

_EDIT = N_("Edit session")


class SessionForm(ScrollPage):
    """`removal_requested` and `hold_requested` carry the session's id."""

    removal_requested = Signal(str)
    hold_requested = Signal(str)

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._writer = writer
        self._view: SessionView | None = None
        self._organization_id = ""
        self._sites: tuple[SiteRow, ...] = ()
        self._name = heading("")
        self._state = Badge("", "outline")
        self.remove_button = button(_("Remove"))
        self.hold_button = button(_("Open"))
        self.kind = choice_field(choices(list(SessionKind), _kind_word))
        self.title = line_field()
        self.process = line_field()
        self.slot = Slot()
        self.site = choice_field([])
        self.room = line_field()
        self.mode = choice_field(choices(list(AuditMode), arrangement))
        self.tool = line_field()
        self.consent = choice_field(choices(list(Consent), _consent_word))
        self.interruptions = text_field(1, 6)
        self._tool_row = named(_("Tool"), self.tool, _("Video call or shared screen."))
        self.people = SessionPeople(self._save_people, self._enter_person)
        self.items = SessionItems(writer, self._save_items, self._turn_must)
        self._fields = SavedFields(self._save, writer, self)
        self._record = SessionRecord(self._fields)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add(
            self._head(),
            card(
                "",
                side_by_side(named(_("Kind"), self.kind), (named(_("Title"), self.title), 2)),
                self.slot,
                side_by_side(named(_("Site"), self.site), named(_("Room"), self.room)),
                side_by_side(named(_("Method"), self.mode), self._tool_row),
                named(_("Process or topic"), self.process),
            ),
            self.people,
            self.items,
            *self._record.cards.values(),
            card(
                _("Recording and interruptions"),
                named(_("Consent to record"), self.consent, _("Ask before anything is recorded.")),
                named(
                    _("Interruptions"),
                    self.interruptions,
                    _("What broke off, and what that did to the result."),
                ),
            ),
        )
        self.finish()

    def _head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(8))
        row.addWidget(self._name, 1)
        for part in (self._state, self.hold_button, self.remove_button):
            row.addWidget(part)
        return holder

    def _connect(self) -> None:
        for name, field in (("title", self.title), ("process", self.process), ("room", self.room)):
            self._fields.add_text(name, field)
        self._fields.add_text("remote_tool", self.tool)
        self._fields.add_text("interruptions", self.interruptions)
        for name, choice in (
            ("kind", self.kind),
            ("site_id", self.site),
            ("mode", self.mode),
            ("consent", self.consent),
        ):
            self._fields.add(name, choice)
        self.slot.slot_chosen.connect(self._save_slot)
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.hold_button.clicked.connect(self._ask_to_hold)

    def session_id(self) -> str:
        return self._view.id if self._view else ""

    def show_session(self, view: SessionView, plan: PlanData) -> None:
        """Show a session; the caller has flushed the one before."""
        self._view = view
        self._organization_id = plan.audit.organization_id
        self._show_sites(plan.sites)
        self._show_head(view)
        self._fields.show(
            {
                **view.fields,
                "title": view.title,
                "process": view.process,
                "room": view.room,
                "remote_tool": view.remote_tool,
                "kind": view.kind,
                "site_id": view.site_id,
                "mode": view.mode,
                "consent": view.consent,
            }
        )
        self.slot.set_read_only(plan.is_settled)
        self._writer.allow(self.remove_button, self.people)
        self.slot.show_slot(view.planned_start, view.planned_end, self._zone_text(view.site_id))
        self._tool_row.setVisible(view.mode is not AuditMode.ON_SITE)
        self._record.show_kind(view.kind)
        self.people.show_people(view.participants, plan.people)
        self.items.show_session(view)

    def _show_head(self, view: SessionView) -> None:
        who = ", ".join(person.name for person in view.interviewees)
        self._name.setText(view.title or who or term(SESSION_KINDS, view.kind))
        if view.ended_at is not None:
            self._state.set_badge(_("held"), "neutral")
        elif view.started_at is not None:
            self._state.set_badge(_("running") if view.running_since else _("paused"), "accent")
        else:
            self._state.set_badge(_("planned"), "outline")

    def _show_sites(self, sites: tuple[SiteRow, ...]) -> None:
        if sites != self._sites or not self.site.count():
            self._sites = sites
            nowhere: list[tuple[object, str]] = [(None, _("No site"))]
            self.site.set_choices(nowhere + [(site.id, site.name) for site in sites])

    def _zone_text(self, site_id: str | None) -> str:
        site = next((site for site in self._sites if site.id == site_id), None)
        if site is None:
            return _("Times where you are.")
        return _("Times at {site} ({zone}).").format(site=site.name, zone=site.zone)

    def _save(self, name: str, value: Any) -> None:
        session_id = self.session_id()
        key = f"session:{session_id}:{name}"
        if name == "site_id":
            self._writer.attempt(N_("Change site"), key, times.move_to_site, session_id, value)
        else:
            self._writer.attempt(_EDIT, key, sessions.edit_session, session_id, **{name: value})

    def _save_slot(self, day: date | None, start: time | None, end: time | None) -> None:
        self._writer.run(N_("Move session"), changes.move, self.session_id(), day, start, end)

    def _save_people(self, participants: Participants) -> None:
        self._writer.run(N_("Change people"), sessions.set_participants, self.session_id(), participants)

    def _enter_person(self, entered: object, part: ParticipantRole) -> None:
        if isinstance(entered, NewPerson):
            self._writer.run(
                N_("Add person"), _add_participant, self.session_id(), entered, part, self._organization_id
            )

    def _save_items(self, item_ids: Sequence[str]) -> None:
        self._writer.run(N_("Change the items"), sessions.set_items, self.session_id(), item_ids)

    def _turn_must(self, item_id: str) -> None:
        self._writer.run(N_("Change must-ask"), checklist.turn_must_ask, item_id)

    def _ask_to_remove(self) -> None:
        self.removal_requested.emit(self.session_id())

    def _ask_to_hold(self) -> None:
        self.hold_requested.emit(self.session_id())

    def flush(self) -> bool:
        return self._fields.flush()


def _add_participant(
    uow: UnitOfWork, session_id: str, entered: NewPerson, part: ParticipantRole, organization_id: str
) -> None:
    person_id = people.add_person(
        uow,
        entered.name,
        role=entered.role,
        department=entered.department,
        organization_id=organization_id,
    )
    sessions.add_participant(uow, session_id, person_id, part)


def _kind_word(kind: SessionKind) -> str:
    return term(SESSION_KINDS, kind)


def _consent_word(consent: Consent) -> str:
    return term(CONSENTS, consent)
