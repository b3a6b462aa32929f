"""The key header: passphrase or none, written twice, checked before it is believed."""

import base64
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.workspace import header as headers
from app.workspace.header import (
    KeyHeader,
    damaged_copies,
    keep_up_to_date,
    new_header,
    read_header,
    unlock,
    write_header,
)
from app.workspace.passphrase import PRESENT_COSTS, Costs, KeyDerivation
from app.workspace.recovery_key import new_recovery_key

PASSPHRASE = "Schlüssel für Ängström 🔑"


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "key-1.json", tmp_path / "key-2.json"


def test_the_passphrase_gives_the_key_back(paths: tuple[Path, Path]) -> None:
    header, key = new_header(PASSPHRASE)
    write_header(paths, header)
    assert read_header(paths) == header
    assert read_header(paths).unwrap(PASSPHRASE) == key
    assert key not in header.wrapped


def test_the_same_letters_open_it_however_the_keyboard_composes_them(cheap_passphrases: None) -> None:
    header, key = new_header(unicodedata.normalize("NFC", PASSPHRASE))
    assert header.unwrap(unicodedata.normalize("NFD", PASSPHRASE)) == key


def test_a_wrong_and_a_missing_passphrase_are_told(cheap_passphrases: None) -> None:
    header, _key = new_header(PASSPHRASE)
    with pytest.raises(UserError, match=r"not the passphrase.*Nothing was changed.*Caps Lock"):
        header.unwrap(PASSPHRASE.lower())
    with pytest.raises(UserError, match="not the passphrase"):
        header.unwrap("")
    with pytest.raises(UserError, match="protected by a passphrase"):
        header.unwrap(None)
    with pytest.raises(UserError, match="has no recovery key"):
        header.unwrap(new_recovery_key())


def test_two_workspaces_never_share_a_key() -> None:
    assert new_header(None)[1] != new_header(None)[1]


@pytest.mark.parametrize("damaged", [0, 1])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"check":""}'])
def test_one_damaged_copy_is_made_up_for_by_the_other(
    paths: tuple[Path, Path], damaged: int, content: bytes
) -> None:
    header, key = new_header(None)
    write_header(paths, header)
    paths[damaged].write_bytes(content)
    assert read_header(paths).unwrap(None) == key
    paths[damaged].unlink()
    assert read_header(paths).unwrap(None) == key


def test_two_damaged_copies_are_told(paths: tuple[Path, Path]) -> None:
    for path in paths:
        path.write_text("{}")
    with pytest.raises(UserError, match=r"neither copy can be read.*not touched.*from a backup"):
        read_header(paths)


def test_no_copy_at_all_is_no_workspace(paths: tuple[Path, Path]) -> None:
    with pytest.raises(UserError, match="not an Assay workspace"):
        read_header(paths)


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_flipped_bit_in_a_copy_is_noticed(position: int, bit: int) -> None:
    header = KeyHeader(b"k" * 32, None)
    content = bytearray(headers._encode(header))
    content[position % len(content)] ^= 1 << bit
    assert headers._decode(bytes(content)) in (None, header)


@pytest.mark.parametrize(
    "changes",
    [
        {"wrapped": ""},
        {"wrapped": "a2V5"},
        {"wrapped": 7},
        {"format": 0},
        {"format": "2"},
        {"recovery": ""},
        {"recovery": "a2V5"},
        {"recovery": base64.b64encode(b"w" * 72).decode()},
        {"argon2id": {"salt": "", "operations": 3, "memory": 2**28}},
        {"argon2id": {"salt": "A" * 22 + "==", "operations": 3, "memory": 2**40}},
        {"argon2id": {"salt": "A" * 22 + "==", "operations": 10**9, "memory": 2**28}},
        {"argon2id": {"salt": "A" * 22 + "==", "operations": 0, "memory": 2**28}},
        {"argon2id": "no"},
    ],
)
def test_a_header_made_to_do_harm_is_not_believed(changes: dict[str, Any]) -> None:
    body = {"format": 1, "wrapped": base64.b64encode(b"k" * 32).decode(), "argon2id": None, **changes}
    content = json.dumps({**body, "check": headers._check(body)}).encode()
    assert headers._decode(content) is None


def test_the_recovery_key_gives_the_key_back_and_another_one_does_not(
    cheap_passphrases: None, paths: tuple[Path, Path]
) -> None:
    recovery_key = new_recovery_key()
    header, key = new_header(PASSPHRASE, recovery_key)
    write_header(paths, header)
    assert read_header(paths).unwrap(recovery_key) == key
    assert read_header(paths).unwrap(PASSPHRASE) == key
    with pytest.raises(UserError, match=r"free of typing errors.*not the one of this workspace"):
        header.unwrap(new_recovery_key())
    assert recovery_key.signs.encode() not in paths[0].read_bytes()


def test_a_header_of_a_newer_version_is_refused_in_plain_words(paths: tuple[Path, Path]) -> None:
    body = {"format": 2, "something": "new"}
    content = json.dumps({**body, "check": headers._check(body)}).encode()
    write_header(paths, KeyHeader(b"k" * 32, None))
    paths[0].write_bytes(content)
    with pytest.raises(UserError, match=r"newer version of Assay. Nothing was changed. Open it with that"):
        read_header(paths)


def test_a_change_cut_short_between_the_copies_opens_with_the_old_and_with_the_new(
    cheap_passphrases: None, paths: tuple[Path, Path]
) -> None:
    old, key = new_header("old words")
    new = old.with_passphrase(key, "new words")
    write_header(paths[:1], new)
    write_header(paths[1:], old)
    assert unlock(paths, "new words") == (new, key)
    assert unlock(paths, "old words") == (old, key)
    with pytest.raises(UserError, match="not the passphrase"):
        unlock(paths, "other words")
    assert keep_up_to_date(paths, (new, key), "new words") == (new, ())
    with pytest.raises(UserError, match="not the passphrase"):
        unlock(paths, "old words")


def test_a_disk_that_refuses_leaves_both_copies_as_they_are(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_header(paths, KeyHeader(b"k" * 32, None))
    before = [path.read_bytes() for path in paths]
    paths[1].with_name("key-2.json.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_header(paths, KeyHeader(b"n" * 32, None))
    assert [path.read_bytes() for path in paths] == before


def test_a_guess_gets_dearer_when_the_program_does(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap, dearer = Costs(1, 8192), Costs(2, 16384)
    monkeypatch.setattr("app.workspace.passphrase.PRESENT_COSTS", cheap)
    recovery_key = new_recovery_key()
    header, key = new_header(PASSPHRASE, recovery_key)
    write_header(paths, header)
    monkeypatch.setattr("app.workspace.passphrase.PRESENT_COSTS", dearer)
    assert keep_up_to_date(paths, (header, key), recovery_key) == (header, ())
    raised, damaged = keep_up_to_date(paths, (header, key), PASSPHRASE)
    assert (raised.derivation.costs if raised.derivation else None, damaged) == (dearer, ())
    assert unlock(paths, PASSPHRASE) == unlock(paths, recovery_key) == (raised, key)
    monkeypatch.setattr("app.workspace.passphrase.PRESENT_COSTS", cheap)
    assert keep_up_to_date(paths, (raised, key), PASSPHRASE) == (raised, ())


def test_a_damaged_copy_is_named_and_written_anew(paths: tuple[Path, Path]) -> None:
    header = KeyHeader(b"k" * 32, None)
    write_header(paths, header)
    paths[1].write_bytes(b"garbage")
    assert damaged_copies(paths) == (paths[1],)
    assert keep_up_to_date(paths, (header, b"k" * 32), None) == (header, (paths[1],))
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_guess_costs_what_libsodium_calls_moderate_at_least() -> None:
    assert (PRESENT_COSTS.operations, PRESENT_COSTS.memory) >= (3, 256 * 1024**2)
    with pytest.raises(ValueError, match="never sets"):
        KeyDerivation(b"s" * 16, Costs(3, 2**40))
