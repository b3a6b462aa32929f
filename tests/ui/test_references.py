"""A Qt binding that loses references to None aborts the program after some thousand calls."""

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 5_000
NOISE = 500


def test_five_thousand_calls_leave_the_references_to_none_as_they_were(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
        widget.setWindowTitle("Assay")
        QCoreApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < NOISE
