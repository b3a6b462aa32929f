"""TIFF: directories of entries that point anywhere in the file. What goes is overwritten where it lies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.evidence.location.parts import BrokenPictureError, Order, number, taken

_GPS, _EXIF, _SUB_DIRECTORIES = 0x8825, 0x8769, 330
_DIRECTORIES = (_GPS, _EXIF, 0xA005)
# XMP, IPTC, what Photoshop keeps, what a camera's maker keeps, names and descriptions in words.
_WORDS = (700, 33723, 34377, 37500, 50740, 269, 270, 271, 272, 305, 306, 315, 316, 337, 33432)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_ENTRY, _MOST_DIRECTORIES = 12, 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a directory: its tag, and where its values lie in the file."""

    raw: bytes
    tag: int
    start: int
    size: int


def bare(data: bytes, _orientation: int) -> bytes:
    """The pictures without EXIF, GPS, XMP, IPTC and words; which way is up stays."""
    return _File(data).bare()


class _File:
    """A TIFF that is being cleaned."""

    def __init__(self, data: bytes) -> None:
        orders: dict[bytes, Order] = {b"II": "little", b"MM": "big"}
        order = orders.get(taken(data, 0, 2))
        if order is None:
            raise BrokenPictureError("no TIFF")
        self._order: Order = order
        self._data = bytearray(data)
        self._seen: set[int] = set()

    def bare(self) -> bytes:
        self._each(self._number(4, 4), self._clean)
        return bytes(self._data)

    def _number(self, at: int, size: int) -> int:
        return number(bytes(self._data[at : at + size]), 0, size, self._order)

    def _each(self, at: int, act: Callable[[int], int]) -> None:
        """Act on a directory and on those that follow it; `act` says where the next one is."""
        while at:
            if at in self._seen or len(self._seen) >= _MOST_DIRECTORIES:
                raise BrokenPictureError("going round")
            self._seen.add(at)
            at = act(at)

    def _clean(self, at: int) -> int:
        """Take out what tells of the camera, close the gap, and go into the pictures inside this one."""
        entries = list(self._entries(at))
        end = at + 2 + len(entries) * _ENTRY
        following = taken(bytes(self._data[end : end + 4]), 0, 4)
        kept = [entry for entry in entries if not self._take_out(entry)]
        for entry in kept:
            if entry.tag == _SUB_DIRECTORIES:
                for place in range(entry.start, entry.start + entry.size, 4):
                    self._each(self._number(place, 4), self._clean)
        body = len(kept).to_bytes(2, self._order) + b"".join(entry.raw for entry in kept) + following
        gap = bytes((len(entries) - len(kept)) * _ENTRY)
        self._data[at : at + len(body) + len(gap)] = body + gap
        return int.from_bytes(following, self._order)

    def _entries(self, at: int) -> Iterator[_Entry]:
        for position in range(self._number(at, 2)):
            start = at + 2 + position * _ENTRY
            raw = taken(bytes(self._data[start : start + _ENTRY]), 0, _ENTRY)
            tag, kind, count = (self._number(start + skip, size) for skip, size in ((0, 2), (2, 2), (4, 4)))
            size = _SIZES.get(kind, 1) * count
            values = start + 8 if size <= 4 else self._number(start + 8, 4)
            yield _Entry(raw, tag, values, size)

    def _take_out(self, entry: _Entry) -> bool:
        if entry.tag in _DIRECTORIES:
            self._each(self._number(entry.start, 4), self._wipe)
        elif entry.tag not in _WORDS:
            return False
        self._blank(entry.start, entry.size)
        return True

    def _wipe(self, at: int) -> int:
        """Overwrite a whole directory and all that it points to."""
        count = self._number(at, 2)
        for entry in list(self._entries(at)):
            if not self._take_out(entry):
                self._blank(entry.start, entry.size)
        self._blank(at, 2 + count * _ENTRY + 4)
        return 0

    def _blank(self, start: int, size: int) -> None:
        if start + size > len(self._data):
            raise BrokenPictureError("points outside")
        self._data[start : start + size] = bytes(size)
