"""Starts the program: settings, then the window, then the workspace."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.settings import Settings
    from ui.window import Window

_USAGE = "usage: assay [WORKSPACE]"
_LOG_BYTES = 500_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with its arguments, those of the command line if none are given; its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args == ["--worker"]:
        from app.worker.main import run

        return run()
    if len(args) > 1 or any(arg.startswith("-") for arg in args):
        return _refuse(_USAGE, 2)
    if not has_display(sys.platform, os.environ):
        return _refuse("Assay needs a screen. On a machine without one, use assay-cli.", 1)
    return _run(Path(args[0]).absolute() if args else None)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether Qt finds a screen; where it does not, it would end the process on the spot."""
    if not platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(f"{text}\n")
    return code


def _run(workspace: Path | None) -> int:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from app.evidence.private_folder import private_base, remove_leftovers
    from app.resource_files import resource_path
    from app.settings import Settings, settings_path
    from ui.pages import page_entries
    from ui.shell.garbage import GarbageTimer
    from ui.shell.warming import Warming

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Assay")
    application.setDesktopFileName("assay")
    application.setWindowIcon(QIcon(str(resource_path("assay.svg"))))
    _log_to_file()
    _leave_no_core()
    remove_leftovers(private_base())
    window = build_window(application, Settings(settings_path()))
    window.bugs.install()
    window.show_at_start()
    application.processEvents()
    window.start(workspace)
    garbage = GarbageTimer(application)
    garbage.start()
    Warming(page_entries(), application).start()
    return application.exec()


def build_window(application: QApplication, settings: Settings) -> Window:
    """The window with everything that it needs, dressed in the chosen theme; not shown yet."""
    from app.settings import device_id
    from app.words import Words
    from ui import theme
    from ui.pages import page_entries
    from ui.shell.appearance import Appearance
    from ui.shell.settings_keeper import keep_at_rest
    from ui.shortcuts import Shortcuts, shortcut_table
    from ui.welcome.opening import Opener
    from ui.window import Window
    from ui.words import use_words

    words = Words(str(settings.get("language", "en")))
    use_words(words)
    theme.load_fonts()
    appearance = Appearance(application, settings)
    appearance.put_on()
    opener = Opener(device_id(settings), socket.gethostname())
    keep_at_rest(settings, application)
    shortcuts = Shortcuts(shortcut_table(), settings, application)
    return Window(appearance, settings, words, opener, page_entries(), shortcuts)


def _leave_no_core() -> None:
    """A crash is not to write the memory, with what is in it, to the disk."""
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _log_to_file() -> None:
    from platformdirs import user_log_path

    try:
        folder = user_log_path("Assay", appauthor=False, ensure_exists=True)
        handler = RotatingFileHandler(
            folder / "assay.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError as error:
        sys.stderr.write(f"There is no log: {error.strerror}.\n")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("assay").addHandler(handler)


if __name__ == "__main__":
    sys.exit(main())
