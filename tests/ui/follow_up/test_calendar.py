"""The month of what is due, by arrow keys."""

from datetime import date

from PySide6.QtCore import Qt

from tests.app.findings.story import Story
from tests.conftest import FixedClock
from tests.ui.findings.keys import Keys
from tests.ui.follow_up.conftest import OpenPage
from ui.window import Window

LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down


def test_the_days_are_walked_by_arrow_keys_and_say_what_is_due(
    open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    page.to_calendar()
    grid = page.calendar.grid
    assert grid.hasFocus()
    assert grid.day() == date(2026, 7, 6)
    for key in (DOWN, LEFT, LEFT):
        keys.press(key)

    assert grid.day() == date(2026, 7, 11)
    assert [entry.text for entry in grid.entries()] == ["F-01 Do part 5"]
    assert "1 entry. F-01 Do part 5" in grid.accessibleDescription()
    assert page.panel.what.text() == "Do part 5"


def test_page_down_shows_the_next_month_and_home_comes_back(
    open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    page.to_calendar()
    grid = page.calendar.grid
    keys.press(Qt.Key.Key_PageDown)
    assert grid.day() == date(2026, 8, 6)
    keys.press(RIGHT)
    assert [entry.text for entry in grid.entries()] == ["F-01 Respond with correction, cause and plan"]
    keys.press(Qt.Key.Key_Home)
    assert grid.day() == date(2026, 7, 6)


def test_the_last_of_a_long_month_becomes_the_last_of_a_short_one(open_page: OpenPage, running: str) -> None:
    grid = open_page().calendar.grid
    grid.go_to(date(2026, 12, 31))
    grid.go_months(2)
    assert grid.day() == date(2027, 2, 28)


def test_enter_goes_to_the_entries_of_the_day_and_on_to_the_finding(
    open_page: OpenPage, running: str, keys: Keys, window: Window
) -> None:
    page = open_page()
    page.to_calendar()
    page.calendar.go_to(date(2026, 8, 7))
    keys.on(page.calendar.grid)
    keys.enter()
    assert page.calendar.day_list.list.hasFocus()
    keys.enter()
    shown = window.current_page()
    assert shown is not None
    assert shown.page_id == "findings"


def test_what_is_overdue_has_a_full_mark(
    open_page: OpenPage, running: str, clock: FixedClock, story: Story
) -> None:
    clock.advance(days=6)
    page = open_page()
    page.to_calendar()
    page.calendar.go_to(date(2026, 7, 11))
    assert [entry.is_late for entry in page.calendar.grid.entries()] == [True]
    assert story.audit_id


def test_the_choice_of_list_or_calendar_is_kept(open_page: OpenPage, running: str, window: Window) -> None:
    page = open_page()
    page.to_calendar()
    assert window.settings.get("follow_up.view") == "calendar"
    window.navigate("audits", {})
    window.navigate("actions", {})
    assert page.first_focus() is page.calendar.grid
