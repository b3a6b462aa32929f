"""Packs that come with the program and those in a user's folder stand side by side."""

import shutil
from pathlib import Path

import pytest

from app.library.packs import ISO_27001, load_pack
from app.library.shelf import own_folder, shelved
from tests.app.library.conftest import Spoil


def test_a_pack_in_the_users_folder_stands_beside_the_shipped_ones(pack_folder: Path) -> None:
    found = shelved(pack_folder.parent)
    assert [one.pack.key for one in found if one.pack and one.is_own] == ["acme-rules"]
    assert ISO_27001 in [one.pack.key for one in found if one.pack and not one.is_own]


def test_a_folder_that_is_not_there_holds_no_packs(tmp_path: Path) -> None:
    assert [one for one in shelved(tmp_path / "none") if one.is_own] == []


def test_a_faulty_pack_is_listed_with_its_faults_and_harms_no_other(spoil: Spoil, pack_folder: Path) -> None:
    shutil.copytree(pack_folder, pack_folder.parent / "whole")
    spoil("pack.toml", "format = 1", "format = 9")
    faulty, whole = (one for one in shelved(pack_folder.parent) if one.is_own)
    assert (faulty.pack, whole.error) == (None, None)
    assert faulty.error is not None
    assert "format: it must be 1." in str(faulty.error)


def test_titles_in_a_folder_of_the_packs_key_replace_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / ISO_27001
    own.mkdir()
    (own / "titles.csv").write_text("reference,title\n4.1,As my copy has it\n", "utf-8")
    found = {one.pack.key: one.pack for one in shelved(tmp_path) if one.pack}[ISO_27001]
    assert found.requirements[0].title == "As my copy has it"
    assert found.version == f"{load_pack().version}+own"


def test_the_users_folder_is_one_for_this_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert own_folder().name == "frameworks"
    assert "Assay" in own_folder().parts
