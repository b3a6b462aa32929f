"""The window: pages, keys, undo, and where the auditor left off."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.errors import ForNowError, UserError
from app.programme.organizations import add_organization
from app.words import N_
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from models.organization import Person
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage, fake_entries
from ui.palette import Palette
from ui.shell.entries import WORKSPACE_GROUP, PageEntry
from ui.shell.geometry import fits_on
from ui.shell.places import remembered_place
from ui.shell.rail import RailItem
from ui.shortcut_sheet import ShortcutSheet
from ui.widgets.buttons import IconButton
from ui.window import Window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class TablePage(FakePage):
    page_id = "table"


def page_of(window: Window) -> FakePage:
    page = window.current_page()
    assert isinstance(page, FakePage)
    return page


def add_person(workspace: Workspace, name: str) -> None:
    with workspace.write(N_("Add person")) as uow:
        uow.session.add(Person(name=name))


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        return [person.name for person in unit.session.query(Person).order_by(Person.name)]


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def test_a_workspace_opens_on_its_first_page_with_the_caret_in_its_first_field(
    qtbot: QtBot, window: Window
) -> None:
    page = page_of(window)
    assert page.page_id == "audits"
    qtbot.waitUntil(page.note.hasFocus)


def test_the_window_opens_where_the_auditor_left_off(open_window: OpenWindow, folder: Path) -> None:
    first = open_window(folder)
    first.navigate("notes", {"item_id": "item-7"})
    first.close()
    page = page_of(open_window(folder))
    assert (page.page_id, page.opened_at) == ("notes", [{"item_id": "item-7"}])


def test_a_power_cut_in_the_middle_of_an_item_loses_not_the_place(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    window.navigate("notes", {"item_id": "item-7"})
    page_of(window).opened_at.append({"item_id": "item-8"})
    add_person(opened, "M. Okafor")

    def kept() -> str:
        place = remembered_place(window.settings, opened.path)
        return place.where["item_id"] if place else ""

    qtbot.waitUntil(lambda: kept() == "item-8", timeout=5_000)


def test_an_error_that_the_next_write_has_overtaken_is_not_shown_any_longer(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    add_person(opened, "M. Okafor")
    window.report_error(ForNowError("The audit cannot take its next step yet."))
    QApplication.processEvents()
    assert window.message_bar.isVisible()
    add_person(opened, "A. Fenwick")
    qtbot.waitUntil(lambda: not window.message_bar.isVisible())
    window.report_error(UserError("The disk is full: the last change could not be saved."))
    add_person(opened, "L. Novak")
    QApplication.processEvents()
    assert window.message_bar.text() == "The disk is full: the last change could not be saved."


def test_the_title_names_the_folder_and_nothing_of_the_audit(window: Window) -> None:
    assert window.windowTitle() == "Assay – audits"


def test_the_status_bar_says_when_it_was_saved_and_whether_it_is_encrypted(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    add_person(opened, "M. Okafor")
    qtbot.waitUntil(lambda: "● Saved 09:30:00" in window.status_bar.texts())
    assert {"Not encrypted", "Offline", "audits status"} <= set(window.status_bar.texts())


def test_text_that_cannot_be_saved_keeps_page_and_window_where_they_are(window: Window) -> None:
    page = page_of(window)
    page.can_save = False
    window.navigate("notes", {})
    assert window.current_page() is page
    assert not window.close()
    assert any("not saved" in text for text in window.status_bar.texts())
    page.can_save = True


def test_a_page_hears_of_foreign_changes_and_not_of_its_own(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    page = page_of(window)
    page.add_person("A. Moreau")
    add_person(opened, "M. Okafor")
    qtbot.waitUntil(lambda: bool(page.refreshed))
    assert [len(changes) for changes in page.refreshed] == [1]
    assert {change.kind for change in page.refreshed[0]} == {"person"}


def test_a_hidden_page_catches_up_when_it_is_shown(qtbot: QtBot, window: Window, opened: Workspace) -> None:
    hidden = page_of(window)
    window.navigate("notes", {})
    add_person(opened, "M. Okafor")
    add_person(opened, "A. Moreau")
    qtbot.waitUntil(lambda: bool(page_of(window).refreshed))
    assert hidden.refreshed == []
    window.navigate("audits", {})
    assert [len(changes) for changes in hidden.refreshed] == [2]


def test_ctrl_z_undoes_in_the_field_first_and_then_the_last_step(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    add_person(opened, "M. Okafor")
    note = page_of(window).note
    qtbot.waitUntil(note.hasFocus)
    qtbot.keyClicks(note, "kept")
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert note.text() == ""
    assert names(opened) == ["M. Okafor"]
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert names(opened) == []
    assert window.message_bar.text() == "Undid: Add person"
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL | SHIFT)
    assert note.text() == "kept"
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL | SHIFT)
    assert names(opened) == ["M. Okafor"]
    assert window.message_bar.text() == "Redid: Add person"


def test_an_undo_from_elsewhere_leads_to_where_the_step_was_made(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    window.navigate("notes", {"item_id": "item-7"})
    add_person(opened, "M. Okafor")
    qtbot.waitUntil(lambda: bool(page_of(window).refreshed))
    window.navigate("audits", {})
    window.undo()
    assert window.message_bar.action.label() == "Go there"
    qtbot.mouseClick(window.message_bar.action, Qt.MouseButton.LeftButton)
    assert page_of(window).page_id == "notes"
    assert page_of(window).opened_at[-1] == {"item_id": "item-7"}
    assert window.message_bar.isHidden()


def test_a_message_is_closed_without_taking_the_caret(
    qtbot: QtBot, window: Window, opened: Workspace
) -> None:
    add_person(opened, "M. Okafor")
    note = page_of(window).note
    qtbot.waitUntil(note.hasFocus)
    window.undo()
    close = window.message_bar.findChild(IconButton)
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert window.message_bar.isHidden()
    assert note.hasFocus()
    window.redo()
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert note.hasFocus()


def test_without_a_step_undo_says_so(window: Window) -> None:
    window.undo()
    assert "There is nothing to undo." in window.status_bar.texts()


def test_text_grows_shrinks_and_returns_to_its_usual_size(qtbot: QtBot, window: Window) -> None:
    usual = QApplication.font().pixelSize()
    press(qtbot, Qt.Key.Key_Plus, CTRL)
    assert QApplication.font().pixelSize() > usual
    press(qtbot, Qt.Key.Key_0, CTRL)
    assert QApplication.font().pixelSize() == usual
    press(qtbot, Qt.Key.Key_Minus, CTRL)
    assert QApplication.font().pixelSize() < usual


def test_keys_of_a_page_work_while_typing_and_only_on_that_page(qtbot: QtBot, window: Window) -> None:
    window.navigate("notes", {})
    notes = page_of(window)
    qtbot.keyClick(notes.note, Qt.Key.Key_1, ALT)
    assert notes.done == ["conforms"]
    window.navigate("audits", {})
    press(qtbot, Qt.Key.Key_1, ALT)
    assert notes.done == ["conforms"]


def test_a_command_that_cannot_be_run_says_why(qtbot: QtBot, window: Window) -> None:
    window.navigate("notes", {})
    notes = page_of(window)
    notes.can_attach = False
    qtbot.keyClick(notes.note, Qt.Key.Key_E, CTRL)
    assert notes.done == []
    assert "Choose an item first." in window.status_bar.texts()


def test_changed_keys_work_at_once(qtbot: QtBot, window: Window) -> None:
    window.navigate("notes", {})
    window.shortcuts.change("session.conforms", "Ctrl+M")
    notes = page_of(window)
    qtbot.keyClick(notes.note, Qt.Key.Key_1, ALT)
    assert notes.done == []
    qtbot.keyClick(notes.note, Qt.Key.Key_M, CTRL)
    assert notes.done == ["conforms"]


def test_f1_lists_the_commands_of_the_page_with_their_keys(qtbot: QtBot, window: Window) -> None:
    window.navigate("notes", {})
    press(qtbot, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert {("Conforms", "Alt 1"), ("Attach evidence", "Ctrl E"), ("Undo", "Ctrl Z")} <= set(sheet.lines())
    sheet.accept()


def test_the_palette_finds_and_runs_a_command(qtbot: QtBot, window: Window) -> None:
    window.navigate("notes", {})
    press(qtbot, Qt.Key.Key_K, CTRL)
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.field, "conf")
    assert palette.texts() == ["Conforms"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page_of(window).done == ["conforms"]


def test_the_palette_shows_a_page(qtbot: QtBot, window: Window) -> None:
    window.open_palette()
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.field, "notes")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page_of(window).page_id == "notes"


def test_the_palette_shows_every_page_of_the_rail_also_those_without_keys(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    many = [
        PageEntry(f"page-{n}", WORKSPACE_GROUP, f"Register {n}", "document", lambda: FakePage)
        for n in range(9)
    ]
    table = PageEntry("table", WORKSPACE_GROUP, "Applicability", "table", lambda: TablePage)
    window = open_window(folder, (*fake_entries(), *many, table))
    window.open_palette()
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.field, "applic")
    assert palette.texts() == ["Applicability"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert page_of(window).page_id == "table"


def test_the_rail_is_driven_by_the_keyboard(qtbot: QtBot, window: Window) -> None:
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget().accessibleName() == "Audits, 0"
    press(qtbot, Qt.Key.Key_Down)
    assert QApplication.focusWidget().accessibleName() == "Notes"
    press(qtbot, Qt.Key.Key_Return)
    assert page_of(window).page_id == "notes"
    qtbot.waitUntil(page_of(window).note.hasFocus)


def test_f6_goes_round_the_parts_of_the_window(qtbot: QtBot, window: Window) -> None:
    page = page_of(window)
    qtbot.waitUntil(page.note.hasFocus)
    press(qtbot, Qt.Key.Key_F6)
    assert window.top_bar.isAncestorOf(QApplication.focusWidget())
    press(qtbot, Qt.Key.Key_F6)
    assert window.rail.isAncestorOf(QApplication.focusWidget())
    press(qtbot, Qt.Key.Key_F6)
    assert page.note.hasFocus()


def test_the_rail_gives_its_room_to_pages_that_need_it(window: Window) -> None:
    wide = window.rail.width()
    window.navigate("notes", {})
    assert window.rail.width() < wide / 2
    window.navigate("audits", {})
    assert window.rail.width() == wide


def test_alt_left_goes_back_to_the_place_that_was_left(qtbot: QtBot, window: Window) -> None:
    window.navigate("audits", {"row": "3"})
    press(qtbot, Qt.Key.Key_2, CTRL)
    assert page_of(window).page_id == "notes"
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert page_of(window).page_id == "audits"
    assert page_of(window).opened_at[-1] == {"row": "3"}


def test_pages_of_an_audit_wait_until_one_is_chosen(qtbot: QtBot, window: Window) -> None:
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert page_of(window).page_id == "audits"
    assert "Choose an audit first." in window.status_bar.texts()


def test_a_closed_workspace_is_not_opened_by_itself_again(open_window: OpenWindow, folder: Path) -> None:
    window = open_window(folder)
    window.close_workspace()
    assert not window.has_workspace()
    window.start(None)
    assert not window.has_workspace()
    assert [row.open_button.label() for row in window.welcome.start.rows()] == ["audits"]


def test_a_theme_that_was_chosen_stays(qtbot: QtBot, window: Window) -> None:
    window.appearance.choose_theme("dark")
    assert window.appearance.theme().name == "dark"
    assert window.settings.get("theme") == "dark"


def test_a_window_without_a_workspace_says_so(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    assert window.windowTitle() == "Assay"
    window.commands.run("window.undo")
    assert "Open a workspace first." in window.status_bar.texts()


def test_a_page_of_an_audit_asks_for_a_workspace_where_none_is_open(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window()
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert window.status_bar.texts() == ("Open a workspace first.",)


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_Y])
def test_undo_keys_leave_plain_letters_alone(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    note = page_of(window).note
    assert isinstance(note, QLineEdit)
    qtbot.keyClick(note, key)
    assert note.text() == chr(key.value).lower()


def test_a_laptop_without_a_name_is_asked_who_is_at_the_screen(
    qtbot: QtBot, open_window: OpenWindow, folder: Path, seat: Seat
) -> None:
    workspace = open_workspace(folder, None, seat)
    with workspace.write("Add organisation") as uow:
        add_organization(uow, "Clinics")
    workspace.close()
    window = open_window(folder)
    assert "who you are" in window.message_bar.text()


@pytest.mark.parametrize(
    ("screen", "has_room"), [(QSize(1920, 1080), True), (QSize(1366, 768), False), (QSize(1366, 728), False)]
)
def test_a_screen_without_room_for_the_frame_is_filled(screen: QSize, has_room: bool) -> None:
    assert fits_on(screen) is has_room


def test_another_look_lets_go_of_pages_behind_and_they_come_back_at_their_place(
    window: Window, opened: Workspace
) -> None:
    window.navigate("notes", {"item_id": "item-7"})
    hidden = page_of(window)
    window.navigate("audits", {})
    shown = page_of(window)
    window.appearance.larger()
    assert not isValid(hidden)
    assert page_of(window) is shown
    window.navigate("notes", {})
    assert page_of(window).opened_at == [{"item_id": "item-7"}, {}]


def test_the_rail_shows_icons_alone_where_the_window_is_narrow(window: Window) -> None:
    def words() -> set[str]:
        return {item.label() for item in window.rail.findChildren(RailItem)}

    window.resize(1366, 768)
    assert "" not in words()
    window.resize(1000, 700)
    assert words() == {""}
    window.resize(1366, 768)
    assert "" not in words()
    window.appearance.choose_zoom(125)
    assert words() == {""}
