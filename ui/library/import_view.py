"""An import before it happens: which column holds what, what comes in, what is refused and why."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.exchange.lists import ListFile
from app.library.imported import About, Imported
from app.library.importing import keep_imported
from app.library.list_import import FIELD_NAMES, REQUIRED, Field, guessed_columns, import_list
from app.library.own_requirements import KINDS
from app.library.pack_data import RequirementKind
from app.words import N_
from ui.library.column_mapping import ColumnMapping
from ui.library.import_frame import ImportFrame
from ui.library.import_rows import ImportRows
from ui.library.kinds import KIND_TEXTS
from ui.page import Context
from ui.theme import current_look
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import label_strong
from ui.widgets.layout import card, in_a_row, named
from ui.words import _, ngettext


class ImportView(ImportFrame):
    """What `imported` names is the new framework."""

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__()
        self._context = context
        self._origin = origin
        self._imported: Imported | None = None
        self.title_field = line_field(_("such as ACME rules for suppliers"))
        self.version = line_field(_("2026.1"))
        self.source = line_field(_("web address, or who gave it"))
        self.licence = line_field(_("CC-BY-4.0, or own"))
        self.kind = choice_field([(kind, _(KIND_TEXTS[kind])) for kind in (RequirementKind.CONTROL, *KINDS)])
        self.mapping = ColumnMapping(_field_names(), REQUIRED, guessed_columns)
        self.rows = ImportRows()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.kind.set_value(RequirementKind.ORGANIZATIONAL)
        self.kind.setAccessibleName(_("Kind, where no column says it"))
        last = QHBoxLayout()
        last.setSpacing(px(12))
        last.addWidget(label_strong(_("Kind, where no column says it")))
        last.addWidget(self.kind, 1)
        self.mapping.body.addLayout(last)
        self.page.add(
            card(
                _("What it is"),
                in_a_row(
                    (named(_("Title"), self.title_field), 5),
                    (named(_("Version"), self.version), 2),
                    (named(_("Source"), self.source), 4),
                    (named(_("Licence"), self.licence), 3),
                ),
            ),
            self.mapping,
        )
        self.page.column.addWidget(self.rows, 1)
        self.setContentsMargins(px(14), px(10), px(2), px(8))
        self.lay_out()

    def _connect(self) -> None:
        self.mapping.mapped.connect(self._map)
        self.kind.value_chosen.connect(self._map)
        self.import_button.clicked.connect(self.take_in)

    def show_catalogue(self, path: Path, imported: Imported) -> None:
        """Show what an OSCAL catalogue holds."""
        self.mapping.hide()
        self.show_name(path)
        self._fill(imported.title, imported.version, imported.source or path.name)
        self._show(imported)
        self.title_field.setFocus()

    def show_list(self, path: Path, found: ListFile) -> None:
        """Show a list, with its columns guessed from their names."""
        self.mapping.show()
        self.show_name(path)
        self._fill(path.stem, "", path.name)
        self.mapping.show_sheets(found.sheets)
        self.mapping.columns[Field.REFERENCE].setFocus()

    def _fill(self, name: str, version: str, source: str) -> None:
        for field, text in ((self.title_field, name), (self.version, version), (self.source, source)):
            field.setText(text)
            field.setCursorPosition(0)
        self.licence.clear()

    def _map(self) -> None:
        columns, kind = self.mapping.chosen(), self.kind.value()
        if not columns or not isinstance(kind, RequirementKind):
            self._show(None)
            return
        sheet, has_head = self.mapping.current_sheet(), self.mapping.has_head.isChecked()
        self._show(import_list(sheet, columns, kind, has_head=has_head))

    def _show(self, imported: Imported | None) -> None:
        self._imported = imported
        self.rows.show_import(imported)
        count = imported.requirements if imported else 0
        button_text = ngettext("Import {n} requirement", "Import {n} requirements", count)
        self.show_what_comes_in(_counts_text(imported), button_text, is_anything=bool(count))

    def take_in(self) -> None:
        """Keep what was read as a framework of this workspace."""
        imported, workspace = self._imported, self._context.workspace
        if imported is None:
            return
        about = About(self.title_field.text(), self.version.text(), self.source.text(), self.licence.text())

        def work(_progress: object) -> str:
            with workspace.write(N_("Import {title}"), title=about.title.strip()) as uow:
                return keep_imported(uow, imported, about)

        self.import_button.setEnabled(False)
        self._context.jobs.start(_("Importing"), work, self._on_kept, self._on_refused)

    def _on_kept(self, pack_id: str) -> None:
        self.imported.emit(pack_id)

    def _on_refused(self, error: UserError) -> None:
        self.import_button.setEnabled(True)
        self._context.report_error(error)


def _field_names() -> dict[Field, str]:
    return {field: _(FIELD_NAMES[field.value]) for field in Field}


def _counts_text(imported: Imported | None) -> str:
    if imported is None:
        return _("Say which columns hold the reference and the title.")
    parts = [
        ngettext("{n} requirement comes in", "{n} requirements come in", imported.requirements),
        ngettext("in {n} group", "in {n} groups", imported.groups) if imported.groups else "",
        ngettext("{n} of them an enhancement", "{n} of them enhancements", imported.enhancements)
        if imported.enhancements
        else "",
        ngettext("{n} parameter put into words", "{n} parameters put into words", imported.parameters)
        if imported.parameters
        else "",
        ngettext("{n} row refused", "{n} rows refused", len(imported.refused)),
    ]
    return " · ".join(part for part in parts if part)
