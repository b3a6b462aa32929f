"""A package from anybody: all of it in a new folder, or a refusal in words and nothing anywhere."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.packages import age
from app.packages.manifest import NAME, from_json, is_safe
from app.packages.unpacking import unpack
from tests.app.packages.conftest import SPOKEN, TO, WITH, cheap_packages, files_in
from tests.app.packages.test_unpacking import PARTS, WHOLE, Ground, altered, tar
from tests.fuzz.effort import attempt, damaged, deep_or_bytes, fuzzed, values

__all__ = ["cheap_packages"]

PIECE = {"name": "x.txt", "size": 1, "sha256": "ab" * 32, "number": "", "title": "", "original_name": ""}


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    root = tmp_path / "ground"
    root.mkdir()
    return Ground(root)


def opened(ground: Ground, opener: age.Passphrase | age.SecretKeys = WITH) -> dict[str, bytes]:
    """What lies in the folder afterwards, which is taken away again; empty for a refusal in words."""
    done, refusal = attempt(unpack, ground.path, ground.folder, opener)
    if done is None:
        assert str(refusal)
        ground.holds_nothing()
        return {}
    files = files_in(ground.folder)
    for path in sorted(ground.folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    ground.folder.rmdir()
    ground.holds_nothing()
    return files


@fuzzed
@given(st.data())
def test_damage_inside_is_noticed(ground: Ground, data: st.DataObject) -> None:
    """Sealed well by somebody who knows the public key. What no reader looks at may differ: times, owners."""
    ground.seal(data.draw(damaged(tar())))
    files = opened(ground)
    assert not files or {name: file for name, file in files.items() if name != NAME} == PARTS


@fuzzed
@given(st.binary(max_size=2_000) | deep_or_bytes)
def test_any_bytes_inside(ground: Ground, content: bytes) -> None:
    ground.seal(content)
    assert opened(ground) == {}


@cache
def sealed_once(*, is_spoken: bool) -> bytes:
    """A whole package: the age format puts in something else, of another length, each time."""
    file = io.BytesIO()
    age.seal(io.BytesIO(tar()), file, SPOKEN if is_spoken else TO)
    return file.getvalue()


@fuzzed
@given(data=st.data(), spoken=st.booleans())
def test_damage_outside_is_noticed(
    ground: Ground, data: st.DataObject, spoken: bool, cheap_packages: None
) -> None:
    whole = sealed_once(is_spoken=spoken)
    ground.path.write_bytes(data.draw(damaged(whole)))
    files = opened(ground, SPOKEN if spoken else WITH)
    assert not files or ground.path.read_bytes() == whole


@fuzzed
@given(content=deep_or_bytes.map(b"age-encryption.org/v1\n-> scrypt ".__add__) | deep_or_bytes)
def test_any_bytes_outside(ground: Ground, content: bytes, cheap_packages: None) -> None:
    ground.path.write_bytes(content)
    assert opened(ground, SPOKEN) == opened(ground) == {}


@fuzzed
@given(name=st.sampled_from([*PIECE, "more"]), value=values)
def test_any_value_in_the_list(ground: Ground, name: str, value: object) -> None:
    ground.seal(altered(pieces=[{**PIECE, name: value}]))
    assert opened(ground) == {}


@fuzzed
@given(
    name=st.sampled_from(["format", "made_at", "made_by", "revision", "destroyed", "pieces", "more"]),
    value=values,
)
def test_any_value_about_the_package(ground: Ground, name: str, value: Any) -> None:
    ground.seal(altered(**{name: value}))
    files = opened(ground)
    assert not files or getattr(from_json(files[NAME]), name) is not None


@fuzzed
@given(st.text(max_size=40) | st.text("./\\:a", max_size=8))
def test_any_name_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    assert not is_safe(name) or folder in (folder / name).resolve().parents


def test_the_whole_one_opens(ground: Ground) -> None:
    ground.seal(tar())
    assert opened(ground).keys() == {NAME, *PARTS}
    assert WHOLE.evidence == 0
