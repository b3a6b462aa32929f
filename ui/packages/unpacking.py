"""Opens a package that somebody handed over, whether a workspace is open or not."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.packages.age import SUFFIX, Passphrase, needs_passphrase, read_secret_keys
from app.packages.telling import unpacked_sentence
from app.packages.unpacking import Unpacked, unpack
from app.progress import Progress
from app.settings import Settings, last_folder
from app.words import Words
from ui.jobs import Jobs
from ui.packages.unpack_dialog import UnpackDialog
from ui.shell.messages import Messages
from ui.words import _

_FOLDER = "package.folder"


@dataclass(frozen=True, slots=True)
class _Unpack:
    """The work of the job; `opener` is a passphrase, or the file with a secret key."""

    path: Path
    folder: Path
    opener: Passphrase | Path

    def __call__(self, progress: Progress) -> Unpacked:
        opener = self.opener if isinstance(self.opener, Passphrase) else read_secret_keys(self.opener)
        return unpack(self.path, self.folder, opener, progress)


class Unpacker(QObject):
    """Asks for a package and what opens it; its dialogs stand over `place`."""

    def __init__(
        self, jobs: Jobs, messages: Messages, settings: Settings, words: Words, place: QWidget
    ) -> None:
        super().__init__(place)
        self._jobs = jobs
        self._messages = messages
        self._settings = settings
        self._words = words
        self._place = place
        self._wish: _Unpack | None = None
        self._path = Path()

    def ask(self) -> None:
        """Choose a package; what is none is told at once."""
        folder = str(last_folder(self._settings, _FOLDER))
        kinds = _("Packages") + f" (*{SUFFIX})"
        chosen, _kind = QFileDialog.getOpenFileName(self._place, _("Open a package"), folder, kinds)
        if chosen:
            self._settings.set(_FOLDER, str(Path(chosen).parent))
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Ask what opens the package at `path`."""
        try:
            is_spoken = needs_passphrase(path)
        except UserError as error:
            self._messages.show_error(error)
            return
        self._path = path
        self._dialog(needs_passphrase=is_spoken).open()

    def _dialog(self, *, needs_passphrase: bool) -> UnpackDialog:
        dialog = UnpackDialog(self._path, needs_passphrase=needs_passphrase, parent=self._place)
        dialog.submitted.connect(self._open)
        return dialog

    def _open(self, opener: Passphrase | Path, folder: Path) -> None:
        self._wish = _Unpack(self._path, folder, opener)
        self._messages.clear()
        self._jobs.start(_("Opening the package"), self._wish, self._tell, self._ask_again, self._forget)

    def _tell(self, done: Unpacked) -> None:
        self._forget()
        self._messages.show_note(unpacked_sentence(done, self._words))

    def _ask_again(self, error: UserError) -> None:
        wish = self._wish
        self._forget()
        if wish is None:
            return
        dialog = self._dialog(needs_passphrase=isinstance(wish.opener, Passphrase))
        dialog.begin_again(wish.opener, wish.folder, " ".join(error.sentences(self._words)))
        dialog.open()

    def _forget(self) -> None:
        """A passphrase stays nowhere."""
        self._wish = None
