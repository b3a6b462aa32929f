"""The findings page with two findings that wait for their responses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.app.exchange.scene import Returning, Scene, begin
from tests.app.findings.story import Story
from tests.ui.findings.conftest import OpenPage, keys, open_page, story, window
from ui.findings.page import FindingsPage

__all__ = ["keys", "open_page", "story", "window"]

ShowReturned = Callable[[Callable[[Returning], None]], FindingsPage]


@pytest.fixture
def scene(story: Story, tmp_path: Path) -> Scene:
    return begin(story, tmp_path)


@pytest.fixture
def page(open_page: OpenPage, scene: Scene) -> FindingsPage:
    return open_page()


@pytest.fixture
def show_returned(qtbot: QtBot, page: FindingsPage, scene: Scene) -> ShowReturned:
    """Show what differs in a workbook that comes back after it was edited."""

    def shown(edit: Callable[[Returning], None]) -> FindingsPage:
        path = scene.returned(edit)
        with qtbot.waitSignal(page.exchange.shown, timeout=20_000):
            page.exchange.look_at(path)
        return page

    return shown
