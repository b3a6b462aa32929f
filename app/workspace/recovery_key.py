"""The recovery key: forty letters and digits on paper that open a workspace whose passphrase is forgotten.

Thirty-six of them are random (165 bits), four are a checksum, so that a typing error is told apart from the
key of another workspace. There are no signs in it that are mistaken for one another, such as O and 0.
"""

import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.errors import UserError
from app.words import N_, Words
from app.workspace.files import sync_folder

SIGNS = "34679ACDEFGHJKMNPQRTVWXY"
_RANDOM, _CHECK, _GROUP = 36, 4, 5
LENGTH = _RANDOM + _CHECK
_GROUPS = re.compile(rf"[{SIGNS}]{{{_GROUP}}}(?:[-\s]+[{SIGNS}]{{{_GROUP}}})*")
_BETWEEN = " -‐‑‒–—.,_\t\r\n\u00a0"


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A whole recovery key; `signs` without the spaces between its groups. It is never part of a message."""

    signs: str = field(repr=False)

    def __str__(self) -> str:
        return "RecoveryKey"

    def printed(self) -> str:
        """As it is written down: `A3C4D-E6F7G-…`, eight groups of five."""
        return "-".join(self.signs[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))

    def key(self) -> bytes:
        """32 bytes to wrap the database key. It is random: nothing has to make guessing slow."""
        return hashlib.blake2b(self.signs.encode(), digest_size=32, person=b"assay recovery").digest()


def new_recovery_key() -> RecoveryKey:
    """A key that nobody has yet."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(_RANDOM))
    return RecoveryKey(signs + _checksum(signs))


def read_recovery_key(text: str) -> RecoveryKey:
    """A recovery key as it was typed: in small or large letters, its groups parted by anything.

    Raises UserError for a typing error, which says nothing of whether the key is the right one.
    """
    signs = "".join(sign for sign in text.upper() if sign not in _BETWEEN)
    foreign = next((sign for sign in signs if sign not in SIGNS), None)
    if foreign is not None:
        raise _mistyped(N_("There is no “{sign}” in a recovery key."), sign=foreign)
    if len(signs) != LENGTH:
        raise _mistyped(
            N_("A recovery key has {wanted} letters and digits; these are {count}."),
            wanted=LENGTH,
            count=len(signs),
        )
    if _checksum(signs[:_RANDOM]) != signs[_RANDOM:]:
        raise _mistyped(N_("There is a typing error in this recovery key."))
    return RecoveryKey(signs)


def read_saved_recovery_key(text: str) -> RecoveryKey:
    """The key in the text of a file: as Assay saved it, with words around it, or alone. Raises UserError."""
    lines = [line for line in text.splitlines() if _GROUPS.fullmatch(line.strip().upper())]
    return read_recovery_key(" ".join(lines) or text)


def _checksum(signs: str) -> str:
    number = int.from_bytes(hashlib.sha256(f"assay recovery key {signs}".encode()).digest())
    found = ""
    for _ in range(_CHECK):
        number, at = divmod(number, len(SIGNS))
        found += SIGNS[at]
    return found


def _mistyped(what: str, **args: object) -> UserError:
    return UserError(
        what, N_("Nothing was changed."), N_("Compare it with your copy, group by group."), **args
    )


def save_recovery_key(path: Path, recovery_key: RecoveryKey, workspace: Path, words: Words, on: date) -> None:
    """Write the key into a text file that only its owner may read. Raises UserError.

    It is refused in the workspace's own folder: who takes the folder would have the key too.
    """
    if path.resolve().is_relative_to(workspace.resolve()):
        raise UserError(
            N_("{path} lies in the workspace itself: who copies the workspace would have the key."),
            N_("Nothing was written."),
            N_("Choose another folder, best on a stick that is kept in a safe."),
            path=path,
        )
    try:
        _write_for_owner(path, _paper(recovery_key, workspace, words, on).encode("utf-8-sig"))
    except OSError as error:
        raise UserError(
            N_("The recovery key could not be written to {path}: {reason}."),
            N_("It is still valid, and still on the screen."),
            N_("Choose another folder, or write it down."),
            path=path,
            reason=error.strerror,
        ) from error


def _write_for_owner(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _paper(recovery_key: RecoveryKey, workspace: Path, words: Words, on: date) -> str:
    printed = recovery_key.printed()
    half = len(printed) // 2
    lines = [
        words.text(N_("Recovery key of the Assay workspace “{name}”"), name=workspace.stem),
        words.text(N_("Made on {date}"), date=on),
        "",
        f"    {printed[:half]}",
        f"    {printed[half + 1 :]}",
        "",
        words.text(N_("It opens the workspace without its passphrase: keep it where you keep valuables.")),
        words.text(N_("In Assay: open the workspace and choose “Use the recovery key”.")),
        words.text(N_("A recovery key that is made later takes the place of this one.")),
    ]
    return "\n".join(lines) + "\n"
