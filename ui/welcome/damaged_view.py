"""What is offered when a workspace turns out to be damaged: its newest good backup."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.workspace.backups.shelf import BackupRow
from app.workspace.header import Secret
from ui.backup_words import moment_text, reason_text, state_text
from ui.theme import current_look
from ui.welcome.restoring import Restoring
from ui.welcome.secret_row import SecretRow
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.labels import body, heading, muted, strong
from ui.words import _


class DamagedView(QWidget):
    """`submitted` carries a Restoring, `others_requested` the damaged folder; `left` goes back."""

    submitted = Signal(object)
    others_requested = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root = Path()
        self._backup: BackupRow | None = None
        self._secret: Secret | None = None
        self._name = heading("")
        self.what = body("")
        self.offer = strong("", None)
        self.meaning = muted("")
        self.secret_row = SecretRow()
        self.restore_button = primary_button(_("Restore this backup"))
        self.others_button = button(_("Other backups…"))
        self.back_button = button(_("Back"))
        self._lay_out()
        self.secret_row.entered.connect(self._submit)
        self.restore_button.clicked.connect(self._submit)
        self.others_button.clicked.connect(self._ask_for_others)
        self.back_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        px = current_look().px
        card = Card()
        card.body.setSpacing(px(12))
        for widget in (self._name, self.what, self.offer, self.meaning, self.secret_row):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for each in (self.restore_button, self.others_button, self.back_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_looking(self, root: Path, what: str) -> None:
        """Say what is damaged, while a backup is looked for."""
        self._root, self._backup = root, None
        self._name.setText(_("{name} is damaged").format(name=root.stem))
        self.what.setText(what)
        self.offer.setText(_("Looking for the newest good backup…"))
        self.meaning.setText("")
        self.secret_row.clear()
        self.secret_row.hide()
        self.set_busy(False)
        self.restore_button.hide()
        self.back_button.setFocus()

    def show_offer(
        self, backup: BackupRow | None, secret: Secret | None, needs_passphrase: bool, now: datetime
    ) -> None:
        """Offer a backup; without one, say where else to look. `secret` opened the damaged workspace."""
        self._backup, self._secret = backup, secret
        self.restore_button.setVisible(backup is not None)
        if backup is None:
            self.offer.setText(_("There is no good backup in its folder."))
            self.meaning.setText(_("Look for one on another drive, or bring a copy of the folder back."))
            self.others_button.setFocus()
            return
        offer = _("Its newest good backup was made on {time} ({reason}, {state}).")
        self.offer.setText(
            offer.format(
                time=moment_text(backup.at, now),
                reason=reason_text(backup.reason),
                state=state_text(backup),
            )
        )
        self.meaning.setText(self._meaning(now))
        self.secret_row.setVisible(needs_passphrase and secret is None)
        (self.secret_row if self.secret_row.isVisible() else self.restore_button).setFocus()

    def _meaning(self, now: datetime) -> str:
        text = _(
            "It is restored and read to its end first. Then it takes the place of the damaged workspace, "
            "which is kept whole beside it as “{name}”. What was written after the backup is in that folder "
            "only."
        )
        return text.format(name=f"{self._root.stem} damaged {now:%Y-%m-%d %H.%M}")

    def clear(self) -> None:
        """A secret does not stay here."""
        self._secret = None
        self.secret_row.clear()

    def set_busy(self, busy: bool) -> None:
        """While it is being restored nothing can be pressed twice."""
        for widget in (self.secret_row, self.restore_button, self.others_button, self.back_button):
            widget.setEnabled(not busy)
        self.restore_button.set_label(_("Restoring…") if busy else _("Restore this backup"))

    def refuse(self, text: str, needs_passphrase: bool) -> None:
        """Say what went wrong; the passphrase may have been another one when the backup was made."""
        self.set_busy(False)
        self.secret_row.setVisible(needs_passphrase)
        self._secret = None
        if needs_passphrase:
            self.secret_row.refuse(text)
        else:
            self.offer.setText(text)

    def _submit(self) -> None:
        if self._backup is None:
            return
        asks = self.secret_row.isVisible()
        secret = self.secret_row.secret() if asks else self._secret
        if secret is not None or not asks:
            self.submitted.emit(Restoring(self._backup.folder, self._root, secret))

    def _ask_for_others(self) -> None:
        self.others_requested.emit(self._root)
