"""Files in the age format, sealed and opened as streams: for public keys, or with a passphrase.

Both a package's maker and its reader only see plain bytes; neither holds more than some chunks of them.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pyrage

from app.errors import UserError
from app.evidence.names import display_name
from app.evidence.object_store import Readable
from app.packages import age_passphrase
from app.packages.streams import Between, Sink
from app.words import N_

SUFFIX = ".age"
_START = b"age-encryption.org/v1\n"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_MOST_OF_KEYS = 64 * 1024
_UNOPENED = N_("It was not opened, and nothing was written.")


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What both sides know."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """Keys (`age1...`) of those who shall open the file; each opens it alone."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecretKeys:
    """Keys (`AGE-SECRET-KEY-1...`) of somebody who opens a file."""

    keys: tuple[str, ...] = field(repr=False)


def public_keys(text: str) -> PublicKeys:
    """The keys in `text`, apart by blanks, commas or lines. Raises UserError for what is no key."""
    keys = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not keys:
        raise UserError(N_("There is no public key."), todo=N_("A public key begins with “age1”."))
    for key in keys:
        _recipient(key)
    return PublicKeys(keys)


def _recipient(key: str) -> pyrage.x25519.Recipient:
    if key.upper().startswith("AGE-SECRET-KEY-"):
        raise UserError(
            N_("This is a secret key. It belongs to its owner alone, and it was not used."),
            todo=N_("Give the public key, which begins with “age1”; its owner needs a new pair by now."),
        )
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise UserError(
            N_("{key} is no public key of age."),
            N_("Nothing was written."),
            N_("A public key begins with “age1” and has 62 letters. Copy it again, whole."),
            key=display_name(key[:80]),
        ) from error


def read_secret_keys(path: Path) -> SecretKeys:
    """The keys in a file as `age-keygen` writes it. Raises UserError when there are none."""
    with _reading(path) as file:
        content = file.read(_MOST_OF_KEYS)
    lines = [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines()]
    keys = tuple(line for line in lines if line and not line.startswith("#"))
    if not keys or content.startswith((_START, _ARMOUR)):
        raise _no_secret_keys(path)
    for key in keys:
        _identity(key, path)
    return SecretKeys(keys)


def _identity(key: str, path: Path) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(key)
    except pyrage.IdentityError as error:
        raise _no_secret_keys(path) from error


def _no_secret_keys(path: Path) -> UserError:
    return UserError(
        N_("{path} is no file with secret keys of age."),
        N_("Nothing was written."),
        N_("Choose the file that age-keygen wrote. If it is encrypted itself, decrypt it first."),
        path=path,
    )


def sealed_size(size: int) -> int:
    """How many bytes `size` bytes take when they are sealed, without the header: 16 more for each 64 KiB."""
    return size + size // 4096


def seal(source: Readable, sink: Sink, protection: Passphrase | PublicKeys) -> None:
    """Write what `source` holds into `sink`, sealed. Raises what they raise."""
    if isinstance(protection, Passphrase):
        age_passphrase.seal(source, sink, protection.text)
        return
    between = Between(source, sink)
    try:
        pyrage.encrypt_io(between, between, [_recipient(key) for key in protection.keys])
    except pyrage.EncryptError:
        between.raise_again()
        raise


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise UserError(
            N_("{path} could not be read: {reason}."),
            N_("Nothing was written."),
            N_("Check its name and the drive that it is on."),
            path=path,
            reason=error.strerror or error,
        ) from error


def needs_passphrase(path: Path) -> bool:
    """Whether a passphrase opens the file, and not a key. Raises UserError for another file."""
    with _reading(path) as file:
        start = file.read(len(_START))
        if start != _START:
            raise UserError(
                N_("{path} is no package: it is not a file in the age format."),
                _UNOPENED,
                N_("Choose the file as you received it; its name usually ends in .age."),
                path=path,
            )
        return age_passphrase.is_for_passphrase(file)


@contextmanager
def opened(path: Path, opener: Passphrase | SecretKeys) -> Iterator[BinaryIO]:
    """The plain bytes of a file, to be read once from its start.

    They are opened on a thread that comes through a pipe. Raises UserError when `opener` does not fit or the
    file is damaged; what was read until then is what was sealed. Raises OSError.
    """
    _refuse_other_kind(path, opener)
    outlet, inlet = os.pipe()
    with ThreadPoolExecutor(max_workers=1) as thread, os.fdopen(outlet, "rb") as plain:
        opening = thread.submit(_open_into, path, inlet, opener)
        try:
            yield plain
        except Exception:
            plain.close()
            _raise_fault(opening)
            raise
        finally:
            plain.close()
        _raise_fault(opening)


def _refuse_other_kind(path: Path, opener: Passphrase | SecretKeys) -> None:
    wants_passphrase = needs_passphrase(path)
    if wants_passphrase and isinstance(opener, SecretKeys):
        raise UserError(
            N_("This package is protected by a passphrase, not for a key."),
            _UNOPENED,
            N_("Ask the sender for the passphrase."),
        )
    if not wants_passphrase and isinstance(opener, Passphrase):
        raise UserError(
            N_("This package is sealed for somebody's key, not with a passphrase."),
            _UNOPENED,
            N_("Choose the file with your secret key."),
        )


def _open_into(path: Path, inlet: int, opener: Passphrase | SecretKeys) -> None:
    with suppress(BrokenPipeError), path.open("rb") as file, os.fdopen(inlet, "wb") as sink:
        if isinstance(opener, Passphrase):
            age_passphrase.open_sealed(file, sink, opener.text)
        else:
            pyrage.decrypt_io(file, sink, [pyrage.x25519.Identity.from_str(key) for key in opener.keys])


def _raise_fault(opening: Future[None]) -> None:
    """Raise what went wrong on the way into the pipe: it explains why the bytes ended."""
    try:
        opening.result()
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise _other_key() from error
        raise damaged() from error
    except age_passphrase.DamagedError as error:
        raise damaged() from error
    except OSError as error:
        if error.errno is None:
            raise damaged() from error
        raise


def _other_key() -> UserError:
    return UserError(
        N_("None of these keys opens the package: it was sealed for another one."),
        _UNOPENED,
        N_("Choose the file with the secret key that belongs to the public key you gave."),
    )


def damaged() -> UserError:
    """What to say of a file that is not as it was sealed."""
    return UserError(
        N_("The package is damaged or cut short."),
        N_("Nothing of it was kept."),
        N_("Copy it once more from where it came, or ask the sender for it again."),
    )
