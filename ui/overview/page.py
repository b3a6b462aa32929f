"""The overview: path and next step, where the audit stands, today, tonight, and what the report lacks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.follow_up import due_rows
from app.planning.audits import AuditState
from app.planning.overview import Overview, Place, Pointer, overview
from app.planning.states import advance, can_stop, is_stopped
from app.reporting import labels
from app.unit_of_work import Change
from app.words import N_
from ui.commands import Command
from ui.follow_up.due_line import DueLine
from ui.overview.agenda_card import AgendaCard
from ui.overview.coverage_card import CoverageCard
from ui.overview.head import Head
from ui.overview.open_card import OpenCard
from ui.overview.standing_card import StandingCard
from ui.overview.stopped_card import StoppedCard
from ui.page import Context, Page
from ui.planning.stop_form import StopForm, resume
from ui.terms import term
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.scrolled import show_inside
from ui.widgets.tab_order import keep_reading_order
from ui.words import _

_SIDE_BY_SIDE = 760
_ISSUED = (AuditState.REPORTED, AuditState.COMPLETED, AuditState.CLOSED)
_PLACES: dict[str, tuple[str, dict[str, str]]] = {
    "prepare": ("plan", {}),
    "open": ("plan", {}),
    "collect": ("sessions", {}),
    "report": ("report", {}),
    "follow_up": ("findings", {}),
}


class OverviewPage(Page):
    """Everything on it comes from one read and leads to where something is done."""

    page_id = "overview"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._shown: Overview | None = None
        self.head = Head(context.words)
        self.stopped = StoppedCard(context.words)
        self.stop_form = StopForm(context)
        self.due_line = DueLine()
        self.standing = StandingCard()
        self.coverage = CoverageCard()
        self.agenda = AgendaCard(context.words)
        self.open_points = OpenCard()
        self.empty = EmptyState(
            _("No audit is chosen"),
            _("The overview shows the path, the next step and what is open of the audit in hand."),
            _("Go to the audits"),
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._area = QScrollArea()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        shown = QWidget()
        page = QVBoxLayout(shown)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(current_look().px(14))
        page.addWidget(self.head)
        between = QVBoxLayout()
        between.setContentsMargins(current_look().px(18), 0, current_look().px(18), 0)
        for card in (self.stopped, self.stop_form, self.due_line):
            between.addWidget(card)
        page.addLayout(between)
        page.addWidget(self._area, 1)
        self._build_columns()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _build_columns(self) -> None:
        px = current_look().px
        content = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.standing, self.coverage)),
            (right, (self.agenda, self.open_points)),
        ):
            column.setSpacing(px(12))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns.setSpacing(px(12))
        self._columns.addLayout(left, 5)
        self._columns.addLayout(right, 4)
        self._around = QVBoxLayout(content)
        self._around.addLayout(self._columns)
        show_inside(self._area, content)
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room_for_scroll_bar)
        self._make_room_for_scroll_bar(0, 0)

    def _make_room_for_scroll_bar(self, _least: int, most: int) -> None:
        """The cards end below the buttons of the head, with a scroll bar beside them or without."""
        px = current_look().px
        taken = self._area.verticalScrollBar().sizeHint().width() if most else 0
        self._around.setContentsMargins(px(18), 0, max(px(18) - taken, 0), px(16))

    def _connect(self) -> None:
        self.head.next_requested.connect(self._go_to_next)
        self.head.advance_requested.connect(self._advance)
        self.head.step_chosen.connect(self._go_to_step)
        self.head.stop_requested.connect(self._begin_stop)
        self.stopped.resume_requested.connect(self._resume)
        self.stop_form.closed.connect(self._focus_first)
        self.due_line.wanted.connect(self._show_actions)
        self.coverage.item_chosen.connect(self._open_item)
        self.agenda.session_chosen.connect(self._open_session)
        self.agenda.meeting_chosen.connect(self._open_meeting)
        self.open_points.chosen.connect(self._go)
        self.open_points.work_off_requested.connect(self._open_tonight)
        self.empty.action_requested.connect(self._open_audits)

    def title(self) -> str:
        return _("Overview")

    def load(self) -> None:
        audit_id = self.context.audit_id
        self._stack.setCurrentIndex(0 if audit_id else 1)
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            shown = overview(unit, audit_id)
            waiting = due_rows.due_counts(unit)
        self.due_line.show_counts(waiting)
        self._show(shown)

    def _show(self, shown: Overview) -> None:
        self._shown = shown
        self.head.show_overview(shown)
        self.stopped.show_overview(shown)
        self.standing.show_standing(shown.standing)
        self.coverage.show_requirements(shown.requirements)
        self.agenda.show_day(shown.today, shown.upcoming)
        is_issued = shown.audit.state in _ISSUED and shown.amending is None
        self.open_points.show_open(shown.tonight, shown.before_issue, is_issued=is_issued)
        keep_reading_order(self.coverage.grid, self.agenda, self.open_points)

    def refresh(self, _changes: frozenset[Change]) -> None:
        self.load()

    def first_focus(self) -> QWidget:
        if self._shown is None:
            return self.empty.button
        if not self.stop_form.isHidden():
            return self.stop_form.reason
        if is_stopped(self._shown.audit.state):
            return self.stopped.resume_button
        has_next = self._shown.next_step is not None
        return self.head.next_button if has_next else self.coverage.grid

    def commands(self) -> Sequence[Command]:
        group = _("Audit")
        return (
            Command(
                "overview.next",
                _("Take up the next step"),
                self._go_to_next,
                group=group,
                enabled=self._has_next,
            ),
            Command(
                "overview.advance",
                _("Move the audit to its next step"),
                self._advance,
                group=group,
                enabled=self._has_next,
            ),
        )

    def open(self, **where: Any) -> None:
        """Ask why the audit is stopped, or go on with it: `to="suspended"`, `"cancelled"`, `"resumed"`."""
        wish = where.get("to")
        if wish == "resumed" and self._is_stopped():
            self._resume()
        elif wish in (AuditState.SUSPENDED.value, AuditState.CANCELLED.value):
            self._begin_stop(AuditState(wish))

    def _is_stopped(self) -> bool:
        return self._shown is not None and is_stopped(self._shown.audit.state)

    def _begin_stop(self, state: AuditState) -> None:
        if self._shown is not None and can_stop(self._shown.audit.state):
            self.stop_form.begin(self._shown.audit, state)

    def _resume(self) -> None:
        if self._shown is not None:
            resume(self.context, self._shown.audit)

    def _focus_first(self) -> None:
        self.load()
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _has_next(self) -> bool:
        return self._shown is not None and self._shown.next_step is not None

    def _go_to_next(self) -> None:
        if self._shown is not None and self._shown.next_step is not None:
            self._go(self._shown.next_step)

    def _go(self, pointer: Pointer) -> None:
        if pointer.place is Place.OVERVIEW and self._is_stopped():
            self.stopped.resume_button.setFocus()
        elif pointer.place is Place.OVERVIEW:
            self._advance()
        else:
            self.context.navigate(pointer.place.value, pointer.where)

    def _advance(self) -> None:
        """Go on, or say what is missing; nothing else waits for it."""
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        try:
            with self.context.workspace.write(N_("Go to the next step of the audit")) as uow:
                state = advance(uow, audit_id)
        except UserError as error:
            self.context.report_error(error)
            return
        self.context.say(_("The audit is now: {state}.").format(state=term(labels.AUDIT_STATES, state)))

    def _go_to_step(self, key: str) -> None:
        page_id, where = _PLACES.get(key, ("plan", self._closing_meeting()))
        self.context.navigate(page_id, where)

    def _closing_meeting(self) -> dict[str, str]:
        pointers = self._shown.before_issue if self._shown else ()
        return next((dict(one.where) for one in pointers if "meeting_id" in one.where), {})

    def _open_item(self, item_id: str) -> None:
        self.context.navigate("sessions", {"item_id": item_id})

    def _open_session(self, session_id: str) -> None:
        self.context.navigate("sessions", {"session_id": session_id})

    def _open_tonight(self) -> None:
        self.context.navigate("tonight", {})

    def _open_meeting(self, meeting_id: str) -> None:
        self.context.navigate("plan", {"meeting_id": meeting_id})

    def _show_actions(self, show: str) -> None:
        self.context.navigate("actions", {"show": show})

    def _open_audits(self) -> None:
        self.context.navigate("audits", {})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= current_look().px(_SIDE_BY_SIDE)
        side_by_side, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side_by_side if wide else stacked)
