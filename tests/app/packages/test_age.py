"""The age format: what Assay seals other programs open, what they seal Assay opens, and damage shows."""

import base64
import io
import os
from pathlib import Path

import pyrage
import pytest

from app.errors import UserError
from app.packages import age, age_passphrase
from app.packages.age import Passphrase, PublicKeys, SecretKeys
from app.progress import Cancelled
from tests.app.packages.conftest import IDENTITY, SPOKEN, TO, WITH

pytestmark = pytest.mark.usefixtures("cheap_packages")

CHUNK = 64 * 1024
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5)
# What the program `age` 1.1.1 made with -p of the line below.
BY_AGE = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBiVUN3Q01BRmduaGU1Wmtwd0NqaEpBIDE4Clk3dnB3UUM0QjlFQXRE"
    "SkdvOWJ0eUlBcm1RSXY3RGsrbjR6Q0JnQi9mK0UKLS0tIDlnc1gwbmZRWFNNMXJBSGRvaFRiT1lVTG9ub2hZWkR1ZS9jLzdh"
    "azdhZmsKUV+KvMl1S7OoU2NwoHl8yZcAaLz+XT0VZPjCMNUbJrgh6z4eS/kUhKg1wiONWX4JoATofsZS9fJ0Jac="
)
BY_AGE_PASSPHRASE, BY_AGE_CONTENT = "correct horse", b"Sealed by another program.\n"


def sealed(path: Path, content: bytes, protection: Passphrase | PublicKeys) -> Path:
    with path.open("wb") as file:
        age.seal(io.BytesIO(content), file, protection)
    return path


def read(path: Path, opener: Passphrase | SecretKeys) -> bytes:
    with age.opened(path, opener) as plain:
        return plain.read()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_here_and_with_the_library_of_age(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    for_key = sealed(tmp_path / "key.age", content, TO)
    assert read(for_key, WITH) == pyrage.decrypt(for_key.read_bytes(), [IDENTITY]) == content
    spoken = sealed(tmp_path / "spoken.age", content, SPOKEN)
    assert read(spoken, SPOKEN) == content
    assert pyrage.passphrase.decrypt(spoken.read_bytes(), SPOKEN.text) == content


def test_what_other_programs_sealed_opens_here(tmp_path: Path) -> None:
    path = tmp_path / "other.age"
    path.write_bytes(base64.b64decode(BY_AGE))
    assert read(path, Passphrase(BY_AGE_PASSPHRASE)) == BY_AGE_CONTENT
    path.write_bytes(pyrage.encrypt(b"x" * 100_000, [IDENTITY.to_public()]))
    assert read(path, WITH) == b"x" * 100_000


def test_each_of_several_receivers_opens_it_alone(tmp_path: Path) -> None:
    other = pyrage.x25519.Identity.generate()
    both = age.public_keys(f"{IDENTITY.to_public()},\n {other.to_public()} {other.to_public()}")
    assert len(both.keys) == 2
    path = sealed(tmp_path / "both.age", b"words", both)
    assert read(path, WITH) == read(path, SecretKeys((str(other),))) == b"words"


@pytest.mark.parametrize("protection", [TO, SPOKEN])
@pytest.mark.parametrize("size", [0, 5, CHUNK, 2 * CHUNK + 5])
def test_a_file_that_was_cut_lengthened_or_changed_is_told(
    tmp_path: Path, protection: Passphrase | PublicKeys, size: int
) -> None:
    path = sealed(tmp_path / "whole.age", os.urandom(size), protection)
    opener: Passphrase | SecretKeys = WITH if isinstance(protection, PublicKeys) else protection
    whole = path.read_bytes()
    header = whole.index(b"\n", whole.index(b"\n---") + 1) + 1
    ends = {header - 5, header, header + 10, header + 16 + CHUNK + 16, len(whole) - 1}
    flips = [_flipped(whole, at) for at in (header - 3, header + 2, header + 20, len(whole) - 1)]
    for damaged in (*(whole[:end] for end in ends if end < len(whole)), whole + b"x", *flips):
        path.write_bytes(damaged)
        with pytest.raises(UserError, match="is damaged or cut short"):
            read(path, opener)


def _flipped(content: bytes, at: int) -> bytes:
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_chunks_that_changed_places_are_told(tmp_path: Path) -> None:
    path = sealed(tmp_path / "spoken.age", os.urandom(3 * CHUNK), SPOKEN)
    whole, piece = path.read_bytes(), CHUNK + 16
    start = len(whole) - 3 * piece
    first, second, last = (whole[start + at * piece :][:piece] for at in range(3))
    path.write_bytes(whole[:start] + second + first + last)
    with pytest.raises(UserError, match="is damaged"):
        read(path, SPOKEN)


def test_what_does_not_open_it_is_told_apart(tmp_path: Path) -> None:
    for_key, spoken = sealed(tmp_path / "k", b"x", TO), sealed(tmp_path / "s", b"x", SPOKEN)
    other = SecretKeys((str(pyrage.x25519.Identity.generate()),))
    (tmp_path / "no.age").write_bytes(b"age-encryption.org/v2\n")
    for path, opener, said in (
        (for_key, other, "None of these keys opens the package"),
        (for_key, SPOKEN, "sealed for somebody's key"),
        (spoken, WITH, "protected by a passphrase, not for a key"),
        (spoken, Passphrase("tichá reka 1997"), "That is not the passphrase of this package"),
        (tmp_path / "no.age", WITH, "not a file in the age format"),
    ):
        with pytest.raises(UserError, match=said):
            read(path, opener)
    assert "tichá" not in repr(SPOKEN)
    assert "SECRET" not in repr(WITH)


def test_a_header_that_asks_for_much_memory_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sealed(tmp_path / "s", b"x", SPOKEN)
    path.write_bytes(path.read_bytes().replace(b" 10\n", b" 40\n", 1))
    monkeypatch.setattr(age_passphrase, "_wrapping_key", None)
    with pytest.raises(UserError, match="takes more memory than Assay gives"):
        read(path, SPOKEN)


def test_a_key_is_looked_at_before_anything_is_written() -> None:
    for text, said in (
        ("", "There is no public key"),
        ("age1xyz", "age1xyz is no public key of age"),
        (f"{TO.keys[0]} {IDENTITY}", "This is a secret key"),
        ("ssh-ed25519 AAAA", "ssh-ed25519 is no public key of age"),
    ):
        with pytest.raises(UserError, match=said) as refused:
            age.public_keys(text)
        assert str(IDENTITY) not in str(refused.value)


def test_secret_keys_come_from_a_file_as_age_keygen_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "key.txt"
    path.write_text(f"# created: today\n# public key: {TO.keys[0]}\n{IDENTITY}\n\n")
    assert age.read_secret_keys(path) == WITH
    for content in (b"", b"# nothing\n", b"AGE-SECRET-KEY-1XYZ", b"\xff\xfe\0", b"age-encryption.org/v1\n"):
        path.write_bytes(content)
        with pytest.raises(UserError, match="no file with secret keys of age"):
            age.read_secret_keys(path)


@pytest.mark.parametrize("protection", [TO, SPOKEN])
@pytest.mark.parametrize("error", [Cancelled(), OSError(5, "Input/output error"), UserError("Damaged")])
def test_what_the_source_or_the_disk_raises_comes_through(
    protection: Passphrase | PublicKeys, error: Exception
) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = None) -> bytes:
            raise error

        def write(self, _content: object) -> int:
            raise error

    for source, sink in ((Broken(), io.BytesIO()), (io.BytesIO(b"x" * 300_000), Broken())):
        with pytest.raises(type(error)) as raised:
            age.seal(source, sink, protection)
        assert raised.value is error
