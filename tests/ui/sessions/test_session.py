"""The session itself: which one, started, paused, ended, and how it looks."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QScrollBar, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.sessions import sessions
from app.sessions.reads import SessionView, session_view
from app.words import N_
from tests.ui.screen import says, texts_on
from tests.ui.sessions.conftest import CTRL, Auditor
from tests.ui.sessions.reading import saved
from ui.sessions.next_today import NextToday
from ui.sessions.notes_editor import NotesEditor
from ui.sessions.session_card import SessionCard, clock_text
from ui.sessions.session_list import SessionList
from ui.sessions.side_panel import SidePanel
from ui.widgets.buttons import Button
from ui.widgets.labels import PlainLabel


def session(auditor: Auditor) -> SessionView:
    with auditor.workspace.read() as unit:
        return session_view(unit, auditor.story.session_id)


def test_the_card_says_who_where_and_how_long(auditor: Auditor) -> None:
    card = auditor.part(SessionCard)
    assert texts_on(card).count("28:14") == 1
    assert says(card, "M. Okafor · IT operations lead")
    assert says(card, "Interview · room 2.14 · no recording")
    assert says(card, "of 75 min · ends 11:00")


def test_the_time_that_is_left_is_shared_out_among_must_asks(auditor: Auditor) -> None:
    assert says(auditor.page, "2 must-ask items left, 47 min: about 24 min each")


def test_a_session_is_paused_resumed_and_ended(auditor: Auditor) -> None:
    auditor.click("Pause")
    assert session(auditor).running_since is None
    auditor.clock.advance(minutes=10)
    assert says(auditor.part(SessionCard), "28:14")
    auditor.click("Resume")
    assert session(auditor).running_since == auditor.clock.now()
    auditor.clock.advance(minutes=2)
    auditor.click("End session")
    held = session(auditor)
    assert held.ended_at == auditor.clock.now()
    assert clock_text(held.elapsed(auditor.clock.now())) == "30:14"


def test_a_planned_session_is_started(auditor: Auditor) -> None:
    auditor.window.navigate("sessions", {"session_id": auditor.story.later_id})
    auditor.click("Start")
    with auditor.workspace.read() as unit:
        assert session_view(unit, auditor.story.later_id).running_since == auditor.clock.now()


def test_the_status_bar_compares_what_is_left_with_the_time_that_is_planned(auditor: Auditor) -> None:
    status = auditor.window.status_bar.texts()[-1]
    assert status.startswith("3 of 123 items · 120 left ≈ ")
    # 46 min 46 s of this interview, 45 min and 60 min of the two that follow.
    assert status.endswith(", 2 h 32 planned")
    auditor.click("End session")
    assert auditor.window.status_bar.texts()[-1].endswith(", 1 h 45 planned")


def test_what_follows_today_stands_under_the_items_and_can_be_taken_up(auditor: Auditor) -> None:
    following = auditor.part(NextToday)
    assert says(following, "Next today")
    auditor.types("Unsaved")
    auditor.click("11:15 A. Moreau")
    assert auditor.page.where()["session_id"] == auditor.story.later_id
    assert saved(auditor) == ["Unsaved"]


def test_a_session_is_not_left_while_its_notes_cannot_be_written(auditor: Auditor) -> None:
    auditor.types("Unsaved")
    auditor.workspace.close()
    auditor.click("11:15 A. Moreau")
    auditor.click("All sessions")
    assert auditor.page.where()["session_id"] == auditor.story.session_id
    line = auditor.lines()[-1]
    assert line.text.toPlainText() == "Unsaved"
    line.text.clear()


def test_all_sessions_are_one_step_away_and_enter_opens_one(auditor: Auditor) -> None:
    auditor.types("Unsaved")
    auditor.click("All sessions")
    table = auditor.part(SessionList).table
    assert table.isVisible()
    assert saved(auditor) == ["Unsaved"]
    assert table.current_id() == auditor.story.session_id
    auditor.press(Qt.Key.Key_Down)
    auditor.press(Qt.Key.Key_Return)
    assert auditor.page.where()["session_id"] == auditor.story.later_id


def test_keys_of_a_session_say_in_the_list_that_one_must_be_open(auditor: Auditor) -> None:
    auditor.click("All sessions")
    auditor.press(Qt.Key.Key_R, CTRL)
    assert "Open a session first." in auditor.window.status_bar.texts()


def test_an_item_alone_is_opened_in_the_session_that_runs(auditor: Auditor) -> None:
    auditor.click("All sessions")
    auditor.window.navigate("sessions", {"item_id": auditor.story.items["A.8.16"]})
    assert auditor.page.where() == {
        "session_id": auditor.story.session_id,
        "item_id": auditor.story.items["A.8.16"],
    }


def test_an_item_that_is_not_on_the_agenda_is_shown_among_all(auditor: Auditor) -> None:
    auditor.open("5.1")
    assert says(auditor.page, "5.1 Leadership and commitment")
    assert says(auditor.page, "Item 5 of 123")


def test_a_long_title_leaves_room_for_which_item_it_is(auditor: Auditor) -> None:
    auditor.open("A.6.3")
    shown = [one for one in auditor.page.findChildren(PlainLabel) if one.isVisible()]
    (place,) = (one for one in shown if one.text() == "Item 70 of 123")
    auditor.qtbot.waitUntil(lambda: place.visible_text() == "Item 70 of 123")
    assert any(one.is_cut() for one in shown if one.text().startswith("A.6.3"))


def test_a_place_that_is_gone_is_ignored(auditor: Auditor) -> None:
    before = auditor.page.where()
    auditor.window.navigate("sessions", {"session_id": "no such session"})
    assert auditor.page.where() == before
    auditor.window.navigate("sessions", {"session_id": before["session_id"], "item_id": "no such item"})
    assert auditor.page.where()["session_id"] == before["session_id"]


def test_a_session_that_is_taken_out_of_the_plan_is_left(auditor: Auditor) -> None:
    auditor.window.navigate("sessions", {"session_id": auditor.story.later_id})
    with auditor.workspace.write(N_("Remove session")) as uow:
        sessions.remove_session(uow, auditor.story.later_id)
    auditor.qtbot.waitUntil(lambda: auditor.part(SessionList).table.isVisible())
    assert auditor.page.where() == {}


def test_every_control_has_a_name_that_can_be_read_aloud(auditor: Auditor) -> None:
    auditor.write_line("A line")
    auditor.press(Qt.Key.Key_R, CTRL)
    nameless = [
        part
        for part in auditor.page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and not isinstance(part, QScrollBar)
        and not part.accessibleName()
    ]
    assert nameless == []


def test_tab_goes_from_the_items_to_the_notes_and_on_to_the_buttons(auditor: Auditor) -> None:
    auditor.write_line("A line")
    order = tab_order(auditor)
    names = [part.accessibleName() for part in order]
    wanted = ["Pause", "Items", "Conforms", "Note", "Attach", "Next item", "Drop files, or paste a picture"]
    positions = [names.index(name) for name in wanted]
    assert positions == sorted(positions)


def tab_order(auditor: Auditor) -> list[QWidget]:
    first = auditor.part(SessionCard)
    order: list[QWidget] = []
    widget = first.nextInFocusChain()
    while widget is not None and widget is not first:
        if auditor.page.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return [part for part in order if part.isVisible() and part.isEnabled()]


def test_on_a_small_screen_the_notes_keep_their_place_and_evidence_is_a_button_away(
    auditor: Auditor, qtbot: QtBot
) -> None:
    auditor.window.resize(QSize(960, 600))
    side, notes = auditor.part(SidePanel), auditor.part(NotesEditor)
    qtbot.waitUntil(lambda: not side.isVisible())
    assert notes.height() > 80
    auditor.click("On this item")
    assert side.isVisible()
    auditor.window.resize(QSize(1366, 768))
    qtbot.waitUntil(lambda: auditor.part(NextToday).isVisible())
    assert side.isVisible()


def test_nothing_scrolls_but_lists_notes_and_the_side(auditor: Auditor) -> None:
    shown = [part for part in auditor.page.findChildren(QAbstractScrollArea) if part.isVisible()]
    others = [part for part in shown if not isinstance(part, QTextEdit | QPlainTextEdit)]
    assert [part for part in others if part.verticalScrollBar().maximum() > 0] == []


def test_a_click_on_a_button_leaves_the_caret_in_the_notes(auditor: Auditor) -> None:
    for text in ("Pause", "Resume", "Conforms", "More"):
        auditor.click(text)
        auditor.types(f"{text}. ")
    assert auditor.lines()[-1].text.toPlainText() == "Pause. Resume. Conforms. More. "


def test_a_click_beside_the_lines_goes_on_with_the_notes(auditor: Auditor) -> None:
    notes = auditor.part(NotesEditor)
    auditor.part(SessionCard).setFocus()
    auditor.window.rail.focus_current()
    auditor.qtbot.mouseClick(
        notes.childAt(QPoint(300, notes.height() - 20)) or notes, Qt.MouseButton.LeftButton
    )
    auditor.types("Going on")
    assert auditor.lines()[-1].text.toPlainText() == "Going on"


def test_the_button_that_pauses_keeps_its_place(auditor: Auditor) -> None:
    card = auditor.part(SessionCard)
    before = card.findChild(Button).geometry()  # type: ignore[union-attr]
    auditor.click("Pause")
    assert card.findChild(Button).geometry() == before  # type: ignore[union-attr]
