"""Which audit is worked on: top bar, rail and pages agree."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.planning.audit_list import AuditRow
from app.planning.audits import create_audit
from app.planning.reads import AuditState, AuditType
from app.programme.organizations import add_organization, organizations
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from ui.shell.top_bar import day_text
from ui.window import Window


@pytest.fixture
def folder(folder: Path, seat: Seat) -> Path:
    """A workspace with an audit that is going on and one of next year; today is 6 July 2026."""
    workspace = open_workspace(folder, None, seat)
    with workspace.write("Plan audits") as uow:
        add_organization(uow, "Northwind Clinics")
        programme_id = organizations(uow)[0].programme_id
        create_audit(uow, programme_id, "Going on", start_on=date(2026, 7, 5), end_on=date(2026, 7, 7))
        create_audit(uow, programme_id, "Next year", start_on=date(2027, 7, 5), end_on=date(2027, 7, 7))
    workspace.close()
    return folder


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    return open_window(folder)


def page_of(window: Window) -> FakePage:
    page = window.current_page()
    assert isinstance(page, FakePage)
    return page


def choose(window: Window, title: str) -> None:
    menu = window.top_bar.audit_button.menu()
    next(action for action in menu.actions() if title in action.text()).trigger()


def test_the_first_time_the_audit_that_is_going_on_is_in_front(window: Window) -> None:
    assert page_of(window).page_id == "overview"
    assert window.top_bar.audit_button.label().endswith("· Going on")
    assert window.top_bar.workspace_button.label() == "Northwind Clinics"
    assert window.top_bar.day.text() == "Day 2 of 3"


def test_another_audit_gets_pages_of_its_own(window: Window) -> None:
    before = page_of(window)
    choose(window, "Next year")
    after = page_of(window)
    assert after is not before
    assert after.page_id == "overview"
    assert after.context.audit_id != before.context.audit_id
    assert window.top_bar.audit_button.label().endswith("· Next year")
    assert window.top_bar.day.isHidden()


def test_alt_left_goes_back_to_the_audit_that_was_left(qtbot: QtBot, window: Window) -> None:
    audit_id = page_of(window).context.audit_id
    choose(window, "Next year")
    qtbot.keyClick(page_of(window).note, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page_of(window).context.audit_id == audit_id


def test_the_audit_is_remembered_until_the_next_start(
    qtbot: QtBot, open_window: OpenWindow, window: Window, folder: Path
) -> None:
    choose(window, "Next year")
    audit_id = page_of(window).context.audit_id
    window.close()
    assert page_of(open_window(folder)).context.audit_id == audit_id


def test_the_rail_counts_the_audits(qtbot: QtBot, window: Window) -> None:
    window.rail.focus_current()
    names = [item.accessibleName() for item in window.rail.items()]
    assert names == ["Audits, 2", "Notes", "Overview"]


def row(start_on: date | None, end_on: date | None) -> AuditRow:
    return AuditRow(
        "audit-1",
        "IA-2026-03",
        "Internal audit",
        AuditType.INTERNAL_FULL,
        AuditState.FIELDWORK,
        start_on,
        end_on,
        "organization-1",
        "Northwind Clinics",
        "L. Ferreira",
        68,
        41,
    )


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 11, 22), ""),
        (date(2026, 11, 23), "Day 1 of 3"),
        (date(2026, 11, 25), "Day 3 of 3"),
        (date(2026, 11, 26), ""),
    ],
)
def test_the_day_is_counted_while_the_audit_is_held(qapp: object, today: date, text: str) -> None:
    assert day_text(row(date(2026, 11, 23), date(2026, 11, 25)), today) == text


def test_an_audit_without_dates_has_no_day(qapp: object) -> None:
    assert day_text(row(None, None), date(2026, 11, 23)) == ""
