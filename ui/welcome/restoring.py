"""Finding and restoring backups, as work that runs off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.progress import Progress
from ui.welcome.opening import Opener

if TYPE_CHECKING:
    from app.workspace.backups.restoring import Restored
    from app.workspace.backups.setting_aside import Replaced
    from app.workspace.backups.shelf import BackupRow
    from app.workspace.header import Secret

_PROGRAM = "Assay"


@dataclass(frozen=True, slots=True)
class Restoring:
    """What is to be restored, where to, and what opens it."""

    backup: Path
    target: Path
    secret: Secret | None


@dataclass(frozen=True, slots=True)
class FindBackups:
    """The job that looks for backups in a folder that was chosen."""

    folder: Path

    def __call__(self, progress: Progress) -> tuple[BackupRow, ...]:
        from app.workspace.backups.finding import find_backups
        from app.workspace.refusals import looking_for_backups

        with looking_for_backups(self.folder):
            found = find_backups(self.folder)
        progress(0, 0, "")
        return found


@dataclass(frozen=True, slots=True)
class FindNewestGood:
    """The job that looks for a backup to take a damaged workspace's place."""

    root: Path
    secret: Secret | None
    place: Path | None

    def __call__(self, progress: Progress) -> BackupRow | None:
        from app.workspace.backups.setting_aside import newest_good
        from app.workspace.refusals import looking_for_backups

        with looking_for_backups(self.root):
            found = newest_good(self.root, self.secret, self.place, progress)
        progress(0, 0, "")
        return found


@dataclass(frozen=True, slots=True)
class Restore:
    """The job that makes a workspace from a backup."""

    wish: Restoring

    def __call__(self, progress: Progress) -> Restored:
        from app.workspace.backups.restoring import restore

        return restore(self.wish.backup, self.wish.target, self.wish.secret, progress)


@dataclass(frozen=True, slots=True)
class ReplaceDamaged:
    """The job that puts a backup in the place of a damaged workspace; its `target` is that workspace."""

    opener: Opener
    wish: Restoring

    def __call__(self, progress: Progress) -> Replaced:
        from app.workspace.backups.setting_aside import replace_damaged

        wish = self.wish
        return replace_damaged(
            wish.target, wish.backup, wish.secret, _PROGRAM, self.opener.clock.now(), progress
        )
