"""HEIF, as phones write it (HEIC), and AVIF: boxes, of which one lists the items and where they lie."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from struct import pack

from app.evidence.location.parts import BrokenPictureError, number, taken

_EXIF, _BY_MEDIA_TYPE = b"Exif", (b"mime", b"uri ")
# Readers refuse a picture whose EXIF is none at all: an offset, and a directory without entries.
_EMPTY_EXIF = bytes(4) + b"MM\0*" + pack(">IHI", 8, 0, 0)
_IN_FILE, _IN_BOX = 0, 1


@dataclass(frozen=True, slots=True)
class _Box:
    """Its kind, and where its content begins and ends in the file."""

    kind: bytes
    start: int
    end: int


def bare(data: bytes, _orientation: int) -> bytes:
    """The picture with EXIF and XMP overwritten where they lie; which way is up is said elsewhere."""
    cleaned = bytearray(data)
    meta = _the(data, b"meta", 0, len(data))
    inside = _Box(meta.kind, meta.start + 4, meta.end)
    told = _items_that_tell(data, _the(data, b"iinf", inside.start, inside.end))
    for item, start, size in _extents(data, inside, told):
        taken(data, start, size)
        cleaned[start : start + size] = told[item].ljust(size)[:size]
    return bytes(cleaned)


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, kind, head = number(data, at, 4), taken(data, at + 4, 4), 8
        if size == 1:
            size, head = number(data, at + 8, 8), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise BrokenPictureError("a box reaches outside")
        yield _Box(kind, at + head, at + size)
        at += size


def _the(data: bytes, kind: bytes, start: int, end: int) -> _Box:
    for box in _boxes(data, start, end):
        if box.kind == kind:
            return box
    raise BrokenPictureError("a box is missing")


def _items_that_tell(data: bytes, box: _Box) -> dict[int, bytes]:
    """The items that are no pictures: EXIF, and what has a media type, as XMP has; with what to put there."""
    skip = 6 if number(data, box.start, 1) == 0 else 8
    found = {}
    for item in _boxes(data, box.start + skip, box.end):
        version = number(data, item.start, 1)
        if item.kind != b"infe" or version < 2:
            raise BrokenPictureError("items of an old kind")
        width = 2 if version == 2 else 4
        kind, item_id = taken(data, item.start + 4 + width + 2, 4), number(data, item.start + 4, width)
        if kind == _EXIF:
            found[item_id] = _EMPTY_EXIF
        elif kind in _BY_MEDIA_TYPE:
            found[item_id] = b""
    return found


def _extents(data: bytes, meta: _Box, wanted: Container[int]) -> Iterator[tuple[int, int, int]]:
    """Where the wanted items lie: number of the item, start and size in bytes."""
    box = _the(data, b"iloc", meta.start, meta.end)
    version, at = number(data, box.start, 1), box.start + 4
    sizes = number(data, at, 2)
    offset_size, length_size, base_size = sizes >> 12 & 15, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version in (1, 2) else 0
    id_size = 4 if version == 2 else 2
    count, at = number(data, at + 2, id_size), at + 2 + id_size
    for _item in range(count):
        item = number(data, at, id_size)
        at += id_size
        method = number(data, at, 2) & 15 if version in (1, 2) else _IN_FILE
        at += 4 if version in (1, 2) else 2
        base = number(data, at, base_size)
        extents, at = number(data, at + base_size, 2), at + base_size + 2
        for _extent in range(extents):
            at += index_size
            offset, length = number(data, at, offset_size), number(data, at + offset_size, length_size)
            at += offset_size + length_size
            if item in wanted:
                yield item, _origin(data, meta, method) + base + offset, length


def _origin(data: bytes, meta: _Box, method: int) -> int:
    if method == _IN_FILE:
        return 0
    if method == _IN_BOX:
        return _the(data, b"idat", meta.start, meta.end).start
    raise BrokenPictureError("an item inside another")
