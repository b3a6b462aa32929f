"""The spell check as an auditor meets it: with real keys, the real dictionary and the real worker."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.spelling.dictionaries import AMERICAN, BRITISH, OFF
from app.spelling.own_words import known_stems, own_words
from app.unit_of_work import ReadUnit
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from ui.page import Context
from ui.shell.entries import WORKSPACE_GROUP, PageEntry
from ui.widgets.form import TextField, text_field
from ui.window import Window

WRONG = "The acces rigths of leavers in A.8.13"


class WritingPage(FakePage):
    """A page with two texts; `shared` is what F8 sets on the session page."""

    page_id = "writing"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shared = False
        self.fields = (text_field(), text_field())
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        for field in self.fields:
            layout.addWidget(field)

    def is_shared(self) -> bool:
        return self.shared


@pytest.fixture
def page(open_window: OpenWindow, folder: Path, settings: Settings) -> Iterator[WritingPage]:
    settings.set("spelling", BRITISH)
    entry = PageEntry("writing", WORKSPACE_GROUP, "Writing", "document", lambda: WritingPage)
    window = open_window(folder, (entry,))
    window.navigate("writing", {})
    page = window.current_page()
    assert isinstance(page, WritingPage)
    page.fields[0].setFocus()
    yield page
    window.close()


def the_window(page: WritingPage) -> Window:
    window = page.window()
    assert isinstance(window, Window)
    return window


def enter(field: TextField, text: str) -> None:
    for letter in text:
        QApplication.sendEvent(
            field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def underlined(field: TextField) -> list[str]:
    return [selection.cursor.selectedText() for selection in field.extraSelections()]


def menu_of(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def press_correct(page: WritingPage) -> None:
    the_window(page).commands.run("window.spelling")


def test_wrong_words_are_underlined_after_a_pause_and_the_text_stays_as_it_is(
    page: WritingPage, qtbot: QtBot
) -> None:
    first = page.fields[0]
    enter(first, WRONG)
    assert underlined(first) == []
    qtbot.waitUntil(lambda: underlined(first) == ["acces", "rigths"])
    assert first.text() == WRONG
    first.undo()
    assert first.text() == ""


def test_a_word_is_not_underlined_while_it_is_being_typed(page: WritingPage, qtbot: QtBot) -> None:
    first = page.fields[0]
    enter(first, "acces to the polcy")
    qtbot.waitUntil(lambda: underlined(first) == ["acces"])
    enter(first, " ")
    qtbot.waitUntil(lambda: underlined(first) == ["acces", "polcy"])


def test_a_text_that_was_there_before_is_underlined_too(page: WritingPage, qtbot: QtBot) -> None:
    page.fields[1].set_text("quaterly 🔥 reviewd")
    the_window(page).spelling.look_soon()
    qtbot.waitUntil(lambda: underlined(page.fields[1]) == ["quaterly", "reviewd"])


def test_the_last_wrong_word_is_corrected_with_two_strokes_and_back_again(
    page: WritingPage, qtbot: QtBot
) -> None:
    first = page.fields[0]
    enter(first, "We saw the cotnrol at work today")
    press_correct(page)
    menu = menu_of(qtbot)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert first.text() == "We saw the control at work today"
    assert first.textCursor().atEnd()
    first.undo()
    assert first.text() == "We saw the cotnrol at work today"


def test_the_menu_key_offers_suggestions_and_what_the_field_offers_anyway(
    page: WritingPage, qtbot: QtBot
) -> None:
    first = page.fields[0]
    enter(first, "acces ")
    qtbot.waitUntil(lambda: underlined(first) == ["acces"])
    cursor = first.textCursor()
    cursor.setPosition(2)
    first.setTextCursor(cursor)
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(first, key)
    texts = [action.text() for action in menu_of(qtbot).actions() if not action.isSeparator()]
    assert "access" in texts[:5]
    assert "Add to my words" in texts[1:6]
    assert any("Paste" in text for text in texts)
    menu_of(qtbot).close()


def test_an_own_word_lies_in_the_workspace_and_is_underlined_no_more(page: WritingPage, qtbot: QtBot) -> None:
    first = page.fields[0]
    enter(first, "Quorvex runs it ")
    qtbot.waitUntil(lambda: underlined(first) == ["Quorvex"])
    press_correct(page)
    menu = menu_of(qtbot)
    next(action for action in menu.actions() if action.text() == "Add to my words").trigger()
    menu.close()
    qtbot.waitUntil(lambda: underlined(first) == [])
    with page.context.workspace.read() as unit:
        assert own_words(unit) == ("Quorvex",)
    assert "Quorvex" not in page.context.settings.path.read_text(encoding="utf-8")
    the_window(page).undo()
    qtbot.waitUntil(lambda: underlined(first) == ["Quorvex"])


def test_the_name_of_a_new_person_is_right_at_once(page: WritingPage, qtbot: QtBot) -> None:
    first = page.fields[0]
    enter(first, "Thrombly’s answer ")
    qtbot.waitUntil(lambda: underlined(first) == ["Thrombly’s"])
    page.add_person("Ada Thrombly")
    qtbot.waitUntil(lambda: underlined(first) == [])


def test_the_window_does_not_wait_for_the_names_of_the_workspace(
    page: WritingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def read(unit: ReadUnit) -> frozenset[str]:
        threads.append(threading.current_thread())
        return known_stems(unit)

    monkeypatch.setattr("app.spelling.own_words.known_stems", read)
    enter(page.fields[0], "Thrombly acces ")
    qtbot.waitUntil(lambda: underlined(page.fields[0]) == ["Thrombly", "acces"])
    page.add_person("Ada Thrombly")
    qtbot.waitUntil(lambda: underlined(page.fields[0]) == ["acces"])
    assert len(threads) == 2
    assert threading.main_thread() not in threads


def test_another_dictionary_judges_anew_and_off_takes_every_wave_away(
    page: WritingPage, qtbot: QtBot
) -> None:
    first = page.fields[0]
    enter(first, "the colour of authorization ")
    qtbot.waitUntil(lambda: underlined(first) == ["authorization"])
    page.context.spelling.choose(AMERICAN)
    qtbot.waitUntil(lambda: underlined(first) == ["colour"])
    page.context.spelling.choose(OFF)
    assert underlined(first) == []
    assert not the_window(page).spelling.is_on()


def test_nothing_is_underlined_while_somebody_else_can_see_the_screen(
    page: WritingPage, qtbot: QtBot
) -> None:
    first = page.fields[0]
    enter(first, WRONG)
    qtbot.waitUntil(lambda: len(underlined(first)) == 2)
    page.shared = True
    page.status_changed.emit()
    assert underlined(first) == []
    press_correct(page)
    assert QApplication.activePopupWidget() is None
    assert any("not checked while somebody" in text for text in the_window(page).status_bar.texts())
    page.shared = False
    page.status_changed.emit()
    qtbot.waitUntil(lambda: len(underlined(first)) == 2)


def test_a_broken_dictionary_stops_the_check_with_one_message(
    page: WritingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    for kind in (".aff", ".dic"):
        (tmp_path / f"xx{kind}").write_text("1\nword\n")
    page.context.spelling.add(tmp_path / "xx.dic")
    for path in list(page.context.spelling.own_folder.iterdir()):
        path.unlink()
    spelling = the_window(page).spelling
    words = (f"no{'o' * length} " for length in range(40))

    def is_off() -> bool:
        if spelling.is_on():
            enter(page.fields[0], next(words))
            spelling.look_again()
        return not spelling.is_on()

    qtbot.waitUntil(is_off)
    assert any("dictionary cannot be used" in text for text in the_window(page).status_bar.texts())
