"""Restoring on the welcome page: from a chosen backup, or in the place of a damaged workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.errors import UserError
from app.settings import Settings
from app.words import Words
from app.workspace.backups.place import second_place
from ui.backup_words import lost_text
from ui.jobs import Job, Jobs, Work
from ui.welcome.damaged_view import DamagedView
from ui.welcome.opening import Opener
from ui.welcome.restore_view import RestoreView
from ui.welcome.restored_view import RestoredView
from ui.welcome.restoring import FindBackups, FindNewestGood, ReplaceDamaged, Restore, Restoring
from ui.words import _

if TYPE_CHECKING:
    from app.workspace.backups.restoring import Restored
    from app.workspace.backups.setting_aside import Replaced
    from app.workspace.backups.shelf import BackupRow
    from app.workspace.header import Secret


class RestoreFlow(QStackedWidget):
    """`opening_wanted` carries the path and the secret of a restored workspace; `left` goes to the start."""

    opening_wanted = Signal(object, object)
    left = Signal()

    def __init__(self, opener: Opener, settings: Settings, jobs: Jobs, words: Words, home: Path) -> None:
        super().__init__()
        self._opener = opener
        self._settings = settings
        self._jobs = jobs
        self._words = words
        self._folder = Path()
        self._tried: Secret | None = None
        self._wish: Restoring | None = None
        self._search: Job | None = None
        self.restore = RestoreView(home, self._needs_passphrase, opener.clock.now)
        self.damaged = DamagedView()
        self.restored = RestoredView()
        for view in (self.restore, self.damaged, self.restored):
            self.addWidget(view)
            view.left.connect(self._leave)
        self.restore.folder_chosen.connect(self.look_into)
        self.restore.submitted.connect(self._restore)
        self.damaged.submitted.connect(self._replace)
        self.damaged.others_requested.connect(self._look_for_others)
        self.restored.open_requested.connect(self._open)

    def begin(self, folder: Path | None = None) -> None:
        """Restore a backup, from this folder if one is known."""
        self.restore.clear()
        self.setCurrentWidget(self.restore)
        self.restore.choose_button.setFocus()
        if folder is not None:
            self.look_into(folder)

    def look_into(self, folder: Path) -> None:
        """Offer the backups in a folder."""
        self._folder = folder
        self.restore.show_looking()
        self._look(FindBackups(folder), self._on_found, self._on_not_restored)

    def begin_damaged(self, root: Path, secret: Secret | None, error: UserError) -> None:
        """Offer the newest good backup of a workspace that cannot be opened; `secret` was tried on it."""
        self._folder, self._tried = root, secret
        what, kept = (self._words.message(part) for part in (error.what, error.kept))
        self.damaged.show_looking(root, " ".join(part for part in (what, kept) if part))
        self.setCurrentWidget(self.damaged)
        work = FindNewestGood(root, secret, second_place(self._settings))
        self._look(work, self._on_good_found, self._on_not_replaced)

    def _look(self, work: Work, done: Callable[[Any], None], failed: Callable[[UserError], None]) -> None:
        """Look for backups; an earlier search has nothing to say any more."""
        if self._search is not None:
            self._search.cancel()
        self._search = self._jobs.start(_("Looking for backups"), work, done, failed)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        """Secrets stay nowhere, and a search that still runs has nothing to say."""
        self._wish, self._tried = None, None
        self.damaged.clear()
        self.restore.clear()
        if self._search is not None:
            self._search.cancel()

    def _needs_passphrase(self, backup: Path) -> bool:
        try:
            return self._opener.needs_passphrase(backup)
        except (UserError, OSError):
            # What is wrong with it is said when it is restored.
            return False

    def _look_for_others(self, root: Path) -> None:
        self.begin(root)

    def _on_found(self, rows: tuple[BackupRow, ...]) -> None:
        self.restore.show_backups(self._folder, rows)

    def _on_good_found(self, backup: BackupRow | None) -> None:
        needs = backup is not None and self._needs_passphrase(backup.folder)
        self.damaged.show_offer(backup, self._tried, needs, self._opener.clock.now())

    def _restore(self, wish: Restoring) -> None:
        self._wish = wish
        self.restore.set_busy(True)
        self._jobs.start(
            _("Restoring"), Restore(wish), self._on_restored, self._on_not_restored, self._on_cancelled
        )

    def _replace(self, wish: Restoring) -> None:
        self._wish = wish
        self.damaged.set_busy(True)
        work = ReplaceDamaged(self._opener, wish)
        self._jobs.start(_("Restoring"), work, self._on_replaced, self._on_not_replaced, self._on_cancelled)

    def _on_cancelled(self) -> None:
        self.restore.set_busy(False)
        self.damaged.set_busy(False)

    def _on_not_restored(self, error: UserError) -> None:
        self.restore.refuse(" ".join(error.sentences(self._words)))

    def _on_not_replaced(self, error: UserError) -> None:
        needs = self._wish is not None and self._needs_passphrase(self._wish.backup)
        self.damaged.refuse(" ".join(error.sentences(self._words)), needs)

    def _on_restored(self, restored: Restored) -> None:
        said = _("It lies in {path}. The backup is as it was.").format(path=restored.root)
        self._show_restored(restored.root, said, restored.lost)

    def _on_replaced(self, replaced: Replaced) -> None:
        said = _("The backup took the place of the damaged workspace, which is kept whole in {path}.")
        self._show_restored(replaced.root, said.format(path=replaced.aside), replaced.lost)

    def _show_restored(self, root: Path, said: str, lost: int) -> None:
        self.setCurrentWidget(self.restored)
        self.restored.show_restored(root, said, lost_text(lost))

    def _open(self) -> None:
        wish = self._wish
        self._forget()
        if wish is not None:
            self.opening_wanted.emit(wish.target, wish.secret)
