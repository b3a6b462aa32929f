"""The window on the audits of an organisation."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.programme.desk import Desk, sit_down


@pytest.fixture
def desk(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> Desk:
    return sit_down(qtbot, open_window, folder)
