"""The key header: the random database key, wrapped by a passphrase or lying there unwrapped.

It is written twice, so that one damaged copy does not cost the workspace. A recovery key may wrap the
database key a second time. What wraps it can be exchanged without touching the database; a header in a
backup keeps what wrapped it at its time.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random as random_bytes

from app.errors import DamagedWorkspaceError, UserError
from app.words import N_
from app.workspace.files import write_all_durably
from app.workspace.passphrase import KEY_BYTES, Costs, KeyDerivation, new_derivation
from app.workspace.recovery_key import RecoveryKey

FORMAT = 1
_MOST_BYTES = 10_000
_WRAPPED_BYTES = SecretBox.NONCE_SIZE + KEY_BYTES + SecretBox.MACBYTES

Secret = str | RecoveryKey
"""What opens a workspace: its passphrase, or its recovery key."""


@dataclass(frozen=True, slots=True)
class KeyHeader:
    """What lies in the header files. Without `derivation`, `wrapped` is the key itself.

    `recovery` is the key wrapped by the recovery key, None where there is none.
    """

    wrapped: bytes
    derivation: KeyDerivation | None
    recovery: bytes | None = None

    @property
    def needs_passphrase(self) -> bool:
        return self.derivation is not None

    @property
    def has_recovery_key(self) -> bool:
        return self.recovery is not None

    def unwrap(self, secret: Secret | None) -> bytes:
        """The 32-byte database key. Raises UserError without the passphrase, or with a wrong one or key."""
        if self.derivation is None:
            return self.wrapped
        if isinstance(secret, RecoveryKey):
            return self._recovered(secret)
        if secret is None:
            raise UserError(
                N_("This workspace is protected by a passphrase."), todo=N_("Enter it to open the workspace.")
            )
        try:
            return SecretBox(self.derivation.key(secret)).decrypt(self.wrapped)
        except CryptoError:
            raise wrong_passphrase() from None

    def _recovered(self, recovery_key: RecoveryKey) -> bytes:
        if self.recovery is None:
            raise UserError(N_("This workspace has no recovery key."), todo=N_("Enter its passphrase."))
        try:
            return SecretBox(recovery_key.key()).decrypt(self.recovery)
        except CryptoError:
            raise wrong_recovery_key() from None

    def with_passphrase(self, key: bytes, passphrase: str) -> "KeyHeader":
        """The same with `key` wrapped by another passphrase, at the present costs."""
        derivation = new_derivation(self.derivation)
        return replace(self, wrapped=_wrapped(derivation.key(passphrase), key), derivation=derivation)

    def with_recovery_key(self, key: bytes, recovery_key: RecoveryKey | None) -> "KeyHeader":
        """The same with another recovery key; None takes it away."""
        return replace(self, recovery=_wrapped(recovery_key.key(), key) if recovery_key else None)


def wrong_passphrase() -> UserError:
    """What is said to a passphrase that unwraps nothing."""
    return UserError(
        N_("That is not the passphrase of this workspace."),
        N_("Nothing was changed."),
        N_("Check the keyboard layout and Caps Lock, and try again."),
    )


def wrong_recovery_key() -> UserError:
    """What is said to a recovery key whose check digits are right and that unwraps nothing."""
    return UserError(
        N_("This recovery key is free of typing errors, but it is not the one of this workspace."),
        N_("Nothing was changed."),
        N_("A new recovery key takes the place of the one before: look for the one made last."),
    )


def new_header(passphrase: str | None, recovery_key: RecoveryKey | None = None) -> tuple[KeyHeader, bytes]:
    """A header for a new workspace, and the key that it holds."""
    key = random_bytes(KEY_BYTES)
    header = open_header(key)
    if passphrase is None:
        return header, key
    return header.with_passphrase(key, passphrase).with_recovery_key(key, recovery_key), key


def open_header(key: bytes) -> KeyHeader:
    """A header without a passphrase: whoever reads it has the key."""
    return KeyHeader(key, None)


def write_header(paths: tuple[Path, ...], header: KeyHeader) -> None:
    """Raises OSError; each copy is then the old or the new one, and whole."""
    content = _encode(header)
    write_all_durably(dict.fromkeys(paths, content))


def read_header(paths: tuple[Path, ...]) -> KeyHeader:
    """The header from the first copy that is whole.

    Raises UserError when none is or a newer version of Assay wrote one, and OSError when the folder may not
    be read.
    """
    return _whole(_copies(paths))[0]


def unlock(paths: tuple[Path, ...], secret: Secret | None) -> tuple[KeyHeader, bytes]:
    """The header that `secret` opens, and its key. Raises as `read_header` and `KeyHeader.unwrap` do.

    A change that a power cut interrupted leaves the old header in one copy and the new one in the other;
    what belongs to either opens the workspace then.
    """
    first, *others = _whole(_copies(paths))
    try:
        return first, first.unwrap(secret)
    except UserError:
        for other in others:
            key = _unwrapped(other, secret)
            if key is not None:
                return other, key
        raise


def _unwrapped(header: KeyHeader, secret: Secret | None) -> bytes | None:
    try:
        return header.unwrap(secret)
    except UserError:
        return None


def damaged_copies(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The copies that are missing or cannot be read as a header. Raises as `read_header` does."""
    return tuple(path for path, header in _copies(paths).items() if header is None)


def are_all(paths: tuple[Path, ...], header: KeyHeader) -> bool:
    """Whether every copy holds this header. Raises as `read_header` does."""
    return all(found == header for found in _copies(paths).values())


def keep_up_to_date(
    paths: tuple[Path, ...], unlocked: tuple[KeyHeader, bytes], secret: Secret | None
) -> tuple[KeyHeader, tuple[Path, ...]]:
    """Make a guess as dear as the program does by now, and both copies whole and the same.

    Returns the header that holds now, and the copies that were missing or damaged. Where the disk refuses,
    everything stays as it is; the next time it is tried again.
    """
    header, key = unlocked
    damaged, wanted = damaged_copies(paths), header
    if isinstance(secret, str) and header.derivation is not None and header.derivation.is_behind:
        wanted = header.with_passphrase(key, secret)
    if not are_all(paths, wanted):
        try:
            write_header(paths, wanted)
        except OSError:
            return header, ()
    return wanted, damaged


def _copies(paths: Iterable[Path]) -> dict[Path, KeyHeader | None]:
    """What each copy says; None for one that is missing or damaged. Raises as `read_header` does."""
    found: dict[Path, KeyHeader | None] = {}
    for path in paths:
        found[path] = None
        if path.is_file():
            with path.open("rb") as file:
                found[path] = _decode(file.read(_MOST_BYTES))
    if not any(path.is_file() for path in found):
        raise UserError(
            N_("This folder is not an Assay workspace: it has no key file."),
            todo=N_("Choose the workspace folder itself; its name usually ends in .assay."),
        )
    return found


def _whole(copies: dict[Path, KeyHeader | None]) -> list[KeyHeader]:
    """The headers that differ, the first copy's first: two while a change was interrupted by a power cut.

    Raises DamagedWorkspaceError when no copy is whole.
    """
    headers = [header for header in copies.values() if header is not None]
    if not headers:
        raise DamagedWorkspaceError(
            N_("The key files of this workspace are damaged: neither copy can be read."),
            N_("The workspace was not touched."),
            N_("Restore it from a backup."),
        )
    return list(dict.fromkeys(headers))


def _encode(header: KeyHeader) -> bytes:
    derivation, recovery = header.derivation, header.recovery
    body: dict[str, Any] = {"format": FORMAT, "wrapped": _text(header.wrapped), "argon2id": None}
    if derivation is not None:
        body["argon2id"] = {
            "salt": _text(derivation.salt),
            "operations": derivation.costs.operations,
            "memory": derivation.costs.memory,
        }
    if recovery is not None:
        body["recovery"] = _text(recovery)
    return json.dumps({**body, "check": _check(body)}, indent=1).encode()


def _decode(content: bytes) -> KeyHeader | None:
    """None for a copy that is damaged. Raises UserError for one that a newer version wrote."""
    try:
        body = json.loads(content)
        if body.pop("check") != _check(body):
            return None
        _refuse_newer(body["format"])
        recovery = body.get("recovery")
        header = KeyHeader(
            _bytes(body["wrapped"]),
            _derivation(body["argon2id"]),
            _bytes(recovery) if recovery is not None else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return header if _has_right_lengths(header) else None


def _refuse_newer(version: int) -> None:
    if version > FORMAT:
        raise UserError(
            N_("The key files of this workspace were written by a newer version of Assay."),
            N_("Nothing was changed."),
            N_("Open it with that version."),
        )
    if version != FORMAT:
        raise ValueError("no such format")


def _has_right_lengths(header: KeyHeader) -> bool:
    if not header.needs_passphrase:
        return len(header.wrapped) == KEY_BYTES and header.recovery is None
    return len(header.wrapped) == _WRAPPED_BYTES and (
        header.recovery is None or len(header.recovery) == _WRAPPED_BYTES
    )


def _derivation(body: dict[str, Any] | None) -> KeyDerivation | None:
    if body is None:
        return None
    return KeyDerivation(_bytes(body["salt"]), Costs(_number(body["operations"]), _number(body["memory"])))


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _wrapped(wrapping_key: bytes, key: bytes) -> bytes:
    return bytes(SecretBox(wrapping_key).encrypt(key))


def _check(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(content: str) -> bytes:
    return base64.b64decode(content, validate=True)
