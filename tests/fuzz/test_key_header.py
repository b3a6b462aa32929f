"""The key files: a header, or a refusal in words; and no wait longer than a passphrase takes."""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.workspace import header as headers
from app.workspace.header import KeyHeader, new_header, read_header, unlock, write_header
from app.workspace.passphrase import KeyDerivation
from app.workspace.recovery_key import new_recovery_key
from tests.fuzz.effort import as_json, attempt, damaged, deep_or_bytes, fuzzed, values

pytestmark = pytest.mark.usefixtures("cheap_passphrases")
PASSPHRASE = "correct horse"


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, ...]:
    return tmp_path / "key-1.json", tmp_path / "key-2.json"


@pytest.fixture(autouse=True)
def any_costs_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyDerivation, "key", lambda _self, _passphrase: bytes(32))


@pytest.fixture
def whole(paths: tuple[Path, ...]) -> dict[str, Any]:
    header, _key = new_header(PASSPHRASE, new_recovery_key())
    write_header(paths, header)
    body: dict[str, Any] = json.loads(paths[0].read_bytes())
    return body


def read(paths: tuple[Path, ...], one: bytes, other: bytes) -> KeyHeader | None:
    """The header, or None where it was refused; unlocking refuses in words, too."""
    paths[0].write_bytes(one)
    paths[1].write_bytes(other)
    header, refusal = attempt(read_header, paths)
    assert header is not None or str(refusal)
    for secret in (None, PASSPHRASE, new_recovery_key()):
        unlocked, refusal = attempt(unlock, paths, secret)
        assert len(unlocked[1]) == 32 if unlocked else str(refusal)
    return header


def checked(body: dict[str, Any]) -> bytes:
    """A file with the right checksum: whoever does harm can compute it, too."""
    rest = {name: value for name, value in body.items() if name != "check"}
    check = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
    return as_json({**rest, "check": check})


@fuzzed
@given(one=deep_or_bytes, other=deep_or_bytes)
def test_any_bytes(paths: tuple[Path, ...], one: bytes, other: bytes) -> None:
    assert read(paths, one, other) is None


@fuzzed
@given(data=st.data())
def test_a_damaged_copy_gives_way_to_the_whole_one(
    paths: tuple[Path, ...], whole: dict[str, Any], data: st.DataObject
) -> None:
    good = as_json(whole)
    bad = data.draw(damaged(good))
    for one, other in ((bad, good), (good, bad)):
        assert read(paths, one, other) == read(paths, good, good)


@fuzzed
@given(name=st.sampled_from(["format", "wrapped", "argon2id", "recovery"]), value=values)
def test_any_value_with_the_right_checksum(
    paths: tuple[Path, ...], whole: dict[str, Any], name: str, value: object
) -> None:
    content = checked({**whole, name: value})
    header = read(paths, content, content)
    if header is not None and name != "recovery":
        assert value in (1, True, None) or value == whole[name]


@fuzzed
@given(name=st.sampled_from(["salt", "operations", "memory"]), value=values | st.integers(0, 2**40))
@example(name="operations", value=math.inf)
@example(name="memory", value=math.nan)
def test_any_costs_with_the_right_checksum(
    paths: tuple[Path, ...], whole: dict[str, Any], name: str, value: object
) -> None:
    content = checked({**whole, "argon2id": {**whole["argon2id"], name: value}})
    header = read(paths, content, content)
    if header is not None:
        assert header.derivation is not None
        costs = header.derivation.costs
        assert value in (costs.operations, costs.memory, whole["argon2id"]["salt"])
        assert not isinstance(value, bool)
        assert costs.memory <= 2 * 1024**3


@fuzzed
@given(body=values)
def test_any_json(paths: tuple[Path, ...], body: Any) -> None:
    content = checked(body) if isinstance(body, dict) else as_json(body)
    assert read(paths, content, content) is None


def test_the_checksum_here_is_the_one_of_the_program(whole: dict[str, Any]) -> None:
    assert json.loads(checked(whole)) == whole
    assert whole["format"] == headers.FORMAT
