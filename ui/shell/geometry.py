"""Where the window stands on the screen: as it was left, else in its usual size where that has room."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from app.settings import Settings

_USUAL_SIZE = QSize(1366, 768)
_LEAST_SIZE = QSize(960, 600)
_FRAME = QSize(16, 48)
_KEPT = "window_geometry"


def fits_on(screen: QSize) -> bool:
    """Whether the window stands on a screen in its usual size, with the frame that the system gives it."""
    needed = _USUAL_SIZE + _FRAME
    return screen.width() >= needed.width() and screen.height() >= needed.height()


class Geometry:
    """Size and place of one window, kept in the settings."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window = window
        self._settings = settings
        window.setMinimumSize(_LEAST_SIZE)
        window.resize(_USUAL_SIZE)
        kept = settings.get(_KEPT)
        if isinstance(kept, str):
            window.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def show(self) -> None:
        """Show the window as it was left; the first time over the whole screen if it has no room."""
        is_first = self._settings.get(_KEPT) is None
        if is_first and not fits_on(self._window.screen().availableSize()):
            self._window.showMaximized()
        else:
            self._window.show()

    def remember(self) -> None:
        """Keep where the window stands now."""
        self._settings.set(_KEPT, bytes(self._window.saveGeometry().toBase64().data()).decode())
