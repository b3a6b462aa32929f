"""Rings of objects go on the GUI thread: new ones at once, old ones while another window is in front."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.shell.garbage import GarbageTimer


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[GarbageTimer]:
    parent = QObject()
    timer = GarbageTimer(parent)
    timer.start()
    yield timer
    timer.stop()


def test_a_new_ring_goes_with_the_timer(garbage: GarbageTimer) -> None:
    ring = weakref.ref(Ring())
    assert ring() is not None
    garbage.collect()
    assert ring() is None


def test_an_old_ring_goes_while_another_window_is_in_front(garbage: GarbageTimer, qapp: QApplication) -> None:
    held = Ring()
    ring = weakref.ref(held)
    gc.collect()
    del held
    garbage.collect()
    assert ring() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ring() is None
