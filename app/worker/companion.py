"""A worker that stays: what it has loaded once answers many small questions, one after another."""

import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, cast

from app.errors import UserError
from app.worker.client import no_answer, own_command, result_of, start
from app.worker.frames import Frame, FrameError, read_frame, write_frame
from app.worker.tasks import STAYING


class Companion:
    """Starts with the first question, and anew after one that it did not survive.

    One thread asks; `stop` may be called from any.
    """

    def __init__(self, task: str, head: Mapping[str, Any], command: Sequence[str] | None = None) -> None:
        """`head` (plain JSON) says what to load; `command` starts a worker, this program without one."""
        self._bounds = STAYING[task]
        self._start = Frame({**head, "task": task})
        self._command = list(command or own_command())
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def ask(self, question: bytes) -> bytes:
        """The answer. Raises the UserError that the worker raised, and WorkerError when it crashed or took
        longer than its task may; it is gone then."""
        process = self._started()
        # Ending the process ends the reading of its answer.
        end = threading.Timer(self._bounds.seconds, process.kill)
        end.daemon = True
        end.start()
        try:
            return _exchange(process, question, self._bounds.answer)
        except UserError:
            self._end()
            raise
        finally:
            end.cancel()

    def stop(self) -> None:
        """End it for good; who waits for an answer gets a WorkerError."""
        with self._lock:
            self._is_stopped = True
        self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopped:
                raise no_answer()
            if self._process is None or self._process.poll() is not None:
                self._process = start(self._command)
                with suppress(OSError):
                    write_frame(cast(BinaryIO, self._process.stdin), self._start)
            return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    # What could not be sent any more is flushed once again by close, in vain.
                    cast(BinaryIO, pipe).close()


def _exchange(process: subprocess.Popen[bytes], question: bytes, most: int) -> bytes:
    try:
        write_frame(cast(BinaryIO, process.stdin), Frame({}, question))
        frame = read_frame(cast(BinaryIO, process.stdout), most)
        if frame is not None:
            return result_of(frame)
    except (OSError, ValueError) as error:
        # A pipe that was closed by `stop` raises ValueError.
        raise no_answer() from error
    except FrameError as error:
        raise no_answer(error) from error
    raise no_answer()
