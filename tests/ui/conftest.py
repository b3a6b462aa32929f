"""The real window without a screen: fonts and theme of the program, settings in a temporary folder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.words import Words
from app.workspace.workspace import Workspace
from tests.conftest import DEVICE, FixedClock
from tests.ui.fake_pages import fake_entries
from ui import theme
from ui.shell.appearance import Appearance
from ui.shell.entries import PageEntry
from ui.shortcuts import Shortcuts, shortcut_table
from ui.welcome.opening import Opener
from ui.window import Window

HERE = Path(__file__).parent
OpenWindow = Callable[..., Window]
NO_SCREEN = ("does not support propagateSizeHints", "does not support raise", "does not support grabbing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt warns of what a screen would do; that is no fault of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(*NO_SCREEN, extend=True))


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    theme.load_fonts()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings" / "settings.json")


@pytest.fixture
def opener(clock: FixedClock) -> Opener:
    return Opener(DEVICE, "Test laptop", clock)


@pytest.fixture
def appearance(qapp: QApplication, settings: Settings) -> Iterator[Appearance]:
    made = Appearance(qapp, settings)
    made.put_on()
    yield made
    made.deleteLater()
    theme.apply(qapp, theme.load_theme("light"))


@pytest.fixture
def open_window(
    qtbot: QtBot, fonts: None, settings: Settings, opener: Opener, appearance: Appearance
) -> OpenWindow:
    """Show a window with pages made for tests, as the program shows it at its start."""

    def opened(path: Path | None = None, entries: Sequence[PageEntry] | None = None) -> Window:
        shortcuts = Shortcuts(shortcut_table("linux"), settings, appearance)
        window = Window(appearance, settings, Words(), opener, entries or fake_entries(), shortcuts)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start(path)
        if path is not None:
            qtbot.waitUntil(window.has_workspace, timeout=10_000)
        return window

    return opened


@pytest.fixture
def window(open_window: OpenWindow, folder: Path) -> Window:
    """A window with a workspace open in it."""
    return open_window(folder)


@pytest.fixture
def opened(window: Window) -> Workspace:
    """The workspace that is open in the window."""
    page = window.current_page()
    assert page is not None
    return page.context.workspace
