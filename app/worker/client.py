"""The program's side of the worker: starts it, feeds it, waits with an eye on the clock, and ends it."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from app.errors import UserError
from app.progress import Progress, no_progress
from app.words import N_
from app.worker.frames import (
    Frame,
    FrameError,
    message_from_plain,
    read_frame,
    text,
    whole_number,
    write_frame,
)
from app.worker.tasks import TASKS, Task

_TICK = 0.05
_SOURCE = Path(__file__).resolve().parent.parent.parent
_UNHARMED = N_("Nothing in your workspace was changed by it.")


class WorkerError(UserError):
    """The worker did not answer. `details` holds its traceback where it could tell one."""

    def __init__(self, what: str, todo: str = "", details: str = "", **args: object) -> None:
        super().__init__(what, _UNHARMED, todo, **args)
        self.details = details


class NoWorkerError(WorkerError):
    """No worker could be started, or Assay ended it itself: that says nothing about the file."""


class Worker:
    """Runs tasks, each in a process of its own. Threads may share it."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """`command` starts a worker; without one it is this program itself."""
        self._command = list(command or own_command())
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._ended: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()

    def run(
        self,
        task: str,
        head: Mapping[str, Any],
        payload: bytes = b"",
        *,
        progress: Progress = no_progress,
        timeout: float | None = None,
    ) -> bytes:
        """The answer of `task` to `head` (plain JSON) and `payload`.

        `progress` is called about every 50 ms, so that it can raise Cancelled. Raises the UserError that the
        task raised, and WorkerError when it crashed, took longer than `timeout` seconds (the task's own
        bound without one) or answered with too much; NoWorkerError when there was none, or `stop` ended it.
        The process is gone afterwards in every case.
        """
        bounds = TASKS[task]
        question = Frame({**head, "task": task}, payload)
        seconds = bounds.seconds if timeout is None else timeout
        with self._started() as process:
            return _converse(process, question, bounds, seconds, progress)

    def stop(self) -> None:
        """End every process that is at work; whoever waits for one gets a NoWorkerError."""
        with self._lock:
            for process in self._processes:
                self._ended.add(process)
                process.kill()

    @contextmanager
    def _started(self) -> Iterator[subprocess.Popen[bytes]]:
        process = start(self._command)
        with self._lock:
            self._processes.add(process)
        try:
            yield process
        except WorkerError as error:
            if process in self._ended:
                raise NoWorkerError(N_("The work on pages and pictures was ended.")) from error
            raise
        finally:
            process.kill()
            process.wait()
            with self._lock:
                self._processes.discard(process)
                self._ended.discard(process)


def own_command() -> list[str]:
    """Starts this program as a worker."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    return [sys.executable, "-m", "app.worker"]


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A worker that waits for its first frame. Raises NoWorkerError where there can be none."""
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=None if getattr(sys, "frozen", False) else _SOURCE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            # Ctrl+C in a terminal is for the program; it ends its workers itself.
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        raise NoWorkerError(
            N_("The helper process for pages and pictures cannot be started: {reason}."),
            N_("Close other programs and try again."),
            reason=error.strerror or str(error),
        ) from error


def _converse(
    process: subprocess.Popen[bytes], question: Frame, bounds: Task, seconds: float, progress: Progress
) -> bytes:
    frames: queue.SimpleQueue[Frame | FrameError | None] = queue.SimpleQueue()
    questions, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
    threads = (
        threading.Thread(target=_ask, args=(questions, question), daemon=True),
        threading.Thread(target=_listen, args=(answers, bounds.answer, frames), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        return _wait(frames, time.monotonic() + seconds, seconds, progress)
    except FrameError as error:
        raise no_answer(error) from error
    finally:
        process.kill()
        for thread in threads:
            thread.join()
        with suppress(OSError):
            # What could not be sent any more is flushed once again by close, in vain.
            questions.close()
        answers.close()


def _ask(questions: BinaryIO, question: Frame) -> None:
    # A worker that ended early says why in its answer, or by giving none.
    with suppress(OSError):
        write_frame(questions, question)


def _listen(answers: BinaryIO, most: int, frames: queue.SimpleQueue[Frame | FrameError | None]) -> None:
    try:
        while (frame := read_frame(answers, most)) is not None:
            frames.put(frame)
        frames.put(None)
    except FrameError as error:
        frames.put(error)


def _wait(
    frames: queue.SimpleQueue[Frame | FrameError | None], deadline: float, seconds: float, progress: Progress
) -> bytes:
    done, total, what = 0, 0, ""
    while True:
        progress(done, total, what)
        if time.monotonic() > deadline:
            raise WorkerError(
                N_("It took longer than {seconds} seconds and was stopped."), seconds=round(seconds)
            )
        try:
            frame = frames.get(timeout=_TICK)
        except queue.Empty:
            continue
        if frame is None:
            raise no_answer()
        if isinstance(frame, FrameError):
            raise frame
        head = frame.head
        if head.get("kind") == "progress":
            done, total, what = whole_number(head, "done"), whole_number(head, "total"), text(head, "what")
        else:
            return result_of(frame)


def result_of(frame: Frame) -> bytes:
    """What the last frame of an answer carries. Raises the UserError that it tells of."""
    match frame.head.get("kind"):
        case "answer":
            return frame.payload
        case "error":
            raise _user_error(frame.head)
        case "bug":
            raise WorkerError(
                N_("An error in Assay ended the work on pages and pictures."),
                N_("Try again. If it happens again, report it with the details."),
                text(frame.head, "details"),
            )
    raise FrameError("not an answer")


def _user_error(head: Mapping[str, Any]) -> UserError:
    error = UserError("")
    error.what = message_from_plain(head.get("what"))
    error.kept = message_from_plain(head.get("kept"))
    error.todo = message_from_plain(head.get("todo"))
    return error


def no_answer(error: FrameError | None = None) -> WorkerError:
    """What to say of a worker that ended, or that a file has taken over: it may say anything."""
    if error is not None and str(error) == "too large":
        return WorkerError(N_("The result is larger than Assay accepts."))
    return WorkerError(
        N_("The helper process for pages and pictures stopped unexpectedly."),
        N_("The file may be damaged, or made to do harm. Other files are not affected."),
    )
