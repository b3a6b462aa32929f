"""The settings of a workspace in which there is no organisation yet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.programme.organizations import add_organization, organizations, sites
from app.words import N_
from app.workspace.workspace import Workspace
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.pages import page_entries
from ui.settings.page import SettingsPage


@pytest.fixture
def page(open_window: OpenWindow, folder: Path) -> SettingsPage:
    window = open_window(folder, [entry for entry in page_entries() if entry.page_id == "settings"])
    shown = window.current_page()
    assert isinstance(shown, SettingsPage)
    shown.tabs.choose("organization")
    return shown


@pytest.fixture
def opened(page: SettingsPage) -> Workspace:
    return page.context.workspace


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        return [row.name for row in organizations(unit)]


def test_the_page_says_that_there_is_none_and_shows_nothing_that_needs_one(page: SettingsPage) -> None:
    assert says(page, "There is none yet")
    assert page.programme.isHidden()
    assert page.limits.isHidden()
    assert not page.sites.isVisible()
    assert not page.organization.address.isEnabled()


def test_its_name_makes_one_and_the_rest_opens(page: SettingsPage, opened: Workspace, qtbot: QtBot) -> None:
    field = page.organization.name
    field.setFocus()
    qtbot.keyClicks(field, "Northwind Clinics")
    assert page.flush()
    assert names(opened) == ["Northwind Clinics"]
    assert field.hasFocus()
    assert not page.programme.isHidden()
    assert page.limits.numbers["response_days_major"].text() == "14"
    qtbot.keyClicks(field, " Group")
    assert page.flush()
    assert names(opened) == ["Northwind Clinics Group"]
    page.sites.add_button.setFocus()
    qtbot.keyClick(page.sites.add_button, Qt.Key.Key_Return)
    with opened.read() as unit:
        assert len(sites(unit, organizations(unit)[0].id)) == 1


def test_an_organisation_that_is_added_elsewhere_appears(
    page: SettingsPage, opened: Workspace, qtbot: QtBot
) -> None:
    with opened.write(N_("Add organisation")) as uow:
        add_organization(uow, "Alder Hill Clinics")
    qtbot.waitUntil(lambda: page.organization.name.text() == "Alder Hill Clinics")
    assert page.sites.isVisible()


def test_an_empty_name_makes_nothing_and_people_can_be_added_all_the_same(
    page: SettingsPage, opened: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.organization.name, "  ")
    assert page.flush()
    assert names(opened) == []
    page.tabs.choose("people")
    qtbot.keyClick(page.people.add_button, Qt.Key.Key_Return)
    page.people.save("organization_id", None)
    assert page.people.table.count() == 1
