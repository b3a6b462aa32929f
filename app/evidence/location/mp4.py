"""MP4, QuickTime and M4A: the boxes beside picture and sound are overwritten where they lie.

Places stand in `udta` (©xyz, loci), in `meta` (Apple's location.ISO6709), in XMP, and in tracks of their own:
sensor data, captions. Nothing moves, so that what is left is found where it was.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.evidence.location.boxes import Box, boxes, the_box
from app.evidence.location.parts import BrokenPictureError, number, taken

_HEARD_OR_SEEN = (b"vide", b"soun")
# What a player needs of each box; what else stands in it is overwritten.
_NEEDED = {
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"mvex": frozenset({b"mehd", b"trex", b"leva"}),
    b"trak": frozenset({b"tkhd", b"edts", b"mdia", b"tapt"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"}),
    b"stbl": frozenset(
        {b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh"}
        | {b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio", b"stps", b"subs"}
    ),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({b"tfhd", b"tfdt", b"trun", b"saiz", b"saio", b"sbgp", b"sgpd", b"subs", b"sdtp"}),
}
_NEEDED_OUTSIDE = frozenset({b"ftyp", b"styp", b"mdat", b"moov", b"moof", b"sidx", b"mfra", b"wide"})


def bare(data: bytes, _orientation: int) -> bytes:
    """The recording with picture and sound, of the same size. Raises BrokenPictureError where it is odd."""
    cleaned = bytearray(data)
    outer = list(_outer_boxes(data, cleaned))
    if not outer:
        raise BrokenPictureError("no box at all")
    for box in outer:
        _clean(data, cleaned, box, _NEEDED_OUTSIDE)
    is_in_fragments = any(box.kind == b"moof" for box in outer)
    if is_in_fragments and any(_is_beside(data, one) for one in _tracks(data, outer)):
        raise BrokenPictureError("a track beside picture and sound, in fragments")
    return bytes(cleaned)


def _outer_boxes(data: bytes, cleaned: bytearray) -> Iterator[Box]:
    """The boxes that hold all others; what follows behind the last whole one is overwritten.

    Of a recording that was cut short only the picture and the sound stay.
    """
    at = 0
    try:
        for box in boxes(data, 0, len(data)):
            yield box
            at = box.end
    except BrokenPictureError:
        if data[at + 4 : at + 8] != b"mdat":
            _blank(cleaned, at, len(data))


def _clean(data: bytes, cleaned: bytearray, box: Box, needed: frozenset[bytes]) -> None:
    """Go into a box that is needed, overwrite one that is not. None of the former holds its own kind."""
    if box.kind not in needed:
        cleaned[box.at + 4 : box.at + 8] = b"free"
        _blank(cleaned, box.start, box.end)
    elif box.kind == b"trak" and _is_beside(data, box):
        for start, end in _samples(data, box):
            _blank(cleaned, start, end)
        _clean(data, cleaned, box, frozenset())
    elif box.kind in _NEEDED:
        for inner in boxes(data, box.start, box.end):
            _clean(data, cleaned, inner, _NEEDED[box.kind])


def _blank(cleaned: bytearray, start: int, end: int) -> None:
    cleaned[start:end] = bytes(end - start)


def _tracks(data: bytes, outer: Iterable[Box]) -> Iterator[Box]:
    for box in outer:
        if box.kind == b"moov":
            yield from (one for one in boxes(data, box.start, box.end) if one.kind == b"trak")


def _is_beside(data: bytes, track: Box) -> bool:
    """Whether a track is neither picture nor sound."""
    media = the_box(data, b"mdia", track.start, track.end)
    handler = the_box(data, b"hdlr", media.start, media.end)
    return taken(data, handler.start + 8, 4) not in _HEARD_OR_SEEN


def _samples(data: bytes, track: Box) -> Iterator[tuple[int, int]]:
    """Where the content of a track lies: start and end of each of its pieces in the file."""
    table = track
    for kind in (b"mdia", b"minf", b"stbl"):
        table = the_box(data, kind, table.start, table.end)
    left = len(data)
    for start, size in zip(_starts(data, table), _sizes(data, table), strict=False):
        left -= size
        if left < 0:
            raise BrokenPictureError("a track that is larger than its file")
        yield min(start, len(data)), min(start + size, len(data))


def _starts(data: bytes, table: Box) -> Iterator[int]:
    for box in boxes(data, table.start, table.end):
        width = {b"stco": 4, b"co64": 8}.get(box.kind)
        if width:
            for entry in range(_entries(data, box, box.start + 4, width)):
                yield number(data, box.start + 8 + entry * width, width)


def _sizes(data: bytes, table: Box) -> Iterator[int]:
    """The sizes of the pieces, each of which holds several samples."""
    box = the_box(data, b"stsz", table.start, table.end)
    size_of_all, at = number(data, box.start + 4, 4), box.start + 12
    if size_of_all:
        yield from (count * size_of_all for count in _counts(data, table))
        return
    end = at + 4 * _entries(data, box, box.start + 8, 4)
    for count in _counts(data, table):
        following = min(at + 4 * count, end)
        yield sum(number(data, place, 4) for place in range(at, following, 4))
        at = following


def _counts(data: bytes, table: Box) -> Iterator[int]:
    """How many samples each piece holds, without an end: the last number holds for all that follow."""
    box = the_box(data, b"stsc", table.start, table.end)
    places = range(box.start + 8, box.start + 8 + 12 * _entries(data, box, box.start + 4, 12), 12)
    runs = [(number(data, at, 4), number(data, at + 4, 4)) for at in places]
    for (first, count), (following, _count) in pairwise(runs):
        yield from (count for _piece in range(first, following))
    while runs:
        yield runs[-1][1]


def _entries(data: bytes, box: Box, at: int, width: int) -> int:
    """How many entries a table says it has. Raises BrokenPictureError where it has no room for them."""
    count = number(data, at, 4)
    if at + 4 + count * width > box.end:
        raise BrokenPictureError("a table reaches outside")
    return count
