"""A Statement of Applicability out of a list, before it happens: columns, what comes in, what is refused."""

from pathlib import Path

from app.exchange.lists import ListFile
from app.library.soa.fields import SOA_FIELD_NAMES, STATUS_NAMES, SoaField
from app.library.soa.importing import SoaHead, framework_of, frameworks_with_controls, keep_soa
from app.library.soa.list_import import (
    REQUIRED_FIELDS,
    Framework,
    SoaImport,
    guessed_soa_columns,
    import_soa_list,
)
from app.library.soa.versions import SoaLine
from app.words import N_
from ui.library.column_mapping import ColumnMapping
from ui.library.import_frame import ImportFrame
from ui.library.import_rows import RefusedTable
from ui.library.soa.control_table import applies_cell
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.form import choice_field, date_field, line_field, text_field
from ui.widgets.layout import card, in_a_row, named
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext

_HEIGHT = 240


class ImportPart(ImportFrame):
    """What `imported` names is the new version."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self._organization_id = ""
        self._framework = Framework({}, {})
        self._found: SoaImport | None = None
        self._lines: dict[str, SoaLine] = {}
        self.number = line_field(_("such as 4.1"))
        self.approved_on = date_field()
        self.approver = line_field()
        self.framework = choice_field([])
        self.scope_text = text_field(1, 4)
        names = {field: _(text) for field, text in SOA_FIELD_NAMES.items()}
        self.mapping: ColumnMapping[SoaField] = ColumnMapping(names, REQUIRED_FIELDS, guessed_soa_columns)
        self.refused = RefusedTable()
        columns = [
            Column("reference", _("Ref"), 0.7, sortable=False, least=72),
            Column("applies", _("Applies"), 0.8, kind="badge", sortable=False, least=92),
            Column("justification", _("Justification"), 4, sortable=False, least=200),
            Column("status", _("Status"), 1.5, kind="muted", sortable=False, least=120),
        ]
        self.taken = LazyTable(columns, self._fetch)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.taken.setAccessibleName(_("Rows that come in"))
        self.taken.setMinimumHeight(current_look().px(_HEIGHT))
        self._framework_row = named(_("Framework"), self.framework)
        self.page.add(
            card(
                _("The document"),
                in_a_row(
                    (named(_("Version"), self.number), 1),
                    (named(_("Approved on"), self.approved_on), 1),
                    (named(_("Approved by"), self.approver), 2),
                ),
                named(_("Scope in the document"), self.scope_text),
                self._framework_row,
            ),
            self.mapping,
            self.refused,
        )
        self.page.column.addWidget(self.taken, 1)
        self.lay_out()

    def _connect(self) -> None:
        self.mapping.mapped.connect(self._map)
        self.framework.value_chosen.connect(self._choose_framework)
        self.import_button.clicked.connect(self.take_in)
        self.number.returnPressed.connect(self.take_in)

    def show_list(self, path: Path, found: ListFile, organization_id: str) -> None:
        """Show a list, with its columns guessed from their names."""
        self._organization_id = organization_id
        self.show_name(path)
        for field in (self.number, self.approver, self.scope_text):
            field.clear()
        self.approved_on.set_year(self._writer.today().year)
        self.approved_on.set_value(None)
        with self._writer.context.workspace.read() as unit:
            offered = frameworks_with_controls(unit)
        self.framework.set_choices([(one.id, f"{one.title} · {one.version}") for one in offered])
        self.framework.set_value(offered[0].id if offered else None)
        self._framework_row.setVisible(len(offered) > 1)
        self._know_framework()
        self.mapping.show_sheets(found.sheets)
        self.number.setFocus()

    def _choose_framework(self) -> None:
        self._know_framework()
        self._map()

    def _know_framework(self) -> None:
        pack_id = self.framework.value()
        if isinstance(pack_id, str):
            with self._writer.context.workspace.read() as unit:
                self._framework = framework_of(unit, pack_id)

    def _map(self) -> None:
        columns = self.mapping.chosen()
        sheet, has_head = self.mapping.current_sheet(), self.mapping.has_head.isChecked()
        self._found = import_soa_list(sheet, columns, self._framework, has_head=has_head) if columns else None
        lines = self._found.lines if self._found else ()
        self._lines = {line.reference: line for line in lines}
        self.taken.set_ids(list(self._lines))
        self.refused.show_refused(self._found.refused if self._found else ())
        button_text = ngettext("Import {n} control", "Import {n} controls", len(lines))
        self.show_what_comes_in(_counts_text(self._found), button_text, is_anything=bool(lines))

    def take_in(self) -> None:
        """Keep what was read as a version of the Statement of Applicability."""
        pack_id = self.framework.value()
        if self._found is None or not isinstance(pack_id, str):
            return
        head = SoaHead(
            self.number.text(), self.approved_on.value(), self.approver.text(), self.scope_text.text()
        )
        label = N_("Import a Statement of Applicability")
        made = self._writer.run(label, keep_soa, self._organization_id, pack_id, head, self._found)
        if made:
            self.imported.emit(made)
        else:
            self.number.setFocus()

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._lines[one]) for one in ids]


def _cells(line: SoaLine) -> RowCells:
    return RowCells(
        line.reference,
        {
            "reference": Cell(line.reference, bold=True),
            "applies": applies_cell(line),
            "justification": Cell(" ".join(line.justification.split()), second_line=line.owner),
            "status": Cell(_(STATUS_NAMES[line.status])),
        },
    )


def _counts_text(found: SoaImport | None) -> str:
    if found is None:
        return _("Say which columns hold the control and whether it applies.")
    parts = [
        ngettext("{n} control comes in", "{n} controls come in", len(found.lines)),
        ngettext("{n} of them not applicable", "{n} of them not applicable", found.excluded),
        ngettext("{n} row refused", "{n} rows refused", len(found.refused)),
    ]
    return " · ".join(parts)
