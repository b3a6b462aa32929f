"""Keeps the search complete: files that came in are read, soon after opening and after each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.errors import UserError
from app.progress import Progress
from app.worker.client import Worker
from ui.jobs import Job, Jobs
from ui.words import _

if TYPE_CHECKING:
    from app.unit_of_work import Change
    from app.workspace.workspace import Workspace
    from ui.bus import Bus

_AFTER_OPENING = 5_000
_AFTER_A_CHANGE = 1_500
_FILES = frozenset({"evidence", "stored_object"})


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """The job that reads the files that wait, and puts the index in order."""

    workspace: Workspace
    worker: Worker

    def __call__(self, progress: Progress) -> int:
        from app.search.reading import read_files
        from app.search.upkeep import merge

        count = read_files(self.workspace, self.worker, progress)
        merge(self.workspace, progress)
        return count


@dataclass(frozen=True, slots=True)
class MakeIndexAnew:
    """The job that indexes everything anew."""

    workspace: Workspace

    def __call__(self, progress: Progress) -> None:
        from app.search.upkeep import make_index_anew

        make_index_anew(self.workspace, progress)


class SearchKeeper(QObject):
    """Starts the jobs, one at a time."""

    def __init__(self, jobs: Jobs, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._worker = worker
        self._workspace: Workspace | None = None
        self._job: Job | None = None
        self._is_wanted = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.read_files)

    def begin(self, workspace: Workspace, bus: Bus) -> None:
        """From now on the files of this workspace are read."""
        self._workspace = workspace
        bus.changed.connect(self._on_changed)
        self._soon.start(_AFTER_OPENING)

    def end(self) -> None:
        """The workspace is about to be closed."""
        self._soon.stop()
        self._workspace, self._job, self._is_wanted = None, None, False

    def read_files(self) -> None:
        """Read what waits; what comes in meanwhile is read after that."""
        self._is_wanted = self._job is not None
        if self._workspace is not None and self._job is None:
            work = ReadFiles(self._workspace, self._worker)
            answers = (self._on_done, self._on_failed, self._on_cancelled)
            name = _("Reading files for the search")
            self._job = self._jobs.start(name, work, *answers, can_wait=True)

    def make_anew(self) -> None:
        """Index everything anew, for an index that is damaged."""
        if self._workspace is not None:
            name = _("Making the search index anew")
            self._jobs.start(name, MakeIndexAnew(self._workspace), self._on_made)

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self._workspace is not None and any(change.kind in _FILES for change in changes):
            self._soon.start(_AFTER_A_CHANGE)

    def _on_done(self, _count: int) -> None:
        self._job = None
        if self._is_wanted:
            self.read_files()

    def _on_failed(self, _error: UserError) -> None:
        # Nobody asked for it, and nothing is lost: it is tried again at the next change or opening.
        self._job = None

    def _on_cancelled(self) -> None:
        self._job = None

    def _on_made(self, _nothing: None) -> None:
        self.read_files()
