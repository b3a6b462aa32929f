"""The files of a package one after the other, as `tar` reads them: ordinary files only, and no extensions."""

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.evidence.object_store import CHUNK
from app.packages.age import damaged
from app.packages.manifest import unlike_ours

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(2 * _BLOCK)
_READABLE = 0o644


@dataclass(frozen=True, slots=True)
class Member:
    """A file on its way into an archive; `chunks` hold `size` bytes together."""

    name: str
    size: int
    at: int
    chunks: Iterable[bytes]


def archived(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of an archive. Names are of at most 100 bytes; `at` is in seconds since 1970."""
    for member in members:
        yield _header(member)
        yield from member.chunks
        yield bytes(-member.size % _BLOCK)
    yield _END


def _header(member: Member) -> bytes:
    info = tarfile.TarInfo(member.name)
    info.size, info.mtime, info.mode = member.size, member.at, _READABLE
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def next_name(stream: BinaryIO) -> tuple[str, int]:
    """Name and size of the file that begins here. Raises UserError for anything but an ordinary file."""
    block = _exactly(stream, _BLOCK)
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, ValueError) as error:
        raise unlike_ours() from error
    if info.type != tarfile.REGTYPE or info.size < 0:
        raise unlike_ours()
    return info.name, info.size


def content(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The bytes of that file, and on to the next. Raises UserError where they end too early."""
    left = size
    while left:
        chunk = _exactly(stream, min(left, CHUNK))
        left -= len(chunk)
        yield chunk
    if any(_exactly(stream, -size % _BLOCK)):
        raise unlike_ours()


def refuse_more(stream: BinaryIO) -> None:
    """Raise UserError unless the archive ends here."""
    if _exactly(stream, len(_END)) != _END or stream.read(1):
        raise unlike_ours()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    taken = stream.read(size)
    if len(taken) < size:
        raise damaged()
    return taken
