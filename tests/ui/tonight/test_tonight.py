"""Tonight's list is worked off from one field, without the mouse and without leaving it."""

from PySide6.QtCore import Qt

from app.findings.detail import finding_detail
from app.findings.reads import findings_on_item
from app.sessions.item_reads import item_view
from app.sessions.line_reads import item_lines
from app.sessions.results import Result
from tests.ui.tonight.conftest import Evening


def test_the_whole_list_is_worked_off_with_the_caret_in_one_field(evening: Evening) -> None:
    assert [row.partition(" ")[0] for row in evening.listed()] == [
        "unfiled",
        "candidate",
        "owed",
        "bare",
        "not_reached",
    ]
    story = evening.story
    evening.settle("8.24")
    evening.settle("Weaknesses stay open longer than the policy allows.")
    assert evening.page.answer.hasFocus()
    evening.press(Qt.Key.Key_Down)
    evening.settle("He could not find it")
    evening.settle("Seen on screen")
    evening.settle("The time ran out")
    assert [row.partition(" ")[0] for row in evening.listed()] == ["candidate"]
    with evening.workspace.read() as unit:
        assert [line.text for line in item_lines(unit, story.items["A.8.24"])] == ["Talked about keys"]
        (finding,) = findings_on_item(unit, story.items["A.8.8"])
        assert finding_detail(unit, finding.id).statement.startswith("Weaknesses")
        assert [line.text for line in item_lines(unit, story.items["A.8.2"])] == ["Seen on screen"]
        item = item_view(unit, story.items["A.8.24"])
        assert (item.result, item.result_reason) == (Result.NOT_EXAMINED, "The time ran out")


def test_a_candidate_that_lacks_only_evidence_is_opened_with_enter(evening: Evening) -> None:
    evening.press(Qt.Key.Key_Down)
    evening.settle("Weaknesses stay open longer than the policy allows.")
    evening.press(Qt.Key.Key_Return)
    assert evening.page_in_front() == "findings"


def test_a_number_that_no_item_has_stays_in_the_field(evening: Evening) -> None:
    evening.settle("99.9")
    assert evening.page.answer.text() == "99.9"
    assert evening.listed()[0].startswith("unfiled")


def test_the_arrows_go_from_row_to_row_and_stop_at_the_ends(evening: Evening) -> None:
    first = evening.page.table.current_id()
    evening.press(Qt.Key.Key_Up)
    assert evening.page.table.current_id() == first
    for _row in range(9):
        evening.press(Qt.Key.Key_Down)
    assert evening.page.table.current_id() == list(evening.page._rows)[-1]
    assert evening.page.answer.hasFocus()


def test_ctrl_enter_opens_it_where_it_comes_from_and_escape_leaves(evening: Evening) -> None:
    evening.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert evening.page_in_front() == "sessions"
    evening.window.navigator.go_back()
    evening.qtbot.waitUntil(evening.page.answer.hasFocus)
    evening.press(Qt.Key.Key_Escape)
    assert evening.page_in_front() == "overview"


def test_what_was_settled_by_mistake_comes_back_with_undo(evening: Evening) -> None:
    before = evening.listed()
    evening.settle("8.24")
    evening.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    evening.qtbot.waitUntil(lambda: evening.listed() == before)


def test_a_key_leads_to_the_list_from_any_page(evening: Evening) -> None:
    evening.window.navigate("evidence", {})
    shifted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    evening.qtbot.keyClick(evening.window, Qt.Key.Key_K, shifted)
    assert evening.page_in_front() == "tonight"
