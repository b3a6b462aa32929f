"""What a camera wrote into a photo: when it was taken, and whether it says where. In the worker only."""

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from PIL import ExifTags, Image

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")
_MOST_OFFSET = timedelta(hours=15)
_XMP_PLACE = b"exif:GPSL"


def camera_facts(head: Mapping[str, Any], payload: bytes) -> bytes:
    """`time` and `place` for each photo; `payload` has their first bytes, as many as `head["sizes"]` says.

    `time` is local time in ISO form, with the offset where the camera wrote one, or None; `place` a boolean.
    """
    found, at = [], 0
    for size in head["sizes"]:
        found.append(_facts(payload[at : at + size]))
        at += size
    return json.dumps(found).encode()


def _facts(start: bytes) -> dict[str, Any]:
    try:
        exif = _exif(start)
        details = exif.get_ifd(ExifTags.IFD.Exif)
        place = bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) or _XMP_PLACE in start
        return {"time": _time(exif, details), "place": place}
    except Exception:
        # A photo whose EXIF is damaged is a photo without: it is attached all the same.
        return {"time": None, "place": False}


def _exif(start: bytes) -> Image.Exif:
    """The EXIF of the photo that begins so; empty where none is found."""
    if start[4:8] == b"ftyp":
        return _found_exif(start)
    with Image.open(io.BytesIO(start), formats=_FORMATS) as image:
        return image.getexif()


def _found_exif(start: bytes) -> Image.Exif:
    """In a HEIF picture the EXIF stands somewhere, behind four bytes that say where it begins."""
    exif = Image.Exif()
    for order in (b"II*\0", b"MM\0*"):
        for lead in (b"\0\0\0\0", b"Exif\0\0"):
            at = start.find(lead + order)
            if at >= 0:
                exif.load(b"Exif\0\0" + start[at + len(lead) :])
                return exif
    return exif


def _time(exif: Image.Exif, details: Mapping[int, Any]) -> str | None:
    """When the picture was taken, else when it was digitised, else what the file says."""
    base = ExifTags.Base
    for time, offset in (
        (details.get(base.DateTimeOriginal), details.get(base.OffsetTimeOriginal)),
        (details.get(base.DateTimeDigitized), details.get(base.OffsetTimeDigitized)),
        (exif.get(base.DateTime), details.get(base.OffsetTime)),
    ):
        read = _read(time, offset)
        if read is not None:
            return read.isoformat()
    return None


def _read(time: object, offset: object) -> datetime | None:
    try:
        at = datetime.strptime(str(time)[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - EXIF is local time
    except ValueError:
        return None
    found = _OFFSET.fullmatch(str(offset).strip("\0 "))
    if found is None:
        return at
    apart = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if apart > _MOST_OFFSET:
        return at
    return at.replace(tzinfo=timezone(-apart if found[1] == "-" else apart))
