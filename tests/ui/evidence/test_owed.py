"""What is owed: noted, received, refused, withdrawn."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.evidence.reads import EvidenceKind
from app.evidence.requests import RequestRow, RequestState, request_evidence, request_rows
from app.words import N_
from tests.conftest import FixedClock
from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from tests.ui.screen import says

WHAT = "Configuration export of the locked copy"


def requests(desk: Desk) -> tuple[RequestRow, ...]:
    with desk.workspace.read() as unit:
        return request_rows(unit, desk.story.audit)


@pytest.fixture
def owed(desk: Desk, clock: FixedClock) -> str:
    """A request for the access item, due tomorrow and on the screen; its id."""
    with desk.workspace.write(N_("Ask")) as uow:
        made = request_evidence(
            uow,
            desk.story.audit,
            WHAT,
            person_id=desk.story.manager,
            item_id=desk.story.access,
            due_on=clock.now().date() + timedelta(days=1),
        )
    desk.settle()
    desk.page.open(request_id=made)
    return made


def test_a_request_is_noted_in_one_line_with_enter(desk: Desk) -> None:
    desk.press(Qt.Key.Key_O, CTRL)
    desk.qtbot.waitUntil(desk.page.owed.list.what.hasFocus)
    desk.qtbot.keyClicks(desk.page.owed.list.what, WHAT)
    desk.press(Qt.Key.Key_Return)
    (row,) = requests(desk)
    assert (row.number, row.what, row.state) == ("R-01", WHAT, RequestState.OPEN)
    assert desk.page.choice.button("owed").label() == "Owed 1"
    assert desk.page.owed.list.what.text() == ""
    assert desk.page.where() == {"request_id": row.id}


def test_a_request_without_words_asks_for_them(desk: Desk) -> None:
    desk.page.new_request()
    desk.press(Qt.Key.Key_Return)
    assert "Say what was asked for." in desk.window.message_bar.text()
    assert requests(desk) == ()


def test_what_is_late_is_called_overdue(desk: Desk, owed: str, clock: FixedClock) -> None:
    clock.advance(days=3)
    desk.page.load()
    assert says(desk.page, "overdue")
    cells = [str(desk.page.owed.list.table.model().index(0, column).data()) for column in range(6)]
    assert cells == ["R-01", WHAT, "overdue", "Čapek, Jana", "07 Jul 2026", "06 Jul 2026"]


def test_a_file_that_came_answers_the_request_and_is_linked_to_its_item(
    desk: Desk, owed: str, make_file: MakeFile
) -> None:
    desk.page.owed.detail.receive_files([make_file("export.json", b"{}")])
    desk.settle()
    (row,) = requests(desk)
    (piece,) = desk.rows()
    assert (row.state, row.evidence_number) == (RequestState.RECEIVED, "E-001")
    assert (piece.obtained_from, [link.target.item_id for link in piece.links]) == (
        "Čapek, Jana",
        [desk.story.access],
    )
    assert desk.page.owed.detail.open_button.label() == "Open E-001"
    assert desk.page.choice.button("owed").label() == "Owed"


def test_evidence_that_is_there_already_answers_a_request_by_its_number(
    desk: Desk, owed: str, make_file: MakeFile
) -> None:
    desk.attach(make_file("export.json", b"{}"))
    desk.page.open(request_id=owed)
    desk.type(desk.page.owed.detail.number, "e-9", enter=True)
    assert says(desk.page, "no evidence with this number")
    desk.type(desk.page.owed.detail.number, "e-1", enter=True)
    assert requests(desk)[0].evidence_number == "E-001"


def test_a_refusal_with_its_answer_is_evidence_of_an_absence(desk: Desk, owed: str) -> None:
    detail = desk.page.owed.detail
    detail.refuse_button.click()
    assert desk.is_told("Write what was answered first")
    detail.answer.setFocus()
    desk.qtbot.keyClicks(detail.answer, "The supplier does not hand it out.")
    detail.refuse_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    (row,) = requests(desk)
    (piece,) = desk.rows()
    assert row.state is RequestState.REFUSED
    assert (piece.kind, piece.title) == (EvidenceKind.REQUESTED_NOT_PRODUCED, WHAT)
    assert desk.detail(piece.id).notes == "The supplier does not hand it out."
    assert says(desk.page, "Refused on 06 Jul 2026, 09:30: The supplier does not hand it out.")


def test_the_words_of_a_request_save_themselves(desk: Desk, owed: str) -> None:
    detail = desk.page.owed.detail
    desk.type(detail.what, "Export, with its date")
    desk.type(detail.item.line, "8.13", enter=True)
    assert desk.page.flush()
    (row,) = requests(desk)
    assert (row.what, row.item_id) == ("Export, with its date", desk.story.backups)


def test_a_withdrawn_request_comes_back_with_ctrl_z(desk: Desk, owed: str) -> None:
    desk.page.owed.detail.withdraw_button.click()
    assert requests(desk) == ()
    assert says(desk.page, "Nothing is owed")
    desk.page.choice.setFocus()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.qtbot.waitUntil(lambda: desk.page.owed.list.table.count() == 1)
    assert [row.id for row in requests(desk)] == [owed]


def test_the_list_is_saved_as_what_its_name_says_and_where_it_is_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.page.new_request()
    desk.qtbot.keyClicks(desk.page.owed.list.what, "Restore log of May")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.head.list_button.isVisible()
    target = tmp_path / "owed.csv"
    desk.page.owed_export.write(desk.story.audit, target)
    desk.settle()
    assert "Restore log of May" in target.read_text("utf-8-sig")
    assert desk.is_told("Saved, 1 request")
