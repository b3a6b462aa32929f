"""What protects the workspace: passphrase, recovery key, and when the window locks."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.page import Context
from ui.protection.copying import Copying
from ui.protection.protecting import Protecting
from ui.settings.section import Section
from ui.shell.lock_watch import LOCK_AFTER, LOCK_AFTER_CHOICES, lock_after
from ui.theme import current_look
from ui.widgets.buttons import Button, button, primary_button
from ui.widgets.form import choice_field, form_row
from ui.widgets.labels import body, muted
from ui.words import _, ngettext


class ProtectionSection(Section):
    """Changes are asked for with the passphrase, so that nobody makes them in passing."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Protection"), context, parent)
        self._protecting = Protecting(context.workspace, context.jobs, context.words, self, self)
        self._copying = Copying(context.workspace, context.jobs, context.words, self, self)
        self._passphrase = body("")
        self._recovery = body("")
        self.set_button = primary_button(_("Protect with a passphrase…"))
        self.change_button = button(_("Change the passphrase…"))
        self.remove_button = button(_("Remove it…"))
        self.copy_button = button(_("Copy under new keys…"))
        self._copied = body("")
        self.renew_button = button("")
        self.remove_key_button = button(_("Remove it…"))
        self.lock_after = choice_field([(minutes, _choice(minutes)) for minutes in LOCK_AFTER_CHOICES])
        self._lock_row = form_row(_("Lock when nobody works for"), self.lock_after, self._about_locking())
        self._no_lock = muted(
            _("Without a passphrase it cannot be locked: there would be nothing to unlock it with.")
        )
        self._lay_out()
        self._connect()

    def _about_locking(self) -> str:
        keys = self.context.shortcuts.caps("window.lock")
        return _("Never while a session or a job is running. At any time with {keys}.").format(keys=keys)

    def _lay_out(self) -> None:
        self.remove_button.setAccessibleName(_("Remove the passphrase…"))
        self.remove_key_button.setAccessibleName(_("Remove the recovery key…"))
        self.body.addWidget(self._passphrase)
        self.body.addLayout(_row(self.set_button, self.change_button, self.copy_button, self.remove_button))
        self.body.addWidget(self._copied)
        self._copied.hide()
        self.body.addWidget(self._recovery)
        self.body.addLayout(_row(self.renew_button, self.remove_key_button))
        self.body.addWidget(self._lock_row)
        self.body.addWidget(self._no_lock)

    def _connect(self) -> None:
        self.set_button.clicked.connect(self._protecting.set)
        self.change_button.clicked.connect(self._protecting.change)
        self.copy_button.clicked.connect(self._copying.ask)
        self._copying.said.connect(self._show_copied)
        self.remove_button.clicked.connect(self._protecting.remove)
        self.renew_button.clicked.connect(self._protecting.renew_recovery_key)
        self.remove_key_button.clicked.connect(self._protecting.remove_recovery_key)
        self.lock_after.value_chosen.connect(self._choose_lock_after)
        self._protecting.changed.connect(self.load)
        self._protecting.said.connect(self.context.say)

    def load(self) -> None:
        header = self.context.workspace.header
        has_passphrase, has_key = header.needs_passphrase, header.has_recovery_key
        encrypted = _("Encrypted with your passphrase. Nobody can recover a forgotten one.")
        plain = _("Without a passphrase: whoever can read the folder can read the audits.")
        self._passphrase.setText(encrypted if has_passphrase else plain)
        key = _("There is a recovery key.")
        no_key = _("There is no recovery key: if the passphrase is forgotten, nothing can be recovered.")
        self._recovery.setText(key if has_key else no_key)
        self.renew_button.set_label(_("New recovery key…") if has_key else _("Make a recovery key…"))
        self.set_button.setVisible(not has_passphrase)
        for part in (
            self.change_button,
            self.copy_button,
            self.remove_button,
            self._recovery,
            self.renew_button,
            self._lock_row,
        ):
            part.setVisible(has_passphrase)
        self.remove_key_button.setVisible(has_key)
        self._no_lock.setVisible(not has_passphrase)
        self.lock_after.set_value(lock_after(self.context.settings))

    def _show_copied(self, text: str) -> None:
        """What is to be done with the copy stays in sight."""
        self._copied.setText(text)
        self._copied.show()

    def _choose_lock_after(self, minutes: object) -> None:
        self.context.settings.set(LOCK_AFTER, minutes)


def _choice(minutes: int) -> str:
    return ngettext("{n} minute", "{n} minutes", minutes) if minutes else _("Never by itself")


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(current_look().px(8))
    for part in buttons:
        row.addWidget(part)
    row.addStretch(1)
    return row
