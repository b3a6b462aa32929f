"""The list of what is owed, saved where the auditor wants it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.planning.audit_list import audit_row
from app.progress import Progress
from app.reporting.owed_list.export import ExportedOwed, export_owed, owed_name
from app.settings import last_folder
from ui.page import Context
from ui.words import _, ngettext

_FOLDER = "export.folder"
_KINDS = "PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv)"


class OwedExport(QObject):
    """Asks for a file; its ending says what it becomes."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def save(self) -> None:
        """Ask where the list goes, and write it."""
        context, audit_id = self._context, self._context.audit_id
        if audit_id is None:
            return
        with context.workspace.read() as unit:
            audit = audit_row(unit, audit_id)
        proposed = last_folder(context.settings, _FOLDER) / owed_name(audit.number if audit else "")
        title = _("Save the list of what is owed")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, str(proposed), _KINDS)
        if chosen:
            self.write(audit_id, Path(chosen))

    def write(self, audit_id: str, target: Path) -> None:
        """Write the list in a job, and say where it is."""
        workspace, worker = self._context.workspace, self._context.worker
        self._context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> ExportedOwed:
            return export_owed(workspace, audit_id, target, worker, progress)

        self._context.jobs.start(_("Save the list of what is owed"), work, self._tell)

    def _tell(self, done: ExportedOwed) -> None:
        text = ngettext(
            "Saved, {n} request: {path}", "Saved, {n} requests: {path}", done.requests, path=done.path
        )
        self._context.say(text)
