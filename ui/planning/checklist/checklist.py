"""The audit's own copy of the questions: filtered, edited, added to, printed."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.library.shelf import on_offer
from app.planning.checklist_reads import ChecklistRow, item_ids, item_rows
from app.planning.grouping import Group, GroupBy, grouped
from app.sessions.results import Result, set_results
from app.sessions.sessions import plan_session
from app.words import N_
from ui.durations import hours_text
from ui.planning.checklist.group_card import GroupCard
from ui.planning.checklist.item_form import ItemForm
from ui.planning.checklist.item_table import ItemFilter, ItemTable
from ui.planning.checklist.leave_out import LeaveOut
from ui.planning.checklist.printing import ChecklistPrint
from ui.planning.checklist.proposal import ProposalView
from ui.planning.pinning import iso_27001, pin
from ui.planning.plan_data import PlanData
from ui.planning.section import Section
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Panel
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Splitter
from ui.words import _, message, ngettext

_FORM_WIDTH = 400
_GROUPINGS = {
    GroupBy.REQUIREMENT: N_("By requirement"),
    GroupBy.PERSON: N_("By person"),
    GroupBy.PROCESS: N_("By process"),
}


class Checklist(Section):
    """List at the left, the selected item at the right."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        context = writer.context
        self._plan: PlanData | None = None
        self._shown_id = ""
        self._group: Group | None = None
        self._sum = muted("", 1)
        self.group_by = Segmented([(by.value, _(_GROUPINGS[by])) for by in GroupBy])
        self.propose_button = button(_("Propose questions"))
        self.filter = ItemFilter()
        self.table = ItemTable(context, with_result=True)
        self.print_button = button(_("Print checklist"))
        self._print = ChecklistPrint(context, self)
        self._nothing = EmptyState(
            _("There is no checklist yet"),
            _("It is built from the framework: an item for each question, excluded controls included."),
            _("Build the checklist"),
        )
        self._unmatched = EmptyState(_("No item fits the filter"), _("Choose another theme, or fewer words."))
        self._list = QStackedWidget()
        self.leave_out = LeaveOut(self)
        self._splitter = Splitter(Qt.Orientation.Horizontal, "checklist", context.settings, self)
        self._panel = Panel("", self._splitter)
        self.form = ItemForm(writer, self._panel)
        self.group_card = GroupCard(self._panel)
        self._views = QStackedWidget()
        self._proposal: ProposalView | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self._nothing, self._unmatched):
            self._list.addWidget(part)
        self._panel.body.setContentsMargins(px(14), px(10), px(2), 0)
        self._panel.setMinimumWidth(px(260))
        self._panel.body.addWidget(self.form)
        self._panel.body.addWidget(self.group_card)
        self.group_card.hide()
        self._splitter.insertWidget(0, self._left())
        self._splitter.setSizes([px(760), px(_FORM_WIDTH)])
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 1)
        self._views.addWidget(self._splitter)
        layout.addWidget(self._views)

    def _left(self) -> QWidget:
        px = current_look().px
        left = QWidget()
        left.setMinimumWidth(px(300))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.setContentsMargins(0, 0, 0, px(8))
        row.addWidget(self._sum, 1)
        row.addWidget(self.print_button)
        self.group_by.setAccessibleName(_("Grouped by"))
        first = QHBoxLayout()
        first.setSpacing(px(8))
        first.addWidget(self.group_by)
        first.addStretch(1)
        first.addWidget(self.propose_button)
        column.addLayout(first)
        column.addWidget(self.filter)
        column.addWidget(self._list, 1)
        column.addWidget(self.leave_out)
        column.addLayout(row)
        return left

    def _connect(self) -> None:
        self.filter.changed.connect(self._show_filtered)
        self.filter.list_wanted.connect(self.table.setFocus)
        self.table.row_selected.connect(self._choose)
        self.table.row_activated.connect(self._enter_form)
        self.form.item_added.connect(self._go_to)
        self.leave_out.left_out.connect(self._leave_out)
        self.print_button.clicked.connect(self.print_checklist)
        self.propose_button.clicked.connect(self.propose)
        self.group_by.chosen.connect(self._show_filtered)
        self.group_card.session_requested.connect(self._plan_session)
        self._nothing.action_requested.connect(self._build_checklist)

    def show_plan(self, plan: PlanData) -> None:
        self._plan = plan
        totals = plan.checklist
        self._sum.setText(
            _("{items} ≈ {time} · {open} · {must}").format(
                items=ngettext("{n} item", "{n} items", totals.items),
                time=hours_text(totals.minutes),
                open=_("{n} in no session").format(n=totals.items_unplanned),
                must=_("{n} must be asked").format(n=totals.must_ask),
            )
        )
        self.print_button.setEnabled(bool(totals.items))
        self.form.offer(plan.requirements)
        self.filter.offer(requirement.theme for requirement in plan.requirements)
        self.propose_button.setEnabled(bool(plan.requirements))
        self.writer.allow(self.group_card, self._nothing.button)
        self._show_ids()
        if (proposal := self._open_proposal()) is not None:
            proposal.load()

    def _show_filtered(self) -> None:
        self._show_ids()
        self.table.show_from_top()

    def _show_ids(self) -> None:
        plan = self._plan
        if plan is None:
            return
        ids = self._ids()
        with self.writer.context.workspace.read() as unit:
            self.table.show_groups(grouped(unit, ids, GroupBy(self.group_by.current())))
        self.leave_out.show_open(
            len(self._ids(is_open=True)) if plan.has_begun and not plan.is_settled else 0
        )
        self._list.setCurrentIndex(0 if ids else 2 if plan.checklist.items else 1)
        self._show_item(self.table.current_id())

    def _ids(self, *, is_open: bool = False) -> tuple[str, ...]:
        """The items that fit the filter."""
        with self.writer.context.workspace.read() as unit:
            return item_ids(
                unit,
                self.audit_id,
                theme=self.filter.chosen_theme(),
                text=self.filter.text.text(),
                unplanned=self.filter.unplanned.isChecked(),
                is_open=is_open,
            )

    def _leave_out(self, reason: str) -> None:
        """What is open in the list is not examined this time."""
        ids, context = self._ids(is_open=True), self.writer.context
        try:
            label = N_("Mark items not examined")
            self.writer.attempt(label, "", set_results, ids, Result.NOT_EXAMINED, reason)
        except UserError as error:
            context.report_error(error)
            return
        self.leave_out.reason.clear()
        self.table.setFocus()
        context.say(_("Marked not examined. Undo takes it back."))

    def _choose(self, item_id: str) -> None:
        if item_id == self._shown_id:
            return
        if item_id and not self.form.flush():
            self.table.select(self._shown_id)
            return
        self._show_item(item_id)

    def _show_item(self, item_id: str) -> None:
        self._shown_id = item_id
        self._group = self.table.group_at(item_id)
        self.form.setVisible(self._group is None)
        self.group_card.setVisible(self._group is not None)
        if self._group is not None:
            self.group_card.show_group(self._group, len(self._unplanned(self._group)))
        else:
            self.form.show_item(self._read(item_id) if item_id else None)

    def _unplanned(self, group: Group) -> list[str]:
        with self.writer.context.workspace.read() as unit:
            rows = {row.id: row for row in item_rows(unit, group.item_ids)}
        return [one for one in group.item_ids if one in rows and not rows[one].sessions]

    def _plan_session(self) -> None:
        """Plan an interview with the items of the group that no agenda holds yet."""
        group = self._group
        if group is None:
            return
        name, ids = message(group.name), self._unplanned(group)
        process = name if self.group_by.current() == GroupBy.PROCESS.value else ""
        label = N_("Plan a session for a group")
        if self.writer.run(label, plan_session, self.audit_id, title=name, process=process, item_ids=ids):
            self.writer.context.say(_("Planned “{name}”; its time is set in the agenda.").format(name=name))

    def propose(self) -> None:
        """Show what the checklist should ask, and why."""
        if not self.form.flush():
            return
        if self._proposal is None:
            self._proposal = ProposalView(self.writer, self._views)
            self._proposal.closed.connect(self._close_proposal)
            self._views.addWidget(self._proposal)
        self._proposal.load()
        self._views.setCurrentWidget(self._proposal)
        self._proposal.first_focus().setFocus()

    def _open_proposal(self) -> ProposalView | None:
        shown = self._views.currentWidget()
        return shown if isinstance(shown, ProposalView) else None

    def put_proposal_in(self) -> None:
        """Put what is proposed into the checklist; where nothing is shown yet, show it first."""
        proposal = self._open_proposal()
        if proposal is None:
            self.propose()
        elif proposal.apply_button.isEnabled():
            proposal.apply()

    def _close_proposal(self) -> None:
        self._views.setCurrentWidget(self._splitter)
        self._show_ids()
        self.table.setFocus()

    def _read(self, item_id: str) -> ChecklistRow | None:
        with self.writer.context.workspace.read() as unit:
            return next(iter(item_rows(unit, [item_id])), None)

    def _enter_form(self) -> None:
        self.form.question.setFocus()

    def _go_to(self, item_id: str) -> None:
        """A question that was added is shown even where the filter would hide it."""
        if not self.table.select(item_id):
            self.filter.clear()
            self.table.select(item_id)

    def _build_checklist(self) -> None:
        pin(self.writer.context, self.audit_id, iso_27001(on_offer()), self._on_built)

    def _on_built(self, _count: int) -> None:
        self.table.setFocus()

    def print_checklist(self) -> None:
        """Write the checklist as a PDF with room to write, for rooms where laptops are not allowed."""
        if self._plan is not None and self._plan.checklist.items:
            self._print.save(self.audit_id, self._plan.audit.number)

    def open(self, **where: Any) -> None:
        if where.get("item_id"):
            self._go_to(where["item_id"])

    def first_focus(self) -> QWidget:
        if (proposal := self._open_proposal()) is not None:
            return proposal.first_focus()
        if self._plan is not None and not self._plan.checklist.items:
            return self._nothing.button
        return self.table

    def flush(self) -> bool:
        return self.form.flush()
