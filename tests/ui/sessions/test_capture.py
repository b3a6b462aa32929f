"""Evidence, requests and findings taken while somebody speaks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QFileDialog

from app.evidence.custody import CustodyAction
from app.evidence.reads import EvidenceKind, EvidenceWeight, custody
from app.findings.detail import finding_detail
from app.findings.terms import FindingState
from app.sessions.sessions import LineKind, plan_session
from app.words import N_
from tests.ui.screen import says
from tests.ui.sessions.conftest import CTRL, SHIFT, Auditor
from tests.ui.sessions.reading import evidence, findings, requests, saved, saved_lines
from ui.sessions.note_line import NoteLine
from ui.sessions.side_cards import EvidenceCard


def picture() -> QImage:
    made = QImage(40, 30, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkGreen)
    return made


def put_on_clipboard(text: str = "", image: QImage | None = None, files: list[Path] | None = None) -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if image is not None:
        data.setImageData(image)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QApplication.clipboard().setMimeData(data)


def wait_for_evidence(auditor: Auditor, count: int = 1) -> None:
    auditor.qtbot.waitUntil(lambda: len(evidence(auditor)) == count, timeout=10_000)
    auditor.qtbot.waitUntil(
        lambda: len([card for card in auditor.page.findChildren(EvidenceCard) if card.isVisible()]) == count,
        timeout=10_000,
    )


def drop(auditor: Auditor, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(500, 500), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(auditor.page, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(500, 500), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(auditor.page, event)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "restore-test.txt"
    made.write_text("Restored 14 Feb 2026", encoding="utf-8")
    return made


def test_ctrl_r_makes_evidence_of_what_was_seen_and_not_taken(auditor: Auditor) -> None:
    auditor.types("Restore log of 14 Feb, on the console")
    auditor.press(Qt.Key.Key_R, CTRL)
    (piece,) = evidence(auditor)
    assert (piece.kind, piece.weight) == (EvidenceKind.REFERENCE_ONLY, EvidenceWeight.SEEN_BY_AUDITOR)
    assert piece.title == "Restore log of 14 Feb, on the console"
    assert saved_lines(auditor)[0].evidence == ("E-001",)
    assert auditor.lines()[0].text.marks() == ["E-001"]
    assert auditor.focused() is auditor.lines()[0].text


def test_ctrl_r_on_an_empty_line_asks_for_words(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_R, CTRL)
    assert evidence(auditor) == []
    assert any("Write what you saw" in text for text in auditor.window.status_bar.texts())


def test_ctrl_o_makes_a_request_of_what_was_promised(auditor: Auditor) -> None:
    auditor.types("Configuration export of the immutable bucket")
    auditor.press(Qt.Key.Key_O, CTRL)
    (request,) = requests(auditor)
    assert (request.number, request.person) == ("R-01", "M. Okafor")
    assert request.what == "Configuration export of the immutable bucket"
    assert saved_lines(auditor)[0].kind is LineKind.OWED
    assert auditor.lines()[0].text.marks() == ["request R-01"]
    assert says(auditor.page, "R-01 Configuration export of the immutable bucket")


def test_ctrl_n_raises_a_finding_from_the_selected_words(auditor: Auditor) -> None:
    auditor.types("Restore tests are missing since March. Nobody asked.")
    text = auditor.lines()[0].text
    cursor = text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(len("Restore tests are missing since March."), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    auditor.press(Qt.Key.Key_N, CTRL)
    (finding,) = findings(auditor)
    assert finding.state is FindingState.DRAFT
    with auditor.workspace.read() as unit:
        detail = finding_detail(unit, finding.id)
    assert "Restore tests are missing since March." in (detail.evidence_text, detail.statement)
    assert saved(auditor) == ["Restore tests are missing since March. Nobody asked."]
    assert auditor.focused() is text


def test_pasted_text_becomes_text_and_no_evidence(auditor: Auditor) -> None:
    put_on_clipboard(text="from a mail")
    auditor.press(Qt.Key.Key_V, CTRL)
    assert auditor.lines()[0].text.toPlainText() == "from a mail"
    assert evidence(auditor) == []


def test_a_pasted_picture_without_text_becomes_evidence_on_the_line(auditor: Auditor) -> None:
    auditor.types("Console of the backup server")
    put_on_clipboard(image=picture())
    auditor.press(Qt.Key.Key_V, CTRL)
    wait_for_evidence(auditor)
    (piece,) = evidence(auditor)
    assert (piece.kind, piece.title) == (EvidenceKind.SCREENSHOT, "Screenshot 2026-11-24 10.13.14.png")
    assert saved_lines(auditor)[0].evidence == ("E-001",)
    with auditor.workspace.read() as unit:
        assert [entry.action for entry in custody(unit, piece.id)] == [CustodyAction.TAKEN]


@pytest.fixture
def opening(auditor: Auditor) -> Auditor:
    """The auditor in a session without items."""
    with auditor.workspace.write(N_("Plan")) as uow:
        session_id = plan_session(uow, auditor.story.audit_id, title="Walk around")
    auditor.window.navigate("sessions", {"session_id": session_id})
    auditor.qtbot.waitUntil(lambda: isinstance(auditor.focused().parent(), NoteLine))
    return auditor


def test_in_a_session_without_items_a_pasted_picture_stands_beside_the_notes(opening: Auditor) -> None:
    opening.types("Door of the data room")
    put_on_clipboard(image=picture())
    opening.press(Qt.Key.Key_V, CTRL)
    opening.qtbot.waitUntil(lambda: says(opening.page, "E-001"), timeout=10_000)
    assert says(opening.page, "Evidence of this session")
    assert says(opening.page, "Filed to “Door of the data room”")


def test_f8_hides_what_a_piece_of_the_session_is_filed_to(opening: Auditor) -> None:
    """It may be a finding, and who is asked may see the screen."""
    opening.types("Door of the data room")
    put_on_clipboard(image=picture())
    opening.press(Qt.Key.Key_V, CTRL)
    opening.qtbot.waitUntil(lambda: says(opening.page, "Filed to"), timeout=10_000)
    opening.press(Qt.Key.Key_F8)
    assert says(opening.page, "E-001")
    assert not says(opening.page, "Filed to")
    opening.press(Qt.Key.Key_F8)
    assert says(opening.page, "Filed to “Door of the data room”")


def test_a_piece_of_such_a_session_without_a_line_says_that_it_is_filed_to_nothing_yet(
    opening: Auditor,
) -> None:
    put_on_clipboard(image=picture())
    opening.press(Qt.Key.Key_V, CTRL)
    opening.qtbot.waitUntil(lambda: says(opening.page, "E-001"), timeout=10_000)
    assert says(opening.page, "Filed to nothing yet")
    opening.open()
    assert says(opening.page, "Evidence on this item")
    assert not says(opening.page, "Filed to nothing yet")


def test_where_there_are_text_and_picture_ctrl_shift_v_takes_the_picture(auditor: Auditor) -> None:
    put_on_clipboard(text="caption", image=picture())
    auditor.press(Qt.Key.Key_V, CTRL)
    assert auditor.lines()[0].text.toPlainText() == "caption"
    auditor.press(Qt.Key.Key_V, CTRL | SHIFT)
    wait_for_evidence(auditor)
    assert auditor.lines()[0].text.toPlainText() == "caption"


def test_ctrl_shift_v_without_a_picture_says_so(auditor: Auditor) -> None:
    put_on_clipboard(text="only words")
    auditor.press(Qt.Key.Key_V, CTRL | SHIFT)
    assert "There is no picture on the clipboard." in auditor.window.status_bar.texts()
    assert auditor.lines()[0].text.toPlainText() == ""


def test_a_pasted_file_becomes_evidence(auditor: Auditor, file: Path) -> None:
    put_on_clipboard(files=[file])
    auditor.press(Qt.Key.Key_V, CTRL)
    wait_for_evidence(auditor)
    assert [piece.title for piece in evidence(auditor)] == ["restore-test.txt"]


def test_dropped_files_become_evidence_in_the_circumstances_of_the_session(
    auditor: Auditor, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "jobs.csv"
    other.write_text("job,state\n1,ok\n", encoding="utf-8")
    drop(auditor, file, other)
    wait_for_evidence(auditor, 2)
    pieces = evidence(auditor)
    assert {piece.title for piece in pieces} == {"restore-test.txt", "jobs.csv"}
    assert {piece.obtained_from for piece in pieces} == {"M. Okafor"}
    assert {piece.obtained_where for piece in pieces} == {"room 2.14"}
    assert {piece.obtained_at for piece in pieces} == {auditor.clock.now()}
    assert {piece.obtained_how for piece in pieces} == {f"As a file, from the folder “{file.parent.name}”"}
    assert {piece.classification for piece in pieces} == {"Confidential"}


def test_ctrl_e_attaches_the_chosen_file_and_typing_goes_on(
    auditor: Auditor, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(*_args: object) -> tuple[list[str], str]:
        return [str(file)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    auditor.types("Restore record")
    auditor.press(Qt.Key.Key_E, CTRL)
    auditor.types(", signed")
    wait_for_evidence(auditor)
    assert auditor.lines()[0].text.toPlainText() == "Restore record, signed"
    assert auditor.lines()[0].text.marks() == ["E-001"]


def test_a_file_that_cannot_be_attached_is_named_and_the_other_one_is_taken(
    auditor: Auditor, file: Path, tmp_path: Path
) -> None:
    drop(auditor, tmp_path / "gone.pdf", file)
    wait_for_evidence(auditor)
    assert "gone.pdf" in auditor.window.message_bar.text()


def test_a_card_opens_its_evidence_by_keyboard(auditor: Auditor) -> None:
    auditor.types("Seen on the console")
    auditor.press(Qt.Key.Key_R, CTRL)
    wait_for_evidence(auditor)
    auditor.part(EvidenceCard).setFocus()
    auditor.press(Qt.Key.Key_Return)
    page = auditor.window.current_page()
    assert page is not None
    assert page.where() == {"evidence_id": evidence(auditor)[0].id}


def test_what_is_typed_on_moves_the_number_of_the_evidence_along(auditor: Auditor) -> None:
    auditor.types("Restore report of September")
    auditor.press(Qt.Key.Key_O, CTRL)
    text = auditor.lines()[0].text
    mark = text._marks[0]
    before = mark.x()
    auditor.types(", by Friday")
    assert mark.x() > before
    assert mark.x() >= text.cursorRect().right()
