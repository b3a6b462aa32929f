"""Asks what opens a package, and into which folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.evidence.names import display_name
from app.packages.age import Passphrase
from ui.packages.form_dialog import FormDialog
from ui.protection.passphrase_dialog import secret_field
from ui.theme import current_look
from ui.widgets.buttons import Button, button
from ui.widgets.form import FormRow, LineField, form_row, line_field
from ui.words import _


class UnpackDialog(FormDialog):
    """`submitted(opener, folder)` carries a Passphrase or the path of a file with a secret key."""

    submitted = Signal(object, object)

    def __init__(self, path: Path, *, needs_passphrase: bool, parent: QWidget) -> None:
        meaning = _(
            "{name} is opened into a new folder, after each file in it was held against its SHA-256. Until "
            "then nothing of it appears. What lies in the folder is no longer encrypted."
        ).format(name=display_name(path.name))
        super().__init__(_("Open a package"), meaning, _("Open"), parent)
        self._path = path
        self._needs_passphrase = needs_passphrase
        self.passphrase = secret_field()
        self.key_file = line_field()
        self.choose_key_button = button(_("Choose…"))
        self.folder = line_field()
        self.choose_folder_button = button(_("Choose…"))
        self._passphrase_row = form_row(_("Passphrase of the package"), self.passphrase)
        self._key_row = _with_button(
            _("File with your secret key"),
            self.key_file,
            self.choose_key_button,
            _("As age-keygen wrote it."),
        )
        self._folder_row = _with_button(_("New folder"), self.folder, self.choose_folder_button)
        self.lay_out([self._passphrase_row if needs_passphrase else self._key_row, self._folder_row])
        self.folder.setText(str(path.with_suffix("")))
        self.choose_key_button.clicked.connect(self._choose_key)
        self.choose_folder_button.clicked.connect(self._choose_folder)
        for field in (self.passphrase, self.key_file, self.folder):
            field.returnPressed.connect(self.submit)
        self._opener_row.field.setFocus()

    @property
    def _opener_row(self) -> FormRow:
        return self._passphrase_row if self._needs_passphrase else self._key_row

    def _choose_key(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the file with your secret key"), str(self._path.parent)
        )
        if chosen:
            self.key_file.setText(chosen)

    def _choose_folder(self) -> None:
        parent = QFileDialog.getExistingDirectory(
            self, _("Where shall the new folder lie?"), str(self._path.parent)
        )
        if parent:
            self.folder.setText(str(Path(parent) / (Path(self.folder.text()).name or self._path.stem)))

    def submit(self) -> None:
        secret = self.passphrase.text() if self._needs_passphrase else self.key_file.text().strip()
        missing = _("Enter the passphrase.") if self._needs_passphrase else _("Choose the file.")
        folder = self.folder.text().strip()
        objections = [
            (self._opener_row, "" if secret else missing),
            (self._folder_row, "" if folder else _("Give the name of a new folder.")),
        ]
        if self.object_to(objections):
            return
        self.accept()
        self.submitted.emit(Passphrase(secret) if self._needs_passphrase else Path(secret), Path(folder))

    def begin_again(self, opener: Passphrase | Path, folder: Path, refusal: str) -> None:
        """Show what was entered and why it did not do; a passphrase is entered anew."""
        self.folder.setText(str(folder))
        if isinstance(opener, Path):
            self.key_file.setText(str(opener))
        self.object_to([(self._opener_row, refusal)])


def _with_button(text: str, field: LineField, choose: Button, description: str = "") -> FormRow:
    line = QWidget()
    line.setFocusProxy(field)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_look().px(8))
    row.addWidget(field, 1)
    row.addWidget(choose)
    made = form_row(text, line, description)
    field.setAccessibleName(text)
    choose.setAccessibleName(_("Choose: {what}").format(what=text))
    return made
