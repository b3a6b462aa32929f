"""The audits page: every audit of the programme, and a form beside the list for the next one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.follow_up import due_rows
from app.library.packs import load_pack
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.audits import AuditState
from app.planning.new_audit import NewAudit, choices, plan_audit
from app.planning.states import can_stop, is_stopped
from app.progress import Progress
from app.retention.due import due_counts
from app.unit_of_work import Change
from app.words import N_
from ui.commands import Command
from ui.follow_up.due_line import DueLine
from ui.page import Context, Page
from ui.planning.stop_form import StopForm, resume
from ui.programme.audit_form import AuditForm
from ui.programme.audit_list import AuditList
from ui.programme.due_notice import DueNotice
from ui.theme import current_look
from ui.widgets.splitter import Splitter
from ui.words import _

_SIDE_BY_SIDE = 820
_CONCERNED = frozenset(
    {"audit", "organization", "person", "team_assignment", "checklist_item", "programme", "evidence"}
    | {"legal_hold", "finding", "response", "action", "verification"}
)


class AuditsPage(Page):
    """Lists the audits; Enter opens the overview of one."""

    page_id = "audits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.stop_form = StopForm(context)
        self.list = AuditList(context.settings, context.words, self.stop_form)
        self.form = AuditForm()
        self.due = DueNotice()
        self.due_line = DueLine(on_its_own=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        sides = Splitter(Qt.Orientation.Horizontal, "audits", self.context.settings)
        sides.addWidget(self.list)
        sides.addWidget(self.form)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.due)
        layout.addWidget(self.due_line)
        layout.addWidget(sides, 1)
        self.form.hide()

    def _connect(self) -> None:
        self.list.audit_chosen.connect(self._open_overview)
        self.list.selection_changed.connect(self.commands_changed)
        self.list.filter.textChanged.connect(self.status_changed)
        self.list.new_requested.connect(self._plan_new)
        self.list.copy_requested.connect(self._copy_selected)
        self.list.stop_requested.connect(self._begin_stop)
        self.list.resume_requested.connect(self._resume_selected)
        self.stop_form.closed.connect(self._close_stop)
        self.due.show_requested.connect(self._show_due)
        self.due_line.wanted.connect(self._show_actions)
        self.form.submitted.connect(self._create)
        self.form.left.connect(self._close_form)

    def title(self) -> str:
        return _("Audits")

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            rows = audit_rows(unit)
            due = due_counts(unit)
            waiting = due_rows.due_counts(unit)
        self.list.show_audits(rows, self.context.audit_id)
        self.due.show_counts(due)
        self.due_line.show_counts(waiting)
        self.status_changed.emit()

    def _show_actions(self, show: str) -> None:
        row = self.list.selected()
        audit_id = self.context.audit_id or (row.id if row else None)
        self.context.navigate("actions", {"audit_id": audit_id, "show": show})

    def _show_due(self) -> None:
        self.context.navigate("retention", {"part": "due"})

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNED for change in changes):
            self.load()

    def open(self, **where: Any) -> None:
        row_id = where.get("row_id")
        if row_id:
            self.list.table.select(row_id)

    def where(self) -> dict[str, str]:
        row = self.list.selected()
        return {"row_id": row.id} if row else {}

    def commands(self) -> Sequence[Command]:
        group, hint = _("Audits"), _("Choose an audit in the list first.")
        return (
            Command("audits.new", _("New audit"), self._plan_new, group=group),
            Command(
                "audits.copy",
                _("Copy the audit as a start"),
                self._copy_selected,
                group=group,
                enabled=self._has_selection,
                hint=hint,
            ),
            Command(
                "audits.open",
                _("Open the overview of the audit"),
                self._open_selected,
                group=group,
                enabled=self._has_selection,
                hint=hint,
            ),
            Command(
                "audits.suspend",
                _("Suspend the selected audit…"),
                self._suspend_selected,
                group=group,
                enabled=self._can_stop,
            ),
            Command(
                "audits.cancel",
                _("Cancel the selected audit…"),
                self._cancel_selected,
                group=group,
                enabled=self._can_stop,
            ),
            Command(
                "audits.resume",
                _("Resume the selected audit"),
                self._resume_selected,
                group=group,
                enabled=self._can_resume,
            ),
            Command(
                "audits.rules", _("Set limits and labels of the programme"), self._open_rules, group=group
            ),
        )

    def status_text(self) -> str:
        return self.list.count_text()

    def first_focus(self) -> QWidget:
        if not self.stop_form.isHidden():
            return self.stop_form.reason
        return self.form.first_field() if not self.form.isHidden() else self.list.first_focus()

    def _has_selection(self) -> bool:
        return self.list.selected() is not None

    def _open_overview(self, audit_id: str) -> None:
        self.context.navigate("overview", {"audit_id": audit_id})

    def _open_selected(self) -> None:
        row = self.list.selected()
        if row is not None:
            self._open_overview(row.id)

    def _can_stop(self) -> bool:
        row = self.list.selected()
        return row is not None and can_stop(row.state)

    def _can_resume(self) -> bool:
        row = self.list.selected()
        return row is not None and is_stopped(row.state)

    def _open_rules(self) -> None:
        self.context.navigate("settings", {"tab": "programme"})

    def _suspend_selected(self) -> None:
        self._begin_stop(AuditState.SUSPENDED)

    def _cancel_selected(self) -> None:
        self._begin_stop(AuditState.CANCELLED)

    def _begin_stop(self, state: AuditState) -> None:
        row = self.list.selected()
        if row is not None:
            self.stop_form.begin(row, state)

    def _close_stop(self) -> None:
        self.load()
        self.list.table.setFocus()

    def _resume_selected(self) -> None:
        row = self.list.selected()
        if row is not None:
            resume(self.context, row)

    def _plan_new(self) -> None:
        if self.form.isHidden():
            self._begin(None)
        self.form.first_field().setFocus()

    def _copy_selected(self) -> None:
        row = self.list.selected()
        if row is not None:
            self._begin(row)
            self.form.title.setFocus()

    def _begin(self, source: AuditRow | None) -> None:
        with self.context.workspace.read() as unit:
            offered = choices(unit)
        self.form.begin(offered, self.context.workspace.acting_person_id, source)
        self.form.show()
        self.list.set_form_open(True)
        self._share_width()

    def _close_form(self) -> None:
        self.form.hide()
        self.list.set_form_open(False)
        self._share_width()
        self.list.first_focus().setFocus()

    def _share_width(self) -> None:
        """Beside the form the list needs room; where there is none, the form has the page to itself."""
        fits = self.width() >= current_look().px(_SIDE_BY_SIDE)
        self.list.setVisible(fits or self.form.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _create(self, new: NewAudit) -> None:
        workspace = self.context.workspace

        def work(_progress: Progress) -> str:
            pack = load_pack()
            with workspace.write(N_("Plan audit {title}"), title=new.title) as uow:
                return plan_audit(uow, pack, new)

        self.form.set_busy(True)
        self.context.jobs.start(_("Planning the audit"), work, self._on_created, self._on_refused)

    def _on_created(self, audit_id: str) -> None:
        self._close_form()
        self.context.navigate("plan", {"audit_id": audit_id})

    def _on_refused(self, error: UserError) -> None:
        self.form.set_busy(False)
        self.context.report_error(error)
