"""Redacting and marking up over the whole window: with the mouse, with keys alone, saved as a copy."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.evidence.links import Target, unlink
from app.evidence.marking.marks import MarkKind
from app.evidence.reads import DerivedHow
from app.words import N_
from models.session import NoteLine, SessionInterval
from tests.app.evidence.pictures import CANARY, encoded, letter, photo, scene
from tests.app.evidence.reading import content_of
from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from tests.ui.screen import says
from ui.evidence.marking.view import MarkingView
from ui.shortcut_sheet import ShortcutSheet

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
QUARTER = timedelta(minutes=15)
LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk, path: Path) -> MarkingView:
    """Attach a file and press the keys that mark it up."""
    desk.attach(path)
    desk.press(Qt.Key.Key_D, CTRL)
    desk.settle()
    view = QApplication.activeModalWidget()
    assert isinstance(view, MarkingView)
    return view


@pytest.fixture
def view(desk: Desk, make_file: MakeFile) -> MarkingView:
    return opened(desk, make_file("list.png", encoded(scene((800, 400)), "PNG")))


def press(view: MarkingView, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(view.paper.sheet, key, modifier)


def drag(view: MarkingView, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw with the mouse; places as parts of the page."""
    sheet = view.paper.sheet
    first, last = (QPoint(round(x * sheet.width()), round(y * sheet.height())) for x, y in (start, end))
    QTest.mousePress(sheet, LEFT, NONE, first)
    for point in ((first + last) / 2, last):
        QTest.mouseMove(sheet, point)
    QTest.mouseRelease(sheet, LEFT, NONE, last)


def copy_of(desk: Desk) -> Image.Image:
    made = desk.rows()[-1]
    return Image.open(io.BytesIO(content_of(desk.workspace, made.id)))


def test_a_name_is_blacked_out_with_the_mouse_and_the_copy_is_shown(desk: Desk, view: MarkingView) -> None:
    drag(view, (0.25, 0.25), (0.75, 0.5))
    view.foot.save_button.click()
    desk.settle()
    original, copy = desk.rows()
    assert copy.title == "list.png, redacted"
    assert desk.detail(copy.id).derived_from == original.number
    assert desk.page.evidence.detail.evidence_id == copy.id
    assert copy_of(desk).crop((205, 105, 595, 195)).getcolors() == [(390 * 90, (0, 0, 0))]
    assert copy_of(desk).getpixel((100, 300)) == scene((800, 400)).getpixel((100, 300))
    assert desk.is_told("E-002 was made from E-001.")
    desk.window.commands.run("window.undo")
    assert len(desk.rows()) == 1


def test_everything_goes_without_a_mouse(desk: Desk, view: MarkingView) -> None:
    press(view, Qt.Key.Key_N)
    before = view.drafts.marks[0]
    press(view, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Down, CTRL)
    press(view, Qt.Key.Key_Right, SHIFT)
    moved = view.drafts.marks[0]
    assert (moved.x1, moved.x2) == pytest.approx((before.x1 - 0.01, before.x2))
    assert 0 < moved.y1 - before.y1 < 0.01
    press(view, Qt.Key.Key_A)
    press(view, Qt.Key.Key_N)
    press(view, Qt.Key.Key_M)
    press(view, Qt.Key.Key_Delete)
    assert [mark.kind for mark in view.drafts.marks] == [MarkKind.ARROW]
    press(view, Qt.Key.Key_Z, CTRL)
    assert len(view.drafts.marks) == 2
    press(view, Qt.Key.Key_Z, CTRL | SHIFT)
    press(view, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.detail(desk.rows()[-1].id).derived_how is DerivedHow.MARKED_UP


def test_a_label_is_written_where_it_stands(desk: Desk, view: MarkingView) -> None:
    press(view, Qt.Key.Key_L)
    press(view, Qt.Key.Key_N)
    assert QApplication.focusWidget() is view.tools.words
    QTest.keyClicks(view.tools.words, "Badge shared by two")
    (mark,) = view.drafts.finished()
    assert (mark.kind, mark.text) == (MarkKind.LABEL, "Badge shared by two")
    QTest.keyClick(view.tools.words, Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert copy_of(desk).tobytes() != scene((800, 400)).tobytes()


def test_a_label_without_words_is_no_mark(view: MarkingView) -> None:
    press(view, Qt.Key.Key_L)
    drag(view, (0.5, 0.5), (0.5, 0.5))
    assert view.drafts.finished() == ()
    assert not view.foot.save_button.isEnabled()


def test_marks_are_moved_pulled_and_never_leave_the_page(view: MarkingView) -> None:
    drag(view, (0.2, 0.2), (0.4, 0.4))
    drag(view, (0.3, 0.3), (0.1, 0.3))
    assert view.drafts.marks[0].box == pytest.approx((0, 0.2, 0.2, 0.4), abs=0.01)
    drag(view, (0.2, 0.4), (0.6, 0.8))
    assert view.drafts.marks[0].box == pytest.approx((0, 0.2, 0.6, 0.8), abs=0.01)
    drag(view, (0.1, 0.3), (3.0, 3.0))
    assert view.drafts.marks[0].box[2:] == pytest.approx((1, 1), abs=0.01)
    for _step in range(3):
        press(view, Qt.Key.Key_Z, CTRL)
    assert view.drafts.marks[0].box == pytest.approx((0.2, 0.2, 0.4, 0.4), abs=0.01)


def test_pages_are_turned_and_only_the_one_that_is_shown_can_be_copied(
    desk: Desk, make_file: MakeFile
) -> None:
    view = opened(desk, make_file("letter.pdf", letter(CANARY)))
    while view.paper.page == 0:
        press(view, Qt.Key.Key_PageDown)
        desk.settle()
    drag(view, (0.0, 0.05), (1.0, 0.15))
    assert view.drafts.marks[0].page == 1
    view.foot.choice.button("this").click()
    view.foot.save_button.click()
    desk.settle()
    copy = content_of(desk.workspace, desk.rows()[-1].id)
    assert copy.count(b"/Type/Page/") == 1
    assert CANARY.encode() not in copy


def test_what_is_enlarged_is_drawn_finer_and_marks_stay_where_they_are(
    desk: Desk, make_file: MakeFile
) -> None:
    view = opened(desk, make_file("letter.pdf", letter(CANARY)))
    drag(view, (0.1, 0.05), (0.5, 0.15))
    marks, width = view.drafts.marks, view.paper.sheet.width()
    for _step in range(3):
        press(view, Qt.Key.Key_Plus, CTRL)
    desk.settle()
    assert view.paper.sheet._picture.width() == 3200
    assert view.drafts.marks == marks
    assert view.paper.sheet.width() == pytest.approx(width * 1.25**3, rel=0.01)
    press(view, Qt.Key.Key_0, CTRL)
    assert view.paper.sheet.width() == width


def test_closing_with_marks_takes_two_steps_and_changes_nothing(desk: Desk, view: MarkingView) -> None:
    drag(view, (0.25, 0.25), (0.75, 0.5))
    press(view, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert says(view, "Close once more to leave without them")
    press(view, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert len(desk.rows()) == 1


def test_a_copy_that_is_being_made_can_be_stopped(desk: Desk, make_file: MakeFile) -> None:
    view = opened(desk, make_file("letter.pdf", letter(CANARY)))
    drag(view, (0.1, 0.05), (0.5, 0.15))
    view.save()
    view.reject()
    desk.settle()
    assert view.isVisible()
    assert view.foot.save_button.isEnabled()
    assert len(desk.rows()) == 1


def test_a_copy_that_cannot_be_made_says_why_and_keeps_the_marks(desk: Desk, view: MarkingView) -> None:
    drag(view, (0.25, 0.25), (0.75, 0.5))
    (name,) = desk.workspace.objects.names()
    path = desk.workspace.objects.path(name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    view.foot.save_button.click()
    desk.settle()
    assert says(view, "is not what was taken in")
    assert len(view.drafts.marks) == 1
    assert view.foot.save_button.isEnabled()


def test_the_keys_are_shown(view: MarkingView) -> None:
    press(view, Qt.Key.Key_F1)
    sheet = view.findChild(ShortcutSheet)
    assert sheet is not None
    assert ("Black out", "B") in sheet.lines()
    assert ("Undo", "Ctrl Z") in sheet.lines()


def test_what_is_no_picture_offers_no_marks(desk: Desk, make_file: MakeFile) -> None:
    desk.attach(make_file("note.txt", b"We test restores."))
    assert not desk.page.evidence.detail.can_mark()
    desk.press(Qt.Key.Key_D, CTRL)
    assert QApplication.activeModalWidget() is None
    assert desk.is_told("Choose a picture or a PDF first.")


def test_a_copy_leads_to_its_original_and_back(desk: Desk, view: MarkingView) -> None:
    drag(view, (0.25, 0.25), (0.75, 0.5))
    view.foot.save_button.click()
    desk.settle()
    detail = desk.page.evidence.detail
    detail.tabs.choose("file")
    origin = detail.file.origin
    assert says(origin, "Redacted copy of")
    assert not detail.file.as_taken_in_button.isVisible()
    origin.pieces[0].button.click()
    desk.settle()
    assert detail.evidence_id == desk.rows()[0].id
    assert detail.file.as_taken_in_button.isVisible()
    assert says(origin, "Copies made from it")
    origin.pieces[0].button.click()
    desk.settle()
    assert detail.evidence_id == desk.rows()[1].id


def test_a_photo_exported_from_the_page_tells_no_place_and_as_taken_in_every_byte(
    desk: Desk, make_file: MakeFile, tmp_path: Path
) -> None:
    desk.attach(make_file("site.jpg", photo()))
    desk.page.evidence.detail.tabs.choose("file")
    facts = desk.page.evidence.detail.file
    assert says(facts.origin, "06 Jul 2026 09:12 by its own clock, and where it was")
    for folder, is_as_taken_in in (("without", False), ("with", True)):
        (tmp_path / folder).mkdir()
        facts.export_to(tmp_path / folder, is_as_taken_in=is_as_taken_in)
        desk.settle()
    without, with_all = ((tmp_path / one / "E-001 site.jpg").read_bytes() for one in ("without", "with"))
    assert CANARY.encode() not in without
    assert with_all == photo()


def test_a_photo_is_filed_by_its_time_and_offered_again_where_it_was_taken_off(
    desk: Desk, make_file: MakeFile
) -> None:
    with desk.workspace.write(N_("Hold a session")) as uow:
        line = uow.session.get_one(NoteLine, desk.story.line)
        uow.session.add(
            SessionInterval(session_id=desk.story.session, started_at=line.at - QUARTER, ended_at=None)
        )
        at = line.at - QUARTER / 3
    offset = f"{at:%z}"[:3] + ":00"
    desk.attach(make_file("door.jpg", photo(taken=f"{at:%Y:%m:%d %H:%M:%S}", offset=offset)))
    (row,) = desk.rows()
    assert row.obtained_at == at
    assert desk.is_told("E-001 (by its time to A.8.13)")
    with desk.workspace.write(N_("Take it off")) as uow:
        unlink(uow, row.id, Target(item_id=desk.story.backups))
    desk.settle()
    detail = desk.page.evidence.detail
    detail.tabs.choose("file")
    assert says(detail.file.origin, "Then A.8.13 was on the table.")
    detail.file.origin.use_button.click()
    assert [link.label for link in desk.rows()[0].links] == ["A.8.13"]
    assert not detail.file.origin.use_button.isVisible()
