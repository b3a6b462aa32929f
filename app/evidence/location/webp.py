"""WebP: chunks in a RIFF file."""

from collections.abc import Iterator
from struct import pack

from app.evidence.location.parts import BrokenPictureError, exif_with, number, taken

_EXTENDED, _EXIF = b"VP8X", b"EXIF"
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_NEEDED = (b"VP8 ", b"VP8L", _EXTENDED, b"ALPH", b"ANIM", b"ANMF", b"ICCP")


def bare(data: bytes, orientation: int) -> bytes:
    """The picture without EXIF and XMP."""
    kept, is_turned = [], False
    for kind, content in _chunks(data):
        if kind == _EXTENDED:
            is_turned = orientation != 1
            flags = number(content, 0, 1) & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if is_turned else 0)
            kept.append(_chunk(kind, bytes((flags,)) + content[1:]))
        elif kind in _NEEDED:
            kept.append(_chunk(kind, content))
    if is_turned:
        kept.append(_chunk(_EXIF, exif_with(orientation)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + pack("<I", len(body)) + body


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + pack("<I", len(content)) + content + bytes(len(content) % 2)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if taken(data, 0, 4) != b"RIFF" or taken(data, 8, 4) != b"WEBP":
        raise BrokenPictureError("no WebP")
    at, end = 12, 8 + number(data, 4, 4, "little")
    while at < end:
        size = number(data, at + 4, 4, "little")
        yield taken(data, at, 4), taken(data, at + 8, size)
        at += 8 + size + size % 2
