"""Setting, changing and removing what protects the open workspace: dialogs, and the jobs behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.workspace.recovery_key import RecoveryKey, new_recovery_key
from ui.protection.passphrase_dialog import Asking, PassphraseDialog
from ui.protection.recovery_dialog import RecoveryDialog
from ui.words import _, ngettext

if TYPE_CHECKING:
    from app.errors import UserError
    from app.progress import Progress
    from app.words import Words
    from app.workspace.workspace import Workspace
    from ui.jobs import Jobs

Work = Callable[[str, str], object]
"""What is done with the present passphrase and the new one, off the GUI thread."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work
    present: str
    new: str

    def __call__(self, _progress: Progress) -> object:
        return self.work(self.present, self.new)


class Protecting(QObject):
    """Shows its dialogs over the window of `place`. `changed` follows each change, `said` a short word."""

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, words: Words, place: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._words = words
        self._place = place
        self._dialog: PassphraseDialog | None = None
        self._work: Work | None = None
        self._done: Callable[[object], None] | None = None
        self._forgotten: RecoveryKey | None = None

    def change(self) -> None:
        """Ask for the passphrase and a new one."""
        asking = Asking(_("Change the passphrase"), _meaning_of_change(), _("Change"), True, True)
        self._ask(asking, self._change, self._on_changed)

    def _change(self, present: str, new: str) -> object:
        from app.workspace.protection import change_passphrase

        change_passphrase(self._workspace, present, new)
        return None

    def _on_changed(self, _result: object) -> None:
        self.said.emit(_("The passphrase is changed. Earlier backups keep the one of their time."))

    def replace_forgotten(self, recovery_key: RecoveryKey) -> None:
        """After unlocking with the recovery key: ask for a passphrase in place of the forgotten one."""
        self._forgotten = recovery_key
        meaning = _(
            "The workspace was opened with its recovery key. Set a passphrase in place of the forgotten one; "
            "the recovery key stays valid. Backups made before still need it, or the forgotten passphrase."
        )
        asking = Asking(_("Set a new passphrase"), meaning, _("Set"), False, True, _("Later"))
        self._ask(asking, self._replace, self._on_replaced)

    def _replace(self, _present: str, new: str) -> object:
        from app.workspace.protection import change_passphrase

        assert self._forgotten is not None
        change_passphrase(self._workspace, self._forgotten, new)
        return None

    def _on_replaced(self, _result: object) -> None:
        self._forgotten = None
        self.said.emit(_("The new passphrase opens the workspace."))

    def set(self) -> None:
        """Ask for a first passphrase; a recovery key is made with it."""
        asking = Asking(_("Protect with a passphrase"), _meaning_of_first(), _("Protect"), False, True)
        self._ask(asking, self._set, self._on_set)

    def _set(self, _present: str, new: str) -> object:
        from app.workspace.protection import set_passphrase

        recovery_key = new_recovery_key()
        return recovery_key, set_passphrase(self._workspace, new, recovery_key)

    def _on_set(self, result: object) -> None:
        assert isinstance(result, tuple)
        recovery_key, left = result
        if left:
            text = ngettext(
                "{n} backup could not be protected and can still be read by everybody.",
                "{n} backups could not be protected and can still be read by everybody.",
                left,
            )
            self.said.emit(text)
        self.offer(recovery_key)

    def remove(self) -> None:
        """Ask for the passphrase, to do without one from now on."""
        meaning = _(
            "From now on whoever can read the folder can read the audits in it: on a lost laptop, in a "
            "backup, under a shared account. Do this only where the disk itself is encrypted. The recovery "
            "key goes too."
        )
        asking = Asking(
            _("Remove the passphrase"), meaning, _("Remove"), True, False, _("Keep the passphrase")
        )
        self._ask(asking, self._remove, self._on_removed)

    def _remove(self, present: str, _new: str) -> object:
        from app.workspace.protection import remove_passphrase

        remove_passphrase(self._workspace, present)
        return None

    def _on_removed(self, _result: object) -> None:
        self.said.emit(_("The workspace opens without a passphrase now."))

    def renew_recovery_key(self) -> None:
        """Ask for the passphrase, then show a new recovery key."""
        meaning = _(
            "A recovery key opens the workspace when the passphrase is forgotten. One that was made before "
            "no longer opens it; a backup opens with the one of its time."
        )
        asking = Asking(_("New recovery key"), meaning, _("Make the key"), True, False)
        self._ask(asking, self._renew, self.offer)

    def _renew(self, present: str, _new: str) -> object:
        from app.workspace.protection import set_recovery_key

        recovery_key = new_recovery_key()
        set_recovery_key(self._workspace, present, recovery_key)
        return recovery_key

    def remove_recovery_key(self) -> None:
        """Ask for the passphrase, then let no recovery key open the workspace."""
        meaning = _(
            "The recovery key no longer opens the workspace. If the passphrase is forgotten then, nothing "
            "can be recovered, by anybody."
        )
        asking = Asking(_("Remove the recovery key"), meaning, _("Remove"), True, False, _("Keep it"))
        self._ask(asking, self._remove_key, self._on_key_removed)

    def _remove_key(self, present: str, _new: str) -> object:
        from app.workspace.protection import remove_recovery_key

        self._workspace.header.unwrap(present)
        remove_recovery_key(self._workspace)
        return None

    def _on_key_removed(self, _result: object) -> None:
        self.said.emit(_("No recovery key opens the workspace any more."))

    def offer(self, recovery_key: object) -> None:
        """Show a recovery key that opens the workspace already; when it is declined, it is taken away."""
        assert isinstance(recovery_key, RecoveryKey)
        clock = self._workspace.seat.clock
        dialog = RecoveryDialog(recovery_key, self._workspace.path, clock, self._words, self._place.window())
        dialog.declined.connect(self._go_without)
        dialog.open()

    def _go_without(self) -> None:
        self._start(_Job(self._drop_key, "", ""), self._on_key_removed)

    def _drop_key(self, _present: str, _new: str) -> object:
        from app.workspace.protection import remove_recovery_key

        remove_recovery_key(self._workspace)
        return None

    def _ask(self, asking: Asking, work: Work, done: Callable[[object], None]) -> None:
        self._work, self._done = work, done
        self._dialog = PassphraseDialog(asking, self._place.window())
        self._dialog.submitted.connect(self._on_submitted)
        self._dialog.finished.connect(self._on_left)
        self._dialog.open()

    def _on_left(self) -> None:
        self._dialog = None

    def _on_submitted(self, present: str, new: str) -> None:
        assert self._work is not None
        assert self._done is not None
        self._start(_Job(self._work, present, new), self._done)

    def _start(self, job: _Job, done: Callable[[object], None]) -> None:
        self._done = done
        self._jobs.start(_("Changing the protection"), job, self._on_done, self._on_failed)

    def _on_done(self, result: object) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(False)
            self._dialog.accept()
        self.changed.emit()
        if self._done is not None:
            self._done(result)

    def _on_failed(self, error: UserError) -> None:
        text = " ".join(error.sentences(self._words))
        if self._dialog is not None:
            self._dialog.refuse(text)
        else:
            self.said.emit(text)


def _meaning_of_change() -> str:
    return _(
        "A forgotten passphrase cannot be recovered by anybody: keep it in a password manager or on paper in "
        "a safe. The recovery key stays what it is. Backups made before keep the passphrase of their time, "
        "and whoever has one of them and that passphrase can open this workspace too: only a copy under new "
        "keys keeps them out."
    )


def _meaning_of_first() -> str:
    return _(
        "It encrypts everything in the workspace, and the backups in its folder. A forgotten passphrase "
        "cannot be recovered by anybody: keep it in a password manager or on paper in a safe. Whoever copied "
        "the workspace or a backup before has its key and can still read it: delete copies on other "
        "drives, or make a copy under new keys afterwards."
    )
