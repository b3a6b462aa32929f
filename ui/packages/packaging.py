"""Hands the audit over as a package: asks for whom, asks where to, and the job that makes it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.packages.age import SUFFIX, Passphrase, PublicKeys
from app.packages.packing import Packaged, Uncleaned, UncleanedError, package
from app.packages.telling import packaged_sentence
from app.planning.audit_list import audit_row
from app.progress import Progress
from app.settings import last_folder
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from ui.packages.package_dialog import PackageDialog
from ui.packages.uncleaned_dialog import UncleanedDialog
from ui.page import Context
from ui.words import _

_FOLDER = "export.folder"


@dataclass(frozen=True, slots=True)
class _Pack:
    """The work of the job."""

    workspace: Workspace
    worker: Worker
    audit_id: str
    target: Path
    protection: Passphrase | PublicKeys
    receiver: str
    uncleaned: Uncleaned = Uncleaned.REFUSED
    told_of: Collection[str] = ()

    def __call__(self, progress: Progress) -> Packaged:
        return package(
            self.workspace,
            self.audit_id,
            self.target,
            self.protection,
            self.receiver,
            self.worker,
            progress,
            self.uncleaned,
            self.told_of,
        )


class Packager(QObject):
    """Packages the audit in hand; its dialogs stand over `place`."""

    def __init__(self, context: Context, place: QWidget) -> None:
        super().__init__(place)
        self._context = context
        self._place = place
        self._dialog: PackageDialog | None = None
        self._work: _Pack | None = None

    def ask(self) -> None:
        """Ask who receives the audit in hand and what shall open it."""
        if self._context.audit_id is None:
            return
        dialog = PackageDialog(self._number(self._context.audit_id), self._place.window())
        dialog.submitted.connect(self._save)
        self._dialog = dialog
        dialog.open()

    def _number(self, audit_id: str) -> str:
        with self._context.workspace.read() as unit:
            audit = audit_row(unit, audit_id)
        return audit.number if audit else ""

    def _save(self, receiver: str, protection: Passphrase | PublicKeys) -> None:
        context, dialog = self._context, self._dialog
        if context.audit_id is None or dialog is None:
            return
        name = last_folder(context.settings, _FOLDER) / f"{self._number(context.audit_id)}{SUFFIX}"
        kinds = _("Packages") + f" (*{SUFFIX})"
        chosen, _kind = QFileDialog.getSaveFileName(dialog, _("Save the package"), str(name), kinds)
        if not chosen:
            return
        self._dialog = None
        dialog.accept()
        target = Path(chosen)
        context.settings.set(_FOLDER, str(target.parent))
        self._make(_Pack(context.workspace, context.worker, context.audit_id, target, protection, receiver))

    def _make(self, work: _Pack) -> None:
        self._work = work
        text = _("Making the package")
        self._context.jobs.start(text, work, self._tell, self._on_refused, self._forget)

    def _on_refused(self, error: UserError) -> None:
        """Ask what becomes of what cannot be cleaned; anything else is told."""
        if self._work is None or not isinstance(error, UncleanedError):
            self._forget()
            self._context.report_error(error)
            return
        self._work = replace(self._work, told_of=frozenset(error.evidence))
        sentence = " ".join(error.sentences(self._context.words))
        dialog = UncleanedDialog(sentence, list(error.evidence.values()), self._place.window())
        dialog.chosen.connect(self._make_all_the_same)
        dialog.rejected.connect(self._forget)
        dialog.open()

    def _make_all_the_same(self, uncleaned: object) -> None:
        if self._work is not None and isinstance(uncleaned, Uncleaned):
            self._make(replace(self._work, uncleaned=uncleaned))

    def _forget(self) -> None:
        """Hold on no longer to what opens the package."""
        self._work = None

    def _tell(self, done: Packaged) -> None:
        self._forget()
        self._context.say(packaged_sentence(done, self._context.words))
