"""The page of the Statement of Applicability: its versions, controls, checks, comparison and document."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.lists import ListFile
from app.library.importing import read_list_file
from app.library.isms import background, scope_versions
from app.library.soa import SoaVersionRow, soa_versions
from app.library.soa.exporting import export_soa
from app.library.soa.importing import bring_framework
from app.library.soa.picture import SoaPicture, soa_picture
from app.planning.audit_list import audit_row
from app.programme.organizations import organizations
from app.progress import Progress
from app.unit_of_work import Change
from ui.commands import Command
from ui.library.soa.checks_part import ChecksPart
from ui.library.soa.comparison_part import ComparisonPart
from ui.library.soa.controls_part import ControlsPart
from ui.library.soa.document_part import DocumentPart
from ui.library.soa.import_part import ImportPart
from ui.library.soa.line_form import LEFT_OPEN, NO, YES
from ui.library.soa.version_bar import VersionBar
from ui.page import Context, Page
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.tabs import Tabs
from ui.words import _, ngettext

_FOLDER = "export.folder"
_CONTROLS, _CHECKS, _COMPARISON, _DOCUMENT = "controls", "checks", "comparison", "document"
_CONCERNS = frozenset(
    {"soa_version", "soa_entry", "isms_scope", "isms_background", "finding", "finding_criterion", "audit"}
    | {"organization", "pack"}
)


class SoaPage(Page):
    """One version at a time in four parts, or the import of another one."""

    page_id = "soa"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._versions: tuple[SoaVersionRow, ...] = ()
        self._picture: SoaPicture | None = None
        self._chosen = Path()
        of_version = Writer(context, self.origin, self._read)
        of_organization = Writer(context, self.origin, self._read)
        self._of_version = of_version
        self.bar = VersionBar(of_organization)
        self.tabs = Tabs()
        self.controls = ControlsPart(of_version)
        self.checks = ChecksPart()
        self.comparison = ComparisonPart(context)
        self.document = DocumentPart(of_version, of_organization)
        self.import_part = ImportPart(of_organization)
        self.nothing = EmptyState(
            _("No Statement of Applicability yet"),
            _("Import a list from Excel or CSV, or begin a version with every control applicable."),
            _("Import a list"),
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.tabs.add(_CONTROLS, _("Controls"), self.controls)
        self.tabs.add(_CHECKS, _("Checks"), self.checks)
        self.tabs.add(_COMPARISON, _("Comparison"), self.comparison)
        self.tabs.add(_DOCUMENT, _("Document and scope"), self.document)
        for part in (self.tabs, self.import_part, self.nothing):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(14), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.version_chosen.connect(self._show_version)
        self.bar.organization_chosen.connect(self._read)
        self.bar.import_requested.connect(self.import_list)
        self.bar.export_requested.connect(self.export)
        self.bar.pin_requested.connect(self._go_to_criteria)
        self.nothing.action_requested.connect(self.import_list)
        self.checks.control_requested.connect(self._go_to_control)
        self.comparison.control_requested.connect(self._go_to_control)
        self.import_part.imported.connect(self._show_imported)
        self.import_part.closed.connect(self._read)

    def title(self) -> str:
        return _("Statement of Applicability")

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            self.bar.show_organizations(organizations(unit))
        self._read()

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind == "organization" for change in changes):
            self.load()
        elif any(change.kind in _CONCERNS for change in changes):
            self._read_again()

    def _read(self) -> None:
        """Read the version in hand, and show it in place of an import."""
        self._stack.setCurrentWidget(self.tabs)
        self.bar.show()
        self._read_again()

    def _read_again(self) -> None:
        organization_id = self.bar.organization_id()
        with self.context.workspace.read() as unit:
            self._versions = soa_versions(unit, organization_id)
            self.bar.show_versions(self._versions)
            self._picture = soa_picture(unit, self.bar.version_id())
            scopes, known = scope_versions(unit, organization_id), background(unit, organization_id)
            audit = audit_row(unit, self.context.audit_id) if self.context.audit_id else None
        self.bar.show_picture(self._picture, audit)
        if self._picture is not None:
            self._of_version.is_settled = not self._picture.about.is_editable
            self.controls.show_picture(self._picture)
            self.checks.show_picture(self._picture)
            self.comparison.show_picture(self._picture, self._versions)
            self.document.show_picture(self._picture, scopes, known)
            self._count_remarks(len(self._picture.remarks))
        if self._stack.currentWidget() is not self.import_part:
            self._stack.setCurrentWidget(self.nothing if self._picture is None else self.tabs)

    def _count_remarks(self, count: int) -> None:
        text = ngettext("Checks ({n} remark)", "Checks ({n} remarks)", count) if count else _("Checks")
        self.tabs.set_text(_CHECKS, text)

    def _show_version(self) -> None:
        if self.flush():
            self._read()

    def _show_imported(self, version_id: str) -> None:
        self._read()
        self.bar.choose(version_id)
        self._read()
        self.tabs.choose(_CHECKS)
        self.checks.first_focus().setFocus()

    def _go_to_control(self, reference: str) -> None:
        self.tabs.choose(_CONTROLS)
        self.controls.show_control(reference)

    def _go_to_criteria(self) -> None:
        """Where the audit's version is chosen, and asked why where it has begun (R-52)."""
        self.context.navigate("plan", {"section": "criteria"})

    def import_list(self) -> None:
        """Choose a CSV or Excel list and say which column holds what."""
        if not self.bar.organization_id():
            self.context.say(_("Add the organisation first, in the settings."))
            return
        folder = str(self.context.settings.get(_FOLDER, Path.home()))
        kinds = _("CSV or Excel (*.csv *.txt *.tsv *.xlsx *.xlsm)")
        name = _("Import a Statement of Applicability")
        chosen, _kind = QFileDialog.getOpenFileName(self, name, folder, kinds)
        if not chosen:
            return
        path, worker, workspace = Path(chosen), self.context.worker, self.context.workspace

        def work(progress: Progress) -> object:
            bring_framework(workspace)
            return read_list_file(path, worker, progress)

        self._chosen = path
        self.context.jobs.start(_("Reading the list"), work, self._show_list)

    def _show_list(self, found: ListFile) -> None:
        self._stack.setCurrentWidget(self.import_part)
        self.bar.hide()
        self.import_part.show_list(self._chosen, found, self.bar.organization_id())

    def export(self) -> None:
        """Write the version in hand as a workbook or as CSV."""
        picture = self._picture
        if picture is None or not self.flush():
            return
        folder = Path(str(self.context.settings.get(_FOLDER, Path.home())))
        proposed = str(folder / _("SoA {number}.xlsx").format(number=picture.about.number.replace("/", "-")))
        kinds = _("Excel (*.xlsx);;CSV (*.csv)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export the version"), proposed, kinds)
        if not chosen:
            return
        target, workspace, words = Path(chosen), self.context.workspace, self.context.words

        def work(_progress: Progress) -> Path:
            return export_soa(workspace, picture.about.id, target, words)

        self.context.settings.set(_FOLDER, str(target.parent))
        self.context.jobs.start(_("Writing the version"), work, self._say_written)

    def _say_written(self, path: Path) -> None:
        self.context.say(_("Version written to {path}").format(path=path))

    def open(self, **where: Any) -> None:
        """`version_id`, and with it `part`, `compared_with` or `reference` of a control."""
        if isinstance(where.get("version_id"), str):
            self.bar.choose(where["version_id"])
            self._read()
        if where.get("part") in (_CONTROLS, _CHECKS, _COMPARISON, _DOCUMENT):
            self.tabs.choose(where["part"])
        if isinstance(where.get("compared_with"), str):
            self.comparison.compare_with(where["compared_with"])
        if isinstance(where.get("reference"), str):
            self._go_to_control(where["reference"])

    def where(self) -> dict[str, str]:
        if self._picture is None:
            return {}
        return {"version_id": self._picture.about.id, "part": self.tabs.current()}

    def first_focus(self) -> QWidget:
        if self._stack.currentWidget() is self.nothing:
            return self.nothing.button
        return self.controls.first_focus() if self.tabs.current() == _CONTROLS else self.bar.version

    def flush(self) -> bool:
        return all((self.controls.flush(), self.document.flush()))

    def say_applies(self) -> None:
        self._say(YES)

    def say_excluded(self) -> None:
        self._say(NO)

    def leave_open(self) -> None:
        self._say(LEFT_OPEN)

    def _say(self, said: str) -> None:
        if self.flush():
            self.controls.say_applies(said)

    def next_control(self) -> None:
        self.controls.step(1)

    def previous_control(self) -> None:
        self.controls.step(-1)

    def _can_edit(self) -> bool:
        return self._picture is not None and self._picture.about.is_editable

    def commands(self) -> Sequence[Command]:
        group, can = _("Statement of Applicability"), self._can_edit
        hint = _("An audit is judged by this version: begin the next one.")
        said = (
            ("soa.applies", _("The control applies"), self.say_applies),
            ("soa.excluded", _("The control does not apply"), self.say_excluded),
            ("soa.left_open", _("Leave open whether it applies"), self.leave_open),
            ("soa.all", _("Say the same of all listed controls"), self.controls.begin_bulk),
        )
        always = (
            ("soa.next", _("Next control"), self.next_control),
            ("soa.previous", _("Previous control"), self.previous_control),
            ("soa.new", _("Begin the next version"), self.bar.begin),
            ("soa.import", _("Import a Statement of Applicability"), self.import_list),
            ("soa.export", _("Export the version"), self.export),
        )
        return (
            *(Command(key, text, act, group=group, enabled=can, hint=hint) for key, text, act in said),
            *(Command(key, text, act, group=group) for key, text, act in always),
        )
