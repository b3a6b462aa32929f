"""The age format with a passphrase, as a stream.

The library seals and opens for keys as a stream, but with a passphrase only what lies in memory as a whole,
and a package may hold gigabytes. The format is that of age-encryption.org/v1: a header of four lines with
the file key wrapped by scrypt, then chunks of ChaCha20-Poly1305, the last one told from the others.
"""

import base64
import hashlib
import hmac
import re
from itertools import count
from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.utils import random as random_bytes

from app.errors import UserError
from app.evidence.object_store import Readable, full_chunk
from app.packages.streams import Sink
from app.words import N_

_INTRODUCTION = b"age-encryption.org/v1\n"
_STANZA = b"-> scrypt "
_SALT_LABEL = b"age-encryption.org/v1/scrypt"
_WORK = 18
_MOST_WORK = 20
_BLOCK = 8
_KEY, _FILE_KEY, _SALT, _NONCE, _TAG = 32, 16, 16, 16, 16
_CHUNK = 64 * 1024
_ONCE = bytes(12)
_LONGEST_LINE = 100
_LINES = (
    re.compile(re.escape(_INTRODUCTION)),
    re.compile(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"),
    re.compile(rb"([A-Za-z0-9+/]{43})\n"),
    re.compile(rb"--- ([A-Za-z0-9+/]{43})\n"),
)


class DamagedError(Exception):
    """The file is not as it was sealed."""


def seal(source: Readable, sink: Sink, passphrase: str) -> None:
    """Write what `source` holds into `sink`, sealed. Raises what they raise."""
    file_key, salt = random_bytes(_FILE_KEY), random_bytes(_SALT)
    wrapping_key = _wrapping_key(passphrase, salt, _WORK)
    wrapped = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(file_key, b"", _ONCE, wrapping_key)
    header = b"%s%s%s %d\n%s\n---" % (_INTRODUCTION, _STANZA, _text(salt), _WORK, _text(wrapped))
    nonce = random_bytes(_NONCE)
    sink.write(b"%s %s\n%s" % (header, _text(_mac(file_key, header)), nonce))
    key, chunk = _derived(file_key, nonce, b"payload"), full_chunk(source, _CHUNK)
    for number in count():
        following = full_chunk(source, _CHUNK) if len(chunk) == _CHUNK else b""
        once = _once(number, is_last=not following)
        sink.write(sodium.crypto_aead_chacha20poly1305_ietf_encrypt(chunk, b"", once, key))
        if not following:
            return
        chunk = following


def is_for_passphrase(file: BinaryIO) -> bool:
    """Whether the header, read until after its first line, is one of this kind."""
    return file.read(len(_STANZA)) == _STANZA


def open_sealed(file: BinaryIO, sink: Sink, passphrase: str) -> None:
    """Write the plain bytes of `file` into `sink`, chunk by chunk as each is found to be as it was sealed.

    Raises UserError for a wrong passphrase and for a header that asks for more memory than Assay gives, and
    DamagedError; and OSError.
    """
    file_key = _file_key(file, passphrase)
    nonce = file.read(_NONCE)
    if len(nonce) < _NONCE:
        raise DamagedError
    key, chunk = _derived(file_key, nonce, b"payload"), full_chunk(file, _CHUNK + _TAG)
    for number in count():
        following = full_chunk(file, _CHUNK + _TAG) if len(chunk) == _CHUNK + _TAG else b""
        once = _once(number, is_last=not following)
        plain = _plain(chunk, once, key)
        if number and not plain:
            raise DamagedError
        sink.write(plain)
        if not following:
            return
        chunk = following


def _plain(sealed: bytes, once: bytes, key: bytes) -> bytes:
    if len(sealed) < _TAG:
        raise DamagedError
    try:
        return bytes(sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, b"", once, key))
    except CryptoError as error:
        raise DamagedError from error


def _file_key(file: BinaryIO, passphrase: str) -> bytes:
    lines = [file.readline(_LONGEST_LINE) for _ in _LINES]
    parts = [pattern.fullmatch(line) for pattern, line in zip(_LINES, lines, strict=True)]
    _introduction, stanza, body, end = parts
    if stanza is None or body is None or end is None:
        raise DamagedError
    work = int(stanza[2])
    if work > _MOST_WORK:
        raise UserError(
            N_("Opening this package takes more memory than Assay gives. It may be made to do harm."),
            N_("It was not opened, and nothing was written."),
            N_("Ask the sender to make it with Assay, or for your public key."),
        )
    wrapping_key = _wrapping_key(passphrase, _bytes(stanza[1]), work)
    try:
        file_key = sodium.crypto_aead_chacha20poly1305_ietf_decrypt(_bytes(body[1]), b"", _ONCE, wrapping_key)
    except CryptoError as error:
        raise _wrong_passphrase() from error
    header = b"".join(lines[:3]) + b"---"
    if not hmac.compare_digest(_mac(file_key, header), _bytes(end[1])):
        raise DamagedError
    return bytes(file_key)


def _wrong_passphrase() -> UserError:
    return UserError(
        N_("That is not the passphrase of this package."),
        N_("It was not opened, and nothing was written."),
        N_("Check the keyboard layout and Caps Lock, and try again."),
    )


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    """32 bytes; `work` is the logarithm of the cost, 18 takes 256 MiB."""
    memory = 128 * _BLOCK * (1 << work)
    return hashlib.scrypt(
        passphrase.encode("utf-8", "surrogatepass"),
        salt=_SALT_LABEL + salt,
        n=1 << work,
        r=_BLOCK,
        p=1,
        maxmem=memory + 1024 * 1024,
        dklen=_KEY,
    )


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, bytes(_KEY), b"header"), header, "sha256")


def _derived(file_key: bytes, salt: bytes, label: bytes) -> bytes:
    """HKDF-SHA-256, of which 32 bytes are the first block."""
    return hmac.digest(hmac.digest(salt, file_key, "sha256"), label + b"\x01", "sha256")


def _once(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")


def _text(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
