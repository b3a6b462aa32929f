"""Going through the list, the finding beside it follows when the keys rest; nobody acts on another one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.findings.terms import FindingState
from tests.app.findings.story import Story
from tests.app.follow_up.test_follow_up import implement
from tests.conftest import FixedClock
from tests.reading import reads
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import CTRL, Keys
from tests.ui.findings.test_steps import step
from ui.findings.page import FindingsPage
from ui.window import Window


def at_the_list(page: FindingsPage, keys: Keys) -> FindingsPage:
    keys.on(page.list.table)
    return page


def number(page: FindingsPage) -> str:
    return page.detail._number.text()


def click_at(window: Window, widget: QWidget) -> None:
    """Where the widget is on the screen, whatever is reached there."""
    place = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)


def test_a_key_in_the_list_reads_nothing_and_the_finding_follows(
    qtbot: QtBot, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    ids = [story.written() for _each in range(3)]
    page = at_the_list(open_page(ids[0]), keys)
    with reads() as sent:
        keys.press(Qt.Key.Key_Down)
        keys.press(Qt.Key.Key_Down)
    assert sent == []
    assert page.where() == {"finding_id": ids[2]}
    qtbot.waitUntil(lambda: number(page) == "F-03")


def test_enter_goes_to_the_chosen_finding_at_once(open_page: OpenPage, story: Story, keys: Keys) -> None:
    first, second = story.written(), story.written()
    at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    keys.enter()
    keys.press(Qt.Key.Key_End)
    keys.type(" thrice")
    keys.press(Qt.Key.Key_Up, CTRL)

    assert story.finding(first).title == "Restore tests missed"
    assert story.finding(second).title == "Restore tests missed thrice"


def test_tab_goes_to_the_chosen_finding_at_once(open_page: OpenPage, story: Story, keys: Keys) -> None:
    first, second = story.written(), story.written()
    page = at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    keys.tab()
    assert page.editor.finding_id == second
    assert number(page) == "F-02"


def test_a_command_takes_the_step_of_the_chosen_finding(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.written(), story.written()
    page = at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    page.send_to_review()
    assert (story.state(first), story.state(second)) == (FindingState.DRAFT, FindingState.IN_REVIEW)

    keys.on(page.list.table)
    keys.press(Qt.Key.Key_Up)
    page.record_position()
    assert page.editor.finding_id == first


def test_no_click_reaches_the_finding_of_before(
    qtbot: QtBot, window: Window, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.written(), story.written()
    page = at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    # Such as a part that does not take the keyboard away from the list when it is clicked.
    step(page, "Send to review").setFocusPolicy(Qt.FocusPolicy.TabFocus)
    click_at(window, step(page, "Send to review"))
    assert (story.state(first), story.state(second)) == (FindingState.DRAFT, FindingState.DRAFT)

    qtbot.waitUntil(lambda: number(page) == "F-02")
    click_at(window, step(page, "Send to review"))
    assert (story.state(first), story.state(second)) == (FindingState.DRAFT, FindingState.IN_REVIEW)


def test_back_at_the_finding_that_is_shown_it_can_be_clicked(
    window: Window, open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.written(), story.written()
    page = at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Up)
    click_at(window, step(page, "Send to review"))
    assert (story.state(first), story.state(second)) == (FindingState.IN_REVIEW, FindingState.DRAFT)


def test_the_part_in_front_shows_the_finding_that_was_chosen_meanwhile(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.written(), story.raised(on="A.5.18", title="No record of reviews").id
    page = open_page(first)
    page.detail.tabs.choose("grading")
    page.open(finding_id=second)
    assert page.detail.grading.line.text().startswith("No grade proposed yet")
    page.detail.tabs.choose("statement")
    assert page.detail.statement.card.line.text().startswith("No grade proposed yet")
    assert page.detail.statement.parts["statement"].field.text() == ""


def test_what_is_typed_into_a_verification_stays_with_its_finding(
    open_page: OpenPage, story: Story, clock: FixedClock, keys: Keys
) -> None:
    owner = story.person("Ada Fenwick")
    first, second = story.confirmed(), story.confirmed()
    story.issue()
    for finding_id in (first, second):
        implement(story, finding_id, owner, clock)
    page = open_page(first)
    page.detail.tabs.choose("response")
    keys.on(page.detail.response.verification.note)
    keys.type("Seen in the calendar")
    page.open(finding_id=second)
    assert page.detail.response.verification.note.text() == ""


def test_what_reached_the_finding_of_before_is_kept_with_it(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    first, second = story.written(), story.written()
    page = at_the_list(open_page(first), keys)
    keys.press(Qt.Key.Key_Down)
    page.detail.title.setPlainText("Restore tests late")
    assert page.flush()
    assert story.finding(first).title == "Restore tests late"
    assert (story.finding(second).title, page.editor.finding_id) == ("Restore tests missed", second)
