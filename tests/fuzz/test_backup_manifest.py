"""What a backup says of itself: whole and of the right kinds, or as if it said nothing."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.workspace.backups.manifest import FILE_NAME, Manifest, read_manifest, write_manifest
from tests.fuzz.effort import as_json, damaged, deep_or_bytes, fuzzed, values

WHOLE = Manifest(
    datetime(2026, 11, 24, 9, tzinfo=UTC), "by-hand", "0a1b2c3d", "m", 7, 8192, "ab" * 32, 1, 9, 0
)


def read(folder: Path, content: bytes) -> Manifest | None:
    (folder / FILE_NAME).write_bytes(content)
    found = read_manifest(folder)
    if found is not None:
        assert found.at.tzinfo is not None
        assert all(type(getattr(found, one.name)) is one.type for one in fields(found))
        assert min(value for value in asdict(found).values() if isinstance(value, int)) >= 0
    return found


def checked(body: dict[str, Any]) -> bytes:
    rest = {name: value for name, value in body.items() if name != "check"}
    check = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
    return as_json({**rest, "check": check})


def body_of(folder: Path) -> dict[str, Any]:
    write_manifest(folder, WHOLE)
    body: dict[str, Any] = json.loads((folder / FILE_NAME).read_bytes())
    return body


def test_what_was_written_is_read(tmp_path: Path) -> None:
    body = body_of(tmp_path)
    assert read(tmp_path, checked(body)) == WHOLE
    del body["disposals"]
    assert read(tmp_path, checked(body)) == replace(WHOLE, disposals=0)


@fuzzed
@given(deep_or_bytes)
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) is None


@fuzzed
@given(st.data())
def test_damage_is_noticed(tmp_path: Path, data: st.DataObject) -> None:
    good = as_json(body_of(tmp_path))
    assert read(tmp_path, data.draw(damaged(good))) in (None, WHOLE)


@fuzzed
@given(name=st.sampled_from(["format", *(field.name for field in fields(Manifest)), "more"]), value=values)
def test_any_value_with_the_right_checksum(tmp_path: Path, name: str, value: object) -> None:
    found = read(tmp_path, checked({**body_of(tmp_path), name: value}))
    assert found is None or name == "format" or getattr(found, name) == value


@fuzzed
@given(values)
def test_any_json(tmp_path: Path, body: Any) -> None:
    assert read(tmp_path, checked(body) if isinstance(body, dict) else as_json(body)) is None
