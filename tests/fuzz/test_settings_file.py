"""The settings: a file of any content lets the program start, with what of it makes sense."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import (
    Settings,
    device_id,
    forget_workspace,
    recent_workspaces,
    remember_workspace,
    state_of,
)
from app.workspace.backups.place import second_place
from tests.fuzz.effort import as_json, deep_or_bytes, fuzzed, values

KEYS = ("device_id", "recent_workspaces", "backup_folder", "shortcuts", "language")


def look_around(settings: Settings) -> None:
    assert isinstance(device_id(settings), str)
    assert all(isinstance(path, Path) for path in recent_workspaces(settings))
    place = second_place(settings)
    assert place is None or place.is_absolute()
    assert isinstance(state_of(settings, "shortcuts"), dict)
    remember_workspace(settings, Path("one"))
    assert recent_workspaces(settings)[0] == Path("one")
    forget_workspace(settings, Path("one"))
    settings.set("zoom", 125)


def read(path: Path, content: bytes) -> Settings:
    for known in path.parent.iterdir():
        known.unlink()
    path.write_bytes(content)
    look_around(Settings(path))
    again = Settings(path)
    assert again.get("zoom") == 125
    return again


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Assay"
    folder.mkdir()
    return folder / "settings.json"


@fuzzed
@given(deep_or_bytes)
def test_any_bytes(path: Path, content: bytes) -> None:
    read(path, content)
    damaged = path.with_name("settings.json.damaged")
    assert not damaged.exists() or damaged.read_bytes() == content


@fuzzed
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), values, max_size=5))
def test_any_settings(path: Path, content: dict[str, Any]) -> None:
    settings = read(path, as_json(content))
    for key in content.keys() - {"device_id", "recent_workspaces", "zoom"}:
        assert repr(settings.get(key)) == repr(content[key])
