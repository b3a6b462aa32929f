"""The window on the overview of an audit that was just planned."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.programme.desk import Desk, sit_down
from ui.overview.page import OverviewPage


@pytest.fixture
def desk(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> Desk:
    desk = sit_down(qtbot, open_window, folder)
    desk.story.plan("Internal audit, ISO 27001:2022")
    desk.go("overview")
    return desk


@pytest.fixture
def page(desk: Desk) -> OverviewPage:
    return desk.page(OverviewPage)
