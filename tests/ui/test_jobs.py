"""Long work: watched, cancelled, and answered on the GUI thread."""

from threading import Event

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.progress import Progress
from app.words import N_
from ui.jobs import Jobs
from ui.shell.job_bar import JobBar


class Desk(QObject):
    """Hears how jobs end, as a page does."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[QThread] = []

    def hear(self, answer: object = "cancelled") -> None:
        self.heard.append(answer)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


@pytest.fixture
def jobs(desk: Desk) -> Jobs:
    return Jobs(desk.hear, desk.hear, desk)


def test_a_result_comes_back_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    worked_on: list[QThread] = []

    def work(_progress: Progress) -> int:
        worked_on.append(QThread.currentThread())
        return 6

    jobs.start("Attaching", work, desk.hear)
    qtbot.waitUntil(lambda: desk.heard == [6])
    assert worked_on[0] is not desk.thread()
    assert desk.threads == [desk.thread()]
    assert jobs.running == ()


def test_a_running_job_says_what_it_does_and_stops_when_asked(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    go_on = Event()

    def work(progress: Progress) -> None:
        progress(3, 6, "restore-test.pdf")
        go_on.wait(5)
        progress(4, 6, "noc-board.png")

    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    jobs.start("Attaching", work, desk.hear, desk.hear, desk.hear)
    qtbot.waitUntil(lambda: bar.text() == "Attaching restore-test.pdf · 3 of 6")
    bar.cancel_button.click()
    assert bar.text() == "Stopping…"
    go_on.set()
    qtbot.waitUntil(lambda: desk.heard == ["cancelled"])
    assert bar.isHidden()


def test_what_a_user_can_mend_is_reported_and_a_fault_is_reported_as_one(
    qtbot: QtBot, jobs: Jobs, desk: Desk
) -> None:
    mendable, fault = UserError(N_("The file is gone.")), ZeroDivisionError()

    def fail(error: Exception) -> None:
        raise error

    jobs.start("Attaching", lambda _progress: fail(mendable))
    qtbot.waitUntil(lambda: desk.heard == [mendable])
    jobs.start("Attaching", lambda _progress: fail(fault))
    qtbot.waitUntil(lambda: desk.heard == [mendable, fault])


def test_an_answer_to_a_page_that_was_closed_is_dropped(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    page, go_on = Desk(), Event()
    jobs.start("Verifying", lambda _progress: go_on.wait(5), page.hear)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(jobs.changed):
        go_on.set()
    assert page.heard == []
    assert desk.heard == []


def test_text_is_saved_before_a_job_begins(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    order: list[str] = []
    jobs.starting.connect(lambda: order.append("saved"))
    jobs.start("Verifying", lambda _progress: order.append("began"), desk.hear)
    qtbot.waitUntil(lambda: bool(desk.heard))
    assert order == ["saved", "began"]


def test_all_jobs_are_stopped_at_the_end(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress(0, 0, "")

    for _ in range(3):
        jobs.start("Verifying", work, desk.hear, desk.hear, desk.hear)
    jobs.cancel_all()
    assert jobs.wait(5_000)
    qtbot.waitUntil(lambda: desk.heard == ["cancelled"] * 3)


def test_steps_too_many_to_count_are_told_in_percent(qtbot: QtBot, jobs: Jobs, desk: Desk) -> None:
    go_on = Event()

    def work(progress: Progress) -> None:
        progress(880_000, 1_852_332, "firewall.log")
        go_on.wait(5)

    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    jobs.start("Attaching", work, desk.hear)
    qtbot.waitUntil(lambda: bar.text() == "Attaching firewall.log · 47 %")
    go_on.set()
    qtbot.waitUntil(lambda: bool(desk.heard))
