"""The envelope of a stored file: the bytes that were put in, or damage; nothing else."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.object_store import CHUNK, DamagedObjectError, ObjectStore, StoredFile
from tests.fuzz.effort import damaged, fuzzed

SHORT = b"We test restores every quarter. " * 20
LONG = bytes(range(256)) * 4 * 1024 + b"and some more"
assert len(LONG) > CHUNK


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    (tmp_path / "objects").mkdir()
    return ObjectStore(tmp_path / "objects")


def content(store: ObjectStore, stored: StoredFile, sealed: bytes) -> bytes | None:
    """What comes out of `sealed`, None where it is known for damaged."""
    store.path(stored.file_name).write_bytes(sealed)
    try:
        return store.content(stored.file_name, stored.key)
    except DamagedObjectError:
        return None


@fuzzed
@given(sealed=st.binary(max_size=2_000), key=st.binary(min_size=32, max_size=32))
def test_any_bytes_under_any_key(store: ObjectStore, sealed: bytes, key: bytes) -> None:
    stored = StoredFile("ab" * 16, "", 0, key)
    store.path(stored.file_name).parent.mkdir(exist_ok=True)
    assert content(store, stored, sealed) is None


@fuzzed
@given(data=st.data(), plain=st.sampled_from([b"", SHORT, LONG]))
def test_damage_is_noticed_wherever_it_is(store: ObjectStore, data: st.DataObject, plain: bytes) -> None:
    stored = store.put(io.BytesIO(plain), len(plain), "x")
    sealed = store.path(stored.file_name).read_bytes()
    bad = data.draw(damaged(sealed))
    assert content(store, stored, bad) == (plain if bad == sealed else None)


@fuzzed
@given(plain=st.binary(max_size=3_000))
def test_what_is_put_in_comes_out(store: ObjectStore, plain: bytes) -> None:
    stored = store.put(io.BytesIO(plain), len(plain), "x")
    assert content(store, stored, store.path(stored.file_name).read_bytes()) == plain
    assert stored.sha256 == hashlib.sha256(plain).hexdigest()
