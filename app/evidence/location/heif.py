"""HEIF, as phones write it (HEIC), and AVIF: boxes, of which one lists the items and where they lie."""

from collections.abc import Container, Iterator
from dataclasses import replace
from struct import pack

from app.evidence.location.boxes import Box, boxes, the_box
from app.evidence.location.parts import BrokenPictureError, number, taken

_EXIF, _BY_MEDIA_TYPE = b"Exif", (b"mime", b"uri ")
# Readers refuse a picture whose EXIF is none at all: an offset, and a directory without entries.
_EMPTY_EXIF = bytes(4) + b"MM\0*" + pack(">IHI", 8, 0, 0)
_IN_FILE, _IN_BOX = 0, 1


def bare(data: bytes, _orientation: int) -> bytes:
    """The picture with EXIF and XMP overwritten where they lie; which way is up is said elsewhere."""
    cleaned = bytearray(data)
    meta = the_box(data, b"meta", 0, len(data))
    inside = replace(meta, start=meta.start + 4)
    told = _items_that_tell(data, the_box(data, b"iinf", inside.start, inside.end))
    for item, start, size in _extents(data, inside, told):
        taken(data, start, size)
        cleaned[start : start + size] = told[item].ljust(size)[:size]
    return bytes(cleaned)


def _items_that_tell(data: bytes, box: Box) -> dict[int, bytes]:
    """The items that are no pictures: EXIF, and what has a media type, as XMP has; with what to put there."""
    skip = 6 if number(data, box.start, 1) == 0 else 8
    found = {}
    for item in boxes(data, box.start + skip, box.end):
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


def _extents(data: bytes, meta: Box, wanted: Container[int]) -> Iterator[tuple[int, int, int]]:
    """Where the wanted items lie: number of the item, start and size in bytes."""
    box = the_box(data, b"iloc", meta.start, meta.end)
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


def _origin(data: bytes, meta: Box, method: int) -> int:
    if method == _IN_FILE:
        return 0
    if method == _IN_BOX:
        return the_box(data, b"idat", meta.start, meta.end).start
    raise BrokenPictureError("an item inside another")
