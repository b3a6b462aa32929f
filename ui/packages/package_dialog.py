"""Asks for whom a package is, and what shall open it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.packages.age import Passphrase, PublicKeys, public_keys
from ui.packages.form_dialog import FormDialog
from ui.protection.passphrase_dialog import objection_to, objection_to_repeated, secret_field
from ui.widgets.form import form_row, line_field, text_field
from ui.widgets.segmented import Segmented
from ui.words import _, message

SPOKEN, FOR_KEY = "spoken", "for_key"


class PackageDialog(FormDialog):
    """`submitted(receiver, protection)` carries a name, and a Passphrase or PublicKeys."""

    submitted = Signal(str, object)

    def __init__(self, number: str, parent: QWidget) -> None:
        meaning = _(
            "One encrypted file with the report, the findings as Excel and all evidence. What lies in the "
            "trash stays here. The chain of custody of each piece notes to whom it went."
        )
        title = _("Hand {number} over as a package").format(number=number)
        super().__init__(title, meaning, _("Save the package…"), parent)
        self.receiver = line_field(_("for example M. Novák, certification body"))
        self.protection = Segmented([(SPOKEN, _("With a passphrase")), (FOR_KEY, _("For a public key"))])
        self.passphrase = secret_field()
        self.repeated = secret_field()
        self.keys = text_field(2, 4)
        self._receiver_row = form_row(_("Who receives it"), self.receiver)
        self._passphrase_row = form_row(
            _("Passphrase of the package"),
            self.passphrase,
            _("Another one than that of the workspace. Tell it by another way than the file goes."),
        )
        self._repeated_row = form_row(_("Passphrase again"), self.repeated)
        self._keys_row = form_row(
            _("Public keys of the receivers"),
            self.keys,
            _("Each begins with age1. The receiver makes a pair with age-keygen, and sends you this half."),
        )
        self.lay_out(
            [self._receiver_row, self.protection, self._passphrase_row, self._repeated_row, self._keys_row]
        )
        self.protection.chosen.connect(self._show_protection)
        for field in (self.receiver, self.passphrase, self.repeated):
            field.returnPressed.connect(self.submit)
        self._show_protection(SPOKEN)
        self.receiver.setFocus()

    def _show_protection(self, choice: str) -> None:
        self._passphrase_row.setVisible(choice == SPOKEN)
        self._repeated_row.setVisible(choice == SPOKEN)
        self._keys_row.setVisible(choice == FOR_KEY)
        self.adjustSize()

    def submit(self) -> None:
        receiver = self.receiver.text().strip()
        unnamed = "" if receiver else _("Say who: the chain of custody names the receiver.")
        if self.protection.current() == SPOKEN:
            self._submit_spoken(receiver, unnamed)
        else:
            self._submit_for_key(receiver, unnamed)

    def _submit_spoken(self, receiver: str, unnamed: str) -> None:
        passphrase, repeated = self.passphrase.text(), self.repeated.text()
        objections = [
            (self._receiver_row, unnamed),
            (self._passphrase_row, objection_to(passphrase)),
            (self._repeated_row, objection_to_repeated(passphrase, repeated)),
        ]
        if not self.object_to(objections):
            self.submitted.emit(receiver, Passphrase(passphrase))

    def _submit_for_key(self, receiver: str, unnamed: str) -> None:
        keys, wrong = _read_keys(self.keys.toPlainText())
        if not self.object_to([(self._receiver_row, unnamed), (self._keys_row, wrong)]):
            self.submitted.emit(receiver, keys)


def _read_keys(text: str) -> tuple[PublicKeys | None, str]:
    """The keys, or why they are none."""
    try:
        return public_keys(text), ""
    except UserError as error:
        return None, " ".join(message(part) for part in (error.what, error.todo))
