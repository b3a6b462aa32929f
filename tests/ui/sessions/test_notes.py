"""Notes while somebody speaks: typed, saved, filed, never lost."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.sessions import notes
from app.sessions.phrases import add_phrase
from app.sessions.sessions import LineKind, edit_session
from app.words import N_
from tests.ui.screen import says
from tests.ui.sessions.conftest import ALT, CTRL, Auditor
from tests.ui.sessions.reading import saved, saved_lines, to_file
from ui.sessions.notes_editor import NotesEditor
from ui.widgets.autosave import LONGEST_MS, SaveState


def test_a_line_that_is_typed_saves_itself_after_a_pause(auditor: Auditor) -> None:
    auditor.types("Nightly jobs to NAS")
    auditor.qtbot.waitUntil(lambda: saved(auditor) == ["Nightly jobs to NAS"], timeout=LONGEST_MS)
    row = saved_lines(auditor)[0]
    assert (row.kind, row.speaker_id, row.at) == (
        LineKind.SAID,
        auditor.story.okafor_id,
        auditor.clock.now(),
    )


def test_enter_ends_a_line_and_stamps_the_next_one(auditor: Auditor) -> None:
    auditor.write_line("Nightly jobs to NAS")
    auditor.clock.advance(minutes=5)
    auditor.write_line("Weekly copy to Leeds")
    assert [f"{row.at:%H:%M} {row.text}" for row in saved_lines(auditor)] == [
        "10:13 Nightly jobs to NAS",
        "10:18 Weekly copy to Leeds",
    ]
    assert auditor.focused() is auditor.lines()[-1].text
    assert auditor.lines()[-1].text.toPlainText() == ""


def test_enter_on_an_empty_line_writes_nothing(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_Return)
    auditor.write_line("   ")
    assert saved(auditor) == []


def test_next_and_previous_item_keep_what_was_not_saved_yet(auditor: Auditor) -> None:
    auditor.types("Half a sent")
    auditor.press(Qt.Key.Key_Down, CTRL)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.15"]
    assert saved(auditor) == ["Half a sent"]
    assert auditor.texts() == []
    auditor.types("Logs")
    auditor.press(Qt.Key.Key_Up, CTRL)
    assert (saved(auditor), saved(auditor, "A.8.15")) == (["Half a sent"], ["Logs"])
    assert auditor.texts() == ["Half a sent"]


def test_a_number_at_the_start_files_a_line_to_that_item_when_it_ends(auditor: Auditor) -> None:
    auditor.types("#8.15 Logs go to the same NAS")
    auditor.press(Qt.Key.Key_Return)
    assert (saved(auditor), saved(auditor, "A.8.15")) == ([], ["Logs go to the same NAS"])
    assert auditor.texts() == []
    assert "Filed to A.8.15" in auditor.window.status_bar.texts()
    assert auditor.focused() is auditor.lines()[-1].text


def test_a_pause_within_a_number_files_nothing(auditor: Auditor) -> None:
    auditor.types("#8.1")
    auditor.qtbot.waitUntil(lambda: saved(auditor) == ["#8.1"], timeout=LONGEST_MS)
    assert saved(auditor, "A.8.1") == []
    auditor.types("6 Alerts go to a phone")
    auditor.press(Qt.Key.Key_Return)
    assert saved(auditor, "A.8.16") == ["Alerts go to a phone"]


def test_a_number_that_no_item_has_leaves_the_line_where_it_is(auditor: Auditor) -> None:
    auditor.write_line("#99.99 Who knows")
    assert saved(auditor) == ["#99.99 Who knows"]
    assert any("No item of this audit" in text for text in auditor.window.status_bar.texts())


def test_lines_without_an_item_wait_and_are_filed_from_their_list(auditor: Auditor) -> None:
    auditor.click("To file")
    auditor.part(NotesEditor).focus_blank()
    auditor.write_line("A spare key lies in reception")
    assert to_file(auditor) == ["A spare key lies in reception"]
    assert says(auditor.page, "lines of this session without an item")
    auditor.qtbot.waitUntil(lambda: auditor.texts() == ["A spare key lies in reception"])
    auditor.press(Qt.Key.Key_Up)
    auditor.press(Qt.Key.Key_Home)
    auditor.types("#7.8 ")
    auditor.press(Qt.Key.Key_Return)
    assert (to_file(auditor), saved(auditor, "A.7.8")) == ([], ["A spare key lies in reception"])
    assert auditor.texts() == []


def test_a_line_of_another_session_says_which_and_cannot_be_changed(auditor: Auditor) -> None:
    auditor.write_line("Restores are tested.")
    item_id, title = auditor.story.items["A.8.13"], "Onboarding and leavers, with the people team"
    with auditor.workspace.write(N_("Hear it elsewhere, too")) as uow:
        edit_session(uow, auditor.story.later_id, title=title)
        notes.add_line(uow, auditor.story.later_id, "Leavers ask for old mail.", item_id=item_id)
    auditor.qtbot.waitUntil(lambda: len(auditor.texts()) == 2)
    own, other = auditor.lines()[:2]
    assert own.text.marks() == []
    assert other.text.marks() == ["Onboarding and leavers, with the…"]
    assert (own.text.isReadOnly(), other.text.isReadOnly()) == (False, True)
    auditor.clock.advance(hours=24)
    auditor.open("A.8.1")
    auditor.open()
    assert auditor.lines()[1].text.marks() == ["Onboarding and leavers, with the…, 24 Nov"]


def test_ctrl_t_puts_the_line_down_to_the_next_speaker(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_T, CTRL)
    auditor.write_line("Five of five jobs completed")
    assert [row.kind for row in saved_lines(auditor)] == [LineKind.OBSERVED]
    assert auditor.lines()[-1].speaker.kind is LineKind.OBSERVED


def test_the_arrows_go_from_line_to_line(auditor: Auditor) -> None:
    auditor.write_line("first")
    auditor.write_line("second")
    auditor.press(Qt.Key.Key_Up)
    auditor.press(Qt.Key.Key_Up)
    assert auditor.focused() is auditor.lines()[0].text
    auditor.press(Qt.Key.Key_Down)
    assert auditor.focused() is auditor.lines()[1].text


def test_backspace_in_an_emptied_line_removes_it(auditor: Auditor) -> None:
    auditor.write_line("no")
    auditor.press(Qt.Key.Key_Up)
    for _letter in range(3):
        auditor.press(Qt.Key.Key_Backspace)
    assert saved(auditor) == []
    assert [line.text.toPlainText() for line in auditor.lines()] == [""]
    assert auditor.focused() is auditor.lines()[0].text


def test_text_that_cannot_be_written_stays_marked_and_can_be_tried_again(auditor: Auditor) -> None:
    auditor.write_line("Kept before")
    auditor.types("Said just now")
    auditor.workspace.close()
    auditor.press(Qt.Key.Key_Return)
    line = auditor.lines()[-1]
    assert line.text.toPlainText() == "Said just now"
    assert line.text.property("failed") is True
    assert says(auditor.page, "not saved yet")
    assert "closed" in auditor.window.message_bar.text()
    auditor.click("Try again")
    assert line.autosave.state is SaveState.FAILED
    auditor.press(Qt.Key.Key_Down, CTRL)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.13"]
    line.autosave.set_text("")
    line.text.clear()


def test_trying_again_saves_what_could_not_be_saved_before(auditor: Auditor) -> None:
    auditor.write_line("Old")
    auditor.press(Qt.Key.Key_Up)
    auditor.types(" words")
    with auditor.workspace.write(N_("Remove note")) as uow:
        notes.remove_line(uow, saved_lines(auditor)[0].id)
    auditor.press(Qt.Key.Key_Return)
    assert auditor.lines()[0].text.property("failed") is True
    auditor.qtbot.waitUntil(lambda: auditor.lines()[0].row_id == "")
    auditor.click("Try again")
    assert saved(auditor) == ["Old words"]
    assert not says(auditor.page, "not saved yet")


def test_what_another_page_writes_appears_and_leaves_caret_and_typing_alone(auditor: Auditor) -> None:
    auditor.write_line("First line")
    auditor.types("Half of the sec")
    auditor.press(Qt.Key.Key_Left)
    with auditor.workspace.write(N_("Write note")) as uow:
        notes.add_line(uow, auditor.story.session_id, "From elsewhere", item_id=auditor.story.items["A.8.13"])
    auditor.qtbot.waitUntil(lambda: "From elsewhere" in auditor.texts())
    line = auditor.lines()[-1]
    assert auditor.focused() is line.text
    assert (line.text.toPlainText(), line.text.textCursor().position()) == ("Half of the sec", 14)
    auditor.types("X")
    assert line.text.toPlainText() == "Half of the seXc"


def test_typing_in_a_line_that_was_removed_elsewhere_is_kept_as_a_new_one(auditor: Auditor) -> None:
    auditor.write_line("Old")
    auditor.press(Qt.Key.Key_Up)
    line_id = saved_lines(auditor)[0].id
    auditor.types(" words")
    with auditor.workspace.write(N_("Remove note")) as uow:
        notes.remove_line(uow, line_id)
    auditor.qtbot.waitUntil(lambda: saved(auditor) == ["Old words"], timeout=2 * LONGEST_MS)
    assert saved_lines(auditor)[0].id != line_id


def test_the_caret_stays_in_the_notes_when_its_line_is_removed_elsewhere(auditor: Auditor) -> None:
    auditor.write_line("First")
    auditor.write_line("Second")
    auditor.press(Qt.Key.Key_Up)
    auditor.press(Qt.Key.Key_Up)
    assert auditor.focused() is auditor.lines()[0].text
    with auditor.workspace.write(N_("Remove note")) as uow:
        notes.remove_line(uow, saved_lines(auditor)[0].id)
    auditor.qtbot.waitUntil(lambda: auditor.texts() == ["Second"])
    assert auditor.focused() is auditor.lines()[-1].text


def test_ctrl_z_takes_back_a_line_and_the_caret_is_ready_again(auditor: Auditor) -> None:
    auditor.write_line("Wrong person said this")
    auditor.press(Qt.Key.Key_Z, CTRL)
    auditor.qtbot.waitUntil(lambda: auditor.texts() == [])
    assert saved(auditor) == []
    assert auditor.window.message_bar.text() == "Undid: Write note"
    assert auditor.focused() is auditor.lines()[-1].text


def test_any_script_and_any_character_is_carried_as_it_was_typed(auditor: Auditor) -> None:
    for text in ("שלום עולם", "🙂 emoji 👩‍👩‍👧", "<b>bold</b> & more", "=cmd()", "a\u202eb"):
        auditor.write_line(text)
    assert saved(auditor) == ["שלום עולם", "🙂 emoji 👩‍👩‍👧", "<b>bold</b> & more", "=cmd()", "a\u202eb"]


def test_pasted_text_with_a_nul_keeps_all_that_stands_around_it(auditor: Auditor) -> None:
    QApplication.clipboard().setText("before\0after")
    auditor.press(Qt.Key.Key_V, CTRL)
    auditor.press(Qt.Key.Key_Return)
    (text,) = saved(auditor)
    assert text.startswith("before")
    assert text.endswith("after")


def test_a_line_of_100000_characters_is_kept_whole_and_can_be_gone_on_with(auditor: Auditor) -> None:
    long = "The restore took a while. " * 3847
    QApplication.clipboard().setText(long)
    auditor.press(Qt.Key.Key_V, CTRL)
    auditor.types("!")
    auditor.press(Qt.Key.Key_Return)
    assert saved(auditor) == [long + "!"]
    started = time.thread_time()
    auditor.types("next")
    assert time.thread_time() - started < 1
    assert auditor.lines()[-1].text.toPlainText() == "next"


def test_500_lines_on_an_item_open_and_take_more(auditor: Auditor) -> None:
    item_id = auditor.story.items["A.8.16"]
    with auditor.workspace.write(N_("Write notes")) as uow:
        for number in range(500):
            notes.add_line(uow, auditor.story.session_id, f"Line {number}", item_id=item_id)
    auditor.open("A.8.16")
    auditor.write_line("One more")
    auditor.qtbot.waitUntil(lambda: len(saved(auditor, "A.8.16")) == 501)
    assert saved(auditor, "A.8.16")[-1] == "One more"
    assert auditor.focused() is auditor.lines()[-1].text
    auditor.press(Qt.Key.Key_1, ALT)
    assert auditor.focused() is auditor.lines()[-1].text
    assert auditor.texts()[0] == "Line 484"
    auditor.click("Show 484 earlier lines")
    auditor.qtbot.waitUntil(lambda: auditor.texts()[0] == "Line 444")


def test_up_from_the_first_line_goes_on_to_earlier_ones(auditor: Auditor) -> None:
    item_id = auditor.story.items["A.8.16"]
    with auditor.workspace.write(N_("Write notes")) as uow:
        for number in range(50):
            notes.add_line(uow, auditor.story.session_id, f"Line {number}", item_id=item_id)
    auditor.open("A.8.16")
    for _line in range(50):
        auditor.press(Qt.Key.Key_Up)
    assert auditor.texts()[0] == "Line 0"
    assert auditor.focused() is auditor.lines()[0].text
    auditor.press(Qt.Key.Key_Up)
    assert auditor.focused() is auditor.lines()[0].text
    for _line in range(50):
        auditor.press(Qt.Key.Key_Down)
    assert auditor.focused() is auditor.lines()[-1].text


def test_many_lines_cost_little_more_than_few(auditor: Auditor) -> None:
    """Lines that are not seen are not made, so that the page is there before it is missed."""
    item_id = auditor.story.items["A.8.16"]
    with auditor.workspace.write(N_("Write notes")) as uow:
        for number in range(500):
            notes.add_line(uow, auditor.story.session_id, f"Line {number}", item_id=item_id)
    auditor.open("A.8.16")
    auditor.open("A.8.13")
    started = time.thread_time()
    auditor.open("A.8.16")
    assert time.thread_time() - started < 0.25
    assert len(auditor.texts()) <= 41


def test_the_caret_stays_in_sight_while_typing_behind_a_very_long_paste(auditor: Auditor) -> None:
    QApplication.clipboard().setText("A ticket of the restore, closed after fourteen minutes. " * 900)
    auditor.press(Qt.Key.Key_V, CTRL)
    auditor.types(" End")
    notes_area = auditor.part(NotesEditor)
    auditor.qtbot.waitUntil(lambda: auditor.lines()[0].height() > 2 * notes_area.height())
    assert caret_in_sight(auditor)
    auditor.press(Qt.Key.Key_Home, CTRL)
    assert caret_in_sight(auditor)


def test_the_caret_stays_in_sight_behind_a_long_phrase_below_many_lines(auditor: Auditor) -> None:
    with auditor.workspace.write(N_("Prepare")) as uow:
        add_phrase(uow, ";rt", "The restore test was seen from its start to its end. " * 12)
        for number in range(14):
            notes.add_line(
                uow, auditor.story.session_id, f"Line {number}", item_id=auditor.story.items["A.8.13"]
            )
    auditor.qtbot.waitUntil(lambda: len(auditor.texts()) == 14)
    auditor.types(";rt ")
    auditor.qtbot.waitUntil(lambda: auditor.lines()[-1].height() > 100)
    assert caret_in_sight(auditor, at=-1)


def caret_in_sight(auditor: Auditor, at: int = 0) -> bool:
    """Whether the caret lies within the part of the notes that is seen, when the window has rested."""
    text = auditor.lines()[at].text
    area = auditor.part(NotesEditor)._area
    assert auditor.focused() is text

    def is_seen() -> bool:
        place = text.viewport().mapTo(area.viewport(), text.cursorRect().center())
        return area.viewport().rect().contains(place)

    auditor.qtbot.waitUntil(is_seen, timeout=2_000)
    return is_seen()
