"""A worker that stays answers from what it has loaded, and is replaced when a question ends it."""

import sys
import threading
import time
from collections.abc import Iterator

import pytest

from app.worker.client import WorkerError
from app.worker.companion import Companion
from app.worker.tasks import STAYING
from tests.app.worker.faulty import MOODY


@pytest.fixture
def companion(monkeypatch: pytest.MonkeyPatch) -> Iterator[Companion]:
    monkeypatch.setitem(STAYING, "moody", MOODY)
    made = Companion("moody", {"name": "m"}, [sys.executable, "-m", "tests.app.worker.faulty"])
    yield made
    made.stop()


def test_it_is_loaded_once_for_many_questions(companion: Companion) -> None:
    assert [companion.ask(b"?") for _time in range(3)] == [b"m 1", b"m 2", b"m 3"]


@pytest.mark.parametrize("question", [b"crash", b"hang", b"flood"])
def test_a_question_that_ends_it_costs_a_message_and_the_next_one_is_answered(
    companion: Companion, question: bytes
) -> None:
    companion.ask(b"?")
    started = time.monotonic()
    with pytest.raises(WorkerError):
        companion.ask(question)
    assert time.monotonic() - started < 10
    assert companion.ask(b"?") == b"m 1"


def test_whoever_waits_is_told_when_it_is_stopped(companion: Companion) -> None:
    companion.ask(b"?")
    stopping = threading.Timer(0.1, companion.stop)
    stopping.start()
    with pytest.raises(WorkerError):
        companion.ask(b"hang")
    stopping.join()
    with pytest.raises(WorkerError):
        companion.ask(b"?")
