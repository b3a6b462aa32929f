"""The worker's own side: read a task from standard input, do it, answer on standard output, end.

No window, no workspace, no database: it knows only what it is sent, and writes nothing to the disk.
"""

import os
import sys
import threading
import time
import traceback
from typing import BinaryIO

from app.errors import UserError
from app.progress import Progress
from app.words import N_
from app.worker.frames import Frame, message_to_plain, read_frame, write_frame
from app.worker.tasks import STAYING, TASKS, Reply, StayingTask, Task

MOST_PAYLOAD = 2 * 1024**3
_PROGRESS_PAUSE = 0.05
_SPARE_SECONDS = 30
# Of processor time: a day of typing takes a few of them, and one that runs on alone ends.
_STAYING_SECONDS = 600


def run() -> int:
    """Do one task and return the exit code; 0 also when the task answers with an error."""
    questions, answers = _pipes()
    frame = read_frame(questions, MOST_PAYLOAD)
    if frame is None:
        return 0
    if frame.head["task"] in STAYING:
        return _stay(STAYING[frame.head["task"]], frame, questions, answers)
    task = TASKS[frame.head["task"]]
    _bound(int(task.seconds) + _SPARE_SECONDS, task.memory, writes_files=task.writes_files)
    threading.Thread(target=_end_with_parent, args=(questions.fileno(),), daemon=True).start()
    write_frame(answers, _answer(task, frame, answers))
    return 0


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for frames alone: what a library prints must not fall between them."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(0, "rb", closefd=False), answers


def _stay(task: StayingTask, start: Frame, questions: BinaryIO, answers: BinaryIO) -> int:
    """Answer one question after another until the program closes its end."""
    _bound(_STAYING_SECONDS, task.memory)
    reply: Reply | None = None
    while (question := read_frame(questions, MOST_PAYLOAD)) is not None:
        try:
            reply = reply or task.load(start.head)
            answer = Frame({"kind": "answer"}, reply(question.payload))
        except Exception as error:
            answer = _failure(error)
        write_frame(answers, answer)
    return 0


def _bound(cpu_seconds: int, memory: int, *, writes_files: bool = False) -> None:
    """Limits that the system enforces, whatever a library does. Windows has none of this kind."""
    if sys.platform == "win32":
        return
    import resource

    # A core dump would put the content on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    if not writes_files:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform != "darwin":
        # macOS accepts this limit and does not keep it.
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _end_with_parent(descriptor: int) -> None:
    """The program closes its end when it is done with us or dies; work in hand has no use then."""
    while os.read(descriptor, 1):
        pass
    os._exit(1)


def _answer(task: Task, frame: Frame, answers: BinaryIO) -> Frame:
    try:
        return Frame({"kind": "answer"}, task.run(frame.head, frame.payload, _teller(answers)))
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> Frame:
    if isinstance(error, UserError):
        return _told(error)
    if isinstance(error, MemoryError):
        return _told(UserError(N_("This needs more memory than it may use.")))
    return Frame({"kind": "bug", "details": "".join(traceback.format_exception(error))})


def _told(error: UserError) -> Frame:
    parts = {"what": error.what, "kept": error.kept, "todo": error.todo}
    plain = {name: message_to_plain(message) for name, message in parts.items()}
    return Frame({"kind": "error", **plain})


def _teller(answers: BinaryIO) -> Progress:
    """Sends progress on, at most twenty times a second."""
    last = -_PROGRESS_PAUSE

    def tell(done: int, total: int, what: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PROGRESS_PAUSE:
            last = now
            write_frame(answers, Frame({"kind": "progress", "done": done, "total": total, "what": what}))

    return tell
