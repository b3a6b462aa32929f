"""The library page in the real window, on a workspace with an audit planned in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.library.kept_packs import KeptPack, kept_packs
from app.words import N_
from app.workspace.workspace import Workspace
from tests.app.planning.story import Story, begin
from tests.ui.conftest import OpenWindow
from tests.ui.fake_pages import FakePage
from tests.ui.screen import says
from ui.library.page import LibraryPage
from ui.shell.entries import WORKSPACE_GROUP, PageEntry
from ui.window import Window

_Answer = TypeVar("_Answer")


class AuditsPage(FakePage):
    page_id = "audits"


@dataclass(slots=True)
class Reader:
    """Sits before the library: presses keys, chooses files, looks."""

    qtbot: QtBot
    window: Window
    page: LibraryPage
    story: Story
    monkeypatch: pytest.MonkeyPatch

    @property
    def workspace(self) -> Workspace:
        return self.page.context.workspace

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.focused(), key)  # type: ignore[no-untyped-call]

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.focused(), text)  # type: ignore[no-untyped-call]

    def start_in(self, field: QWidget) -> None:
        self.qtbot.waitUntil(field.isVisible)
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)

    def press_button(self, part: QWidget) -> None:
        self.start_in(part)
        self.press(Qt.Key.Key_Space)

    def wait_to_read(self, widget: QWidget, text: str) -> None:
        self.qtbot.waitUntil(lambda: says(widget, text))

    def choose_file(self, path: Path) -> None:
        """The next dialog answers with this file."""
        self.monkeypatch.setattr(QFileDialog, "getOpenFileName", _Answer2(str(path)))

    def choose_folder(self, path: Path) -> None:
        self.monkeypatch.setattr(QFileDialog, "getExistingDirectory", _Answer1(str(path)))

    def kept(self) -> dict[str, KeptPack]:
        with self.workspace.read() as unit:
            return {one.title: one for one in kept_packs(unit)}

    def do(self, act: Callable[..., _Answer], *args: object) -> _Answer:
        with self.workspace.write(N_("Elsewhere")) as uow:
            return act(uow, *args)


@dataclass(frozen=True, slots=True)
class _Answer1:
    """A dialog that answers with a path at once."""

    path: str

    def __call__(self, *_args: object) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class _Answer2:
    """A dialog that answers with a file and its kind at once."""

    path: str

    def __call__(self, *_args: object) -> tuple[str, str]:
        return self.path, ""


@pytest.fixture
def reader(
    qtbot: QtBot,
    open_window: OpenWindow,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Reader:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    entries = (
        PageEntry("audits", WORKSPACE_GROUP, "Audits", "document", lambda: AuditsPage),
        PageEntry("library", WORKSPACE_GROUP, "Library", "books", lambda: LibraryPage),
    )
    window = open_window(folder, entries)
    first = window.current_page()
    assert first is not None
    story = begin(first.context.workspace)
    story.plan()
    window.navigate("library", {})
    page = window.current_page()
    assert isinstance(page, LibraryPage)
    qtbot.waitUntil(lambda: page.table.count() >= 2, timeout=20_000)
    return Reader(qtbot, window, page, story, monkeypatch)
