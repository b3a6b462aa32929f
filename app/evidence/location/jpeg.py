"""JPEG: segments up to the end of the picture; what phones append behind it is left out."""

from collections.abc import Iterator
from struct import pack

from app.evidence.location.parts import BrokenPictureError, exif_with, number, taken

_START, _END = b"\xff\xd8", 0xD9
_APPLICATION = range(0xE0, 0xF0)
_COMMENT, _SCAN = 0xFE, 0xDA
_BARE_MARKERS = (0x01, *range(0xD0, 0xD8))
_JFIF, _PROFILE, _ADOBE = (0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
_JFIF_SIZE = 14


def bare(data: bytes, orientation: int) -> bytes:
    """The picture without EXIF, XMP, comments, thumbnails and further pictures."""
    kept = [_START]
    if orientation != 1:
        kept.append(_segment(0xE1, b"Exif\0\0" + exif_with(orientation)))
    for marker, content, picture in _segments(data):
        if _is_needed(marker, content):
            kept.append(_segment(marker, _without_thumbnail(marker, content)) + picture)
    return b"".join([*kept, bytes((0xFF, _END))])


def _segment(marker: int, content: bytes) -> bytes:
    return pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _is_needed(marker: int, content: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _APPLICATION:
        return True
    return any(marker == one and content.startswith(name) for one, name in (_JFIF, _PROFILE, _ADOBE))


def _without_thumbnail(marker: int, content: bytes) -> bytes:
    if marker != _JFIF[0]:
        return content
    return taken(content, 0, _JFIF_SIZE)[:-2] + bytes(2)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker and content of each segment, and the part of the picture that follows a scan's."""
    if taken(data, 0, 2) != _START:
        raise BrokenPictureError("no JPEG")
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            return
        size = number(data, at, 2)
        content = taken(data, at + 2, size - 2)
        at += size
        end = _end_of_scan(data, at) if marker == _SCAN else at
        yield marker, content, data[at:end]
        at = end


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins. Filling bytes may stand before it."""
    if number(data, at, 1) != 0xFF:
        raise BrokenPictureError("no marker")
    while number(data, at, 1) == 0xFF:
        at += 1
    return number(data, at, 1), at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is none of those inside a scan; a file cut short has none."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenPictureError("cut short")
        following = data[at + 1]
        if following not in (0x00, 0xFF, *_BARE_MARKERS):
            return at
        at += 1 if following == 0xFF else 2
