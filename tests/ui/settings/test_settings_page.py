"""The settings page: this laptop, the organisation and its people, the workspace."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.programme.organizations import ProgrammeDetail, organizations, programme, sites
from app.programme.people import people
from app.reporting.grade_labels import GradeLabels
from app.sessions.phrases import expansions
from app.unit_of_work import ReadUnit
from app.workspace.workspace import Workspace
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.pages import page_entries
from ui.settings.page import SettingsPage
from ui.welcome.opening import NewWorkspace, Opener
from ui.window import Window

Answer = TypeVar("Answer")
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def place(tmp_path: Path, opener: Opener) -> Path:
    """A closed workspace with an organisation and an auditor."""
    path = tmp_path / "Northwind.assay"
    opener.create(NewWorkspace(path, "Northwind Clinics", "L. Ferreira", "Lead auditor", None)).close()
    return path


@pytest.fixture
def window(open_window: OpenWindow, place: Path) -> Window:
    entries = [entry for entry in page_entries() if entry.page_id == "settings"]
    return open_window(place, entries)


@pytest.fixture
def page(window: Window) -> SettingsPage:
    shown = window.current_page()
    assert isinstance(shown, SettingsPage)
    return shown


@pytest.fixture
def opened(page: SettingsPage) -> Workspace:
    return page.context.workspace


def read(workspace: Workspace, question: Callable[[ReadUnit], Answer]) -> Answer:
    with workspace.read() as unit:
        return question(unit)


def replace(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def test_the_name_of_the_organisation_saves_itself_and_shows_at_the_top(
    qtbot: QtBot, window: Window, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="organization")
    replace(qtbot, page.organization.name, "Alder Hill Clinics")
    qtbot.waitUntil(lambda: read(opened, organizations)[0].name == "Alder Hill Clinics")
    qtbot.waitUntil(lambda: window.top_bar.workspace_button.label() == "Alder Hill Clinics")


def test_an_organisation_is_never_without_a_name(qtbot: QtBot, page: SettingsPage, opened: Workspace) -> None:
    page.open(tab="organization")
    replace(qtbot, page.organization.name, " ")
    assert page.flush()
    assert read(opened, organizations)[0].name == "Northwind Clinics"


def test_address_and_representative_are_written_when_the_page_is_left(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="organization")
    replace(qtbot, page.organization.address, "1 Mill Lane, Leeds")
    replace(qtbot, page.organization.representative, "S. Lindqvist")
    assert page.flush()
    row = read(opened, organizations)[0]
    assert (row.address, row.representative) == ("1 Mill Lane, Leeds", "S. Lindqvist")


def test_observations_are_off_until_the_programme_uses_them(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="programme")
    assert not page.programme.uses_observations.isChecked()
    qtbot.keyClick(page.programme.uses_observations, Qt.Key.Key_Space)
    assert rules(opened).uses_observations


def test_reports_name_people_until_the_programme_wants_their_roles(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="programme")
    assert not page.programme.by_role.isChecked()
    qtbot.keyClick(page.programme.by_role, Qt.Key.Key_Space)
    assert rules(opened).reports_by_role
    opened.undo()
    qtbot.waitUntil(lambda: not page.programme.by_role.isChecked())


def rules(workspace: Workspace) -> ProgrammeDetail:
    programme_id = read(workspace, organizations)[0].programme_id
    return read(workspace, lambda unit: programme(unit, programme_id))


def test_the_limits_of_the_programme_are_set_and_undone_by_keyboard(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="programme")
    for name, days in (("response_days_major", "10"), ("effectiveness_days_minor", "60"), ("soon_days", "7")):
        replace(qtbot, page.limits.numbers[name], days)
        qtbot.keyClick(page.limits.numbers[name], TAB)
    found = rules(opened).limits
    assert (found.response.major, found.response.minor) == (10, 30)
    assert (found.effectiveness_major, found.effectiveness_minor, found.soon) == (90, 60, 7)
    opened.undo()
    qtbot.waitUntil(lambda: page.limits.numbers["soon_days"].text() == "14")


def test_the_days_count_from_the_closing_meeting_or_from_the_report(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="programme")
    page.limits.since.setFocus()
    assert page.limits.since.currentText() == "the closing meeting"
    qtbot.keyClick(page.limits.since, Qt.Key.Key_Down)
    assert rules(opened).limits.from_issue
    opened.undo()
    qtbot.waitUntil(lambda: page.limits.since.currentText() == "the closing meeting")


def test_a_limit_is_a_number_and_one_of_a_minor_may_be_left_to_the_next_audit(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.open(tab="programme")
    for name in ("response_days_minor", "effectiveness_days_minor"):
        replace(qtbot, page.limits.numbers[name], "x")
        qtbot.keyClick(page.limits.numbers[name], Qt.Key.Key_Backspace)
        assert page.flush()
    found = rules(opened).limits
    assert (found.response.minor, found.effectiveness_minor) == (30, None)


def test_own_labels_are_set_by_keyboard(qtbot: QtBot, page: SettingsPage, opened: Workspace) -> None:
    page.open(tab="programme")
    field = page.labels.names["major"]
    replace(qtbot, field, " Cat 1 ")
    qtbot.keyClick(field, TAB)
    assert rules(opened).labels == GradeLabels(major="Cat 1")
    qtbot.waitUntil(lambda: page.limits.numbers["response_days_major"].accessibleName().endswith("Cat 1"))
    replace(qtbot, field, " ")
    assert page.flush()
    assert rules(opened).labels == GradeLabels()


def test_a_person_is_added_and_named_by_keyboard(qtbot: QtBot, page: SettingsPage, opened: Workspace) -> None:
    page.open(tab="people")
    page.people.add_button.setFocus()
    qtbot.keyClick(page.people.add_button, ENTER)
    qtbot.waitUntil(page.people.text("name").hasFocus)
    qtbot.keyClicks(QApplication.focusWidget(), "M. Okafor")
    qtbot.keyClick(QApplication.focusWidget(), TAB)
    qtbot.keyClicks(QApplication.focusWidget(), "IT operations lead")
    qtbot.keyClick(QApplication.focusWidget(), TAB)
    labels = [row.label for row in read(opened, people)]
    assert labels == ["L. Ferreira · Lead auditor", "M. Okafor · IT operations lead"]


def test_a_phrase_is_added_by_keyboard_and_the_page_says_how_it_is_used(
    qtbot: QtBot, page: SettingsPage, opened: Workspace
) -> None:
    page.tabs.choose("phrases")
    page.phrases.add_button.click()
    qtbot.keyClicks(page.phrases.text("abbreviation"), ";ns")
    qtbot.keyClicks(page.phrases.text("text"), "not shown on request")
    assert page.flush()
    with opened.read() as unit:
        assert expansions(unit) == {";ns": "not shown on request"}
    page.phrases.remove_button.click()
    with opened.read() as unit:
        assert expansions(unit) == {}


def test_you_are_another_person_from_now_on(qtbot: QtBot, page: SettingsPage, opened: Workspace) -> None:
    before = opened.acting_person_id
    added = page.people.add()
    qtbot.waitUntil(lambda: page.you.person.count() == 2)
    page.you.person.setFocus()
    qtbot.keyClick(page.you.person, Qt.Key.Key_Down)
    assert opened.acting_person_id == added != before


def test_a_site_gets_its_time_zone(qtbot: QtBot, page: SettingsPage, opened: Workspace) -> None:
    page.open(tab="organization")
    page.sites.add_button.click()
    qtbot.keyClicks(page.sites.text("name"), "Data room")
    qtbot.keyClicks(page.sites.zone, "Europe/Lis")
    assert page.flush()
    organization_id = read(opened, organizations)[0].id
    row = read(opened, lambda unit: sites(unit, organization_id))[0]
    assert (row.name, row.zone) == ("Data room", "Europe/Lisbon")


def test_theme_and_text_size_change_at_once(qtbot: QtBot, page: SettingsPage) -> None:
    page.appearance.theme.button("dark").click()
    assert page.context.theme().name == "dark"
    page.appearance.zoom.setFocus()
    qtbot.keyClick(page.appearance.zoom, Qt.Key.Key_Down)
    assert page.context.appearance.zoom == 110


def test_keys_of_a_command_are_changed_and_taken_back(qtbot: QtBot, page: SettingsPage) -> None:
    keyboard, shortcuts = page.keyboard, page.context.shortcuts
    keyboard.table.select("session.attach")
    keyboard.keys.setKeySequence(QKeySequence("Ctrl+Shift+Y"))
    keyboard.set_button.click()
    assert shortcuts.sequences("session.attach") == ("Ctrl+Shift+Y",)
    keyboard.usual_button.click()
    assert shortcuts.sequences("session.attach") == ("Ctrl+E",)
    keyboard.none_button.click()
    assert shortcuts.sequences("session.attach") == ()


@pytest.mark.parametrize(
    ("keys", "objection"),
    [
        ("", "Press the keys"),
        ("Ctrl+K", "“Search or run a command” has these keys"),
        ("A", "type text"),
        ("Ctrl+C", "Text fields need"),
    ],
)
def test_keys_that_would_not_work_are_refused_with_the_reason(
    qtbot: QtBot, page: SettingsPage, keys: str, objection: str
) -> None:
    keyboard = page.keyboard
    keyboard.table.select("session.attach")
    keyboard.keys.setKeySequence(QKeySequence(keys))
    keyboard.set_button.click()
    assert says(keyboard, objection)
    assert page.context.shortcuts.sequences("session.attach") == ("Ctrl+E",)


def test_the_workspace_is_backed_up_and_verified_on_request(qtbot: QtBot, page: SettingsPage) -> None:
    page.open(tab="workspace")
    assert page.backup.last.text() == "There is no backup yet."
    qtbot.keyClick(page.backup.back_up_button, ENTER)
    qtbot.waitUntil(lambda: page.backup.last.text().startswith("Last backup: 06 Jul 2026"), timeout=10_000)
    qtbot.keyClick(page.verify.verify_button, ENTER)
    qtbot.waitUntil(lambda: page.verify.result.text() == "Everything holds.", timeout=10_000)


def test_what_was_set_is_there_when_the_workspace_is_opened_again(
    qtbot: QtBot, window: Window, page: SettingsPage, place: Path, opener: Opener
) -> None:
    page.open(tab="organization")
    replace(qtbot, page.organization.representative, "S. Lindqvist")
    window.close()
    again = opener.open(place, None)
    assert read(again, organizations)[0].representative == "S. Lindqvist"
    again.close()


def unnamed_controls(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or widget.focusProxy())
    ]


@pytest.mark.parametrize("tab", ["laptop", "organization", "people", "workspace"])
def test_every_control_in_the_window_has_a_name(window: Window, page: SettingsPage, tab: str) -> None:
    page.open(tab=tab)
    assert unnamed_controls(window) == []


def test_a_way_to_the_sites_leads_to_the_button_that_adds_one(window: Window) -> None:
    window.navigate("settings", {"tab": "organization", "part": "sites"})
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    assert page.tabs.current() == "organization"
    assert QApplication.focusWidget() is page.sites.add_button


def test_a_way_to_who_somebody_is_leads_to_the_choice_of_the_person(window: Window) -> None:
    window.navigate("settings", {"tab": "laptop", "part": "you"})
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    assert QApplication.focusWidget() is page.you.person
