"""The tables of keys, one per platform, and the auditor's own."""

from itertools import combinations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from app.settings import Settings
from ui.command_texts import command_text
from ui.pages import page_entries
from ui.shell.entries import UNLISTED_GROUP
from ui.shortcuts import WINDOW, Shortcuts, key_caps, scope, shortcut_table

PLATFORMS = ("linux", "win32", "darwin")


@pytest.fixture
def shortcuts(qapp: QObject, settings: Settings) -> Shortcuts:
    return Shortcuts(shortcut_table("linux"), settings)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_keys_run_two_commands_in_one_place(platform: str) -> None:
    table = shortcut_table(platform)
    twice = [
        (one, other, keys)
        for one, other in combinations(table, 2)
        for keys in set(table[one]) & set(table[other])
        if scope(one) == scope(other) or WINDOW in (scope(one), scope(other))
    ]
    assert twice == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_all_keys_are_keys_that_qt_knows(platform: str) -> None:
    for command_id, sequences in shortcut_table(platform).items():
        for keys in sequences:
            assert QKeySequence(keys).toString() == keys, command_id


def test_on_macos_no_command_takes_option_and_a_digit_which_type_characters() -> None:
    keys = [keys for sequences in shortcut_table("darwin").values() for keys in sequences]
    assert [one for one in keys if one.startswith("Alt+")] == []


def test_on_macos_no_command_takes_the_arrows_that_move_through_a_text() -> None:
    moves = {f"{key}+{arrow}" for key in ("Ctrl", "Alt") for arrow in ("Up", "Down", "Left", "Right")}
    taken = {keys for sequences in shortcut_table("darwin").values() for keys in sequences} & moves
    assert taken == set()


def test_every_command_with_keys_has_a_name() -> None:
    unnamed = [command_id for command_id in shortcut_table("linux") if command_text(command_id) == command_id]
    assert unnamed == []


def test_the_keys_of_the_pages_are_named_after_them(qapp: QObject) -> None:
    listed = [entry.text for entry in page_entries() if entry.group != UNLISTED_GROUP]
    assert [command_text(f"window.page_{number}") for number in range(1, 10)] == listed[:9]


def test_own_keys_stay_and_can_be_taken_back(shortcuts: Shortcuts, settings: Settings) -> None:
    shortcuts.change("session.attach", "Ctrl+M")
    again = Shortcuts(shortcut_table("linux"), Settings(settings.path))
    assert again.sequences("session.attach") == ("Ctrl+M",)
    again.reset("session.attach")
    assert again.sequences("session.attach") == ("Ctrl+E",)


def test_keys_that_are_taken_name_the_command_that_has_them(shortcuts: Shortcuts) -> None:
    assert shortcuts.taken_by("Ctrl+K", "session.attach") == "window.palette"
    assert shortcuts.taken_by("Ctrl+E", "evidence.attach") is None
    assert shortcuts.taken_by("Ctrl+E", "window.palette") == "session.attach"


@pytest.mark.parametrize(
    ("keys", "caps"),
    [("Ctrl+E", "Ctrl E"), ("Ctrl+Down", "Ctrl ↓"), ("Ctrl++", "Ctrl +"), ("F8", "F8"), ("Alt+1", "Alt 1")],
)
def test_keys_are_printed_as_on_the_buttons(qapp: QObject, keys: str, caps: str) -> None:
    assert key_caps(keys) == caps
