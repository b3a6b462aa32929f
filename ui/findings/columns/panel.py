"""The findings page while findings are exported in columns of an office's own."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import UserError
from app.evidence.names import safe_export_name
from app.planning.audit_list import audit_row
from app.progress import Progress
from app.reporting.finding_list.export import CSV, XLSX, ExportedList, export_list
from app.reporting.finding_list.profile import COMMA, LONGEST_NAME, SEMICOLON, ColumnProfile
from app.reporting.finding_list.profiles import (
    column_profiles,
    remove_profile,
    save_profile,
    standard_profile,
)
from app.settings import last_folder
from ui.commands import Command
from ui.findings.columns.column_list import ColumnList
from ui.findings.instead import InsteadPanel
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, form_row, line_field
from ui.widgets.labels import muted
from ui.widgets.refusal_line import RefusalLine
from ui.words import _, ngettext

_FOLDER, _LAST = "export.folder", "findings.column_profile"
_WIDTH = 340
_KINDS = {XLSX: "Excel (*.xlsx)", CSV: "CSV (*.csv)"}


class ColumnsPanel(InsteadPanel):
    """A profile of columns: chosen, named, put in order, and written by."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._saved_as = ""
        self._title.setText(_("Findings in your own columns"))
        self.profile = choice_field([])
        self.name = line_field()
        self.separator = choice_field([(COMMA, _("Comma")), (SEMICOLON, _("Semicolon"))])
        self.new = button(_("New profile"))
        self.remove = link_button(_("Delete profile"))
        self.columns = ColumnList()
        self.save_excel = primary_button(_("Save as Excel…"))
        self.save_csv = button(_("Save as CSV…"))
        self._refusal = RefusalLine()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.name.setMaxLength(LONGEST_NAME)
        both = QWidget()
        sides = QHBoxLayout(both)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(px(12))
        sides.addWidget(self._profile_card(), 0, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self._columns_card(), 1)
        self._lay_out(both)

    def _profile_card(self) -> Card:
        px = current_look().px
        card = Card(_("Column profile"))
        card.setFixedWidth(px(_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.new)
        row.addWidget(self.remove)
        row.addStretch(1)
        saving = QHBoxLayout()
        saving.setSpacing(px(8))
        saving.addWidget(self.save_excel)
        saving.addWidget(self.save_csv)
        saving.addStretch(1)
        body = card.body
        body.addWidget(form_row(_("Profile"), self.profile))
        body.addWidget(form_row(_("Name"), self.name))
        body.addWidget(form_row(_("Between the fields of CSV"), self.separator))
        body.addWidget(muted(_("Profiles are kept on this laptop, for every workspace."), 3))
        body.addLayout(row)
        body.addWidget(self._refusal)
        body.addLayout(saving)
        body.addWidget(
            muted(_("The file is not encrypted: hand it over in the way you hand over the report."), 4)
        )
        return card

    def _columns_card(self) -> Card:
        card = Card(_("Columns, in the order of the file"))
        card.body.addWidget(self.columns)
        return card

    def _connect(self) -> None:
        self.profile.value_chosen.connect(self._choose)
        self.name.editingFinished.connect(self._keep)
        self.separator.value_chosen.connect(self._keep)
        self.columns.changed.connect(self._keep)
        self.new.clicked.connect(self.new_profile)
        self.remove.clicked.connect(self.remove_profile)
        self.save_excel.clicked.connect(self.export_excel)
        self.save_csv.clicked.connect(self.export_csv)

    def begin(self) -> None:
        """Show the profile that was used last, or a first one."""
        self._show(str(self._context.settings.get(_LAST, "")))
        self._come_to_the_front()

    def first_focus(self) -> QWidget:
        return self.columns.list

    def _known(self) -> tuple[ColumnProfile, ...]:
        """The saved profiles, or one to begin with."""
        return column_profiles(self._context.settings) or (standard_profile(_("My office")),)

    def _show(self, name: str) -> None:
        """The profile of this name, or the first."""
        known = self._known()
        profile = next((one for one in known if one.name == name), known[0])
        self._saved_as = profile.name
        self._context.settings.set(_LAST, profile.name)
        self.profile.set_choices([(one.name, one.name) for one in known])
        self.profile.set_value(profile.name)
        self.name.setText(profile.name)
        self.separator.set_value(profile.separator)
        self.columns.show_columns(profile.columns)
        self.remove.setEnabled(len(known) > 1)
        self._refusal.say("")

    def shown_profile(self) -> ColumnProfile:
        """The profile as it stands on the screen."""
        separator = str(self.separator.value() or COMMA)
        return ColumnProfile(self.name.text().strip(), self.columns.columns(), separator)

    def _choose(self, name: object) -> None:
        self._show(str(name))

    def _keep(self, *_what: object) -> None:
        """Every change is kept by itself; what cannot be is said and stays on the screen."""
        profile = self.shown_profile()
        try:
            save_profile(self._context.settings, profile, instead_of=self._saved_as)
        except UserError as error:
            self._refusal.say(" ".join(error.sentences(self._context.words)))
            return
        self._refusal.say("")
        if profile.name != self._saved_as:
            self._saved_as = profile.name
            self._context.settings.set(_LAST, profile.name)
            known = self._known()
            self.profile.set_choices([(one.name, one.name) for one in known])
            self.profile.set_value(profile.name)

    def new_profile(self) -> None:
        """A further profile that begins with the columns on the screen."""
        self._keep()
        taken = {one.name.casefold() for one in self._known()}
        number = 1
        while (name := _("Profile {n}").format(n=number)).casefold() in taken:
            number += 1
        shown = self.shown_profile()
        columns = shown.columns or standard_profile(name).columns
        save_profile(self._context.settings, ColumnProfile(name, columns, shown.separator))
        self._show(name)
        self.name.setFocus()
        self.name.selectAll()

    def remove_profile(self) -> None:
        """Forget the profile on the screen; files that were written by it stay."""
        if len(self._known()) > 1:
            name = self._saved_as
            remove_profile(self._context.settings, name)
            self._show("")
            self._context.say(_("Deleted: column profile {name}").format(name=name))

    def export_excel(self) -> None:
        """Ask where the workbook goes, and write it."""
        self._export(XLSX)

    def export_csv(self) -> None:
        """Ask where the CSV file goes, and write it."""
        self._export(CSV)

    def _export(self, kind: str) -> None:
        profile, audit_id = self.shown_profile(), self._context.audit_id
        if audit_id is None or not profile.columns:
            self._keep()
            return
        folder = last_folder(self._context.settings, _FOLDER)
        with self._context.workspace.read() as unit:
            audit = audit_row(unit, audit_id)
        name = safe_export_name(audit.number if audit else "", f"findings {profile.name}.{kind}")
        text = _("Save the findings")
        chosen, _kind = QFileDialog.getSaveFileName(self, text, str(folder / name), _KINDS[kind])
        if chosen:
            self._write(audit_id, Path(chosen), profile, kind)

    def _write(self, audit_id: str, target: Path, profile: ColumnProfile, kind: str) -> None:
        workspace, worker = self._context.workspace, self._context.worker
        self._context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> ExportedList:
            return export_list(workspace, audit_id, target, worker, profile, kind, progress)

        self._context.jobs.start(_("Save the findings"), work, self._tell_saved)

    def _tell_saved(self, done: ExportedList) -> None:
        text = ngettext(
            "Saved and read back, {n} finding: {path}",
            "Saved and read back, {n} findings: {path}",
            done.findings,
            path=done.path,
        )
        self._context.say(text)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        group = _("Column profile")
        return (
            self._back_command("columns.back", group),
            Command("columns.up", _("Move the column up"), self.columns.move_up, group=group),
            Command("columns.down", _("Move the column down"), self.columns.move_down, group=group),
            Command("columns.new", _("New column profile"), self.new_profile, group=group),
            Command("columns.remove", _("Delete the column profile"), self.remove_profile, group=group),
            Command("columns.excel", _("Save the columns as Excel"), self.export_excel, group=group),
            Command("columns.csv", _("Save the columns as CSV"), self.export_csv, group=group),
        )
