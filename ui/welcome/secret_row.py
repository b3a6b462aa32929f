"""The field for what opens a backup: a passphrase, or the recovery key in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.workspace.header import Secret
from app.workspace.recovery_key import read_recovery_key
from ui.widgets.form import form_row, line_field
from ui.words import _


class SecretRow(QWidget):
    """`entered` comes with the Enter key. What is a whole recovery key counts as one."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = line_field()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        text = _("The one that the workspace had when the backup was made.")
        self._row = form_row(_("Passphrase or recovery key"), self.field, text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self.entered)

    def clear(self) -> None:
        """A secret does not stay in its field."""
        self.field.clear()
        self._row.set_remark("")

    def secret(self) -> Secret | None:
        """What was entered; None, with a remark, when it is nothing."""
        text = self.field.text()
        self._row.set_remark("" if text else _("Enter the passphrase."))
        if not text:
            self.field.setFocus()
            return None
        try:
            return read_recovery_key(text)
        except UserError:
            return text

    def refuse(self, text: str) -> None:
        """Say what was wrong, and let the auditor try again."""
        self._row.set_remark(text)
        self.field.selectAll()
        self.field.setFocus()
