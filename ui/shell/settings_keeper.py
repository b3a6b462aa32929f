"""Writes the settings while nobody waits: each write is a wait for the disk."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.settings import Settings

_RESTED_MS = 500


def keep_at_rest(settings: Settings, application: QApplication) -> None:
    """Write changed settings when none was changed for half a second, and at the end of the program."""
    rested = QTimer(application)
    rested.setSingleShot(True)
    rested.setInterval(_RESTED_MS)
    rested.timeout.connect(settings.keep)
    application.aboutToQuit.connect(settings.keep)
    settings.keep_later(rested.start)
