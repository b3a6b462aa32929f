"""Files, folders and pictures become evidence, by every way in."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from app.evidence.intake import attach_files, files_in
from app.evidence.reads import EvidenceKind
from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from tests.ui.screen import says
from ui.evidence import attaching

HOSTILE = "invoice\u202efdp.exe"


def picture() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    return image


def put_on_clipboard(data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(desk: Desk, data: QMimeData) -> bool:
    """Drop something in the middle of the page; whether it was taken."""
    place = QPointF(desk.page.rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place.toPoint(), action, data, buttons, keys)
    QApplication.sendEvent(desk.page, enter)
    if not enter.isAccepted():
        return False
    dropped = QDropEvent(place, action, data, buttons, keys)
    QApplication.sendEvent(desk.page, dropped)
    return dropped.isAccepted()


def test_an_empty_page_says_how_evidence_gets_there_and_offers_to_attach(desk: Desk) -> None:
    assert says(desk.page, "No evidence yet")
    assert desk.page.first_focus() is not desk.page.evidence.list.table


def test_attached_files_are_listed_told_and_the_first_of_them_is_shown(
    desk: Desk, make_file: MakeFile
) -> None:
    desk.attach(make_file("policy.txt", b"Backups are restored each quarter."), make_file("log.csv", b"a,b"))
    assert [row.name for row in desk.rows()] == ["policy.txt", "log.csv"]
    assert desk.is_told("Attached: E-001, E-002")
    assert desk.page.evidence.detail.evidence_id == desk.rows()[0].id
    assert desk.page.choice.button("evidence").label() == "Evidence 2"
    assert says(desk.page, "2 pieces · ")


def test_the_files_inside_a_folder_are_attached(desk: Desk, make_file: MakeFile) -> None:
    folder = make_file("a.txt", b"a").parent
    (folder / "deeper").mkdir()
    (folder / "deeper" / "b.txt").write_bytes(b"b")
    (folder / "Thumbs.db").write_bytes(b"not evidence")
    desk.attach(folder)
    assert {row.name for row in desk.rows()} == {"a.txt", "b.txt"}


def test_a_folder_with_too_many_files_says_that_only_the_first_came(
    desk: Desk, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attaching, "files_in", lambda folder: files_in(folder, 2))
    for number in range(4):
        make_file(f"{number}.txt", str(number).encode())
    desk.attach(make_file("5.txt", b"5").parent)
    assert len(desk.rows()) == 2
    assert "holds more files" in desk.window.message_bar.text()


def test_a_folder_without_files_is_told_and_the_file_beside_it_is_attached(
    desk: Desk, make_file: MakeFile, tmp_path: Path
) -> None:
    (tmp_path / "bare").mkdir()
    desk.attach(tmp_path / "bare", make_file("a.txt", b"a"))
    assert [row.name for row in desk.rows()] == ["a.txt"]
    assert "no file with content in the folder" in desk.window.message_bar.text()


def test_one_file_that_cannot_be_read_does_not_hold_up_the_others(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file("empty.txt", b""), make_file("a.txt", b"a"))
    assert [row.name for row in desk.rows()] == ["a.txt"]
    assert "There is nothing in" in desk.window.message_bar.text()


def test_several_files_that_cannot_be_read_are_named_in_one_message(
    desk: Desk, make_file: MakeFile, tmp_path: Path
) -> None:
    desk.attach(make_file("empty.txt", b""), tmp_path / "gone.txt", make_file("a.txt", b"a"))
    text = desk.window.message_bar.text()
    assert text.startswith("2 files could not be attached: empty.txt, gone.txt. The others are attached.")


def test_files_are_dropped_anywhere_on_the_page(desk: Desk, make_file: MakeFile) -> None:
    assert drop(desk, files(make_file("a.txt", b"a"), make_file("b.txt", b"b")))
    desk.settle()
    assert [row.name for row in desk.rows()] == ["a.txt", "b.txt"]


def test_a_dropped_folder_gives_its_files_and_where_they_come_from(desk: Desk, make_file: MakeFile) -> None:
    folder = make_file("a.txt", b"a").parent
    (folder / "below").mkdir()
    (folder / "below" / "b.txt").write_bytes(b"b")
    assert drop(desk, files(folder))
    desk.settle()
    rows = desk.rows()
    assert [row.name for row in rows] == ["a.txt", "b.txt"]
    assert {row.obtained_how for row in rows} == {"As a file, from the folder “from the auditee”"}
    assert {row.classification for row in rows} == {"Confidential"}


def test_dropped_words_are_not_taken(desk: Desk) -> None:
    words = QMimeData()
    words.setText("not a file")
    assert not drop(desk, words)
    assert desk.rows() == []


def test_ctrl_v_makes_a_weak_screenshot_of_the_picture_on_the_clipboard(desk: Desk) -> None:
    data = QMimeData()
    data.setImageData(picture())
    put_on_clipboard(data)
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()
    (row,) = desk.rows()
    assert (row.name, row.kind) == ("Screenshot 2026-07-06 09.30.00.png", EvidenceKind.SCREENSHOT)
    assert (row.obtained_how, row.classification) == ("Pasted as a picture", "Confidential")
    assert row.is_weak
    assert says(desk.page, "Which system does it show")


def test_ctrl_v_attaches_copied_files(desk: Desk, make_file: MakeFile) -> None:
    put_on_clipboard(files(make_file("a.txt", b"a")))
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()
    assert [row.name for row in desk.rows()] == ["a.txt"]


def test_ctrl_v_without_file_or_picture_says_so(desk: Desk) -> None:
    data = QMimeData()
    data.setText("only words")
    put_on_clipboard(data)
    desk.press(Qt.Key.Key_V, CTRL)
    assert desk.is_told("neither a file nor a picture")


def test_a_cancelled_attachment_leaves_nothing_behind(
    desk: Desk, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def held(*args: Any, **options: Any) -> Any:
        begun.set()
        assert go_on.wait(10)
        return attach_files(*args, **options)

    monkeypatch.setattr(attaching, "attach_files", held)
    desk.page.attach([make_file("a.txt", b"a")])
    desk.qtbot.waitUntil(begun.is_set)
    (job,) = desk.window.jobs.running
    job.cancel()
    go_on.set()
    desk.settle()
    assert desk.rows() == []
    assert list(desk.workspace.objects.names()) == []
    assert not desk.window.message_bar.isVisible()


def test_the_same_file_again_is_told_without_a_dialog(desk: Desk, make_file: MakeFile) -> None:
    """AS-23; the next test has the other choice."""
    desk.attach(make_file("a.txt", b"the same"))
    desk.attach(make_file("b.txt", b"the same"))
    assert desk.is_told("Attached: E-002 (same file as E-001)")
    assert len(desk.rows()) == 2


def test_the_first_record_can_be_used_instead_of_the_second(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file("a.txt", b"the same"))
    desk.attach(make_file("b.txt", b"the same"))
    detail = desk.page.evidence.detail
    desk.type(detail.used_in.mark, "A.8.13", enter=True)
    detail.tabs.choose("file")
    assert detail.file.replace_button.label() == "Use E-001 instead"
    detail.file.replace_button.click()
    desk.settle()
    (row,) = desk.rows()
    assert row.number == "E-001"
    assert [link.target.item_id for link in row.links] == [desk.story.backups]
    assert detail.evidence_id == row.id


def test_a_hostile_name_is_shown_so_that_it_deceives_nobody(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file(HOSTILE, b"MZ"))
    table = desk.page.evidence.list.table
    shown = [str(table.model().index(0, column).data()) for column in range(7)]
    assert any("invoice‹U+202E›fdp.exe" in text for text in shown)
    assert not any("\u202e" in text for text in shown)
    desk.page.evidence.detail.tabs.choose("file")
    assert says(desk.page, "invoice‹U+202E›fdp.exe")
    assert desk.rows()[0].title == HOSTILE


def test_what_comes_while_somebody_types_does_not_take_the_caret_away(
    desk: Desk, make_file: MakeFile
) -> None:
    desk.attach(make_file("a.txt", b"a"))
    desk.show("E-001")
    notes = desk.page.evidence.detail.circumstances.notes
    desk.type(notes, "in the middle of")
    desk.attach(make_file("b.txt", b"b"))
    desk.qtbot.keyClicks(notes, " a sentence")
    assert notes.hasFocus()
    assert notes.text() == "in the middle of a sentence"
    assert len(desk.rows()) == 2
