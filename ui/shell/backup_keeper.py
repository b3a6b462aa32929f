"""Keeps the open workspace backed up: soon after it was opened, and each hour in which something changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.progress import Progress
from app.settings import Settings
from app.workspace.backups.manifest import HOURLY, OPENED
from app.workspace.backups.place import second_place
from ui.jobs import Jobs
from ui.shell.status_bar import StatusBar
from ui.words import _

if TYPE_CHECKING:
    from app.workspace.backups.keeping import Kept
    from app.workspace.workspace import Workspace

_SOON = 3_000
_LOOK_EVERY = 60_000
_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeepBackedUp:
    """The job that backs a workspace up, and copies the backup to the second place where there is one."""

    workspace: Workspace
    reason: str
    place: Path | None
    only_when_changed: bool = True

    def __call__(self, progress: Progress) -> Kept:
        from app.workspace.backups.keeping import keep_backed_up

        return keep_backed_up(
            self.workspace, self.reason, self.place, progress, only_when_changed=self.only_when_changed
        )


class BackupKeeper(QObject):
    """Starts the backups of the open workspace, and shows in the status bar when the last one was made."""

    def __init__(self, jobs: Jobs, settings: Settings, status_bar: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._status_bar = status_bar
        self._workspace: Workspace | None = None
        self._begun_at: datetime | None = None
        self._saved_at: datetime | None = None
        self._has_told_away = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY)
        self._soon.timeout.connect(self.back_up_opened)
        self._looking.timeout.connect(self.look)
        jobs.changed.connect(self._show)

    def begin(self, workspace: Workspace) -> None:
        """From now on this workspace is the one to back up."""
        self._workspace = workspace
        self._has_told_away = False
        self._soon.start()
        self._looking.start()
        self._show()

    def end(self) -> None:
        """The workspace is about to be closed."""
        self._soon.stop()
        self._looking.stop()
        self._workspace = None

    def back_up_opened(self) -> None:
        """Back up what was opened, unless a backup holds all of it already."""
        self._start(OPENED)

    def look(self) -> None:
        """Back up when the last time was an hour ago or longer, and something was saved since."""
        workspace = self._workspace
        if workspace is None or self._begun_at is None:
            return
        is_due = workspace.seat.clock.now() - self._begun_at >= _EVERY
        if is_due and workspace.last_saved_at != self._saved_at:
            self._start(HOURLY)

    def _start(self, reason: str) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._begun_at, self._saved_at = workspace.seat.clock.now(), workspace.last_saved_at
        work = KeepBackedUp(workspace, reason, second_place(self._settings))
        self._jobs.start(_("Backing up"), work, self._on_done)

    def _on_done(self, kept: Kept) -> None:
        from app.retention.places import note_copies
        from app.workspace.backups.keeping import SecondCopy

        self._show()
        if self._workspace is not None:
            note_copies(self._settings, self._workspace.path, second_place(self._settings), kept)
        is_away = kept.second is SecondCopy.AWAY
        if is_away and not self._has_told_away:
            self._status_bar.say(_("Backed up here only: the drive for the second copy is away."))
        self._has_told_away = is_away

    def _show(self) -> None:
        workspace = self._workspace
        if workspace is not None:
            self._status_bar.show_backed_up(workspace.last_backed_up_at, workspace.seat.clock.now())
