"""Pictures of every page of the sample, light and dark, at two sizes: `python -m ui.screenshots FOLDER`."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QThread
from PySide6.QtWidgets import QApplication

from app.findings.reads import finding_ids
from app.planning.audit_list import audit_rows
from app.planning.audits import AuditState
from app.sample.story import create_sample
from app.sessions.reads import session_rows
from app.settings import Settings, device_id
from app.workspace.workspace import Seat, Workspace
from ui.main import build_window
from ui.pages import page_entries
from ui.window import Window

SIZES = (QSize(1366, 768), QSize(1920, 1080))
THEMES = ("light", "dark")
_TURN_MS = 10
_QUIET_TURNS = 30
_LONGEST_SECONDS = 30.0

Where = dict[str, str]


def main(arguments: list[str]) -> int:
    """Write the pictures into the folder named first; into `screenshots` without one."""
    folder = Path(arguments[0] if arguments else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "Northwind Clinics.assay"
        settings = Settings(Path(scratch) / "settings.json")
        places = _sample_places(path, device_id(settings))
        for theme in THEMES:
            settings.set("theme", theme)
            settings.set("recent_workspaces", [])
            camera = Camera(application, build_window(application, settings), folder, theme)
            camera.photograph(path, places)
    return 0


def _sample_places(path: Path, device: str) -> dict[str, Where]:
    """Make the sample; for each picture of a page the place on it."""
    workspace = create_sample(path, None, Seat("Assay screenshots", device))
    try:
        return _places(workspace)
    finally:
        workspace.close()


def _places(workspace: Workspace) -> dict[str, Where]:
    with workspace.read() as unit:
        audit = next(row for row in audit_rows(unit) if row.state is AuditState.FIELDWORK)
        session = next(row for row in session_rows(unit, audit.id) if row.started_at and not row.is_held)
        finding = finding_ids(unit, audit.id)[1]
    at: Where = {"audit_id": audit.id}
    places = {entry.page_id: at for entry in page_entries()}
    places["session-list"] = at
    return {**places, "sessions": {**at, "session_id": session.id}, "findings": {**at, "finding_id": finding}}


class Camera:
    """Drives one window through its pages and takes their pictures."""

    def __init__(self, application: QApplication, window: Window, folder: Path, theme: str) -> None:
        self._application = application
        self._window = window
        self._folder = folder
        self._theme = theme

    def photograph(self, workspace: Path, places: dict[str, Where]) -> None:
        """Take the welcome page, then every place of the workspace, at each size."""
        self._window.show()
        for size in SIZES:
            self._take("welcome", size)
        self._window.start(workspace)
        self._wait(self._window.has_workspace)
        for name, where in sorted(places.items(), key=_session_list_first):
            self._window.navigate("sessions" if name == "session-list" else name, where)
            for size in SIZES:
                self._take(name, size)
        self._window.close()
        self._settle()

    def _take(self, name: str, size: QSize) -> None:
        self._window.resize(size)
        self._settle()
        self._window.grab().save(str(self._folder / f"{name}-{self._theme}-{size.width()}.png"))

    def _settle(self) -> None:
        """Let the window finish what it is doing, previews in the worker included."""
        quiet = 0
        deadline = time.monotonic() + _LONGEST_SECONDS
        while quiet < _QUIET_TURNS and time.monotonic() < deadline:
            self._application.processEvents()
            quiet = 0 if self._window.jobs.running else quiet + 1
            QThread.msleep(_TURN_MS)

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST_SECONDS
        while not condition() and time.monotonic() < deadline:
            self._application.processEvents()
            QThread.msleep(_TURN_MS)


def _session_list_first(place: tuple[str, Where]) -> tuple[bool, str]:
    return (place[0] != "session-list", place[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
