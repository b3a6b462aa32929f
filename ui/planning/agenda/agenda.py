"""The plan as a list by day: sessions and meetings, and what each is planned to be."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.planning import meetings, steps
from app.planning.meetings import MeetingKind
from app.sessions import sessions, times
from app.sessions.reads import SessionView, session_view
from app.words import N_
from ui.planning.agenda.meeting_form import MeetingForm
from ui.planning.agenda.rows import Day, columns, day_cells, days_of, entry_cells, next_slot
from ui.planning.agenda.session_form import SessionForm
from ui.planning.plan_data import PlanData
from ui.planning.section import Section
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import key_button, primary_button
from ui.widgets.card import Panel
from ui.widgets.empty_state import EmptyState
from ui.widgets.lazy_table import LazyTable, RowCells
from ui.widgets.splitter import Splitter
from ui.words import _

_FORM_WIDTH = 560


class Agenda(Section):
    """List at the left, the selected session or meeting at the right."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        context = writer.context
        self._plan: PlanData | None = None
        self._days: dict[str, Day] = {}
        self._shown_id = ""
        self.table = LazyTable(columns(), self._fetch, lines=1)
        self.add_button = primary_button(_("Add session"), context.commands.keys("plan.new"))
        self.meeting_button = key_button(_("Add meeting"), context.commands.keys("plan.new_meeting"))
        self._nothing = EmptyState(
            _("Nothing is planned yet"),
            _("Interviews, document reviews, site walks, technical tests and meetings stand here by day."),
            _("Add the first session"),
        )
        self._hint = EmptyState(
            _("Nothing is selected"), _("Choose a session or meeting of the list to plan it.")
        )
        self._list = QStackedWidget()
        self._session_form: SessionForm | None = None
        self._meeting_form: MeetingForm | None = None
        self._splitter = Splitter(Qt.Orientation.Horizontal, "plan", context.settings, self)
        self._panel = Panel("", self._splitter)
        self._forms = QStackedWidget(self._panel)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        px = current_look().px
        self._panel.body.setContentsMargins(px(14), px(10), px(2), 0)
        self._panel.setMinimumWidth(px(340))
        self._panel.body.addWidget(self._forms)
        self._forms.addWidget(self._hint)
        self._splitter.insertWidget(0, self._left())
        self._splitter.setSizes([px(600), px(_FORM_WIDTH)])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        layout.addWidget(self._splitter)

    def _left(self) -> QWidget:
        px = current_look().px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(12), px(14))
        column.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.add_button)
        row.addWidget(self.meeting_button)
        row.addStretch(1)
        column.addLayout(row)
        self.table.setAccessibleName(_("Agenda"))
        self._list.addWidget(self.table)
        self._list.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        left.setMinimumWidth(px(260))
        return left

    @property
    def session_form(self) -> SessionForm:
        """Built when the first session is shown."""
        if self._session_form is None:
            self._session_form = SessionForm(self.writer, self._forms)
            self._session_form.removal_requested.connect(self._remove)
            self._session_form.hold_requested.connect(self._open_session)
            self._forms.addWidget(self._session_form)
        return self._session_form

    @property
    def meeting_form(self) -> MeetingForm:
        """Built when the first meeting is shown."""
        if self._meeting_form is None:
            self._meeting_form = MeetingForm(self.writer, self._forms)
            self._meeting_form.removal_requested.connect(self._remove)
            self._meeting_form.read_out_requested.connect(self._read_out)
            self._forms.addWidget(self._meeting_form)
        return self._meeting_form

    def _read_out(self) -> None:
        self.writer.context.navigate("closing", {})

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_session)
        self.meeting_button.clicked.connect(self.add_meeting)
        self._nothing.action_requested.connect(self.add_session)
        self.table.row_selected.connect(self._choose)
        self.table.row_activated.connect(self._enter_form)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_current)

    def show_plan(self, plan: PlanData) -> None:
        self._plan = plan
        self.writer.allow(self.add_button, self.meeting_button, self._nothing.button)
        self._days = days_of(plan.agenda)
        ids: list[str] = []
        for key, day in self._days.items():
            ids += [key, *(entry.id for entry in day.entries)]
        if self._shown_id and self._shown_id not in ids:
            self._forget_forms()
        self.table.set_ids(ids)
        self._list.setCurrentIndex(0 if ids else 1)
        self._show_form(self.table.current_id())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        entries = {entry.id: entry for day in self._days.values() for entry in day.entries}
        return [
            entry_cells(entries[row_id]) if row_id in entries else day_cells(row_id, self._days[row_id])
            for row_id in ids
            if row_id in entries or row_id in self._days
        ]

    def _choose(self, row_id: str) -> None:
        if row_id == self._shown_id:
            return
        if not self.flush():
            self.table.select(self._shown_id)
            return
        self._show_form(row_id)

    def _show_form(self, row_id: str) -> None:
        plan = self._plan
        if plan is None:
            return
        is_other = row_id != self._shown_id
        self._shown_id = row_id
        meeting = next((row for row in plan.audit.meetings if row.id == row_id), None)
        form: QWidget = self._hint
        if meeting is not None:
            self.meeting_form.show_meeting(meeting, plan)
            form = self.meeting_form
        elif row_id and row_id not in self._days:
            self.session_form.show_session(self._read_session(row_id), plan)
            form = self.session_form
        self._forms.setCurrentWidget(form)
        if is_other and isinstance(form, SessionForm | MeetingForm):
            form.verticalScrollBar().setValue(0)

    def _read_session(self, session_id: str) -> SessionView:
        with self.writer.context.workspace.read() as unit:
            return session_view(unit, session_id)

    def _forget_forms(self) -> None:
        """What was shown is gone, and typing that belonged to it has no place any more."""
        for old in (self._session_form, self._meeting_form):
            if old is not None:
                self._forms.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._session_form, self._meeting_form = None, None
        self._shown_id = ""

    def add_session(self) -> None:
        """Plan an interview after the selected entry, and start with its title."""
        plan = self._plan
        if plan is None or not self.flush():
            return
        today = self.writer.context.workspace.seat.clock.now().date()
        slot = next_slot(plan, self.table.current_id(), today)
        session_id = self.writer.run(
            N_("Add session"), times.plan_session_at, self.audit_id, *slot, self._usual_site(plan)
        )
        if session_id and self.table.select(session_id):
            self.session_form.title.setFocus()

    def _usual_site(self, plan: PlanData) -> str | None:
        form = self._forms.currentWidget()
        if isinstance(form, SessionForm):
            site_id = form.site.value()
            return site_id if isinstance(site_id, str) else None
        return plan.audit.scope.site_ids[0] if plan.audit.scope.site_ids else None

    def add_meeting(self) -> None:
        """Plan the meeting that is missing: opening, closing, or else a daily review."""
        plan = self._plan
        if plan is None or not self.flush():
            return
        present = {row.kind for row in plan.audit.meetings}
        wanted = [kind for kind in (MeetingKind.OPENING, MeetingKind.CLOSING) if kind not in present]
        kind = wanted[0] if wanted else MeetingKind.DAILY
        today = self.writer.context.workspace.seat.clock.now().date()
        slot = next_slot(plan, self.table.current_id(), today, kind)
        meeting_id = self.writer.run(N_("Add meeting"), times.plan_meeting_at, self.audit_id, kind, *slot)
        if meeting_id and self.table.select(meeting_id):
            self.meeting_form.kind.setFocus()

    def remove_current(self) -> None:
        current = self.table.current_id()
        if current and current not in self._days:
            self._remove(current)

    def _remove(self, row_id: str) -> None:
        plan = self._plan
        if plan is None:
            return
        is_meeting = any(row.id == row_id for row in plan.audit.meetings)
        near = self._neighbour(row_id)
        if is_meeting:
            self.writer.run(N_("Remove meeting"), meetings.remove_meeting, row_id)
        else:
            self.writer.run(N_("Remove session"), sessions.remove_session, row_id)
        if self.table.current_id() == row_id:
            return
        self.table.select(near)
        self.table.setFocus()
        self.writer.context.say(_("Removed. Undo brings it back."))

    def _neighbour(self, row_id: str) -> str:
        ids = [entry.id for day in self._days.values() for entry in day.entries]
        place = ids.index(row_id)
        rest = [*ids[place + 1 :], *reversed(ids[:place])]
        return rest[0] if rest else ""

    def _enter_form(self, row_id: str) -> None:
        if row_id in self._days:
            return
        form = self._forms.currentWidget()
        if isinstance(form, SessionForm):
            form.title.setFocus()
        elif isinstance(form, MeetingForm):
            form.kind.setFocus()

    def _open_session(self, session_id: str) -> None:
        self.writer.context.navigate("sessions", {"session_id": session_id})

    def open(self, **where: Any) -> None:
        row_id = where.get("session_id") or where.get("meeting_id")
        if row_id:
            self.table.select(row_id)

    def where(self) -> dict[str, str]:
        form = self._forms.currentWidget()
        if isinstance(form, SessionForm):
            return {"session_id": form.session_id()}
        return {"meeting_id": form.meeting_id()} if isinstance(form, MeetingForm) else {}

    def place_of(self, what: str) -> QWidget | None:
        """The meeting that is to be held, or the button that plans it."""
        kind = {
            steps.OPENING_MEETING: MeetingKind.OPENING,
            steps.CLOSING_MEETING: MeetingKind.CLOSING,
        }.get(what)
        if kind is None or self._plan is None:
            return None
        meeting = next((row for row in self._plan.audit.meetings if row.kind is kind), None)
        if meeting is None or not self.table.select(meeting.id):
            return self.meeting_button
        return self.meeting_form.place_of_what_is_missing()

    def first_focus(self) -> QWidget:
        if not self.table.count():
            return self._nothing.button
        if not self.table.current_id():
            self.table.select(self._next_entry())
        return self.table

    def _next_entry(self) -> str:
        """What is going on or comes next; when all was held, what was held first."""
        entries = [entry for day in self._days.values() for entry in day.entries]
        waiting = [entry for entry in entries if entry.is_running or not entry.is_held]
        return next(entry.id for entry in (*waiting, *entries))

    def flush(self) -> bool:
        current = self._forms.currentWidget()
        return current.flush() if isinstance(current, SessionForm | MeetingForm) else True
