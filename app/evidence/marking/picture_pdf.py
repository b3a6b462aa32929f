"""A PDF of nothing but pictures: no text, no layers, no date, no name of whoever made it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A JPEG in RGB, its size in pixels, and the size of its page in points."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]


def picture_pdf(pages: Sequence[PicturePage]) -> bytes:
    """The same pages give the same bytes."""
    kids = b" ".join(b"%d 0 R" % _first_of(position) for position in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
    ]
    for position, page in enumerate(pages):
        objects += _objects(page, _first_of(position))
    return _written(objects)


def _first_of(position: int) -> int:
    """The number of a page's first object: itself, what it draws, its picture."""
    return 3 + 3 * position


def _objects(page: PicturePage, first: int) -> list[bytes]:
    width, height = page.points
    size = b"%.2f %.2f" % (width, height)
    resources = b"<</XObject<</P %d 0 R>>>>" % (first + 2)
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]/Resources%s/Contents %d 0 R>>"
    picture = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/DCTDecode" % page.pixels
    )
    return [
        sheet % (size, resources, first + 1),
        _stream(b"", b"%.2f 0 0 %.2f 0 0 cm /P Do" % (width, height)),
        _stream(picture, page.jpeg),
    ]


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _written(objects: Sequence[bytes]) -> bytes:
    parts = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
    length, places = len(parts[0]), []
    for number, content in enumerate(objects, start=1):
        places.append(length)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        parts.append(part)
        length += len(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, length))
    return b"".join(parts)
