"""What the formats share: bytes that are there or not, and EXIF that says nothing but which way is up."""

from struct import pack
from typing import Literal

Order = Literal["big", "little"]


class BrokenPictureError(Exception):
    """The parts of a picture do not follow each other as its format wants it."""


def taken(data: bytes, start: int, size: int) -> bytes:
    """Exactly `size` bytes. Raises BrokenPictureError where there are fewer."""
    part = data[start : start + size]
    if start < 0 or size < 0 or len(part) < size:
        raise BrokenPictureError("cut short")
    return part


def number(data: bytes, start: int, size: int, order: Order = "big") -> int:
    """An unsigned number of `size` bytes."""
    return int.from_bytes(taken(data, start, size), order)


def exif_with(orientation: int) -> bytes:
    """EXIF with one entry."""
    entry = pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"MM\0*" + pack(">IH", 8, 1) + entry + bytes(4)
