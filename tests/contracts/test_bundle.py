"""What `build.spec` puts into the folder that runs without Python."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from app.spelling.dictionaries import dictionaries
from app.worker.tasks import STAYING, TASKS
from tests.contracts.source import ROOT, imports, trees

_PACKAGES = ("PyInstaller", "PyInstaller.utils", "PyInstaller.utils.hooks")


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the file defines, as PyInstaller runs it, which need not be there."""
    modules = {name: ModuleType(name) for name in _PACKAGES}
    modules["PyInstaller.utils.hooks"].collect_submodules = lambda name: [name]  # type: ignore[attr-defined]
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    names: dict[str, Any] = dict.fromkeys(("Analysis", "PYZ", "EXE", "COLLECT"), _made)
    names["SPECPATH"] = str(ROOT)
    exec(compile((ROOT / "build.spec").read_text("utf-8"), "build.spec", "exec"), names)
    return names


def _made(*_parts: object, **_named: object) -> SimpleNamespace:
    """Stands for what PyInstaller makes of its parts."""
    return SimpleNamespace(pure=[], scripts=[], binaries=[], datas=[])


def placed(spec: dict[str, Any]) -> set[str]:
    """Every data file by its place in the bundle."""
    return {(Path(folder) / Path(source).name).as_posix() for source, folder in spec["DATA"]}


def test_every_dictionary_lies_where_the_program_looks_for_it(spec: dict[str, Any]) -> None:
    files = placed(spec)
    for shipped in dictionaries(ROOT / "nowhere"):
        folder = shipped.folder.relative_to(ROOT).as_posix()
        assert {f"{folder}/{shipped.name}.aff", f"{folder}/{shipped.name}.dic"} <= files
    assert "resources/dictionaries/trade.txt" in files


def test_the_licences_of_the_dictionaries_and_fonts_go_with_them(spec: dict[str, Any]) -> None:
    assert {"resources/dictionaries/SCOWL.txt", "resources/dictionaries/LICENCES.md"} <= placed(spec)
    assert "resources/fonts/LICENCES.md" in placed(spec)


def test_nothing_of_the_resources_and_migrations_is_left_out(spec: dict[str, Any]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for top in ("resources", "migrations")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert placed(spec) == wanted


def test_what_is_named_as_hidden_is_there(spec: dict[str, Any]) -> None:
    assert "migrations.versions" in {name.rpartition(".")[0] for name in spec["HIDDEN"]}
    assert [name for name in spec["HIDDEN"] if find_spec(name) is None] == []


def test_what_a_task_of_the_worker_needs_is_imported_by_name(spec: dict[str, Any]) -> None:
    """PyInstaller follows imports that are written down, also inside functions, and no others."""
    assert "spelling" in STAYING
    assert TASKS
    written = {name for _place, name in imports()}
    assert "app.spelling.judging.load_judge" in written
    assert "hunspell.Hunspell" in written
    loaders = [path for path in trees() if "import_module(" in (ROOT / path).read_text("utf-8")]
    assert loaders == []
