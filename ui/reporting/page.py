"""The report page."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.findings.counts import counts
from app.planning.open_points import Place, Pointer, before_issue
from app.planning.reads import audit_detail
from app.planning.writing import is_settled
from app.programme.grade_labels import grade_labels
from app.progress import Progress
from app.reporting import exports, wording
from app.reporting.building.findings import readiness_of
from app.reporting.exports import Exported
from app.reporting.reports import ReportState, RevisionRow, build_draft, issue_report, revisions
from app.settings import last_folder
from app.unit_of_work import Change
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from ui.commands import Command
from ui.finding_words import totals_of
from ui.packages.packaging import Packager
from ui.page import Context, Page
from ui.preview.viewer import Viewer
from ui.reporting.amender import Amender
from ui.reporting.conclusions import Conclusions
from ui.reporting.standing import Standing
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.following_area import FollowingArea
from ui.widgets.labels import muted, title
from ui.widgets.scrolled import scrolled
from ui.words import _

_FOLDER = "export.folder"
_FORM, _PREVIEW = 0, 1
_RIGHT = 372
Export = Callable[[Workspace, str, Path, Worker, Progress], Exported]


class ReportPage(Page):
    """Form at the left, what the report says and lacks at the right; the preview takes the form's place."""

    page_id = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Conclusions(context, self.origin, self._read_standing)
        self._amender = Amender(context, self.origin, self)
        self._packager = Packager(context, self)
        self._standing = Standing(self._amender.card)
        self._about = muted("", 1)
        self._revisions: tuple[RevisionRow, ...] = ()
        self._viewer = Viewer(context)
        self._back = button(_("Back to the conclusions"))
        self._stack = QStackedWidget()
        self._number = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        preview = QWidget()
        beside = QVBoxLayout(preview)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addWidget(self._viewer, 1)
        self._stack.addWidget(FollowingArea(self._form))
        self._stack.addWidget(preview)
        left = QVBoxLayout()
        left.setSpacing(px(12))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(title(_("Report")))
        head.addWidget(self._about, 1)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        right = scrolled(self._standing)
        right.setFixedWidth(px(_RIGHT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), px(16))
        layout.setSpacing(px(16))
        layout.addLayout(left, 1)
        layout.addWidget(right)

    def _connect(self) -> None:
        self._back.clicked.connect(self._show_form)
        self._viewer.drawn.connect(self._go_on_reading)
        self._standing.export_requested.connect(self._export)
        self._standing.issue_requested.connect(self._issue)
        self._standing.revision_requested.connect(self._open_revision)
        self._standing.revision_save_requested.connect(self._save_revision)
        self._amender.changed.connect(self.load)
        self._amender.changed.connect(self.commands_changed)
        self._standing.place_requested.connect(self._go)

    def title(self) -> str:
        return _("Report")

    def load(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            audit, settled = audit_detail(unit, audit_id), is_settled(unit, audit_id)
        self._number = audit.number
        self._form.show_audit(audit, is_settled=settled)
        self._about.setText(_("issued: it is only read until it is amended") if settled else "")
        self._read_standing()

    def _read_standing(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            state, own = readiness_of(unit, audit_id), grade_labels(unit, audit_id)
            words = self.context.words.calling(own.by_code())
            totals = totals_of(counts(unit, audit_id), own)
            self._standing.show_counts(totals, wording.readiness_sentence(state, words))
            self._revisions = revisions(unit, audit_id)
            self._standing.show_missing(before_issue(unit, audit_id))
            self._standing.show_revisions(self._revisions)
            self._amender.show(unit, audit_id, self._revisions)

    def refresh(self, _changes: frozenset[Change]) -> None:
        self.load()

    def first_focus(self) -> QWidget:
        return self._form.first_field() if self._stack.currentIndex() == _FORM else self._back

    def open(self, **where: Any) -> None:
        """Go to a field of the conclusions: `field="summary"`."""
        if "field" in where:
            self._show_form()
            self._form.focus(str(where["field"]))

    def flush(self) -> bool:
        return self._form.flush() and self._amender.card.saver.flush()

    def commands(self) -> Sequence[Command]:
        group = _("Report")
        return (
            Command("report.preview", _("Preview the report"), self._preview, group=group),
            Command("report.save", _("Save the report as PDF"), self._save_report, group=group),
            Command("report.findings", _("Save the findings as Excel"), self._save_findings, group=group),
            Command("report.columns", _("Findings in your own columns"), self._choose_columns, group=group),
            Command("report.checklist", _("Save a checklist to print"), self._save_checklist, group=group),
            Command("report.package", _("Package for handing over…"), self._packager.ask, group=group),
            Command(
                "report.amend",
                _("Amend the issued report…"),
                self._amender.ask,
                group=group,
                enabled=self._can_amend,
                hint=_("Only an issued report is amended."),
            ),
            Command(
                "report.give_up",
                _("Give up the revision under way"),
                self._amender.give_up,
                group=group,
                enabled=self._is_amended,
            ),
        )

    def _issued_id(self) -> str:
        """The issued revision that stands; "" before the first."""
        return next((row.id for row in self._revisions if row.state is ReportState.ISSUED), "")

    def _is_amended(self) -> bool:
        return self._amender.under_way is not None

    def _can_amend(self) -> bool:
        return bool(self._issued_id()) and not self._is_amended()

    def _export(self, kind: str) -> None:
        if not self.flush():
            return
        {
            "preview": self._preview,
            "report": self._save_report,
            "findings": self._save_findings,
            "columns": self._choose_columns,
            "checklist": self._save_checklist,
            "workbook": self._make_workbook,
            "package": self._packager.ask,
        }[kind]()

    def _choose_columns(self) -> None:
        self.context.navigate("findings", {"export": "columns"})

    def _make_workbook(self) -> None:
        self.context.navigate("findings", {"responses": "hand_out"})

    def _preview(self) -> None:
        audit_id, workspace, worker = self.context.audit_id, self.context.workspace, self.context.worker
        if audit_id is None:
            return
        if self._can_amend():
            self._open_revision(self._issued_id())
            return

        def work(progress: Progress) -> bytes:
            with workspace.read() as unit:
                document = build_draft(unit, audit_id, workspace.seat.device_id)
            return exports.render_report(document, worker, progress)

        self._show_preview(_("Drawing up the report…"))
        self.context.jobs.start(
            _("Drawing up the report"), work, self._show_pdf, self._give_up, self._show_form
        )

    def _show_preview(self, text: str) -> None:
        self._viewer.clear(text)
        self._stack.setCurrentIndex(_PREVIEW)
        self._back.setFocus()

    def _show_pdf(self, content: bytes) -> None:
        self._viewer.show_bytes(content, "application/pdf")

    def _go_on_reading(self) -> None:
        """The keys that scroll and turn pages go to the page as soon as it is there."""
        if self._back.hasFocus():
            self._viewer.setFocus()

    def _give_up(self, error: UserError) -> None:
        self._show_form()
        self.context.report_error(error)

    def _show_form(self) -> None:
        self._viewer.clear()
        self._stack.setCurrentIndex(_FORM)

    def _open_revision(self, revision_id: str) -> None:
        workspace, worker = self.context.workspace, self.context.worker

        def work(progress: Progress) -> bytes:
            return exports.issued_pdf(workspace, revision_id, worker, progress)

        self._show_preview(_("Opening the revision…"))
        self.context.jobs.start(
            _("Opening the revision"), work, self._show_pdf, self._give_up, self._show_form
        )

    def _save_report(self) -> None:
        """The issued revision, or the draft of the one under way."""
        under_way = self._amender.under_way
        draft = f" revision {under_way.revision} draft" if under_way else ""
        export = exports.export_draft if under_way else exports.export_report
        self._save(export, _("Save the report"), f"{self._number} report{draft}.pdf", "PDF (*.pdf)")

    def _save_revision(self, revision_id: str) -> None:
        revision = next(row.revision for row in self._revisions if row.id == revision_id)

        def export(
            workspace: Workspace, _audit_id: str, target: Path, worker: Worker, progress: Progress
        ) -> Exported:
            return exports.export_revision(workspace, revision_id, target, worker, progress)

        name = f"{self._number} report revision {revision}.pdf"
        self._save(export, _("Save the revision"), name, "PDF (*.pdf)")

    def _save_findings(self) -> None:
        name = f"{self._number} findings.xlsx"
        self._save(exports.export_findings, _("Save the findings"), name, "Excel (*.xlsx)")

    def _save_checklist(self) -> None:
        name = f"{self._number} checklist.pdf"
        self._save(exports.export_checklist, _("Save the checklist"), name, "PDF (*.pdf)")

    def _save(self, export: Export, text: str, name: str, kinds: str) -> None:
        audit_id, workspace, worker = self.context.audit_id, self.context.workspace, self.context.worker
        folder = last_folder(self.context.settings, _FOLDER)
        chosen, _kind = QFileDialog.getSaveFileName(self, text, str(folder / name), kinds)
        if audit_id is None or not chosen:
            return
        target = Path(chosen)
        self.context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Exported:
            return export(workspace, audit_id, target, worker, progress)

        self.context.jobs.start(text, work, self._tell_saved)

    def _tell_saved(self, exported: Exported) -> None:
        self.context.say(_("Saved: {path}").format(path=exported.path))

    def _issue(self) -> None:
        audit_id, workspace, worker = self.context.audit_id, self.context.workspace, self.context.worker
        if audit_id is None or not self.flush():
            return

        def work(progress: Progress) -> bytes:
            revision_id = issue_report(workspace, audit_id, progress=progress)
            return exports.issued_pdf(workspace, revision_id, worker, progress)

        self._standing.set_issuing(True)
        self.context.jobs.start(
            _("Issuing the report"), work, self._on_issued, self._refuse_issue, self._stop_issuing
        )

    def _refuse_issue(self, error: UserError) -> None:
        self._stop_issuing()
        self.context.report_error(error)

    def _stop_issuing(self) -> None:
        self._standing.set_issuing(False)

    def _on_issued(self, content: bytes) -> None:
        self.context.say(_("The report is issued. It can no longer be changed."))
        self.load()
        self._show_preview("")
        self._show_pdf(content)

    def _go(self, pointer: Pointer) -> None:
        if pointer.place is Place.REPORT:
            self._show_form()
            self._form.focus(pointer.where.get("field", ""))
        else:
            self.context.navigate(pointer.place.value, pointer.where)
