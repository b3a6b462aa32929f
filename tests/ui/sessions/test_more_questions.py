"""More questions on the item on the table, in a few keys, while the notes go on."""

from PySide6.QtCore import Qt

from app.sessions.reads import session_view
from tests.ui.screen import says
from tests.ui.sessions.conftest import CTRL, Auditor
from ui.sessions.more_questions import MoreQuestions
from ui.sessions.note_line import NoteLine

M, ENTER, ESCAPE, DOWN, TAB = (
    Qt.Key.Key_M,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Down,
    Qt.Key.Key_Tab,
)


def agenda(auditor: Auditor) -> list[str]:
    with auditor.workspace.read() as unit:
        return [item.title for item in session_view(unit, auditor.story.session_id).items]


def ask_for_more(auditor: Auditor) -> MoreQuestions:
    auditor.press(M, CTRL)
    panel = auditor.part(MoreQuestions)
    auditor.qtbot.waitUntil(panel.isVisible)
    return panel


def test_a_question_of_the_bank_is_asked_next_and_the_notes_stay(auditor: Auditor) -> None:
    auditor.types("Restore shown on the")
    panel = ask_for_more(auditor)
    assert auditor.focused() is panel.list
    before = agenda(auditor)
    auditor.press(DOWN)
    auditor.press(ENTER)
    assert not panel.isVisible()
    assert isinstance(auditor.focused().parent(), NoteLine)
    assert says(auditor.page, "Assume the intruder settled in three weeks before anyone noticed.")
    place = before.index("Information backup") + 1
    assert agenda(auditor)[place].startswith("Assume the intruder")
    auditor.types("Copy of the Sunday")
    auditor.press(Qt.Key.Key_Up, CTRL)
    assert auditor.texts()[-1] == "Restore shown on the"


def test_ones_own_question_is_asked_next(auditor: Auditor) -> None:
    panel = ask_for_more(auditor)
    panel.own.setFocus()
    auditor.types("Who else holds the key?")
    auditor.press(ENTER)
    assert not panel.isVisible()
    assert says(auditor.page, "Who else holds the key?")
    assert "Who else holds the key?" in agenda(auditor)


def test_escape_and_the_same_keys_go_back_to_the_notes(auditor: Auditor) -> None:
    panel = ask_for_more(auditor)
    auditor.press(ESCAPE)
    assert not panel.isVisible()
    assert isinstance(auditor.focused().parent(), NoteLine)
    ask_for_more(auditor)
    auditor.press(M, CTRL)
    assert not panel.isVisible()
    assert len(agenda(auditor)) == len(set(agenda(auditor)))


def test_where_the_bank_has_no_more_ones_own_is_asked_for(auditor: Auditor) -> None:
    for _time in range(2):
        ask_for_more(auditor)
        auditor.press(ENTER)
    panel = ask_for_more(auditor)
    assert auditor.focused() is panel.own
    assert says(panel, "The bank has no further question on this requirement.")


def test_it_is_taken_back_with_undo(auditor: Auditor) -> None:
    before = agenda(auditor)
    ask_for_more(auditor)
    auditor.press(ENTER)
    assert len(agenda(auditor)) == len(before) + 1
    auditor.window.undo()
    assert agenda(auditor) == before
