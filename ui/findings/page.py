"""The findings page."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from app.errors import UserError
from app.findings import findings, labels
from app.findings.aggregation import AGGREGATE, Aggregation, make_one_major
from app.findings.detail import types_to_raise
from app.findings.findings import Raised
from app.findings.terms import FindingState, FindingType
from app.planning.audit_list import audit_row
from app.programme.grade_labels import grade_labels
from app.progress import Progress
from app.reporting import exports
from app.reporting.exports import Exported
from app.settings import last_folder
from app.unit_of_work import Change
from ui.commands import Command
from ui.exchange.panel import ExchangePanel
from ui.findings.columns.panel import ColumnsPanel
from ui.findings.detail_panel import DetailPanel
from ui.findings.earlier.entry_panel import EntryPanel
from ui.findings.earlier.panel import EarlierPanel
from ui.findings.editor import Editor, Part, read_shown
from ui.findings.following import Following
from ui.findings.instead import InsteadPanel
from ui.findings.list_panel import ListPanel
from ui.findings.page_commands import findings_commands
from ui.page import Context, Page
from ui.widgets.splitter import Splitter
from ui.words import _

_Panel = TypeVar("_Panel", bound=InsteadPanel)

_FOLDER = "export.folder"
_SHARES = (704, 467)
_CONCERNS = frozenset(
    {
        "audit",
        "programme",
        "person",
        "finding",
        "finding_criterion",
        "finding_sample",
        "grading_answer",
        "response",
        "cause_step",
        "action",
        "due_extension",
        "verification",
        "evidence",
        "evidence_link",
        "sample",
        "sample_unit",
        "sample_evidence",
        "report_revision",
        "soa_version",
        "soa_entry",
    }
)


class FindingsPage(Page):
    """The list at the left, the finding that is chosen in it at the right.

    What can stand instead of both is made when it is first wanted.
    """

    page_id = "findings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.editor = Editor(context, self.origin, self)
        self.list = ListPanel(context)
        self.detail = DetailPanel(self.editor)
        self._following = Following(self.list.table, self.detail)
        self._splitter = Splitter(Qt.Orientation.Horizontal, "findings", context.settings)
        self._stack = QStackedWidget()
        self._number = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._stack.addWidget(self._splitter)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.detail)
        self._splitter.setSizes(_SHARES)
        for place, share in enumerate(_SHARES):
            self._splitter.setStretchFactor(place, share)

    def _connect(self) -> None:
        self.list.finding_chosen.connect(self._choose)
        self.list.finding_entered.connect(self._enter)
        self._following.due.connect(self._show_chosen)
        self.list.new_requested.connect(self.new_finding)
        self.list.aggregation.accepted.connect(self._make_one_major)
        self.list.export_requested.connect(self.export)
        self.list.columns_requested.connect(self.export_columns)
        self.list.earlier_requested.connect(self.take_over)
        self.list.entry_requested.connect(self.enter_earlier)
        self.list.workbook_requested.connect(self.hand_out)
        self.list.return_requested.connect(self.take_in)
        self.list.new_type.chosen.connect(self._raise)
        self.list.new_type.given_up.connect(self.list.table.setFocus)
        self.detail.place_requested.connect(self.context.navigate)
        self.detail.part_chosen.connect(self._read_detail)
        self.detail.steps.ended.connect(self.list.table.setFocus)
        self.editor.written.connect(self._on_written)
        self.editor.text_written.connect(self._on_text_written)

    @cached_property
    def exchange(self) -> ExchangePanel:
        """The workbook for responses, out and back."""
        return self._placed(ExchangePanel(self.context, self.origin))

    @cached_property
    def columns(self) -> ColumnsPanel:
        """The columns of a list that is exported."""
        return self._placed(ColumnsPanel(self.context))

    @cached_property
    def earlier(self) -> EarlierPanel:
        """Earlier findings out of a list."""
        return self._placed(EarlierPanel(self.context, self.origin))

    @cached_property
    def entry(self) -> EntryPanel:
        """One earlier finding, entered by hand."""
        return self._placed(EntryPanel(self.context, self.origin))

    def _placed(self, panel: _Panel) -> _Panel:
        panel.shown.connect(self._show_panel)
        panel.closed.connect(self._show_findings)
        self._stack.addWidget(panel)
        return panel

    def title(self) -> str:
        return _("Findings")

    def load(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            audit = audit_row(unit, audit_id)
            kinds, own = types_to_raise(unit, audit_id), grade_labels(unit, audit_id)
        self._number = audit.number if audit else ""
        for choice in (self.list.new_type, self.detail.type_choice):
            choice.offer(kinds, own)
        self.list.reload()
        before = self.list.table.current_id()
        self.list.choose_one()
        self._following.end()
        chosen = self.list.table.current_id()
        # One that was chosen just now has been read for it.
        if chosen == before or chosen != self.editor.finding_id:
            self._read(chosen)

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNS for change in changes):
            self.load()
            panel = self._panel()
            if isinstance(panel, ExchangePanel):
                panel.refresh()

    def open(self, **where: Any) -> None:
        """Go to a finding, or to a file: `responses` is `hand_out` or `take_in`, `export` is `columns`."""
        if where.get("responses"):
            {"hand_out": self.hand_out, "take_in": self.take_in}[where["responses"]]()
            return
        if where.get("export") == "columns":
            self.export_columns()
            return
        self._show_findings()
        if where.get("on_item"):
            self.list.show_on_item(where["on_item"])
            self.list.choose_one()
        finding_id = where.get("finding_id")
        if finding_id and not self.list.table.select(finding_id):
            self.list.show_all()
            self.list.table.select(finding_id)
        self._following.at_once()

    def where(self) -> dict[str, str]:
        chosen = self.list.table.current_id()
        return {"finding_id": chosen} if chosen else {}

    def first_focus(self) -> QWidget:
        panel = self._panel()
        if panel is not None:
            return panel.first_focus()
        return self.list.table if self.list.table.count() else self.list.new

    def _panel(self) -> InsteadPanel | None:
        """What stands in the place of the list and the finding."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, InsteadPanel) else None

    def _show_panel(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(panel)
        self.commands_changed.emit()

    def _show_findings(self) -> None:
        if self._panel() is not None:
            self._stack.setCurrentWidget(self._splitter)
            self.load()
            self.first_focus().setFocus()
            self.commands_changed.emit()

    def hand_out(self) -> None:
        """Make a workbook for the owners of findings that wait for a response."""
        if self.flush():
            self.exchange.begin_handing_out()

    def take_in(self) -> None:
        """Ask for a workbook that came back, and compare it."""
        if self.flush():
            self.exchange.begin_taking_in()

    def export_columns(self) -> None:
        """Choose the columns of a list, and save it."""
        if self.flush() and self.context.audit_id is not None:
            self.columns.begin()

    def take_over(self) -> None:
        """Ask for a list of earlier findings, and show what would come in."""
        if self.flush() and self.context.audit_id is not None:
            self.earlier.begin()

    def enter_earlier(self) -> None:
        """Show the form for one earlier finding."""
        if self.flush() and self.context.audit_id is not None:
            self.entry.begin()

    def flush(self) -> bool:
        self._following.at_once()
        return self.detail.flush()

    def _choose(self, finding_id: str) -> None:
        """What was typed is written to the finding of before, or that one stays chosen."""
        if finding_id == self.editor.finding_id:
            self._following.end()
        elif not self.detail.flush():
            self.list.table.select(self.editor.finding_id)
        else:
            self._following.soon()

    def _show_chosen(self) -> None:
        chosen = self.list.table.current_id()
        if chosen == self.editor.finding_id:
            return
        if self.detail.flush():
            self._read(chosen)
        else:
            self.list.table.select(self.editor.finding_id)

    def _enter(self) -> None:
        self._following.at_once()
        self.detail.title.setFocus()

    def _on_written(self) -> None:
        self.list.reload()
        self._read_detail()

    def _on_text_written(self) -> None:
        self.list.refresh_row(self.editor.finding_id)
        self._read_detail()

    def _read_detail(self) -> None:
        self._read(self.editor.finding_id)

    def _read(self, finding_id: str) -> None:
        if not finding_id:
            self.detail.show_nothing()
            return
        try:
            with self.context.workspace.read() as unit:
                shown = read_shown(unit, finding_id, self.detail.part())
        except UserError:
            # Taken back by an undo while it was on the screen: the list no longer has it either.
            self.detail.show_nothing()
            return
        self.detail.show_shown(shown)

    def commands(self) -> Sequence[Command]:
        panel = self._panel()
        return (*findings_commands(self), *(panel.commands() if panel else ()))

    def has_finding(self) -> bool:
        return self.editor.shown is not None

    def takes_evidence(self) -> bool:
        self._following.at_once()
        return self.editor.shown is not None and self.editor.shown.detail.can_take_evidence

    def send_to_review(self) -> None:
        self._take(FindingState.IN_REVIEW)

    def confirm(self) -> None:
        self._take(FindingState.CONFIRMED)

    def _take(self, state: FindingState) -> None:
        if self.flush():
            self.detail.steps.take(state)

    def record_position(self) -> None:
        self._following.at_once()
        self.detail.steps.begin_position()

    def add_evidence(self) -> None:
        if self.takes_evidence():
            self.detail.add_evidence()

    def read_out(self) -> None:
        self.context.navigate("closing", self.where())

    def go_to_filter(self) -> None:
        self.list.filter.setFocus()

    def next_finding(self) -> None:
        self.list.step(1)

    def previous_finding(self) -> None:
        self.list.step(-1)

    def new_finding(self) -> None:
        """Ask what it is; the choice stands above the list."""
        if self.context.audit_id is not None:
            self.list.new_type.begin()

    def _raise(self, kind: FindingType) -> None:
        audit_id, workspace = self.context.audit_id, self.context.workspace
        if audit_id is None or not self.flush():
            return
        try:
            with workspace.write(labels.RAISE, origin=self.origin) as uow:
                raised = findings.raise_finding(uow, audit_id, type=kind)
        except UserError as error:
            self.context.report_error(error)
            return
        self._show_raised(raised)

    def _make_one_major(self, minors: Aggregation) -> None:
        if not self.flush():
            return
        numbers = ", ".join(minors.numbers)
        try:
            with self.context.workspace.write(AGGREGATE, origin=self.origin, numbers=numbers) as uow:
                raised = make_one_major(uow, minors.ids)
        except UserError as error:
            self.context.report_error(error)
            return
        self._show_raised(raised)

    def _show_raised(self, raised: Raised) -> None:
        self.list.reload()
        self.open(finding_id=raised.id)
        self.detail.tabs.choose(Part.STATEMENT)
        self.detail.title.setFocus()
        self.context.say(_("{number} is a draft now.").format(number=raised.number))

    def export(self) -> None:
        """Ask where the workbook goes, and write it."""
        audit_id, workspace, worker = self.context.audit_id, self.context.workspace, self.context.worker
        folder = last_folder(self.context.settings, _FOLDER)
        name = str(folder / f"{self._number} findings.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the findings"), name, "Excel (*.xlsx)")
        if audit_id is None or not chosen:
            return
        target = Path(chosen)
        self.context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Exported:
            return exports.export_findings(workspace, audit_id, target, worker, progress)

        self.context.jobs.start(_("Save the findings"), work, self._tell_saved)

    def _tell_saved(self, exported: Exported) -> None:
        self.context.say(_("Saved: {path}").format(path=exported.path))
