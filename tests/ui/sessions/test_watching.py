"""What a phone or a scanner puts into a folder is offered while somebody speaks; one key takes it in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.evidence.reads import evidence_of_item
from tests.ui.sessions.conftest import CTRL, SHIFT, Auditor
from ui.sessions.note_line import NoteLine
from ui.sessions.watching import Watching


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Camera"
    made.mkdir()
    (made / "old.jpg").write_bytes(b"was there before")
    return made


@pytest.fixture
def watching(auditor: Auditor, folder: Path) -> Watching:
    watching = auditor.page.watching
    watching.watch(folder)
    watch = watching._watch
    assert watch is not None
    auditor.qtbot.waitUntil(lambda: watch._known is not None, timeout=10_000)
    return watching


def offered(auditor: Auditor) -> str:
    strip = auditor.page.watching.strip
    auditor.qtbot.waitUntil(strip.isVisible, timeout=10_000)
    return strip.text()


def test_a_new_photo_is_offered_and_one_key_attaches_it_to_the_item(
    auditor: Auditor, watching: Watching, folder: Path
) -> None:
    auditor.types("Looked at the rack")
    (folder / "IMG_1.jpg").write_bytes(b"\xff\xd8\xff photo")
    assert offered(auditor) == "1 new file in Camera: IMG_1.jpg"
    assert QApplication.activeModalWidget() is None
    assert isinstance(auditor.focused().parent(), NoteLine)
    auditor.press(Qt.Key.Key_E, CTRL | SHIFT)
    auditor.qtbot.waitUntil(lambda: not auditor.window.jobs.running, timeout=20_000)
    assert not watching.strip.isVisible()
    with auditor.workspace.read() as unit:
        rows = evidence_of_item(unit, auditor.story.items["A.8.13"])
    assert "IMG_1.jpg" in [row.name for row in rows]
    assert isinstance(auditor.focused().parent(), NoteLine)
    assert auditor.texts()[-1] == "Looked at the rack"


def test_another_key_leaves_the_files_where_they_are(
    auditor: Auditor, watching: Watching, folder: Path
) -> None:
    for number in range(5):
        (folder / f"scan {number}.pdf").write_bytes(b"%PDF-1.7")
    auditor.qtbot.waitUntil(lambda: "5 new files" in watching.strip.text(), timeout=10_000)
    assert offered(auditor).endswith("…")
    auditor.press(Qt.Key.Key_X, CTRL | SHIFT)
    assert not watching.strip.isVisible()
    assert not watching.has_offer()
    assert len(list(folder.iterdir())) == 6


def test_outside_a_session_nothing_is_offered_and_it_waits(
    auditor: Auditor, watching: Watching, folder: Path
) -> None:
    auditor.page._leave()
    (folder / "IMG_2.jpg").write_bytes(b"\xff\xd8\xff photo")
    auditor.qtbot.waitUntil(watching.has_offer, timeout=10_000)
    assert not watching.strip.isVisible()
    auditor.open()
    assert offered(auditor) == "1 new file in Camera: IMG_2.jpg"


def test_the_folder_is_watched_again_next_time_until_it_is_given_up(
    auditor: Auditor, watching: Watching, folder: Path
) -> None:
    settings = auditor.page.context.settings
    assert settings.get("sessions.watched_folder") == str(folder)
    watching.stop()
    watching.enter_session()
    assert watching.is_watching()
    watching.forget_folder()
    watching.enter_session()
    assert not watching.is_watching()
    assert settings.get("sessions.watched_folder") is None


def test_a_watched_folder_that_vanished_and_came_back_is_told_quietly(
    auditor: Auditor, watching: Watching, folder: Path
) -> None:
    auditor.types("Looked at the ra")
    gone = folder.rename(folder.with_name("Ejected"))
    said = auditor.window.status_bar.texts
    auditor.qtbot.waitUntil(lambda: any("Camera is not there" in text for text in said()), timeout=10_000)
    assert QApplication.activeModalWidget() is None
    auditor.types("ck")
    assert auditor.texts()[-1] == "Looked at the rack"
    gone.rename(folder)
    auditor.qtbot.waitUntil(lambda: any("Camera is there again" in text for text in said()), timeout=10_000)
