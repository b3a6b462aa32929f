"""The program's own settings."""

import json
from pathlib import Path

import pytest

from app.settings import (
    Settings,
    device_id,
    forget_workspace,
    recent_workspaces,
    remember_workspace,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Assay" / "settings.json"


def test_what_was_set_is_there_at_the_next_start(path: Path) -> None:
    Settings(path).set("zoom", 125)
    assert Settings(path).get("zoom") == 125
    assert Settings(path).get("theme", "system") == "system"


def test_changes_that_are_kept_later_are_written_once_and_none_is_lost(path: Path) -> None:
    settings, told = Settings(path), list[str]()
    settings.keep_later(lambda: told.append("changed"))
    settings.set("zoom", 110)
    settings.set("zoom", 125)
    assert (told, path.exists(), settings.get("zoom")) == (["changed", "changed"], False, 125)
    settings.keep()
    assert Settings(path).get("zoom") == 125
    path.unlink()
    settings.keep()
    assert not path.exists()


def test_what_could_not_be_written_is_written_when_there_is_a_place_again(tmp_path: Path) -> None:
    place = tmp_path / "Assay"
    place.write_text("")
    settings = Settings(place / "settings.json")
    settings.set("zoom", 125)
    place.unlink()
    settings.keep()
    assert Settings(place / "settings.json").get("zoom") == 125


def test_a_damaged_file_is_set_aside_and_the_program_starts_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"zoom": 12')
    settings = Settings(path)
    assert settings.get("zoom", 100) == 100
    assert path.with_name("settings.json.damaged").read_text() == '{"zoom": 12'
    settings.set("zoom", 110)
    assert json.loads(path.read_text()) == {"zoom": 110}


def test_a_file_that_is_no_group_of_settings_is_set_aside_too(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[1, 2]")
    assert Settings(path).get("zoom", 100) == 100
    assert path.with_name("settings.json.damaged").is_file()


def test_where_nothing_can_be_written_the_program_works_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(blocked / "settings.json")
    settings.set("zoom", 125)
    assert settings.get("zoom") == 125


def test_a_laptop_keeps_its_id(path: Path) -> None:
    first = device_id(Settings(path))
    assert device_id(Settings(path)) == first


def test_recent_workspaces_come_newest_first_and_only_once(path: Path) -> None:
    settings = Settings(path)
    for name in ("one", "two", "one"):
        remember_workspace(settings, Path(name))
    assert recent_workspaces(settings) == (Path("one"), Path("two"))
    forget_workspace(settings, Path("one"))
    assert recent_workspaces(settings) == (Path("two"),)
    for number in range(20):
        remember_workspace(settings, Path(str(number)))
    assert len(recent_workspaces(settings)) == 8
