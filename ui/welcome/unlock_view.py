"""The prompt for the passphrase of a workspace, or for its recovery key."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.words import Words
from app.workspace.recovery_key import RecoveryKey, read_recovery_key
from ui.theme import current_look
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import heading, muted
from ui.words import _


class UnlockView(QWidget):
    """`submitted` carries the path and the passphrase or RecoveryKey; `left` comes on going back."""

    submitted = Signal(object, object)
    left = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._path = Path()
        self._verb = _("Open")
        self._has_recovery_key = False
        self._takes_recovery_key = False
        self._name = heading("")
        self._where = muted("")
        self.passphrase = line_field()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.recovery_key = line_field(_("Eight groups of five"))
        self.row = form_row(_("Passphrase"), self.passphrase)
        self._key_row = form_row(
            _("Recovery key"),
            self.recovery_key,
            _("Letters may be small or large, the groups parted by anything."),
        )
        self.open_button = primary_button(_("Open"))
        self.back_button = button(_("Back"))
        self.recovery_button = link_button(_("Use the recovery key"))
        self._lay_out()
        self.passphrase.returnPressed.connect(self._submit)
        self.recovery_key.returnPressed.connect(self._submit)
        self.open_button.clicked.connect(self._submit)
        self.back_button.clicked.connect(self.left)
        self.recovery_button.clicked.connect(self._turn)

    def _lay_out(self) -> None:
        px = current_look().px
        card = Card()
        card.body.setSpacing(px(12))
        for widget in (self._name, self._where, self.row, self._key_row):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.recovery_button)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_path(self, path: Path, *, has_recovery_key: bool = False) -> None:
        """Ask for the passphrase of this workspace."""
        self._show(path, path.stem, _("Open"), has_recovery_key)
        self.back_button.set_label(_("Back"))

    def show_locked(self, path: Path, *, has_recovery_key: bool = False) -> None:
        """Ask for the passphrase of the workspace that was locked."""
        self._show(path, _("{name} is locked").format(name=path.stem), _("Unlock"), has_recovery_key)
        self.back_button.set_label(_("Other workspaces"))

    def _show(self, path: Path, name: str, verb: str, has_recovery_key: bool) -> None:
        self._path, self._verb, self._has_recovery_key = path, verb, has_recovery_key
        self._name.setText(name)
        self._where.setText(str(path))
        self.clear()
        self._take(recovery_key=False)
        self.set_busy(False)

    def clear(self) -> None:
        """Secrets do not stay in the fields."""
        self.passphrase.clear()
        self.recovery_key.clear()

    def set_busy(self, busy: bool) -> None:
        """While it opens nothing can be pressed twice."""
        for widget in (self.passphrase, self.recovery_key, self.open_button, self.back_button):
            widget.setEnabled(not busy)
        self.recovery_button.setEnabled(not busy)
        self.open_button.set_label(_("Opening…") if busy else self._verb)

    def refuse(self, text: str) -> None:
        """Say what was wrong, and let the auditor try again."""
        self.set_busy(False)
        (self._key_row if self._takes_recovery_key else self.row).set_remark(text)
        self._field().selectAll()
        self._field().setFocus()

    def _field(self) -> QLineEdit:
        return self.recovery_key if self._takes_recovery_key else self.passphrase

    def _turn(self) -> None:
        self._take(recovery_key=not self._takes_recovery_key)
        self._field().setFocus()

    def _take(self, *, recovery_key: bool) -> None:
        self._takes_recovery_key = recovery_key
        self.row.setVisible(not recovery_key)
        self._key_row.setVisible(recovery_key)
        self.row.set_remark("")
        self._key_row.set_remark("")
        self.recovery_button.set_label(_("Use the passphrase") if recovery_key else _("Use the recovery key"))
        self.recovery_button.setVisible(self._has_recovery_key)

    def _submit(self) -> None:
        secret = self._recovery_key() if self._takes_recovery_key else self._passphrase()
        if secret is not None:
            self.row.set_remark("")
            self._key_row.set_remark("")
            self.submitted.emit(self._path, secret)

    def _passphrase(self) -> str | None:
        if not self.passphrase.text():
            self.refuse(_("Enter the passphrase."))
        return self.passphrase.text() or None

    def _recovery_key(self) -> RecoveryKey | None:
        try:
            return read_recovery_key(self.recovery_key.text())
        except UserError as error:
            self.refuse(" ".join(error.sentences(self._words)))
            return None
