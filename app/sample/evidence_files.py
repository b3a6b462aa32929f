"""The files of the sample, written for 2026 and moved to the year and the instant of the story."""

import csv
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.resource_files import resource_path

WRITTEN_IN = 2026

_YEARS = re.compile(rb"(?<!\d)20(2[4-9])(?!\d)")
_EXIF_TIME = re.compile(rb"20\d\d:\d\d:\d\d \d\d:\d\d:\d\d")
_FONT = ("fonts", "Inter-Regular.ttf")
_PICTURES = frozenset({".png", ".jpg"})
_PACKAGES = frozenset({".xlsx", ".docx"})


def source(name: str) -> Path:
    return resource_path("sample", "files", name)


def put_file(folder: Path, name: str, year: int, at: datetime, stamp: Mapping[str, Any] | None) -> Path:
    """Write the file `name` into `folder`, moved to `year`; returns where it lies.

    A photo gets `at` as the time of its taking, a picture of a screen with a `stamp` shows it.
    """
    original, target = source(name), folder / name
    kind = original.suffix.lower()
    if kind == ".jpg":
        target.write_bytes(_EXIF_TIME.sub(f"{at:%Y:%m:%d %H:%M:%S}".encode(), original.read_bytes()))
    elif stamp:
        _write_stamped(original, target, at, stamp)
    elif kind in _PACKAGES and year != WRITTEN_IN:
        _write_package(original, target, year)
    else:
        content = original.read_bytes()
        target.write_bytes(content if kind in _PICTURES else moved(content, year))
    return target


def moved(content: bytes, year: int) -> bytes:
    """Text in which every year is as far from `year` as it was from the one it was written in."""
    shift = year - WRITTEN_IN
    return _YEARS.sub(lambda found: str(int(found[0]) + shift).encode(), content)


def _write_package(original: Path, target: Path, year: int) -> None:
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, moved(old.read(part), year))


def _write_stamped(original: Path, target: Path, at: datetime, stamp: Mapping[str, Any]) -> None:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(resource_path(*_FONT), stamp["size"])
    with Image.open(original) as picture:
        shown = picture.convert("RGB")
    place = (stamp["x"], stamp["y"])
    ImageDraw.Draw(shown).text(place, f"{at:{stamp['form']}}", font=font, fill=stamp["colour"])
    shown.save(target)


def column(name: str, header: str, year: int) -> list[str]:
    """The values of one column of a table of the sample."""
    lines = moved(source(name).read_bytes(), year).decode("utf-8").splitlines()
    return [row[header] for row in csv.DictReader(lines)]
