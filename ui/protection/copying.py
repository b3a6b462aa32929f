"""A copy of the open workspace under new keys: asked for with both passphrases and a place, made by a job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.workspace.layout import FOLDER_SUFFIX
from ui.backup_words import lost_text
from ui.protection.passphrase_dialog import Asking, PassphraseDialog
from ui.words import _

if TYPE_CHECKING:
    from app.errors import UserError
    from app.progress import Progress
    from app.words import Words
    from app.workspace.backups.restoring import Restored
    from app.workspace.workspace import Workspace
    from ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class _Copy:
    """The work of the job."""

    workspace: Workspace
    target: Path
    present: str
    new: str

    def __call__(self, progress: Progress) -> Restored:
        from app.workspace.protection import copy_under_new_keys

        return copy_under_new_keys(self.workspace, self.target, self.present, self.new, progress)


class Copying(QObject):
    """Its dialogs stand over the window of `place`. `said` carries what came of it."""

    said = Signal(str)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, words: Words, place: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._words = words
        self._place = place

    def ask(self) -> None:
        """Ask for the passphrase, and for that of the copy."""
        self._dialog().open()

    def _dialog(self) -> PassphraseDialog:
        asking = Asking(_("Copy under new keys"), _meaning(), _("Choose a place…"), True, True)
        dialog = PassphraseDialog(asking, self._place.window())
        dialog.submitted.connect(self._start)
        return dialog

    def _start(self, present: str, new: str) -> None:
        dialog = self.sender()
        assert isinstance(dialog, PassphraseDialog)
        path = self._workspace.path
        folder = QFileDialog.getExistingDirectory(dialog, _("Where shall the copy lie?"), str(path.parent))
        dialog.set_busy(False)
        if not folder:
            return
        dialog.accept()
        target = Path(folder) / f"{path.stem} ({_('new keys')}){FOLDER_SUFFIX}"
        self._jobs.start(
            _("Copying under new keys"),
            _Copy(self._workspace, target, present, new),
            self._tell,
            self._refuse,
        )

    def _tell(self, done: Restored) -> None:
        text = _(
            "The copy is {copy}. Open it, make a recovery key for it, and see that it is whole; then remove "
            "{old} with its backups, and copies of it elsewhere: they open with the keys so far."
        ).format(copy=done.root, old=self._workspace.path)
        self.said.emit(" ".join(part for part in (text, lost_text(done.lost)) if part))

    def _refuse(self, error: UserError) -> None:
        dialog = self._dialog()
        dialog.open()
        dialog.refuse(" ".join(error.sentences(self._words)))


def _meaning() -> str:
    return _(
        "For a workspace that was without a passphrase, or whose passphrase somebody knows: a copy that none "
        "of the keys so far opens, with every file sealed anew. This workspace stays as it is until you "
        "remove it. Workbooks for responses that are out now are taken in here, not in the copy."
    )
