"""Settings that make no sense, whichever is asked for: the window opens, and every page of it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.app.conftest import sample_folder, sample_template
from tests.soak.extent import some
from tests.ui.conftest import OpenWindow
from ui.pages import page_entries
from ui.shortcuts import Shortcuts, key_caps, shortcut_table

__all__ = ["sample_folder", "sample_template"]

JUNK: dict[str, Any] = {
    "a number": 7,
    "a huge number": 10**30,
    "yes": True,
    "a fraction": 1e308,
    "a text": "\0 ../../ 🦊",
    "an empty text": "",
    "a list": [None, 7, "x", []],
    "an empty list": [],
    "two lists": [[], []],
    "widths of nothing": [True, "1", None, {}, [], 1, 1],
    "widths without end": [1e308] * 6,
    "a group": {"session.attach": 7, "": {}, "page_id": []},
}


PAGES = [entry.page_id for entry in page_entries()]


class JunkSettings(Settings):
    """Knows one answer to every question."""

    def __init__(self, path: Path, answer: object) -> None:
        super().__init__(path)
        self.answer = answer

    def get(self, key: str, default: Any = None) -> Any:
        return self.answer


@pytest.fixture(params=some(list(JUNK), 2, seed="settings"))
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    return JunkSettings(tmp_path / "settings" / "settings.json", JUNK[request.param])


def test_every_page_opens_whatever_the_settings_say(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", no_files)
    window = open_window(sample_folder, page_entries())
    for entry in page_entries():
        window.navigate(entry.page_id, {})
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=30_000)
        QApplication.processEvents()
    assert window.current_page() is not None
    window.close()


def no_files(*_args: object) -> tuple[list[str], str]:
    return [], ""


WHERE = {
    "session_id": [],
    "item_id": {},
    "finding_id": 7,
    "evidence_id": None,
    "section": ["agenda"],
    "tab": {},
    "row_id": [1],
    "field": 3.5,
    "to": [],
}


@pytest.mark.parametrize("page_id", some(PAGES, 3, seed="places"))
@pytest.mark.parametrize("settings", ["a group"], indirect=True)
def test_a_place_that_is_none_is_left_aside(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, settings: JunkSettings, page_id: str
) -> None:
    settings.answer = {str(sample_folder): {"page": page_id, "audit": ["a"], "where": WHERE}}
    window = open_window(sample_folder, page_entries())
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=30_000)
    assert window.current_page() is not None
    window.close()


def test_keys_are_keys_or_those_of_the_table(settings: Settings) -> None:
    shortcuts = Shortcuts(shortcut_table("linux"), settings)
    for command_id in shortcuts.command_ids():
        assert all(isinstance(key_caps(keys), str) for keys in shortcuts.sequences(command_id))
        assert isinstance(shortcuts.caps(command_id), str)
        assert isinstance(shortcuts.is_changed(command_id), bool)
