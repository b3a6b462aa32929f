"""The findings page while earlier findings are taken over from a list."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.exchange.lists import ListFile
from app.findings.earlier.reading import (
    FIELD_NAMES,
    REQUIRED,
    EarlierList,
    Field,
    earlier_findings,
    guessed_fields,
)
from app.findings.earlier.taking_over import TAKE_OVER, TakenOver, take_over
from app.library.importing import read_list_file
from app.planning.audits import organization_of
from app.programme.grade_labels import grade_labels
from app.progress import Progress
from app.reporting.grade_labels import GradeLabels
from app.settings import last_folder
from ui.commands import Command
from ui.findings.earlier.rows import EarlierRows
from ui.findings.instead import InsteadPanel
from ui.library.column_mapping import ColumnMapping
from ui.page import Context
from ui.widgets.buttons import primary_button
from ui.widgets.labels import muted
from ui.widgets.layout import ScrollPage
from ui.words import _, ngettext

_FOLDER = "import.folder"


class EarlierPanel(InsteadPanel):
    """Which column says what, and the findings that come in by that."""

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__(context)
        self._origin = origin
        self._source = ""
        self._found: EarlierList | None = None
        self._own = GradeLabels()
        self._counts = muted("", 2)
        self.take_button = primary_button("")
        self.mapping = ColumnMapping(
            {field: _(name) for field, name in FIELD_NAMES.items()}, REQUIRED, guessed_fields
        )
        self.rows = EarlierRows(context.words)
        self._build()
        self.take_button.clicked.connect(self.take)
        self.mapping.mapped.connect(self._map)

    def _build(self) -> None:
        page = ScrollPage(self)
        page.add(self.mapping)
        page.column.addWidget(self.rows, 1)
        self._lay_out(self._counts, page, action=self.take_button)

    def first_focus(self) -> QWidget:
        return self.mapping.columns[Field.NUMBER]

    def begin(self) -> None:
        """Ask for the list."""
        folder = str(last_folder(self._context.settings, _FOLDER))
        kinds = _("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)")
        name = _("Earlier findings from a list")
        chosen, _kind = QFileDialog.getOpenFileName(self, name, folder, kinds)
        if chosen:
            self._context.settings.set(_FOLDER, str(Path(chosen).parent))
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Read a list and show what would come in."""
        worker = self._context.worker

        def work(progress: Progress) -> tuple[Path, ListFile]:
            return path, read_list_file(path, worker, progress)

        self._context.jobs.start(_("Reading the list"), work, self._show_list)

    def _show_list(self, found: tuple[Path, ListFile]) -> None:
        path, file = found
        self._source = path.stem
        self._title.setText(_("Earlier findings: {name}").format(name=path.name))
        self.mapping.show_sheets(file.sheets)
        self._come_to_the_front()

    def _map(self) -> None:
        columns = self.mapping.chosen()
        self._found = None
        if columns:
            with self._context.workspace.read() as unit:
                today = unit.today()
                self._own = grade_labels(unit, self._context.audit_id or "")
            sheet, has_head = self.mapping.current_sheet(), self.mapping.has_head.isChecked()
            self._found = earlier_findings(sheet, columns, today, has_head=has_head, own=self._own)
        self._show_found()

    def _show_found(self) -> None:
        found = self._found
        count = len(found.rows) if found else 0
        self._counts.setText(_counts_text(found))
        self.rows.show_list(found, self._own)
        self.take_button.set_label(ngettext("Take over {n} finding", "Take over {n} findings", count))
        self.take_button.setEnabled(bool(count))

    def can_take(self) -> bool:
        """Whether there is anything to take over."""
        return self.take_button.isEnabled()

    def take(self) -> None:
        """Add what was read as findings of closed audits of this organisation."""
        found, audit_id, workspace = self._found, self._context.audit_id, self._context.workspace
        if found is None or audit_id is None:
            return
        source, origin = self._source, self._origin

        def work(_progress: Progress) -> TakenOver:
            with workspace.write(TAKE_OVER, origin=origin) as uow:
                return take_over(uow, organization_of(uow, audit_id), found.rows, source)

        self.take_button.setEnabled(False)
        self._context.jobs.start(_("Taking over earlier findings"), work, self._on_taken, self._on_refused)

    def _on_taken(self, done: TakenOver) -> None:
        text = ngettext(
            "{n} earlier finding was taken over.", "{n} earlier findings were taken over.", done.findings
        )
        if done.known:
            text += " " + ngettext("{n} was there already.", "{n} were there already.", done.known)
        self._context.say(text)
        self.close_panel()

    def _on_refused(self, error: UserError) -> None:
        self._show_found()
        self._context.report_error(error)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        group, hint = _("Earlier findings"), _("Say which columns hold number, title and day first.")
        take = _("Take over the earlier findings")
        return (
            self._back_command("earlier.back", group),
            Command("earlier.take", take, self.take, "", group, self.can_take, hint),
        )

    def close_panel(self) -> None:
        self._found = None
        super().close_panel()


def _counts_text(found: EarlierList | None) -> str:
    if found is None:
        return _("Say which columns hold the number, the title, and the day on which it was raised.")
    taken = ngettext("{n} finding comes in", "{n} findings come in", len(found.rows))
    refused = ngettext("{n} row is refused", "{n} rows are refused", len(found.refused))
    what = _("Each keeps its number, in an audit that is closed. Open ones are followed up under Actions.")
    return f"{taken} · {refused}. {what}"
