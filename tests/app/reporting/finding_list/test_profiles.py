"""An office's own columns: kept on the laptop by name, and never lost to a damaged file of settings."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.reporting.finding_list.columns import COLUMNS
from app.reporting.finding_list.profile import ColumnProfile, ProfileColumn, moved
from app.reporting.finding_list.profiles import (
    column_profiles,
    profile_called,
    remove_profile,
    save_profile,
    standard_profile,
)
from app.settings import Settings

OFFICE = ColumnProfile(
    "Audit office", (ProfileColumn("number", "Ref."), ProfileColumn("grade"), ProfileColumn("owner")), ";"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_a_profile_is_there_again_after_a_new_start(settings: Settings) -> None:
    save_profile(settings, OFFICE)
    assert column_profiles(Settings(settings.path)) == (OFFICE,)
    assert profile_called(settings, "AUDIT office ") == OFFICE


def test_a_profile_is_renamed_and_changed_in_its_place(settings: Settings) -> None:
    save_profile(settings, OFFICE)
    renamed = ColumnProfile("Head office", OFFICE.columns[1:])
    save_profile(settings, renamed, instead_of=OFFICE.name)
    assert column_profiles(settings) == (renamed,)


def test_two_profiles_never_share_a_name(settings: Settings) -> None:
    save_profile(settings, OFFICE)
    with pytest.raises(UserError, match="already"):
        save_profile(settings, standard_profile("audit OFFICE"))
    assert column_profiles(settings) == (OFFICE,)


@pytest.mark.parametrize(
    ("profile", "missing"),
    [(ColumnProfile(" ", OFFICE.columns), "no name"), (ColumnProfile("Empty"), "no columns")],
)
def test_a_profile_has_a_name_and_columns(settings: Settings, profile: ColumnProfile, missing: str) -> None:
    with pytest.raises(UserError, match=missing):
        save_profile(settings, profile)
    assert column_profiles(settings) == ()


def test_an_unknown_name_is_answered_with_the_known_ones(settings: Settings) -> None:
    save_profile(settings, OFFICE)
    with pytest.raises(UserError, match="no column profile Board") as refused:
        profile_called(settings, "Board")
    assert "Audit office" in str(refused.value.todo.args.values())
    remove_profile(settings, OFFICE.name)
    assert column_profiles(settings) == ()


@pytest.mark.parametrize(("key", "steps", "order"), [
    ("owner", -1, ["number", "owner", "grade"]),
    ("number", 1, ["grade", "number", "owner"]),
    ("number", -1, ["number", "grade", "owner"]),
    ("number", 9, ["grade", "owner", "number"]),
])  # fmt: skip
def test_a_column_moves_and_stays_at_either_end(key: str, steps: int, order: list[str]) -> None:
    assert [column.key for column in moved(OFFICE, key, steps).columns] == order


def test_a_new_profile_has_no_column_for_machines() -> None:
    keys = [column.key for column in standard_profile("New").columns]
    assert keys[0] == "number"
    assert "id" not in keys
    assert set(keys) < set(COLUMNS)


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        [1, None, "x"],
        [{"name": 3, "columns": [["number", ""]]}],
        [{"name": "A", "columns": "number"}],
        [{"name": "A", "columns": [["unknown", ""], ["number"], [3, 4]]}],
        [{"name": " ", "columns": [["number", ""]]}],
    ],
)
def test_what_is_no_profile_in_a_damaged_file_is_left_out(tmp_path: Path, kept: Any) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"findings.column_profiles": kept}))
    assert column_profiles(Settings(path)) == ()


def test_the_columns_and_the_sign_that_make_sense_are_kept(tmp_path: Path) -> None:
    columns = [["number", "Ref."], ["number", "twice"], ["future", ""], ["grade", ""]]
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps({"findings.column_profiles": [{"name": "A", "columns": columns, "separator": "\n"}]})
    )
    (profile,) = column_profiles(Settings(path))
    assert profile == ColumnProfile("A", (ProfileColumn("number", "Ref."), ProfileColumn("grade")))
