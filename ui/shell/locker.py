"""Locking: the workspace is closed, its passphrase asked for, and the place is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.settings import Settings
from ui.shell.caret import caret_on, put_caret
from ui.shell.lock_watch import LockWatch
from ui.shell.locking import Locked, UnsavedDialog, put_away, unsaved_texts
from ui.words import _, ngettext

if TYPE_CHECKING:
    from app.workspace.workspace import Workspace
    from ui.jobs import Job
    from ui.window import Window


class Locker(QObject):
    """Locks the workspace of `window` on demand, and by itself as `LockWatch` says."""

    def __init__(self, window: Window, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._locked: Locked | None = None
        self.watch = LockWatch(settings, self._is_busy, self)
        self.watch.wanted.connect(self._lock_by_itself)

    def begin(self, workspace: Workspace) -> None:
        """A workspace is open; one that was locked is shown where it was left."""
        self.watch.start()
        locked = self._locked
        if locked is None or locked.path != workspace.path:
            return
        QTimer.singleShot(0, self._come_back)
        if locked.stopped_jobs:
            text = ngettext(
                "{n} job was stopped by locking.", "{n} jobs were stopped by locking.", locked.stopped_jobs
            )
            self._window.messages.show_note(text)

    def end(self) -> None:
        """The workspace is about to be closed."""
        self.watch.stop()

    @property
    def holds_text(self) -> bool:
        """Whether something that was typed is in memory only, until its workspace is unlocked."""
        return self._locked is not None and bool(self._locked.unsaved)

    def lock(self) -> None:
        """Lock, or say why that cannot be done."""
        workspace = self._window.workspace
        if workspace is None:
            return
        if not workspace.is_encrypted:
            self._window.messages.say(
                _(
                    "A workspace without a passphrase cannot be locked: there would be nothing to unlock it "
                    "with. The settings set one."
                )
            )
            return
        locked = self._what_to_keep(workspace)
        if locked is not None:
            self._locked = locked
            put_away(self._window)
            self._window.show_locked(workspace.path)

    def _what_to_keep(self, workspace: Workspace) -> Locked | None:
        """What brings the auditor back; None when something could be neither saved nor kept."""
        page = self._window.current_page()
        if page is None:
            return Locked(workspace.path, None)
        locked = Locked(workspace.path, caret_on(page), stopped_jobs=len(self._jobs_wanted()))
        if self._window.flush():
            return locked
        unsaved = unsaved_texts(page)
        return replace(locked, unsaved=unsaved) if unsaved else None

    def _lock_by_itself(self) -> None:
        workspace = self._window.workspace
        if workspace is not None and workspace.is_encrypted:
            self.lock()

    def _is_busy(self) -> bool:
        from app.sessions.running import is_any_running

        workspace = self._window.workspace
        if workspace is None or self._jobs_wanted():
            return True
        with workspace.read() as unit:
            return is_any_running(unit)

    def _jobs_wanted(self) -> list[Job]:
        """The jobs that somebody waits for."""
        return [job for job in self._window.jobs.running if not job.can_wait]

    def _come_back(self) -> None:
        locked, self._locked = self._locked, None
        page = self._window.current_page()
        if locked is None or page is None:
            return
        if locked.caret is not None:
            put_caret(page, locked.caret)
        if locked.unsaved:
            UnsavedDialog(locked.unsaved, self._window).open()
