"""What happens in the worker stays in the worker: the program gets an answer or a message."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from app.errors import UserError
from app.progress import Cancelled
from app.reporting.canonical import encode
from app.reporting.checklist_document import ChecklistDocument
from app.reporting.document import ReportDocument, to_json
from app.reporting.parts import Cover
from app.worker.client import NoWorkerError, Worker, WorkerError
from app.worker.frames import Frame, FrameError, read_frame, write_frame
from app.worker.tasks import MEGABYTE, TASKS
from tests.app.worker.faulty import FAULTY

unix = pytest.mark.skipif(sys.platform == "win32", reason="limits that Windows does not have")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Worker:
    for name, task in FAULTY.items():
        monkeypatch.setitem(TASKS, name, task)
    return Worker([sys.executable, "-m", "tests.app.worker.faulty"])


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_answer_comes_back_whole_whatever_is_printed_in_between(faulty: Worker) -> None:
    payload = bytes(range(256)) * 3000
    assert faulty.run("chatter", {}, payload) == payload[::-1]


def test_progress_flows_back(faulty: Worker) -> None:
    seen = []
    faulty.run("chatter", {}, progress=lambda done, total, what: seen.append((done, total, what)))
    assert [step for step in dict.fromkeys(seen) if step[2]] == [(n, 3, "step") for n in (1, 2, 3)]


def test_a_crash_costs_a_message(faulty: Worker) -> None:
    with pytest.raises(WorkerError, match="stopped unexpectedly") as caught:
        faulty.run("crash", {}, bytes(MEGABYTE))
    assert caught.value.kept.msgid


def test_a_hang_is_ended_after_its_time(faulty: Worker) -> None:
    started = time.monotonic()
    with pytest.raises(WorkerError, match="took longer than 1 seconds"):
        faulty.run("hang", {}, timeout=1)
    assert time.monotonic() - started < 5


@unix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep this limit")
def test_a_bomb_meets_the_memory_limit(faulty: Worker) -> None:
    with pytest.raises(UserError, match="more memory than it may use"):
        faulty.run("bomb", {})


def test_too_large_an_answer_is_not_read(faulty: Worker) -> None:
    with pytest.raises(WorkerError, match="larger than Assay accepts"):
        faulty.run("flood", {})


def test_what_the_user_can_mend_comes_back_in_its_own_words(faulty: Worker) -> None:
    with pytest.raises(UserError) as caught:
        faulty.run("refuse", {})
    assert str(caught.value) == "page 3 is damaged. Kept. Do that."


def test_a_bug_is_reported_with_its_traceback_as_details(faulty: Worker) -> None:
    with pytest.raises(WorkerError, match="An error in Assay") as caught:
        faulty.run("fail", {})
    assert "KeyError: 'a bug'" in caught.value.details


@unix
def test_nothing_is_written_to_the_disk(faulty: Worker, tmp_path: Path) -> None:
    path = tmp_path / "leak.txt"
    with pytest.raises(WorkerError):
        faulty.run("write", {"path": str(path)})
    assert not path.exists() or path.read_bytes() == b""


def test_cancelling_ends_the_process_at_once(faulty: Worker) -> None:
    started = []

    def cancel(done: int, total: int, what: str) -> None:
        if what == "pid":
            started.append(done)
            raise Cancelled

    with pytest.raises(Cancelled):
        faulty.run("process_id", {}, progress=cancel)
    assert not is_alive(started[0])


def test_stopping_the_worker_ends_what_it_is_doing(faulty: Worker) -> None:
    stopping: list[threading.Thread] = []

    def stop(done: int, total: int, what: str) -> None:
        if what == "pid" and not stopping:
            stopping.append(threading.Thread(target=faulty.stop))
            stopping[0].start()

    with pytest.raises(NoWorkerError, match="was ended"):
        faulty.run("process_id", {}, progress=stop)
    stopping[0].join()


@unix
def test_the_worker_ends_when_the_program_is_gone(faulty: Worker) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.worker.faulty"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    questions, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
    with answers:
        write_frame(questions, Frame({"task": "process_id"}))
        assert read_frame(answers, 0) is not None
        questions.close()
        assert process.wait(timeout=10) == 1


def test_a_program_that_cannot_be_started_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="cannot be started"):
        Worker([str(tmp_path / "missing")]).run("preview", {})


def test_several_threads_share_one_worker(faulty: Worker) -> None:
    answers: dict[int, bytes] = {}

    def work(n: int) -> None:
        answers[n] = faulty.run("chatter", {}, bytes([n, 0]))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: bytes([0, n]) for n in range(3)}


def test_no_window_and_no_database_is_loaded_in_the_worker() -> None:
    loaded = "import sys, app.worker.main; print([m for m in sys.modules if m.split('.')[0] in "
    code = f"{loaded}('PySide6', 'sqlalchemy', 'sqlcipher3', 'PIL', 'reportlab')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_report_workbook_and_checklist_are_made_in_the_worker() -> None:
    report = to_json(ReportDocument(cover=Cover("ISMS audit", "IA-2026-01", "internal_full", "Alder Hill")))
    checklist = encode(ChecklistDocument("Alder Hill", "IA-2026-01", "internal_full", "Checklist", ()))
    worker = Worker()
    assert worker.run("report_pdf", {}, report).startswith(b"%PDF-")
    assert worker.run("report_xlsx", {}, report).startswith(b"PK")
    assert worker.run("checklist_pdf", {}, checklist).startswith(b"%PDF-")
    with pytest.raises(UserError, match="not the content of a report"):
        worker.run("report_pdf", {}, b"{}")


@pytest.mark.parametrize(
    "data",
    [
        b"\0",
        b"\0" * 12,
        b"\xff" * 12,
        b"\0\0\0\x02" + b"\0" * 7 + b"\x05{}abc",
        b"\0\0\0\x02" + b"\0" * 8 + b"[]",
    ],
)
def test_a_broken_frame_is_noticed(data: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(data), 100)


def test_a_frame_comes_through_as_it_was() -> None:
    pipe = io.BytesIO()
    write_frame(pipe, Frame({"kind": "é\ud800"}, b"\0\1"))
    pipe.seek(0)
    frame = read_frame(pipe, 2)
    assert frame is not None
    assert (json.dumps(frame.head), frame.payload) == ('{"kind": "\\u00e9\\ud800"}', b"\0\1")
    assert read_frame(pipe, 2) is None
