"""Encrypted files below `objects`: one random name and one random key each.

A file is libsodium's secretstream over chunks of 1 MiB, the last one tagged final, so that truncation,
reordering and any flipped byte show when it is read.

Between a file and its record in the database a power cut may fall. So an empty mark lies beside each file
that may have no record: from before its name appears until it was recorded, and from before its record goes
until it is gone itself. What has a mark and no record was never acknowledged, or was given up.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from app.errors import UserError
from app.evidence.steady_writer import SteadyWriter, steady_writer
from app.progress import Progress, no_progress
from app.words import N_
from app.workspace.files import remove_at_once, sync_folder, try_room

CHUNK = 1024 * 1024
UNFINISHED = ".new"
_MARK = ".pending"
_OVERHEAD = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What came in: its name in the store, the SHA-256 and size of the plain bytes, and its key."""

    file_name: str
    sha256: str
    size: int
    key: bytes


class Readable(Protocol):
    """What `ObjectStore.put` reads: short answers are fine, an empty one is the end."""

    def read(self, size: int, /) -> bytes: ...


class DamagedObjectError(Exception):
    """A stored file does not decrypt: it was changed, cut short or swapped."""


class UnreadableObjectError(UserError):
    """The drive does not give a stored file; it may be whole."""


class ObjectStore:
    """The files of one workspace. A file is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, file_name: str) -> Path:
        return self.root / file_name[:2] / file_name

    def put(
        self,
        source: Readable,
        size: int,
        what: str,
        progress: Progress = no_progress,
        *,
        file_name: str = "",
    ) -> StoredFile:
        """Read `source` once, hash and encrypt it, and make it durable before its name appears.

        `size` in bytes and `what` are for the progress, and a drive that cannot hold that much refuses before
        anything is read; without `file_name` it gets a new one. Raises OSError when the drive refuses, what
        `source` raises, and `Cancelled`; nothing is left behind then.
        Whoever records the file calls `settle` after.
        """
        file_name = file_name or secrets.token_hex(16)
        target = self.path(file_name)
        self._make_folder(target.parent)
        temporary = target.with_suffix(UNFINISHED)
        try:
            self._mark(file_name).touch()
            with temporary.open("xb") as file:
                try_room(file, sealed_size(size))
                with steady_writer(file) as writer:
                    stored = _encrypt(source, writer, file_name, lambda done: progress(done, size, what))
            temporary.replace(target)
            sync_folder(target.parent)
        except BaseException:
            self.remove(file_name)
            raise
        return stored

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            # Not its parents: where the drive is away, nothing is to be made in its place.
            self.root.mkdir(exist_ok=True)
            folder.mkdir(exist_ok=True)
            sync_folder(self.root)

    def _mark(self, file_name: str) -> Path:
        return self.path(file_name).with_suffix(_MARK)

    def doubt(self, file_name: str) -> None:
        """Mark a file whose record is about to go. Raises OSError."""
        self._mark(file_name).touch()
        sync_folder(self.path(file_name).parent)

    def settle(self, file_name: str) -> None:
        """The file is recorded: take its mark away. One that does not go is harmless."""
        with suppress(OSError):
            self._mark(file_name).unlink(missing_ok=True)

    def pending(self) -> set[str]:
        """The names of the files that may have no record."""
        return {path.stem for path in self.root.glob(f"*/*{_MARK}")}

    def is_begun(self, file_name: str) -> bool:
        """Whether the file is there, finished or not."""
        path = self.path(file_name)
        return path.exists() or path.with_suffix(UNFINISHED).exists()

    def remove(self, file_name: str) -> None:
        """Take a file away, finished or not, and its mark last. Raises OSError."""
        for path in (self.path(file_name), self.path(file_name).with_suffix(UNFINISHED)):
            remove_at_once(path)
        self._mark(file_name).unlink(missing_ok=True)

    def read(self, file_name: str, key: bytes | None) -> Iterator[bytes]:
        """The plain bytes in chunks.

        Raises DamagedObjectError when they are not what was put in, and UnreadableObjectError when the drive
        fails.
        """
        if key is None:
            raise UserError(N_("The content of this file was destroyed at its agreed date."))
        try:
            with self.path(file_name).open("rb") as file:
                yield from _decrypt(file, key)
        except FileNotFoundError:
            raise DamagedObjectError("missing") from None
        except OSError as error:
            raise UnreadableObjectError(
                N_("A stored file cannot be read from the drive: {reason}."),
                N_("Nothing was changed."),
                N_("Check the drive, then try again."),
                reason=error.strerror or error,
            ) from error

    def content(self, file_name: str, key: bytes | None, limit: int | None = None) -> bytes:
        """The plain bytes at once, at most `limit` of them (the whole file is not checked then)."""
        taken = bytearray()
        for chunk in self.read(file_name, key):
            taken += chunk
            if limit is not None and len(taken) >= limit:
                return bytes(taken[:limit])
        return bytes(taken)

    def digest(self, file_name: str, key: bytes | None, progress: Progress = no_progress) -> str:
        """SHA-256 of the plain bytes, as hexadecimal text."""
        digest, done = hashlib.sha256(), 0
        for chunk in self.read(file_name, key):
            digest.update(chunk)
            done += len(chunk)
            progress(done, 0, file_name)
        return digest.hexdigest()

    def opens_with(self, file_name: str, key: bytes) -> bool:
        """Whether this key opens the beginning of the file. Raises UnreadableObjectError."""
        try:
            next(self.read(file_name, key))
        except DamagedObjectError:
            return False
        return True

    def holds(self, file_name: str, size: int) -> bool:
        """Whether the file is there with the length that `size` plain bytes have; its content is not read."""
        try:
            return self.path(file_name).stat().st_size == sealed_size(size)
        except FileNotFoundError:
            return False

    def names(self) -> set[str]:
        """The names of all files in the store, unfinished ones included."""
        return {path.name for path in self.root.glob("*/*") if path.suffix != _MARK and path.is_file()}


def sealed_size(size: int) -> int:
    """The length in bytes of the stored file of `size` plain bytes."""
    chunks = max(1, -(-size // CHUNK))
    return _HEADER + size + chunks * _OVERHEAD


def _encrypt(
    source: Readable, target: SteadyWriter, file_name: str, tell: Callable[[int], None]
) -> StoredFile:
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    target.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key))
    digest, size = hashlib.sha256(), 0
    chunk = full_chunk(source, CHUNK)
    with ThreadPoolExecutor(max_workers=1) as hashing:
        while True:
            following = full_chunk(source, CHUNK) if len(chunk) == CHUNK else b""
            hashed = hashing.submit(digest.update, chunk)
            tag = _MESSAGE if following else _FINAL
            target.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, tag=tag))
            hashed.result()
            size += len(chunk)
            tell(size)
            if not following:
                return StoredFile(file_name, digest.hexdigest(), size, key)
            chunk = following


def full_chunk(source: Readable, size: int) -> bytes:
    """`size` bytes, or fewer where the source ends."""
    chunk = source.read(size)
    while chunk and len(chunk) < size:
        more = source.read(size - len(chunk))
        if not more:
            break
        chunk += more
    return chunk


def _decrypt(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    header = file.read(_HEADER)
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
        tag = _MESSAGE
        while tag != _FINAL:
            sealed = file.read(CHUNK + _OVERHEAD)
            chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed)
            yield chunk
    except (CryptoError, ValueError, RuntimeError) as error:
        raise DamagedObjectError("changed") from error
    if file.read(1):
        raise DamagedObjectError("changed")
