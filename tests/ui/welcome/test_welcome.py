"""The welcome page: making and opening workspaces, with real keys."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.programme.organizations import organizations
from app.programme.people import people
from app.settings import Settings, recent_workspaces, remember_workspace
from app.workspace.layout import Layout
from app.workspace.lock import WorkspaceLock
from tests.conftest import START
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.welcome.new_form import WITHOUT
from ui.welcome.opening import NewWorkspace, Opener, suggested_path
from ui.window import Window

PASSPHRASE = "correct horse"


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def type_into(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.fixture
def welcome_window(open_window: OpenWindow) -> Window:
    return open_window()


@pytest.fixture
def encrypted(tmp_path: Path, opener: Opener) -> Path:
    """A closed workspace with a passphrase."""
    path = tmp_path / "Northwind.assay"
    opener.create(NewWorkspace(path, "Northwind Clinics", "L. Ferreira", "Lead auditor", PASSPHRASE)).close()
    return path


def test_a_workspace_is_made_by_keyboard_and_its_auditor_acts_in_it(
    qtbot: QtBot, welcome_window: Window, tmp_path: Path
) -> None:
    form, target = welcome_window.welcome.form, tmp_path / "new" / "Northwind.assay"
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(form.organization.hasFocus)
    qtbot.keyClicks(form.organization, "Northwind Clinics")
    assert form.folder.text().endswith("Northwind Clinics.assay")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "L. Ferreira")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Lead auditor")
    type_into(qtbot, form.folder, str(target))
    qtbot.keyClicks(form.passphrase, PASSPHRASE)
    qtbot.keyClicks(form.repeated, PASSPHRASE)
    form.create_button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(welcome_window.has_workspace, timeout=20_000)
    page = welcome_window.current_page()
    assert page is not None
    workspace = page.context.workspace
    with workspace.read() as unit:
        names = [row.name for row in organizations(unit)]
        persons = [(row.id, row.label) for row in people(unit)]
    assert (workspace.path, workspace.is_encrypted, names) == (target, True, ["Northwind Clinics"])
    assert persons == [(workspace.acting_person_id, "L. Ferreira · Lead auditor")]
    assert "Encrypted" in welcome_window.status_bar.texts()
    assert form.passphrase.text() == ""


def test_going_without_a_passphrase_says_what_it_means(
    qtbot: QtBot, welcome_window: Window, tmp_path: Path
) -> None:
    form = welcome_window.welcome.form
    welcome_window.new_workspace()
    assert says(form, "cannot be recovered")
    form.protection.button(WITHOUT).click()
    assert says(form, "Whoever can read this folder")
    assert not form.passphrase.isVisible()
    qtbot.keyClicks(form.organization, "Northwind")
    qtbot.keyClicks(form.person, "L. Ferreira")
    type_into(qtbot, form.folder, str(tmp_path / "plain.assay"))
    form.create_button.click()
    qtbot.waitUntil(welcome_window.has_workspace, timeout=20_000)
    assert "Not encrypted" in welcome_window.status_bar.texts()


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot, welcome_window: Window) -> None:
    form = welcome_window.welcome.form
    welcome_window.new_workspace()
    form.create_button.click()
    for text in ("Enter the organisation’s name.", "Enter your name.", "at least 8 characters"):
        assert says(form, text)
    qtbot.waitUntil(form.organization.hasFocus)
    qtbot.keyClicks(form.organization, "Northwind")
    qtbot.keyClicks(form.person, "L. Ferreira")
    qtbot.keyClicks(form.passphrase, PASSPHRASE)
    qtbot.keyClicks(form.repeated, "another horse")
    form.create_button.click()
    assert says(form, "The two are not the same.")
    assert not says(form, "Enter your name.")


def test_a_synchronised_folder_is_warned_of_with_the_reason(
    qtbot: QtBot, welcome_window: Window, tmp_path: Path
) -> None:
    form = welcome_window.welcome.form
    welcome_window.new_workspace()
    type_into(qtbot, form.folder, str(tmp_path / "OneDrive" / "audits.assay"))
    assert says(form, "kept in step by OneDrive")
    type_into(qtbot, form.folder, str(tmp_path / "audits.assay"))
    assert not says(form, "kept in step by")


def test_a_folder_that_is_taken_is_left_alone(qtbot: QtBot, welcome_window: Window, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("kept")
    form = welcome_window.welcome.form
    welcome_window.new_workspace()
    qtbot.keyClicks(form.organization, "Northwind")
    qtbot.keyClicks(form.person, "L. Ferreira")
    type_into(qtbot, form.folder, str(tmp_path / "taken"))
    form.protection.button(WITHOUT).click()
    form.create_button.click()
    qtbot.waitUntil(welcome_window.message_bar.isVisible)
    assert "There is something at" in welcome_window.message_bar.text()
    assert (tmp_path / "taken" / "letter.txt").read_text() == "kept"
    assert form.organization.text() == "Northwind"
    assert form.create_button.isEnabled()


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(
    qtbot: QtBot, welcome_window: Window, encrypted: Path
) -> None:
    unlock = welcome_window.welcome.unlock
    welcome_window.open_workspace_at(encrypted)
    qtbot.waitUntil(unlock.passphrase.hasFocus)
    qtbot.keyClicks(unlock.passphrase, "wrong horse")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(unlock, "not the passphrase"), timeout=10_000)
    qtbot.waitUntil(unlock.passphrase.hasFocus)
    qtbot.keyClicks(unlock.passphrase, PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(welcome_window.has_workspace, timeout=10_000)
    assert welcome_window.windowTitle() == "Assay – Northwind"


def test_a_workspace_that_is_open_elsewhere_names_who_has_it(
    qtbot: QtBot, welcome_window: Window, folder: Path
) -> None:
    lock = WorkspaceLock(Layout(folder))
    lock.acquire("Assay on the other desk", START)
    welcome_window.open_workspace_at(folder)
    qtbot.waitUntil(welcome_window.message_bar.isVisible)
    lock.release()
    text = welcome_window.message_bar.text()
    assert "open in Assay on the other desk" in text
    assert "since 6 Jul 2026, 09:30" in text
    assert not welcome_window.has_workspace()


def _not_one(folder: Path) -> str:
    shutil.rmtree(folder)
    folder.mkdir()
    return "not an Assay workspace"


def _damaged(folder: Path) -> str:
    (folder / "workspace.db").write_bytes(b"\0" * 8192)
    return "damaged"


def _without_database(folder: Path) -> str:
    (folder / "workspace.db").unlink()
    return "database of this workspace is missing"


def _without_key(folder: Path) -> str:
    for name in ("key-1.json", "key-2.json"):
        (folder / name).write_text("{}")
    return "key files of this workspace are damaged"


def test_a_folder_that_is_no_workspace_is_explained(
    qtbot: QtBot, welcome_window: Window, folder: Path
) -> None:
    expected = _not_one(folder)
    welcome_window.open_workspace_at(folder)
    qtbot.waitUntil(welcome_window.message_bar.isVisible)
    assert expected in welcome_window.message_bar.text()
    assert welcome_window.welcome.start.isEnabled()


@pytest.mark.parametrize("harm", [_damaged, _without_database, _without_key])
def test_a_damaged_workspace_is_explained_and_a_backup_offered(
    qtbot: QtBot, welcome_window: Window, folder: Path, harm: Callable[[Path], str]
) -> None:
    expected = harm(folder)
    welcome_window.open_workspace_at(folder)
    restoring = welcome_window.welcome.restoring
    qtbot.waitUntil(restoring.isVisible)
    assert says(restoring, expected)
    assert not welcome_window.has_workspace()


def test_a_recent_workspace_opens_with_one_key_and_can_be_taken_off_the_list(
    qtbot: QtBot, open_window: OpenWindow, settings: Settings, folder: Path, tmp_path: Path
) -> None:
    remember_workspace(settings, tmp_path / "gone.assay")
    remember_workspace(settings, folder)
    window = open_window()
    window.welcome.show_start()
    rows = window.welcome.start.rows()
    assert [row.open_button.label() for row in rows] == ["audits", "gone"]
    rows[1].forget_button.click()
    assert recent_workspaces(settings) == (folder,)
    qtbot.waitUntil(window.welcome.start.rows()[0].open_button.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(window.has_workspace, timeout=10_000)


@pytest.mark.parametrize(
    ("organization", "name"),
    [
        ("Northwind Clinics", "Northwind Clinics.assay"),
        ("A/B: <Labs>?", "A B Labs.assay"),
        ("..", "Workspace.assay"),
        ("", "Workspace.assay"),
        ("x" * 300, "x" * 60 + ".assay"),
    ],
)
def test_a_folder_gets_a_name_that_every_system_takes(organization: str, name: str, tmp_path: Path) -> None:
    assert suggested_path(tmp_path, organization) == tmp_path / name


def test_every_control_of_the_welcome_page_has_a_name(
    welcome_window: Window, settings: Settings, folder: Path
) -> None:
    remember_workspace(settings, folder)
    welcome = welcome_window.welcome
    welcome.show_start()
    unnamed = [
        widget
        for widget in welcome.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert unnamed == []


def test_a_short_view_is_not_scrolled(qtbot: QtBot, welcome_window: Window, encrypted: Path) -> None:
    welcome_window.resize(1366, 728)
    welcome = welcome_window.welcome
    welcome.show_new()
    welcome.open_path(encrypted)
    area = welcome.findChild(QScrollArea)
    assert area is not None
    assert welcome.unlock.isVisible()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
