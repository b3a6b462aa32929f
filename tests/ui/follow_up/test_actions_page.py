"""What is due over all audits: found, narrowed, opened, done, put off."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.follow_up import extensions, verification
from app.follow_up.due_list import Show
from app.follow_up.due_rows import DueCounts
from app.follow_up.reads import responses as responses_of
from tests.app.findings.story import Story
from tests.app.follow_up.test_due_list import planned
from tests.conftest import FixedClock
from tests.ui.fake_pages import FakePage
from tests.ui.findings.keys import Keys
from tests.ui.follow_up.conftest import OpenPage
from ui.follow_up.due_line import DueLine
from ui.follow_up.page import ActionsPage
from ui.window import Window


def cells(page: ActionsPage, column: int) -> list[str]:
    model = page.list.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def rail_count(window: Window, page_id: str) -> str:
    return next(item for item in window.rail.items() if item.entry.page_id == page_id).accessibleName()


def test_the_list_says_when_what_and_from_whom_over_all_audits(open_page: OpenPage, running: str) -> None:
    page = open_page()

    assert cells(page, 0) == ["11 Jul 2026\nin 5 days", "7 Aug 2026\nin 32 days", "15 Aug 2026\nin 40 days"]
    assert cells(page, 1) == [
        "Do part 5\nIA-2026-03 F-01 Restore tests missed",
        "Respond with correction, cause and plan\nIA-2026-04 F-01 Restore tests missed",
        "Do part 40\nIA-2026-03 F-01 Restore tests missed",
    ]
    assert cells(page, 3) == ["Ada Fenwick", "nobody named", "Ada Fenwick"]
    assert page.badge_texts() == ["0 overdue", "1 due soon", "3 open"]
    assert page.list.ages() == (
        "Open nonconformities by age: 2 up to 30 days, 0 up to 90 days, 0 up to 180 days, 0 older."
    )
    assert page.status_text() == "3 entries"


def test_the_rail_counts_what_is_open(
    open_page: OpenPage, running: str, window: Window, qtbot: QtBot
) -> None:
    open_page()
    qtbot.waitUntil(lambda: rail_count(window, "actions") == "Actions, 3")


def test_what_is_overdue_stands_out_and_can_be_shown_alone(
    open_page: OpenPage, running: str, clock: FixedClock, keys: Keys
) -> None:
    clock.advance(days=6)
    page = open_page(show="overdue")

    assert cells(page, 0) == ["11 Jul 2026\n1 day overdue"]
    assert page.badge_texts()[0] == "1 overdue"
    page.list.show_field.set_value(Show.FINISHED)
    page.list.show_field.value_chosen.emit(Show.FINISHED)
    assert page.list.count() == 0
    assert "stay on record here" in page.list.empty._sentence.text()


def test_typing_filters_and_down_goes_into_the_list(
    qtbot: QtBot, open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    page.go_to_filter()
    keys.type("ada part 40")
    qtbot.waitUntil(lambda: page.list.count() == 1)
    keys.press(Qt.Key.Key_Down)

    assert page.list.table.hasFocus()
    assert page.panel.what.text() == "Do part 40"


def test_a_filter_that_fits_nothing_offers_everything_again(
    qtbot: QtBot, open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    page.go_to_filter()
    keys.type("nowhere")
    qtbot.waitUntil(lambda: page.list.count() == 0)
    keys.on(page.list.empty.button)
    keys.enter()
    assert page.list.count() == 3


def test_enter_opens_the_finding_in_its_own_audit(
    open_page: OpenPage, running: str, window: Window, keys: Keys, story: Story
) -> None:
    page = open_page()
    keys.on(page.list.table)
    keys.press(Qt.Key.Key_Down)
    assert page.panel.facts_text().startswith("Owner: nobody named\nDue: 7 Aug 2026 · in 32 days")
    assert "Finding raised today" in page.panel.facts_text()
    keys.enter()

    shown = window.current_page()
    assert isinstance(shown, FakePage)
    assert shown.page_id == "findings"
    assert shown.context.audit_id != story.audit_id


def test_an_action_is_marked_as_done_where_it_is_listed(
    open_page: OpenPage, running: str, story: Story, keys: Keys
) -> None:
    page = open_page()
    keys.on(page.list.table)
    keys.on(page.panel.done_button)
    keys.enter()

    first, _second = story.see(responses_of, running)[0].actions
    assert first.done_on == date(2026, 7, 6)
    assert len(cells(page, 0)) == 2
    assert page.badge_texts()[2] == "2 open"


def test_an_action_is_cancelled_with_a_reason_only(
    open_page: OpenPage, running: str, story: Story, keys: Keys
) -> None:
    page = open_page()
    keys.on(page.panel.cancel_button)
    keys.enter()
    keys.enter()
    assert "Missing: a reason" in page.panel.refusal()
    keys.type("The system is retired")
    keys.enter()

    assert story.see(responses_of, running)[0].actions[0].cancelled_reason == "The system is retired"


def test_a_due_date_is_put_off_with_who_agreed_and_why(
    open_page: OpenPage, running: str, story: Story, keys: Keys
) -> None:
    boss = story.person("R. Haddad")
    page = open_page()
    form = page.panel.extend_form
    keys.on(page.panel.extend_button)
    keys.enter()
    keys.type("20.7.2026")
    keys.on(form.apply)
    keys.enter()
    assert "with a reason and somebody who agreed" in form.refusal()
    form.agreed_by.set_value(boss)
    keys.on(form.reason)
    keys.type("The supplier is late")
    keys.enter()

    assert form.isHidden()
    assert page.panel.history_texts() == [
        "11 Jul 2026 → 20 Jul 2026, agreed by R. Haddad: The supplier is late"
    ]
    assert cells(page, 0)[0] == "20 Jul 2026\nin 14 days"
    assert len(story.see(extensions.extensions, running)) == 1


def test_a_correction_is_put_off_where_its_response_is_waited_for(
    open_page: OpenPage, story: Story, keys: Keys
) -> None:
    finding_id, boss = story.issued(), story.person("R. Haddad")
    page = open_page()
    form = page.panel.extend_form
    assert "Correction due 7 Aug 2026" in page.panel.facts_text()
    keys.on(page.panel.extend_button)
    keys.enter()
    keys.on(form.which)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Tab)
    assert form.new_date.line().hasFocus()
    keys.type("20.8.2026")
    form.agreed_by.set_value(boss)
    keys.on(form.reason)
    keys.type("The supplier is late")
    keys.enter()

    assert page.panel.history_texts() == [
        "Correction: 7 Aug 2026 → 20 Aug 2026, agreed by R. Haddad: The supplier is late"
    ]
    assert "Correction due 20 Aug 2026" in page.panel.facts_text()
    assert story.finding(finding_id).response_due_on == date(2026, 8, 7)


def test_escape_gives_up_an_extension_and_the_focus_returns(
    open_page: OpenPage, running: str, keys: Keys
) -> None:
    page = open_page()
    keys.on(page.panel.extend_button)
    keys.enter()
    keys.press(Qt.Key.Key_Escape)
    assert page.panel.extend_form.isHidden()
    assert page.panel.extend_button.hasFocus()


def test_what_somebody_else_finishes_leaves_the_list_and_the_selection_stays(
    qtbot: QtBot, open_page: OpenPage, running: str, story: Story
) -> None:
    page = open_page()
    first, second = story.see(responses_of, running)[0].actions
    page.list.table.select(f"action:{second.id}")
    story.do(verification.mark_action_done, first.id)
    qtbot.waitUntil(lambda: page.list.count() == 2)

    assert page.list.current_row() == f"action:{second.id}"
    assert page.where() == {"key": f"action:{second.id}"}


def test_an_empty_page_says_what_will_stand_there(open_page: OpenPage, story: Story) -> None:
    page = open_page()
    assert page.list.empty._title.text() == "Nothing is waited for"
    assert page.first_focus() is page.list.filter


def test_absurdly_long_words_do_not_widen_the_page(open_page: OpenPage, story: Story, window: Window) -> None:
    from app.findings import findings

    finding_id = story.confirmed()
    story.do(findings.edit, finding_id, title="Unbreakable" * 400)
    story.issue()
    page = open_page()
    assert page.minimumSizeHint().width() < 1100
    assert window.width() == 1366


def test_the_line_at_the_start_says_what_is_due_and_leads_there(qtbot: QtBot, fonts: None) -> None:
    line = DueLine()
    qtbot.addWidget(line)
    wanted = QSignalSpy(line.wanted)
    line.show_counts(DueCounts(0, 0, 5))
    assert line.isHidden()
    line.show_counts(DueCounts(0, 1, 5))
    line.show_button.click()
    line.show_counts(DueCounts(2, 1, 5))
    line.show_button.click()

    assert line.text() == "Follow-up over all audits: 2 overdue, 1 due soon."
    assert [wanted.at(at)[0] for at in range(wanted.count())] == ["soon", "overdue"]


def test_an_owner_with_an_endless_name_leaves_room_to_filter(
    open_page: OpenPage, running: str, story: Story, window: Window
) -> None:
    planned(story, story.issued(on="8.2"), story.person("Hohenlohe-Schillingsfürst " * 12), 9)
    window.resize(1366, 768)
    page = open_page()
    QApplication.processEvents()
    assert page.list.filter.width() >= page.list.owner.width()
