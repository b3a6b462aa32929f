"""ui -> app -> models, and no Qt below the window."""

import subprocess
import sys

from tests.contracts.source import ROOT

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(f"Qt was asked for: {name}")

sys.meta_path.insert(0, NoQt())
count = 0
for package in ("app", "models"):
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            count += 1
print(count)
"""


def run(script: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "error", "-c", script]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=120)


def test_the_window_imports_the_program_and_the_program_imports_the_tables() -> None:
    done = run(LINT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_and_the_tables_work_without_qt() -> None:
    done = run(WITHOUT_QT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40
