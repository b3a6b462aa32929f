"""The checklist with room to write, saved where the auditor wants it: for rooms without laptops."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.progress import Progress
from app.settings import last_folder
from ui.page import Context
from ui.words import _

_FOLDER = "export.folder"


class ChecklistPrint(QObject):
    """Asks for a file, and writes it in a job."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def save(self, audit_id: str, audit_number: str) -> None:
        """Ask where the checklist of an audit goes, and write it."""
        suggested = last_folder(self._context.settings, _FOLDER) / f"{audit_number} checklist.pdf"
        title, kinds = _("Print checklist"), _("PDF (*.pdf)")
        name, _kind = QFileDialog.getSaveFileName(self._window, title, str(suggested), kinds)
        if name:
            self._write(audit_id, Path(name))

    def _write(self, audit_id: str, target: Path) -> None:
        workspace, worker = self._context.workspace, self._context.worker
        self._context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Path:
            from app.reporting.exports import export_checklist

            return export_checklist(workspace, audit_id, target, worker, progress).path

        self._context.jobs.start(_("Printing the checklist"), work, self._tell)

    def _tell(self, path: Path) -> None:
        self._context.say(_("Checklist written to {path}").format(path=path))
