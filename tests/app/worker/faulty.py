"""A worker whose tasks misbehave in every way that a decoder might."""

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from app.errors import UserError
from app.progress import Progress
from app.words import N_, Message
from app.worker.main import run
from app.worker.tasks import MEGABYTE, STAYING, TASKS, Reply, StayingTask, Task


def crash(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    os._exit(139)


def hang(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    while True:
        time.monotonic()


def bomb(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    return b"".join(bytes(64 * MEGABYTE) for _ in range(64))


def flood(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    return bytes(2 * MEGABYTE)


def refuse(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    said = Message(N_("page {n}"), {"n": 3})
    raise UserError(N_("{where} is damaged."), N_("Kept."), N_("Do {this}."), where=said, this="that")


def fail(_head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    raise KeyError("a bug")


def write(head: Mapping[str, Any], _payload: bytes, _progress: Progress) -> bytes:
    with open(head["path"], "wb") as file:  # noqa: PTH123
        file.write(b"plain text on the disk")
    return b"written"


def chatter(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    os.write(1, b"noise between the frames")
    print("more noise")  # noqa: T201
    for done in range(3):
        progress(done + 1, 3, "step")
        time.sleep(0.06)
    return payload[::-1]


def process_id(_head: Mapping[str, Any], _payload: bytes, progress: Progress) -> bytes:
    progress(os.getpid(), 0, "pid")
    while True:
        time.sleep(1)


FAULTY = {
    function.__name__: Task(function, seconds=10, memory=1024 * MEGABYTE, answer=MEGABYTE)
    for function in (crash, hang, bomb, flood, refuse, fail, write, chatter, process_id)
}


def moody(head: Mapping[str, Any]) -> Reply:
    """Answers with how often it was asked, until it is asked to crash, to hang, or for too much."""
    asked = 0

    def reply(question: bytes) -> bytes:
        nonlocal asked
        asked += 1
        match question:
            case b"crash":
                os._exit(139)
            case b"hang":
                time.sleep(60)
            case b"flood":
                return bytes(2 * MEGABYTE)
        return f"{head['name']} {asked}".encode()

    return reply


MOODY = StayingTask(moody, seconds=1, memory=1024 * MEGABYTE, answer=MEGABYTE)

if __name__ == "__main__":
    TASKS.update(FAULTY)
    STAYING["moody"] = MOODY
    sys.exit(run())
