"""Files made to do harm, looked at in the window: a sentence stands in their place, and the window lives."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.evidence.intake import attach_bytes
from app.worker.tasks import TASKS
from tests.app.evidence import hostile_files as hostile
from tests.app.evidence.conftest import Story, story
from tests.ui.preview.test_viewer import Surroundings, bugs, context, picture, viewer
from ui.preview.viewer import Viewer

__all__ = ["bugs", "context", "story", "viewer"]

BEAT = 20
HARMFUL: dict[str, Callable[[], bytes]] = {
    "hangs": hostile.pattern_of_itself,
    "crashes": lambda: hostile.never_restored(20_000_000),
    "explodes": hostile.huge_png,
    "is cut": lambda: hostile.jpeg(64, 64)[:300],
}


class Heart:
    """Beats as long as the window takes part in life, and remembers the longest pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def heart(viewer: Viewer) -> Iterator[Heart]:
    heart = Heart()
    yield heart
    heart.stop()


@pytest.mark.parametrize("make", HARMFUL.values(), ids=HARMFUL)
def test_a_harmful_file_costs_a_sentence_and_the_window_lives(
    qtbot: QtBot,
    viewer: Viewer,
    context: Surroundings,
    story: Story,
    heart: Heart,
    bugs: list[object],
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[], bytes],
) -> None:
    monkeypatch.setitem(TASKS, "preview", replace(TASKS["preview"], seconds=3))
    attached = attach_bytes(context.workspace, story.audit, "harmful.pdf", make())
    heart.start()
    viewer.show_evidence(attached.evidence_id)
    qtbot.waitUntil(lambda: viewer.message_text() not in ("", "Opening…"), timeout=30_000)
    assert heart.longest < 1.5
    assert (picture(viewer), bugs) == (None, [])
    fine = attach_bytes(context.workspace, story.audit, "fine.txt", b"We test restores.")
    viewer.show_evidence(fine.evidence_id)
    qtbot.waitUntil(lambda: viewer._text.toPlainText() == "We test restores.", timeout=30_000)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("x" * 200_000, QTextOption.WrapMode.WrapAnywhere),
        ("word " * 40_000, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere),
        ("ع" * 1_500 + " ", QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere),
    ],
)
def test_a_word_without_end_is_broken_anywhere_so_that_the_window_does_not_search_for_its_end(
    qtbot: QtBot, viewer: Viewer, context: Surroundings, text: str, mode: QTextOption.WrapMode
) -> None:
    viewer.show_bytes(text.encode("utf-16"), "text/plain")
    qtbot.waitUntil(lambda: not context.jobs.running, timeout=30_000)
    QApplication.processEvents()
    assert viewer._text.toPlainText() == text
    assert viewer._text.wordWrapMode() == mode
