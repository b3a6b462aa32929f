"""The whole program for tests that tell a story: the real window with all of its pages."""

from pathlib import Path

import pytest

from tests.app.conftest import sample, sample_folder, sample_template
from tests.ui.conftest import NO_SCREEN, appearance, fonts, open_window, opener, settings

__all__ = [
    "appearance",
    "fonts",
    "open_window",
    "opener",
    "sample",
    "sample_folder",
    "sample_template",
    "settings",
]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen Qt warns of what a screen would do; that is no fault of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(*NO_SCREEN, extend=True))
