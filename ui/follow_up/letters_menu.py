"""Status letters: to the owner of the entry that is chosen, as PDF or as a draft of a mail, or to all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.follow_up.due_list import DueKind
from app.follow_up.due_rows import DueRow
from app.progress import Progress
from app.reporting import letters
from app.reporting.letters import MAIL, PDF
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from ui.page import Context
from ui.widgets.menu_button import MenuButton
from ui.words import _, ngettext

_FOLDER = "export.folder"
_BY_THE_AUDITOR = frozenset(
    {DueKind.DECISION, DueKind.VERIFICATION, DueKind.EFFECTIVENESS, DueKind.NEW_ROUND}
)
_Export = Callable[[Workspace, str, Path, Worker, Progress], Path]


class LettersMenu(MenuButton):
    """Nothing is sent: a mail program opens the draft."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Letters"))
        self._context = context
        self._row: DueRow | None = None
        menu = self.menu()
        self._letter = menu.addAction("")
        self._mail = menu.addAction("")
        menu.addSeparator()
        self._all = menu.addAction(_("Letters to every owner…"))
        self._letter.triggered.connect(self.save_letter)
        self._mail.triggered.connect(self.save_mail)
        self._all.triggered.connect(self.save_all)
        self.show_row(None)

    def show_row(self, row: DueRow | None) -> None:
        """The letters go to the owner of this entry, where that is the auditee's."""
        self._row = row if row and row.owner_id and row.kind not in _BY_THE_AUDITOR else None
        who = self._row.owner if self._row else _("the owner of an entry")
        self._letter.setText(_("Status letter to {name}…").format(name=who).replace("&", "&&"))
        self._mail.setText(_("Mail draft to {name}…").format(name=who).replace("&", "&&"))
        for action in (self._letter, self._mail):
            action.setEnabled(self._row is not None)

    def has_owner(self) -> bool:
        """Whether there is somebody to write to."""
        return self._row is not None

    def save_letter(self) -> None:
        """Ask where the letter goes, and write it."""
        self._save(letters.export_letter, PDF, "PDF (*.pdf)", _("Save the letter"))

    def save_mail(self) -> None:
        """Ask where the draft goes, and write it."""
        self._save(letters.export_mail, MAIL, _("Mail (*.eml)"), _("Save the mail draft"))

    def _save(self, export: _Export, ending: str, kinds: str, text: str) -> None:
        row, context = self._row, self._context
        if row is None or row.owner_id is None:
            return
        owner_id, workspace, worker = row.owner_id, context.workspace, context.worker
        try:
            name = letters.suggested_name(workspace, owner_id, ending)
        except UserError as error:
            context.report_error(error)
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, text, str(self._folder() / name), kinds)
        if not chosen:
            return
        target = Path(chosen)
        context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Path:
            return export(workspace, owner_id, target, worker, progress)

        context.jobs.start(text, work, self._tell_saved)

    def save_all(self) -> None:
        """Ask for a folder, and write one letter for everybody who is waited for."""
        context = self._context
        workspace, worker, text = context.workspace, context.worker, _("Where shall the letters lie?")
        chosen = QFileDialog.getExistingDirectory(self, text, str(self._folder()))
        if not chosen:
            return
        folder = Path(chosen)
        context.settings.set(_FOLDER, str(folder))

        def work(progress: Progress) -> tuple[Path, ...]:
            return letters.export_all_letters(workspace, folder, worker, progress)

        context.jobs.start(_("Save the letters"), work, self._tell_all_saved)

    def _folder(self) -> Path:
        return Path(self._context.settings.get(_FOLDER, str(Path.home())))

    def _tell_saved(self, path: Path) -> None:
        self._context.say(_("Saved: {path}").format(path=path))

    def _tell_all_saved(self, paths: tuple[Path, ...]) -> None:
        count = ngettext(
            "{n} letter saved in {folder}",
            "{n} letters saved in {folder}",
            len(paths),
            folder=paths[0].parent,
        )
        self._context.say(count)
