"""Starting the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.main import has_display, main

SOURCE = Path(__file__).resolve().parents[2]


def test_without_a_screen_one_plain_line_is_said_and_nothing_aborts() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    if sys.platform != "linux":
        pytest.skip("other systems always have a screen")
    ended = subprocess.run(
        [sys.executable, "-m", "ui"], cwd=SOURCE, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["Assay needs a screen. On a machine without one, use assay-cli."]


def test_a_wrong_argument_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help-me"]) == 2
    assert main(["one.assay", "two.assay"]) == 2
    assert capsys.readouterr().err.splitlines() == ["usage: assay [WORKSPACE]"] * 2


def test_other_systems_and_chosen_platforms_have_a_display() -> None:
    assert has_display("win32", {})
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert not has_display("linux", {"DISPLAY": ""})


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCE, capture_output=True, text=True, check=True
    )
    return set(ended.stdout.split())


def test_the_worker_starts_without_qt() -> None:
    assert "PySide6" not in _loaded_by("import ui.main, app.worker.main")


def test_the_window_is_there_before_the_database_library_is_loaded() -> None:
    loaded = _loaded_by("import ui.window, ui.pages")
    assert "PySide6" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "openpyxl", "reportlab", "sqlcipher3"}


ALL_PAGES = """
from PySide6.QtCore import QCoreApplication
from ui.pages import page_entries
from ui.shell.warming import Warming
application = QCoreApplication([])
warming = Warming(page_entries(), application)
warming.ended.connect(application.quit)
warming.start()
application.exec()
"""


def test_the_code_of_the_pages_is_loaded_before_anybody_looks_at_them() -> None:
    loaded = _loaded_by(ALL_PAGES)
    assert {"ui.overview.page", "ui.sessions.page", "ui.evidence.page", "ui.findings.page"} <= loaded


def test_no_page_waits_for_libraries_that_only_files_need() -> None:
    assert not _loaded_by(ALL_PAGES) & {"openpyxl", "reportlab", "pypdf", "PIL"}
