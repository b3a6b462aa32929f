"""Changes reach the pages once per turn, on the thread of the window."""

from threading import Thread

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.unit_of_work import Change
from ui.bus import Bus


def change(number: int) -> Change:
    return Change("finding", f"finding-{number}", "update")


def test_changes_of_one_turn_arrive_as_one(qtbot: QtBot) -> None:
    bus, heard = Bus(), []
    bus.changed.connect(heard.append)
    bus.publish(frozenset([change(1)]))
    bus.publish(frozenset([change(1), change(2)]))
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset([change(1), change(2)])]


def test_changes_from_a_job_arrive_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    bus, threads = Bus(), []
    bus.changed.connect(lambda _changes: threads.append(QThread.currentThread()))
    job = Thread(target=bus.publish, args=(frozenset([change(1)]),))
    job.start()
    job.join()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [bus.thread()]


def test_a_write_without_changes_is_not_announced(qtbot: QtBot) -> None:
    bus, heard = Bus(), []
    bus.changed.connect(heard.append)
    bus.publish(frozenset())
    bus.publish(frozenset([change(1)]))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset([change(1)])]
