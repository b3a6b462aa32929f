"""Long work off the GUI thread: started, watched, cancelled, and answered on the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from app.errors import UserError
from app.progress import Cancelled, Progress

Work = Callable[[Progress], Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a job is: `done` of `total` steps, and what it is busy with."""

    done: int = 0
    total: int = 0
    what: str = ""


class Job(QObject):
    """One piece of work. It lives on the GUI thread; only `_run` is called on another."""

    ended = Signal()

    def __init__(self, name: str, work: Work, parent: QObject, *, can_wait: bool = False) -> None:
        super().__init__(parent)
        self.name = name
        self.can_wait = can_wait
        self.stand = Stand()
        self.result: Any = None
        self.error: Exception | None = None
        self._work = work
        self._cancelled = Event()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop at the next step; the work cleans up what it had begun."""
        self._cancelled.set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Called by the work: says where it is. Raises `Cancelled` when it is to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        self.stand = Stand(done, total, what)

    def run(self) -> None:
        """Do the work on the calling thread and announce its end."""
        try:
            self.result = self._work(self.progress)
        except Exception as error:
            self.error = error
        self.ended.emit()

    def forget(self) -> None:
        """Hold on to nothing any more: neither a passphrase that the work was given, nor what it opened."""
        self._work = _nothing
        self.result, self.error = None, None


def _nothing(_progress: Progress) -> None:
    """The work of a job that has ended."""


class _Run(QRunnable):
    """Carries a job to the thread pool."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job = job

    def run(self) -> None:
        self._job.run()


@dataclass(frozen=True, slots=True)
class _Answers:
    """Who is told how a job ended."""

    run: _Run
    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    cancelled: Callable[[], None] | None


class Jobs(QObject):
    """All jobs of the window.

    `starting` comes before a job begins, so that unsaved text is written first; `changed` when one begins
    or ends.
    """

    starting = Signal()
    changed = Signal()

    def __init__(
        self,
        report_error: Callable[[UserError], None],
        report_bug: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._report_error = report_error
        self._report_bug = report_bug
        self._pool = QThreadPool(self)
        self._running: dict[Job, _Answers] = {}

    def start(
        self,
        name: str,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        *,
        can_wait: bool = False,
    ) -> Job:
        """Run `work(progress)` on a thread; `done(result)`, `failed(error)` or `cancelled()` follow here.

        `name` says what is being done ("Attaching"). Without `failed`, a UserError goes to the message bar.
        Anything else that is raised is a bug and is shown as one. What `can_wait` was asked for by nobody:
        it goes on another time when the workspace is locked.
        """
        self.starting.emit()
        job = Job(name, work, self, can_wait=can_wait)
        run = _Run(job)
        self._running[job] = _Answers(run, done, failed, cancelled)
        job.ended.connect(self._on_ended)
        self._pool.start(run)
        self.changed.emit()
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended, oldest first."""
        return tuple(self._running)

    def cancel_all(self) -> None:
        for job in self._running:
            job.cancel()

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Block until no job runs; made for the end of the program. False when the time was not enough."""
        return self._pool.waitForDone(milliseconds)

    def _on_ended(self) -> None:
        job = self.sender()
        if not isinstance(job, Job):
            return
        answers = self._running.pop(job)
        self.changed.emit()
        self._answer(job, answers)
        job.forget()
        job.deleteLater()

    def _answer(self, job: Job, answers: _Answers) -> None:
        error = job.error
        if error is None:
            _call(answers.done, job.result)
        elif isinstance(error, Cancelled):
            _call(answers.cancelled)
        elif isinstance(error, UserError):
            _call(answers.failed or self._report_error, error)
        else:
            self._report_bug(error)


def _call(answer: Callable[..., None] | None, *args: object) -> None:
    """Call `answer` unless the page that it belongs to was closed in the meantime."""
    owner = getattr(answer, "__self__", None)
    if answer is not None and not (isinstance(owner, QObject) and not isValid(owner)):
        answer(*args)
