"""Recordings as phones and cameras write them, with a place in every part that can hold one."""

from struct import pack

from tests.app.evidence.pictures import CANARY

PICTURES, SOUNDS = b"picture " * 40, b"sounds " * 40
PLACE = CANARY.encode()
_HERE = b"+48.2082+016.3738/" + PLACE


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of this kind."""
    inside = b"".join(content)
    return pack(">I4s", 8 + len(inside), kind) + inside


def track(handler: bytes, place: int, sizes: tuple[int, ...], *more: bytes) -> bytes:
    """A track whose samples stand at `place` in the file, in one piece."""
    table = box(
        b"stbl",
        box(b"stsd", bytes(8)),
        box(b"stts", bytes(8)),
        box(b"stsc", pack(">IIIII", 0, 1, 1, len(sizes), 1)),
        box(b"stsz", pack(">III", 0, 0, len(sizes)), *(pack(">I", size) for size in sizes)),
        box(b"stco", pack(">III", 0, 1, place)),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", table))
    return box(b"trak", box(b"tkhd", bytes(20)), media, *more)


def recording(brand: bytes = b"isom", *, with_sensors: bool = True) -> bytes:
    """Picture, sound and sensor data, and the place in each box that is known to hold one."""
    start = box(b"ftyp", brand, bytes(4), brand)
    sensors = b"GPS5 " + PLACE
    samples = box(b"mdat", PICTURES, SOUNDS, sensors)
    at = len(start) + 8
    placed = box(b"udta", box(b"\xa9xyz", pack(">HH", len(_HERE), 0), _HERE), box(b"loci", _HERE))
    keys = box(b"keys", bytes(8), box(b"mdta", b"com.apple.quicktime.location.ISO6709"))
    apple = box(b"meta", box(b"hdlr", bytes(8), b"mdta", bytes(13)), keys, box(b"ilst", box(b"data", _HERE)))
    tracks = [
        track(b"vide", at, (100, 220), placed),
        track(b"soun", at + len(PICTURES), (len(SOUNDS),)),
    ]
    if with_sensors:
        tracks.append(track(b"meta", at + len(PICTURES + SOUNDS), (len(sensors),)))
    film = box(b"moov", box(b"mvhd", bytes(20)), *tracks, placed, apple, box(b"uuid", bytes(16), _HERE))
    return start + samples + film + box(b"uuid", bytes(16), b"<x:xmpmeta>" + _HERE) + box(b"free", _HERE)
