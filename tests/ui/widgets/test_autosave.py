"""What an auditor types is saved without being asked for, and never lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from tests.ui.widgets.conftest import Show
from ui.widgets.autosave import LONGEST_MS, AutoSave, SaveState
from ui.widgets.form import LineField, TextField, line_field, text_field


class Store:
    """Keeps what it is given, unless it is out of order."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.out_of_order = False

    def save(self, text: str) -> None:
        if self.out_of_order:
            raise UserError("The disk is full.", kept="The text is still here.")
        self.kept.append(text)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def field(show: Show) -> TextField:
    made = text_field()
    show(made)
    made.setFocus()
    return made


def test_a_pause_in_typing_saves(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)

    with qtbot.waitSignal(autosave.saved):
        qtbot.keyClicks(field, "Weekly copy to Leeds")

    assert store.kept == ["Weekly copy to Leeds"]
    assert autosave.state is SaveState.SAVED


def test_nothing_is_saved_before_the_pause(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)

    qtbot.keyClicks(field, "We")

    assert store.kept == []
    assert autosave.state is SaveState.UNSAVED


def test_somebody_who_never_pauses_is_saved_all_the_same(
    qtbot: QtBot, field: TextField, store: Store
) -> None:
    """AS-27: the last two seconds are the most that a power cut takes."""
    assert LONGEST_MS <= 2_000
    autosave = AutoSave(field, store.save, idle_ms=10_000, longest_ms=50)

    with qtbot.waitSignal(autosave.saved, timeout=1000):
        qtbot.keyClicks(field, "on and on")

    assert store.kept == ["on and on"]


def test_the_longest_wait_counts_from_the_first_unsaved_keystroke(
    qtbot: QtBot, field: TextField, store: Store
) -> None:
    autosave = AutoSave(field, store.save, idle_ms=10_000, longest_ms=200)
    qtbot.keyClicks(field, "first")

    with qtbot.waitSignal(autosave.saved, timeout=1000):
        qtbot.keyClicks(field, " and more")
    assert store.kept == ["first and more"]

    with qtbot.waitSignal(autosave.saved, timeout=1000):
        qtbot.keyClicks(field, "!")
    assert store.kept[-1] == "first and more!"


def test_leaving_the_field_saves_at_once(qtbot: QtBot, show: Show, store: Store) -> None:
    page, other = QWidget(), line_field()
    field = text_field()
    layout = QVBoxLayout(page)
    layout.addWidget(field)
    layout.addWidget(other)
    show(page)
    field.setFocus()
    AutoSave(field, store.save, idle_ms=60_000)

    qtbot.keyClicks(field, "Leeds")
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert other.hasFocus()
    assert store.kept == ["Leeds"]


def test_a_failed_save_keeps_the_text_and_marks_the_field(
    qtbot: QtBot, field: TextField, store: Store
) -> None:
    autosave = AutoSave(field, store.save)
    store.out_of_order = True

    with qtbot.waitSignal(autosave.failed) as failed:
        qtbot.keyClicks(field, "Leeds")

    assert failed.args is not None
    assert str(failed.args[0]) == "The disk is full. The text is still here."
    assert field.text() == "Leeds"
    assert field.property("failed") is True
    assert autosave.state is SaveState.FAILED


def test_trying_again_saves_what_failed(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)
    store.out_of_order = True
    qtbot.keyClicks(field, "Leeds")
    assert not autosave.flush()

    store.out_of_order = False

    with qtbot.waitSignal(autosave.saved):
        assert autosave.retry()
    assert store.kept == ["Leeds"]
    assert field.property("failed") is False


def test_typing_on_after_a_failure_tries_again(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)
    store.out_of_order = True
    qtbot.keyClicks(field, "Lee")
    autosave.flush()
    store.out_of_order = False

    with qtbot.waitSignal(autosave.saved):
        qtbot.keyClicks(field, "ds")

    assert store.kept == ["Leeds"]


def test_a_bug_while_saving_is_shown_and_the_text_stays(qtbot: QtBot, field: TextField) -> None:
    troubles = [RuntimeError("a bug")]

    def broken(_text: str) -> None:
        if troubles:
            raise troubles.pop()

    autosave = AutoSave(field, broken)
    qtbot.keyClicks(field, "Leeds")

    with pytest.raises(RuntimeError):
        autosave.flush()

    assert autosave.state is SaveState.FAILED
    assert field.text() == "Leeds"


def test_loading_is_not_typing(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)

    assert autosave.set_text("as it was")

    assert autosave.state is SaveState.SAVED
    assert autosave.flush()
    assert store.kept == []


def test_loading_never_overwrites_unsaved_typing(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)
    qtbot.keyClicks(field, "mine")

    assert not autosave.set_text("theirs")

    assert field.text() == "mine"


def test_loading_keeps_the_caret(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)
    autosave.set_text("Weekly copy to Leeds")
    cursor = field.textCursor()
    cursor.setPosition(6)
    field.setTextCursor(cursor)

    autosave.set_text("Weekly copies to Leeds")

    assert field.textCursor().position() == 6


def test_the_caret_stays_within_a_text_that_became_shorter(
    qtbot: QtBot, field: TextField, store: Store
) -> None:
    autosave = AutoSave(field, store.save)
    autosave.set_text("Weekly copy")
    cursor = field.textCursor()
    cursor.setPosition(11)
    field.setTextCursor(cursor)

    autosave.set_text("Daily")

    assert field.textCursor().position() == 5


def test_loading_the_same_text_keeps_what_ctrl_z_takes_back(
    qtbot: QtBot, field: TextField, store: Store
) -> None:
    autosave = AutoSave(field, store.save)
    qtbot.keyClicks(field, "Leeds")
    autosave.flush()

    autosave.set_text("Leeds")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert field.text() == ""


def test_taking_typing_back_leaves_nothing_to_save(qtbot: QtBot, field: TextField, store: Store) -> None:
    autosave = AutoSave(field, store.save)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)

    assert autosave.flush()

    assert store.kept == []
    assert autosave.state is SaveState.SAVED


def test_a_line_saves_itself_too(qtbot: QtBot, show: Show, store: Store) -> None:
    line = line_field()
    show(line)
    line.setFocus()
    autosave = AutoSave(line, store.save)
    autosave.set_text("Okafor")
    line.setCursorPosition(0)

    with qtbot.waitSignal(autosave.saved):
        qtbot.keyClicks(line, "M. ")

    assert isinstance(line, QLineEdit)
    assert isinstance(line, LineField)
    assert store.kept == ["M. Okafor"]
