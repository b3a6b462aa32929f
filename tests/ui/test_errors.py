"""Faults of the program: shown once, and nothing of an audit in the log."""

import logging

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.errors import BugDialog, BugReporter, trace

SECRET = "the restore test failed at Leeds"


def fault() -> Exception:
    try:
        _fail()
    except ValueError as error:
        return error
    raise AssertionError


def _fail() -> None:
    try:
        {}[SECRET]
    except KeyError as cause:
        raise ValueError(SECRET) from cause


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_log_says_where_a_fault_arose_and_nothing_of_the_audit(
    ground: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "assay"):
        BugReporter(ground).report(fault())
    assert "builtins.ValueError" in caplog.text
    assert "builtins.KeyError" in caplog.text
    assert "test_errors.py" in caplog.text
    assert SECRET not in caplog.text


def test_faults_that_follow_one_another_open_one_dialog(qtbot: QtBot, ground: QWidget) -> None:
    reporter = BugReporter(ground)
    reporter.report(fault())
    reporter.report(fault())
    dialogs = ground.findChildren(BugDialog)
    assert len(dialogs) == 1
    with qtbot.waitSignal(dialogs[0].destroyed):
        dialogs[0].accept()
    reporter.report(fault())
    assert len(ground.findChildren(BugDialog)) == 1


def test_details_are_folded_away_until_they_are_asked_for(ground: QWidget) -> None:
    dialog = BugDialog(trace(fault()), ground)
    details = dialog.findChild(QPlainTextEdit)
    assert details.isHidden()
    dialog.details_button.click()
    assert not details.isHidden()
    assert "ValueError" in details.toPlainText()
