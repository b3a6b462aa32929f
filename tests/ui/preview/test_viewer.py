"""Files seen inside the program, through the real worker; one that would do harm costs a sentence."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import pack
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserError
from app.evidence.intake import attach_bytes
from app.words import Words
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story, story
from tests.ui.screen import says
from ui.jobs import Jobs
from ui.page import Context
from ui.preview.large_view import LargeView
from ui.preview.viewer import Viewer

__all__ = ["story"]


@dataclass
class Surroundings:
    """As much of a page's context as a viewer uses."""

    workspace: Workspace
    worker: Worker
    jobs: Jobs
    words: Words


@pytest.fixture
def bugs() -> list[object]:
    return []


@pytest.fixture
def context(workspace: Workspace, bugs: list[object], qapp: QApplication) -> Iterator[Surroundings]:
    jobs = Jobs(bugs.append, bugs.append)
    worker = Worker()
    yield Surroundings(workspace, worker, jobs, Words())
    worker.stop()
    assert jobs.wait()
    jobs.deleteLater()


@pytest.fixture
def viewer(qtbot: QtBot, fonts: None, context: Surroundings) -> Viewer:
    viewer = Viewer(cast(Context, context))
    qtbot.addWidget(viewer)
    viewer.resize(420, 300)
    with qtbot.waitExposed(viewer):
        viewer.show()
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    return viewer


Show = Callable[..., None]


@pytest.fixture
def show(qtbot: QtBot, viewer: Viewer, context: Surroundings) -> Show:
    """Show bytes and wait until they are drawn."""

    def shown(content: bytes, media_type: str) -> None:
        viewer.show_bytes(content, media_type)
        qtbot.waitUntil(lambda: not context.jobs.running, timeout=30_000)

    return shown


def png(width: int = 600, height: int = 200) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def pdf(pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(pages):
        canvas.drawString(100, 700, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bomb() -> bytes:
    """A picture that claims 50,000 by 50,000 pixels and has nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def picture(viewer: Viewer) -> QPixmap | None:
    """What is drawn, None where there is a sentence or text."""
    found = [label.pixmap() for label in viewer.findChildren(QLabel) if label.isVisible()]
    return next((pixmap for pixmap in found if not pixmap.isNull()), None)


def width_of(viewer: Viewer) -> int:
    pixmap = picture(viewer)
    assert pixmap is not None
    return pixmap.width()


def test_a_picture_fits_the_width(viewer: Viewer, show: Show) -> None:
    show(png(), "image/png")
    assert 350 < width_of(viewer) < 420
    assert viewer.message_text() == ""


def test_a_wider_view_draws_the_page_anew(qtbot: QtBot, viewer: Viewer, show: Show) -> None:
    show(pdf(1), "application/pdf")
    narrow = width_of(viewer)
    viewer.resize(800, 300)
    qtbot.waitUntil(lambda: width_of(viewer) > narrow + 200, timeout=30_000)


def test_the_pages_of_a_pdf_are_turned_by_keys_and_buttons(
    qtbot: QtBot, viewer: Viewer, show: Show, context: Surroundings
) -> None:
    show(pdf(3), "application/pdf")
    assert says(viewer, "Page 1 of 3")
    area = viewer._area
    area.setFocus()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: says(viewer, "Page 2 of 3"), timeout=30_000)
    assert area.verticalScrollBar().value() == 0
    viewer._next.click()
    qtbot.waitUntil(lambda: says(viewer, "Page 3 of 3"), timeout=30_000)
    assert not viewer._next.isEnabled()
    viewer._previous.click()
    qtbot.waitUntil(lambda: says(viewer, "Page 2 of 3"), timeout=30_000)


def test_a_file_is_opened_at_a_page(qtbot: QtBot, viewer: Viewer, show: Show, context: Surroundings) -> None:
    viewer.show_bytes(pdf(3), "application/pdf")
    viewer.go_to("page:3")
    qtbot.waitUntil(lambda: says(viewer, "Page 3 of 3"), timeout=30_000)
    viewer.go_to("page:99")
    qtbot.waitUntil(lambda: not context.jobs.running, timeout=30_000)
    assert says(viewer, "Page 3 of 3")


def test_a_text_is_opened_at_a_line(viewer: Viewer, show: Show) -> None:
    show("\n".join(f"line number {number}" for number in range(1, 400)).encode(), "text/plain")
    viewer.go_to("line:250")
    text = viewer._text
    assert text.textCursor().selectedText() == "line number 250"
    assert text.viewport().rect().contains(text.cursorRect())
    viewer.go_to("line:4000")
    viewer.go_to("sheet:Jobs")
    viewer.go_to("")
    assert text.textCursor().selectedText() == "line number 250"


def test_one_page_has_no_bar_to_turn_pages(viewer: Viewer, show: Show) -> None:
    show(pdf(1), "application/pdf")
    assert picture(viewer) is not None
    assert not says(viewer, "Page 1 of 1")


def test_text_is_shown_as_it_is_and_cannot_be_changed(viewer: Viewer, show: Show) -> None:
    show("<b>Größe</b> & = cmd()".encode(), "text/plain")
    text = viewer.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert (text.toPlainText(), text.isReadOnly(), text.isVisible()) == ("<b>Größe</b> & = cmd()", True, True)


def test_a_damaged_picture_costs_a_sentence(viewer: Viewer, show: Show, bugs: list[object]) -> None:
    show(b"\x89PNG\r\n\x1a\n" + b"garbage" * 50, "image/png")
    assert viewer.message_text() == "This picture is damaged, or of a kind that cannot be shown here."
    assert bugs == []


def test_a_damaged_pdf_costs_a_sentence(viewer: Viewer, show: Show) -> None:
    show(b"%PDF-1.7 garbage", "application/pdf")
    assert viewer.message_text() == "This PDF is damaged and cannot be shown."


def test_a_picture_of_50000_pixels_is_named_and_not_opened(viewer: Viewer, show: Show) -> None:
    show(bomb(), "image/png")
    assert viewer.message_text() == "This picture is too large to show: 50000 × 50000 pixels."


def test_what_stands_there_is_replaced_and_comes_back(viewer: Viewer, show: Show) -> None:
    show(bomb(), "image/png")
    show(png(), "image/png")
    assert picture(viewer) is not None
    viewer.clear("Nothing to see")
    assert (viewer.message_text(), picture(viewer)) == ("Nothing to see", None)


def test_evidence_is_checked_against_its_hash_before_it_is_shown(
    qtbot: QtBot, viewer: Viewer, context: Surroundings, story: Story
) -> None:
    attached = attach_bytes(context.workspace, story.audit, "shot.png", png())
    (name,) = context.workspace.objects.names()
    path = context.workspace.objects.path(name)
    stored = bytearray(path.read_bytes())
    stored[len(stored) // 2] ^= 1
    path.write_bytes(stored)
    viewer.show_evidence(attached.evidence_id)
    qtbot.waitUntil(lambda: "is not what was taken in" in viewer.message_text(), timeout=30_000)
    assert picture(viewer) is None


class LateWorker(QObject):
    """Answers when the test says so."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []
        self.may_answer = False

    def run(self, _task: str, head: dict[str, Any], payload: bytes, *, progress: Any) -> bytes:
        self.questions.append(payload.decode())
        while payload == b"first" and not self.may_answer:
            progress(0, 0, "")
        if payload == b"first":
            raise UserError("too late")
        return b'{"kind": "text", "is_cut": false}\n' + payload


def test_what_arrives_late_for_an_earlier_file_is_not_shown(
    qtbot: QtBot, viewer: Viewer, context: Surroundings, bugs: list[object]
) -> None:
    worker = LateWorker()
    context.worker = cast(Worker, worker)
    viewer.show_bytes(b"first", "text/plain")
    qtbot.waitUntil(lambda: worker.questions == ["first"])
    (first,) = context.jobs.running
    viewer.show_bytes(b"second", "text/plain")
    assert first.is_cancelled
    worker.may_answer = True
    qtbot.waitUntil(lambda: not context.jobs.running)
    text = viewer.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "second"
    assert (viewer.message_text(), bugs) == ("", [])


def large_view() -> LargeView | None:
    found = [part for part in QApplication.topLevelWidgets() if isinstance(part, LargeView)]
    return next((part for part in found if part.isVisible()), None)


def test_what_is_too_small_is_enlarged_over_the_window_at_the_same_page(
    qtbot: QtBot, viewer: Viewer, show: Show, context: Surroundings
) -> None:
    show(pdf(3), "application/pdf")
    qtbot.keyClick(viewer._area, Qt.Key.Key_End)
    viewer._go_on()
    qtbot.waitUntil(lambda: says(viewer, "Page 2 of 3"), timeout=30_000)
    qtbot.mouseDClick(viewer._area.viewport(), Qt.MouseButton.LeftButton)
    larger = large_view()
    assert larger is not None
    qtbot.waitUntil(lambda: says(larger, "Page 2 of 3"), timeout=30_000)
    qtbot.keyClick(larger, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: large_view() is None)


def test_there_is_nothing_to_enlarge_where_a_sentence_stands(viewer: Viewer, show: Show) -> None:
    assert not viewer.can_enlarge()
    show(b"%PDF-1.7 not really", "application/pdf")
    assert viewer.message_text()
    assert not viewer.can_enlarge()
    viewer.enlarge()
    assert large_view() is None
