"""The trash in the window: a piece comes back, or goes for good."""

from PySide6.QtCore import Qt

from app.evidence.trash import trash_count
from tests.ui.retention.conftest import Desk
from tests.ui.screen import says

ENTER = Qt.Key.Key_Return


def test_a_piece_is_restored_with_the_keyboard(desk: Desk) -> None:
    piece = desk.attach("a.txt", b"a")
    assert desk.page.choice.current() == "due"
    desk.page.open(part="trash")
    assert says(desk.page, "The trash is empty")
    desk.remove(piece)
    desk.page.first_focus().setFocus()
    assert says(desk.page, "E-001 About a.txt")
    assert says(desk.page, "Removed on 06 Jul 2026, 09:30 by Auditor, Ada.")
    desk.page.trash.detail.restore_button.setFocus()
    desk.press(ENTER)
    desk.settle()
    assert any("E-001 is back in IA-2026-01." in text for text in desk.window.status_bar.texts())
    with desk.workspace.read() as unit:
        assert trash_count(unit) == 0
    desk.workspace.undo()
    desk.settle()
    assert list(desk.page.trash.rows) == [piece]


def test_emptying_it_is_a_question_that_says_what_goes(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        desk.remove(desk.attach(name, name.encode()))
    desk.page.open(part="trash")
    desk.page.main_button.setFocus()
    desk.press(ENTER)
    dialog = desk.dialog()
    assert says(dialog, "Destroy 2 pieces in the trash")
    desk.type("Attached by mistake")
    desk.press(ENTER)
    desk.press(ENTER)
    desk.settle()
    assert says(desk.page, "The trash is empty")
    assert [row.reason for row in desk.destroyed()] == ["Attached by mistake"] * 2
    desk.page.open(part="record")
    assert says(desk.page, "It had been removed, and the trash was emptied.")
    assert says(desk.page, "SHA-256 when it was taken in")
    assert not desk.page.main_button.isVisible()


def test_one_piece_goes_and_the_other_stays(desk: Desk) -> None:
    first, second = desk.attach("a.txt", b"a"), desk.attach("b.txt", b"b")
    desk.remove(first)
    desk.remove(second)
    desk.page.open(trashed_id=first)
    desk.page.trash.detail.destroy_button.click()
    dialog = desk.dialog()
    dialog.reason.setText("Wrong file")
    dialog.destroy_button.click()
    desk.settle()
    assert list(desk.page.trash.rows) == [second]
