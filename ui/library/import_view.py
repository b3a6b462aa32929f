"""An import before it happens: which column holds what, what comes in, what is refused and why."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.exchange.lists import ListFile, Sheet
from app.library.imported import About, Imported
from app.library.importing import keep_imported
from app.library.list_import import FIELD_NAMES, REQUIRED, Field, guessed_columns, import_list
from app.library.own_requirements import KINDS
from app.library.pack_data import RequirementKind
from app.words import N_
from ui.library.import_rows import ImportRows
from ui.library.kinds import KIND_TEXTS
from ui.page import Context
from ui.planning.section import ScrollPage, card, in_a_row, named
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import ChoiceField, check_field, choice_field, line_field
from ui.widgets.labels import label_strong, muted, title
from ui.words import _, ngettext

_NO_COLUMN = -1
_LETTERS = 26


class ImportView(QWidget):
    """`imported(pack_id)` follows an import, `closed` asks to go back."""

    imported = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__()
        self._context = context
        self._origin = origin
        self._sheets: tuple[Sheet, ...] = ()
        self._imported: Imported | None = None
        self._heading = title("", 1)
        self._counts = muted("", 2)
        self.title_field = line_field(_("such as ACME rules for suppliers"))
        self.version = line_field(_("such as 2026.1"))
        self.source = line_field(_("web address, or who gave it"))
        self.licence = line_field(_("CC-BY-4.0, or own"))
        self.sheet = choice_field([])
        self.kind = choice_field([(kind, _(KIND_TEXTS[kind])) for kind in (RequirementKind.CONTROL, *KINDS)])
        self.has_head = check_field(_("The first row holds the names of the columns"))
        self.columns: dict[Field, ChoiceField] = {field: choice_field([]) for field in Field}
        self.rows = ImportRows()
        self.import_button = primary_button("")
        self.close_button = button(_("Cancel"))
        self._mapping = self._mapping_card()
        self._build()
        self._connect()

    def _mapping_card(self) -> Card:
        px = current_look().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        for place, field in enumerate(Field):
            row, column = divmod(place, 2)
            text = _(FIELD_NAMES[field.value])
            name = label_strong(f"{text} *" if field in REQUIRED else text)
            name.setBuddy(self.columns[field])
            self.columns[field].setAccessibleName(text)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(self.columns[field], row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        made = card(_("Columns"))
        made.header.addWidget(self.sheet)
        made.header.addWidget(self.has_head)
        made.body.addLayout(grid)
        last = QHBoxLayout()
        last.setSpacing(px(12))
        last.addWidget(label_strong(_("Kind, where no column says it")))
        last.addWidget(self.kind, 1)
        made.body.addLayout(last)
        self.sheet.setAccessibleName(_("Sheet"))
        self.kind.setAccessibleName(_("Kind, where no column says it"))
        return made

    def _build(self) -> None:
        px = current_look().px
        self.kind.set_value(RequirementKind.ORGANIZATIONAL)
        page = ScrollPage(self)
        page.add(
            card(
                _("What it is"),
                in_a_row(
                    (named(_("Title"), self.title_field), 3),
                    (named(_("Version"), self.version), 1),
                    (named(_("Source"), self.source), 2),
                    (named(_("Licence"), self.licence), 1),
                ),
            ),
            self._mapping,
        )
        page.column.addWidget(self.rows, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(2), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(self._heading)
        layout.addWidget(self._counts)
        layout.addWidget(page, 1)
        layout.addWidget(in_a_row((self.import_button, 0), (self.close_button, 0), (QWidget(), 1)))

    def _connect(self) -> None:
        for field in self.columns.values():
            field.value_chosen.connect(self._map)
        self.kind.value_chosen.connect(self._map)
        self.sheet.value_chosen.connect(self._show_sheet)
        self.has_head.clicked.connect(self._show_columns)
        self.import_button.clicked.connect(self.take_in)
        self.close_button.clicked.connect(self.closed)

    def show_catalogue(self, path: Path, imported: Imported) -> None:
        """Show what an OSCAL catalogue holds."""
        self._mapping.hide()
        self._heading.setText(_("Import {name}").format(name=path.name))
        self._fill(imported.title, imported.version, imported.source or path.name)
        self._show(imported)
        self.title_field.setFocus()

    def show_list(self, path: Path, found: ListFile) -> None:
        """Show a list, with its columns guessed from their names."""
        self._mapping.show()
        self._heading.setText(_("Import {name}").format(name=path.name))
        self._fill(path.stem, "", path.name)
        self._sheets = found.sheets
        self.sheet.set_choices([(place, sheet.name) for place, sheet in enumerate(found.sheets)])
        self.sheet.set_value(0)
        self.sheet.setVisible(len(found.sheets) > 1)
        self._show_sheet()
        self.columns[Field.REFERENCE].setFocus()

    def _fill(self, name: str, version: str, source: str) -> None:
        for field, text in ((self.title_field, name), (self.version, version), (self.source, source)):
            field.setText(text)
            field.setCursorPosition(0)
        self.licence.clear()

    def _sheet(self) -> Sheet:
        place = self.sheet.value()
        return self._sheets[place if isinstance(place, int) else 0]

    def _show_sheet(self) -> None:
        guessed = guessed_columns(self._sheet())
        self.has_head.setChecked(bool(guessed))
        self._show_columns()
        for field, choice in self.columns.items():
            choice.set_value(guessed.get(field, _NO_COLUMN))
        self._map()

    def _show_columns(self) -> None:
        sheet = self._sheet()
        head = sheet.lines[0].cells if self.has_head.isChecked() else ()
        offered: list[tuple[object, str]] = [(_NO_COLUMN, _("no column"))]
        for column in range(sheet.columns):
            name = head[column] if column < len(head) else ""
            offered.append((column, f"{_letter(column)}: {name}" if name else _letter(column)))
        for choice in self.columns.values():
            choice.set_choices(offered)
            if choice.value() is None:
                choice.set_value(_NO_COLUMN)
        self._map()

    def _map(self) -> None:
        columns = {
            field: column
            for field, choice in self.columns.items()
            if isinstance(column := choice.value(), int) and column != _NO_COLUMN
        }
        kind = self.kind.value()
        if not isinstance(kind, RequirementKind):
            return
        if not all(field in columns for field in REQUIRED):
            self._show(None)
            return
        self._show(import_list(self._sheet(), columns, kind, has_head=self.has_head.isChecked()))

    def _show(self, imported: Imported | None) -> None:
        self._imported = imported
        self._counts.setText(_counts_text(imported))
        self.rows.show_import(imported)
        count = imported.requirements if imported else 0
        self.import_button.set_label(ngettext("Import {n} requirement", "Import {n} requirements", count))
        self.import_button.setEnabled(bool(count))

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


def _letter(column: int) -> str:
    """`A` to `Z`, `AA` and on, as spreadsheets name their columns."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


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
