"""Only the question and the notes, where nothing else is wanted; and answers beside the result."""

from PySide6.QtCore import Qt

from app.sessions.item_reads import item_view
from app.sessions.results import Result
from tests.ui.sessions.conftest import ALT, Auditor
from tests.ui.sessions.reading import result, saved
from ui.sessions.item_list import ItemList
from ui.sessions.item_view import ItemHead, ResultBar
from ui.sessions.side_panel import SidePanel


def answers(auditor: Auditor) -> tuple[bool | None, bool | None, bool | None]:
    with auditor.workspace.read() as unit:
        item = item_view(unit, auditor.story.items["A.8.13"])
    return item.designed, item.implemented, item.operating


def test_f7_leaves_only_the_question_and_the_notes_and_the_caret(auditor: Auditor) -> None:
    auditor.types("Half a ")
    auditor.press(Qt.Key.Key_F7)
    for part in (ItemList, ResultBar, SidePanel):
        assert not auditor.part(part).isVisible()
    assert auditor.part(ItemHead).isVisible()
    auditor.types("sentence")
    auditor.press(Qt.Key.Key_Return)
    assert saved(auditor) == ["Half a sentence"]
    auditor.press(Qt.Key.Key_F7)
    for part in (ItemList, ResultBar, SidePanel):
        assert auditor.part(part).isVisible()


def test_keys_work_on_while_nothing_else_is_shown(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_F7)
    auditor.press(Qt.Key.Key_1, ALT)
    assert result(auditor) is Result.CONFORMING
    assert not auditor.part(ResultBar).isVisible()


def test_what_f8_hides_stays_hidden_when_f7_brings_the_rest_back(auditor: Auditor) -> None:
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F7, Qt.Key.Key_F7):
        auditor.press(key)
    assert not auditor.part(ResultBar).isVisible()
    assert auditor.part(ItemList).isVisible()


def test_designed_implemented_and_operating_go_round_not_said_yes_no(auditor: Auditor) -> None:
    assert answers(auditor) == (None, None, None)
    auditor.press(Qt.Key.Key_5, ALT)
    auditor.press(Qt.Key.Key_7, ALT)
    auditor.press(Qt.Key.Key_7, ALT)
    assert answers(auditor) == (True, None, False)
    auditor.press(Qt.Key.Key_7, ALT)
    assert answers(auditor) == (True, None, None)
    assert result(auditor) is Result.OPEN


def test_an_answer_leaves_the_caret_and_can_be_clicked(auditor: Auditor) -> None:
    auditor.types("Half a ")
    auditor.click("Implemented")
    auditor.types("sentence")
    assert answers(auditor) == (None, True, None)
    assert auditor.lines()[-1].text.toPlainText() == "Half a sentence"
