"""Suspending, cancelling and resuming an audit, from the list and from the palette."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication

from app.planning import states
from app.planning.audit_list import audit_rows
from models.audit import AuditState
from tests.ui.programme.desk import Desk
from tests.ui.programme.test_audits import cells, listed
from tests.ui.screen import says
from ui.overview.page import OverviewPage
from ui.programme.page import AuditsPage

Key = Qt.Key


def offered(page: AuditsPage) -> dict[str, QAction]:
    """What the menu of the selected audit offers."""
    page.list.menu().aboutToShow.emit()
    return {action.text(): action for action in page.list.menu().actions() if action.text()}


def state(desk: Desk) -> AuditState:
    return desk.story.audit().state


def test_the_selected_audit_is_suspended_with_its_reason_and_the_list_shows_both(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    offered(page)["Suspend audit…"].trigger()
    assert says(page.stop_form, "Suspend audit IA-2026-01")
    assert QApplication.focusWidget() is page.stop_form.reason
    desk.type("No access until March")
    desk.press(Key.Key_Return)
    assert state(desk) is AuditState.SUSPENDED
    assert QApplication.focusWidget() is page.list.table
    shown = cells(page)
    assert (shown["state"].text, shown["progress"].second_line) == ("suspended", "No access until March")
    assert not page.stop_form.isVisible()


def test_without_a_reason_the_form_stays_and_says_so(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    offered(page)["Cancel audit…"].trigger()
    desk.press(Key.Key_Return)
    assert says(page.stop_form, "needs a reason")
    assert state(desk) is AuditState.PLANNED
    desk.press(Key.Key_Escape)
    assert not page.stop_form.isVisible()
    assert state(desk) is AuditState.PLANNED


def test_a_stopped_audit_offers_to_be_resumed_and_nothing_else(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    desk.story.do(states.stop, desk.story.audit_id, AuditState.CANCELLED, "The clinic closes.")
    desk.wait_for(lambda: cells(page)["state"].text == "cancelled")
    assert set(offered(page)) == {"Open the overview", "Copy as a start", "Resume audit"}
    offered(page)["Resume audit"].trigger()
    assert state(desk) is AuditState.PLANNED
    desk.wait_for(lambda: "Suspend audit…" in offered(page))


def test_after_the_report_the_menu_no_longer_offers_to_stop_the_audit(desk: Desk) -> None:
    page = listed(desk, "Internal audit")
    desk.story.enter(AuditState.REPORTED)
    desk.wait_for(lambda: cells(page)["state"].text == "reported")
    assert set(offered(page)) == {"Open the overview", "Copy as a start"}


def test_the_menu_opens_on_the_row_that_was_clicked(desk: Desk) -> None:
    page = listed(desk, "First", "Second")
    table = page.list.table
    at = QPoint(20, table.rowViewportPosition(1) + 4)
    desk.qtbot.mousePress(table.viewport(), Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    desk.wait_for(page.list.menu().isVisible)
    row = page.list.selected()
    assert row is not None
    assert row.id == desk.story.see(audit_rows)[1].id
    page.list.menu().close()


def test_the_audit_in_hand_is_suspended_from_any_page(desk: Desk) -> None:
    listed(desk, "Internal audit")
    desk.go("sessions")
    desk.window.commands.run("window.audit_suspended")
    page = desk.page(OverviewPage)
    assert QApplication.focusWidget() is page.stop_form.reason
    desk.type("The lead is ill")
    desk.press(Key.Key_Return)
    assert says(page.stopped, "Suspended on 6 Jul 2026: The lead is ill")
    assert QApplication.focusWidget() is page.stopped.resume_button
    desk.go("sessions")
    desk.wait_for(lambda: not enabled(desk, "window.audit_suspended"))
    desk.window.commands.run("window.audit_resumed")
    assert state(desk) is AuditState.PLANNED


def enabled(desk: Desk, command_id: str) -> bool:
    return next(one for one in desk.window.commands.of_window() if one.id == command_id).is_enabled
