"""The plan page: everything that is agreed before and during an audit, in sections."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.planning import states
from app.planning.steps import open_items, unconfirmed_findings
from app.unit_of_work import Change
from app.words import N_
from ui.commands import Command
from ui.durations import hours_text
from ui.page import Context, Page
from ui.planning.agenda.agenda import Agenda
from ui.planning.arrangements import Arrangements
from ui.planning.checklist.checklist import Checklist
from ui.planning.context import ContextSection
from ui.planning.criteria import Criteria
from ui.planning.plan_data import PlanData, read_plan
from ui.planning.progress_strip import FINDINGS, ProgressStrip
from ui.planning.purpose import Purpose
from ui.planning.section import Section, SectionPlace
from ui.planning.team import Team
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.labels import muted, title
from ui.widgets.tabs import Tabs
from ui.words import _, ngettext

AGENDA, PURPOSE, CRITERIA, TEAM = "agenda", "purpose", "criteria", "team"
CHECKLIST, ARRANGEMENTS, CONTEXT = "checklist", "arrangements", "context"

_SECTIONS: Mapping[str, type[Section]] = {
    AGENDA: Agenda,
    PURPOSE: Purpose,
    CRITERIA: Criteria,
    TEAM: Team,
    CHECKLIST: Checklist,
    ARRANGEMENTS: Arrangements,
    CONTEXT: ContextSection,
}


class PlanPage(Page):
    """Opens with the agenda; only the section in front is filled, the others when they are chosen."""

    page_id = "plan"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        writer = Writer(context, self.origin, self._read_again)
        self._plan: PlanData | None = None
        self._about = muted("", 1)
        self.strip = ProgressStrip()
        self.tabs = Tabs()
        self._places = {key: SectionPlace(make, writer) for key, make in _SECTIONS.items()}
        self._writer = writer
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(title(_("Plan")))
        head.addWidget(self._about, 1)
        top = QVBoxLayout()
        top.setContentsMargins(px(18), px(14), px(18), 0)
        top.setSpacing(px(10))
        top.addLayout(head)
        top.addWidget(self.strip)
        for key, name in _names().items():
            self.tabs.add(key, name, self._places[key])
        below = QVBoxLayout()
        below.setContentsMargins(px(18), 0, 0, 0)
        below.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addLayout(top)
        layout.addLayout(below, 1)
        self.tabs.bar.setAccessibleName(_("Sections of the plan"))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_section)
        self.strip.step_requested.connect(self.next_step)
        self.strip.report_requested.connect(self._go_to_report)
        self.strip.section_requested.connect(self._go_to_what_is_missing)

    def title(self) -> str:
        return _("Plan")

    def load(self) -> None:
        self._read_again()

    def _read_again(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            self._plan = read_plan(unit, audit_id)
        audit = self._plan.audit
        self._writer.is_settled = self._plan.is_settled
        settled = _("report issued: the plan is only read") if self._plan.is_settled else ""
        self._about.setText(" · ".join(part for part in (audit.number, audit.title, settled) if part))
        self.strip.show_plan(self._plan)
        self._show_section(self.tabs.current())
        self.status_changed.emit()

    def _show_section(self, key: str) -> None:
        if self._plan is not None:
            self.section(key).show_plan(self._plan)

    def refresh(self, _changes: frozenset[Change]) -> None:
        self._read_again()

    def section(self, key: str) -> Section:
        return self._places[key].section()

    def current_section(self) -> Section:
        return self.section(self.tabs.current())

    @property
    def agenda(self) -> Agenda:
        section = self.section(AGENDA)
        assert isinstance(section, Agenda)
        return section

    @property
    def checklist(self) -> Checklist:
        section = self.section(CHECKLIST)
        assert isinstance(section, Checklist)
        return section

    def go_to_section(self, key: str, what: str = "") -> None:
        """Bring a section to the front and start in it, where `what` is missing is entered."""
        self.tabs.choose(key)
        target = self.section(key).place_of(what) or self.first_focus()
        target.setFocus()

    def _go_to_what_is_missing(self, key: str, what: str) -> None:
        if key in self._places:
            self.go_to_section(key, what)
        else:
            self.context.navigate(key, self._first_lacking(key, what))

    def _first_lacking(self, page_id: str, what: str) -> dict[str, str]:
        """The first item or finding that is lacking something, as a place on its page."""
        audit_id = self.context.audit_id
        if audit_id is None:
            return {}
        with self.context.workspace.read() as unit:
            lacks = (*open_items(unit, audit_id), *unconfirmed_findings(unit, audit_id))
        name = "finding_id" if page_id == FINDINGS else "item_id"
        return next(({name: lack.first_id} for lack in lacks if lack.message.msgid == what), {})

    def open(self, **where: Any) -> None:
        section = where.get("section")
        if where.get("session_id") or where.get("meeting_id"):
            section = AGENDA
        elif where.get("item_id"):
            section = CHECKLIST
        if section in self._places:
            self.tabs.choose(section)
            self.section(section).open(**where)

    def where(self) -> dict[str, str]:
        return {"section": self.tabs.current(), **self.current_section().where()}

    def first_focus(self) -> QWidget:
        target = self.current_section().first_focus()
        return target if target is not None and target.isEnabled() else self.tabs.bar

    def flush(self) -> bool:
        written = [place.flush() for place in self._places.values()]
        return all(written)

    def next_step(self) -> None:
        """Take the audit to its next step, or show what is missing."""
        audit_id = self.context.audit_id
        if audit_id is None or not self.flush():
            return
        try:
            self._writer.attempt(N_("Take the next step of the audit"), "", states.advance, audit_id)
        except UserError as error:
            self.context.report_error(error)
            self._read_again()

    def _go_to_report(self) -> None:
        self.context.navigate("report", {})

    def _add_session(self) -> None:
        self.tabs.choose(AGENDA)
        self.agenda.add_session()

    def _add_meeting(self) -> None:
        self.tabs.choose(AGENDA)
        self.agenda.add_meeting()

    def _propose(self) -> None:
        self.tabs.choose(CHECKLIST)
        self.checklist.propose()

    def _put_proposal_in(self) -> None:
        self.tabs.choose(CHECKLIST)
        self.checklist.put_proposal_in()

    def _has_framework(self) -> bool:
        return self._plan is not None and bool(self._plan.requirements)

    def _print(self) -> None:
        self.tabs.choose(CHECKLIST)
        self.checklist.print_checklist()

    def status_text(self) -> str:
        plan = self._plan
        if plan is None:
            return ""
        sessions = sum(entry.session_kind is not None for entry in plan.agenda)
        return _("{sessions} planned · checklist ≈ {time}").format(
            sessions=ngettext("{n} session", "{n} sessions", sessions),
            time=hours_text(plan.checklist.minutes),
        )

    def commands(self) -> Sequence[Command]:
        group = _("Plan")
        return (
            self._adding("plan.new", _("Plan a session"), self._add_session),
            self._adding("plan.new_meeting", _("Plan a meeting"), self._add_meeting),
            Command("plan.next_step", _("Take the audit to its next step"), self.next_step, group=group),
            Command(
                "plan.propose",
                _("Propose questions for the checklist"),
                self._propose,
                group=group,
                enabled=self._has_framework,
                hint=_("Pin a framework in the criteria first."),
            ),
            Command(
                "plan.put_proposal_in",
                _("Put the proposed questions into the checklist"),
                self._put_proposal_in,
                group=group,
                enabled=self._has_framework,
                hint=_("Pin a framework in the criteria first."),
            ),
            Command("plan.print_checklist", _("Print the checklist"), self._print, group=group),
            Command("plan.next_section", _("Next section of the plan"), self._next_section, group=group),
            Command(
                "plan.previous_section",
                _("Previous section of the plan"),
                self._previous_section,
                group=group,
            ),
        )

    def _adding(self, command_id: str, text: str, add: Callable[[], None]) -> Command:
        hint = _("The report is issued: the plan is only read.")
        return Command(command_id, text, add, group=_("Plan"), enabled=self._may_write, hint=hint)

    def _may_write(self) -> bool:
        return not self._writer.is_settled

    def _next_section(self) -> None:
        self._step_section(1)

    def _previous_section(self) -> None:
        self._step_section(-1)

    def _step_section(self, way: int) -> None:
        keys = list(self._places)
        self.go_to_section(keys[(keys.index(self.tabs.current()) + way) % len(keys)])


def _names() -> dict[str, str]:
    return {
        AGENDA: _("Agenda"),
        PURPOSE: _("Purpose and scope"),
        CRITERIA: _("Criteria"),
        TEAM: _("Team"),
        CHECKLIST: _("Checklist"),
        ARRANGEMENTS: _("Arrangements"),
        CONTEXT: _("Context and deviations"),
    }
