"""What a person at a laptop likes, written while nobody waits."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from ui.shell.settings_keeper import keep_at_rest


def test_a_change_of_page_does_not_wait_for_the_disk_and_is_there_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    keep_at_rest(settings, qapp)
    settings.set("page", "evidence")
    assert not settings.path.exists()
    qtbot.waitUntil(settings.path.exists)
    assert Settings(settings.path).get("page") == "evidence"


def test_what_was_changed_last_is_written_when_the_program_ends(qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    keep_at_rest(settings, qapp)
    settings.set("page", "findings")
    qapp.aboutToQuit.emit()
    assert Settings(settings.path).get("page") == "findings"
