"""Deciding on what came back: cell by cell, or all that is new."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.follow_up import responses
from tests.app.exchange.scene import FIRST, SECOND, Returning, Scene
from tests.app.exchange.test_comparing import filled
from tests.ui.exchange.conftest import ShowReturned
from tests.ui.findings.keys import CTRL, Keys
from tests.ui.screen import says
from ui.findings.page import FindingsPage
from ui.window import Window


def mixed(one: Returning) -> None:
    filled(one)
    one.put(FIRST + 1, "owner", "Nobody")
    one.put(SECOND, "statement", "Milder")


def rows(page: FindingsPage) -> list[tuple[str, ...]]:
    """Mark, finding, cell and state of each row that is shown."""
    model = page.exchange.difference_view.table.model()
    return [
        tuple(str(model.index(row, column).data()).partition("\n")[0] for column in (0, 1, 2, 5))
        for row in range(model.rowCount())
    ]


def wait_until_taken(qtbot: QtBot, page: FindingsPage) -> None:
    qtbot.waitUntil(lambda: not page.context.jobs.running, timeout=20_000)


def test_a_returned_file_is_chosen_compared_and_taken_in_with_the_keyboard(
    qtbot: QtBot, page: FindingsPage, scene: Scene, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scene.returned(filled)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(page.exchange.shown, timeout=20_000):
        page.context.commands.run("findings.take_in")
    view = page.exchange.difference_view
    assert view.table.hasFocus()
    assert (view.sides.kind.text(), view.sides.kind.tone()) == ("new", "accent")
    assert says(page, "7 cells are new.")
    assert says(page, "Handed out on 6 Jul 2026 for all owners")
    assert scene.response(scene.first) is None

    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Down)
    assert rows(page)[0] == ("○", "F-01", "Correction", "new")
    assert view.take_button.label() == "Take 6 cells in"
    keys.on(view.take_button)
    keys.enter()
    wait_until_taken(qtbot, page)

    response = scene.response(scene.first)
    assert response is not None
    assert (response.correction, response.cause) == ("", "Nobody owned the plan")
    assert rows(page) == [("○", "F-01", "Correction", "new")]
    assert not view.take_button.isEnabled()


def test_what_cannot_be_taken_in_has_no_tick_and_says_why(show_returned: ShowReturned, keys: Keys) -> None:
    page = show_returned(mixed)
    view = page.exchange.difference_view
    view.filter.button("never").click()
    assert rows(page) == [
        ("–", "F-01", "Owner of the action, action 2", "invalid"),
        ("–", "F-02", "Nonconformity", "locked cell"),
    ]
    assert view.sides.reason.text().startswith("Nobody here is called Nobody.")
    keys.on(view.table)
    keys.press(Qt.Key.Key_Space)
    assert rows(page)[0][0] == "–"
    view.filter.button("can").click()
    assert len(rows(page)) == 7
    assert view.take_button.label() == "Take 7 cells in"


def test_where_both_sides_changed_a_cell_nothing_is_ticked_and_all_three_texts_are_shown(
    qtbot: QtBot, show_returned: ShowReturned, scene: Scene, keys: Keys
) -> None:
    scene.story.do(responses.edit_response, scene.first, cause="No owner")

    def answered(one: Returning) -> None:
        scene.story.do(responses.edit_response, scene.first, cause="No owner, says the lead")
        one.put(FIRST, "cause", "The owner left")

    page = show_returned(answered)
    view = page.exchange.difference_view
    assert rows(page) == [("○", "F-01", "Cause", "changed on both sides")]
    sides = (view.sides.ours, view.sides.before, view.sides.theirs)
    assert [one.text() for one in sides] == ["No owner, says the lead", "No owner", "The owner left"]
    assert all(one.isVisible() for one in sides)
    assert not view.all_button.isEnabled()

    keys.enter()
    assert view.take_button.label() == "Take 1 cell in"
    page.context.commands.run("exchange.take")
    wait_until_taken(qtbot, page)
    response = scene.response(scene.first)
    assert response is not None
    assert response.cause == "The owner left"
    assert says(page, "1 cell was taken in")
    assert page.exchange.back_button.hasFocus()


def test_a_click_on_the_mark_turns_it_and_all_can_be_ticked_and_unticked(
    qtbot: QtBot, show_returned: ShowReturned
) -> None:
    page = show_returned(filled)
    view = page.exchange.difference_view
    mark = view.table.visualRect(view.table.model().index(2, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert [one[0] for one in rows(page)] == ["✓", "✓", "○", "✓", "✓", "✓", "✓"]
    text = view.table.visualRect(view.table.model().index(0, 4)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=text + QPoint(1, 0))
    assert rows(page)[0][0] == "✓"
    view.none_button.click()
    assert {one[0] for one in rows(page)} == {"○"}
    view.all_button.click()
    assert {one[0] for one in rows(page)} == {"✓"}


def test_taking_in_is_undone_by_ctrl_z_and_shown_again(
    qtbot: QtBot, show_returned: ShowReturned, scene: Scene, keys: Keys
) -> None:
    page = show_returned(filled)
    page.exchange.difference_view.take()
    wait_until_taken(qtbot, page)
    assert rows(page) == []
    keys.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(rows(page)) == 7)
    assert scene.response(scene.first) is None


def test_what_is_written_beside_an_open_comparison_is_shown_in_it(
    qtbot: QtBot, show_returned: ShowReturned, scene: Scene
) -> None:
    page = show_returned(filled)
    scene.story.do(responses.edit_response, scene.first, cause="Written meanwhile")
    qtbot.waitUntil(lambda: ("○", "F-01", "Cause", "changed on both sides") in rows(page))
    assert page.exchange.difference_view.take_button.label() == "Take 6 cells in"


def test_a_file_that_is_no_workbook_leaves_the_page_as_it_was(
    qtbot: QtBot, page: FindingsPage, window: Window, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_text("hello")
    page.exchange.look_at(bad)
    qtbot.waitUntil(lambda: says(window, "This file is no Excel workbook."), timeout=20_000)
    assert page.list.isVisible()


def test_notices_stand_above_and_many_are_counted(show_returned: ShowReturned) -> None:
    def renamed(one: Returning) -> None:
        for letter in "BCDEFG":
            one.sheet[f"{letter}2"].value = f"Column {letter}"

    page = show_returned(renamed)
    view = page.exchange.difference_view
    assert view.notices[0] == "The column “Finding” is called “Column B” now. It was found by its hidden key."
    assert view.notices[-1] == "and 2 more of the kind"
    assert says(page, "and 2 more of the kind")


def test_absurdly_long_texts_do_not_widen_the_page(show_returned: ShowReturned, window: Window) -> None:
    def long(one: Returning) -> None:
        one.put(FIRST, "cause", "Donaudampfschifffahrtsgesellschaft" * 500)
        one.put(SECOND, "comment", "line\n" * 4000)
        one.sheet["J2"].value = "A title " * 300

    window.resize(1366, 768)
    page = show_returned(long)
    view = page.exchange.difference_view
    assert window.width() == 1366
    assert view.table.verticalHeader().sectionSize(0) == view.table.verticalHeader().sectionSize(1)
    height, before = view.sides.height(), view.table.current_id()
    view.table.select(next(one.id for one in view.table.cells() if one.id != before))
    assert view.sides.height() == height
