"""PNG: chunks up to its end."""

import zlib
from collections.abc import Iterator
from struct import pack

from app.evidence.location.parts import BrokenPictureError, exif_with, number, taken

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT")
_COLOURS = (b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs")


def bare(data: bytes, orientation: int) -> bytes:
    """The picture without EXIF, XMP, texts and times."""
    kept = [_SIGNATURE]
    for kind, chunk in _chunks(data):
        if kind in _PICTURE or kind in _COLOURS:
            kept.append(chunk)
        if kind == b"IHDR" and orientation != 1:
            kept.append(_chunk(b"eXIf", exif_with(orientation)))
    return b"".join(kept)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if taken(data, 0, 8) != _SIGNATURE:
        raise BrokenPictureError("no PNG")
    at, kind = 8, b""
    while kind != b"IEND":
        size = number(data, at, 4)
        kind = taken(data, at + 4, 4)
        yield kind, taken(data, at, size + 12)
        at += size + 12
