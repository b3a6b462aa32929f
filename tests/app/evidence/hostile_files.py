"""Files that were made to do harm to whoever looks at them. Each is small and made here."""

import io
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

HUGE = 50_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> >>"
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def png(
    width: int, height: int, pixels: bytes, before: bytes = b"", bits: int = 8, colours: int = 2
) -> bytes:
    """A picture that claims a size, with `pixels` packed as they are and other chunks `before` them."""
    header = pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    return _PNG + chunk(b"IHDR", header) + before + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def huge_png() -> bytes:
    """50,000 by 50,000 real pixels in 300 KB: all white, one bit each."""
    return png(HUGE, HUGE, packed(b"\0" + bytes(HUGE // 8) for _row in range(HUGE)), bits=1, colours=0)


def packed(parts: Iterable[bytes]) -> bytes:
    pressed = zlib.compressobj(9)
    return b"".join(pressed.compress(part) for part in parts) + pressed.flush()


def png_with_packed_text(size: int) -> bytes:
    return png(8, 8, zlib.compress(bytes(8 * 25)), chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(size))))


def jpeg(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small picture whose header claims another size."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(buffer, "JPEG", progressive=progressive)
    data = bytearray(buffer.getvalue())
    at = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[at + 5 : at + 9] = pack(">HH", height, width)
    return bytes(data)


def gif(width: int, height: int) -> bytes:
    body = b"\x80\0\0\0\0\0\xff\xff\xff," + pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02L\x01\0;"
    return b"GIF89a" + pack("<HH", width, height) + body


def tiff(pages: Sequence[tuple[int, int]], *, goes_round: bool = False) -> bytes:
    """Pages of a width and height with nothing behind them; the last may lead back to the first."""
    size = 2 + 8 * 12 + 4
    out = bytearray(b"II*\0" + pack("<I", 8))
    for number, (width, height) in enumerate(pages):
        is_last = number + 1 == len(pages)
        following = 8 + (number + 1) * size if not is_last else 8 * goes_round
        tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (278, height), (279, 64))
        out += pack("<H", len(tags)) + b"".join(pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        out += pack("<I", following)
    return bytes(out)


def pdf(objects: Sequence[bytes]) -> bytes:
    """A document of these objects, numbered from 1; the first is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def tree(*pages: bytes) -> bytes:
    """A document whose page tree is `pages`, the first of them its root."""
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *pages])


def page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", uses: bytes = b"") -> bytes:
    """A document of one page; `more` are objects from number 5 on, which `uses` can name."""
    root = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return tree(root, _PAGE % (box, uses), stream(content), *more)


def stream(content: bytes, head: bytes = b"") -> bytes:
    data = zlib.compress(content, 9)
    head += b" /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def tree_of_itself() -> bytes:
    return tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def deep_tree(depth: int) -> bytes:
    kids = (b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth))
    return tree(*kids, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


def page_of_two_milliards() -> bytes:
    root = b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    return tree(root, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")


def deep_object(depth: int) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /X %s >>" % (b"<< /X " * depth + b">>" * depth)
    return tree(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page)


def form_that_draws_itself() -> bytes:
    form = stream(b"/A Do /A Do", _FORM + b" /Resources << /XObject << /A 5 0 R >> >>")
    return page(b"/A Do", form, uses=b"/XObject << /A 5 0 R >>")


def forms_that_double(levels: int) -> bytes:
    """Each draws the next one twice."""
    forms = [
        stream(b"/A Do /A Do", _FORM + b" /Resources << /XObject << /A %d 0 R >> >>" % (6 + level))
        for level in range(levels)
    ]
    return page(b"/A Do", *forms, stream(b"0 0 500 500 re f", _FORM), uses=b"/XObject << /A 5 0 R >>")


def rectangles(count: int) -> bytes:
    return page(b"0 0 595 842 re f " * count)


def pattern_of_itself() -> bytes:
    head = (
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.00001"
        b" /YStep 0.00001 /Resources << /Pattern << /P 5 0 R >> >>"
    )
    tile = stream(b"/Pattern cs /P scn 0 0 1 1 re f", head)
    return page(b"/Pattern cs /P scn 0 0 595 842 re f", tile, uses=b"/Pattern << /P 5 0 R >>")


def never_restored(count: int) -> bytes:
    """The state of the drawing is put aside without end."""
    return page(b"q " * count)


def table_of_itself() -> bytes:
    return (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\n"
        b"startxref\n9\n%%EOF"
    )


def huge_picture_in_a_page() -> bytes:
    data = packed(bytes(HUGE // 8) for _row in range(HUGE))
    head = b"/Type /XObject /Subtype /Image /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode"
    size = b"/Width %d /Height %d /Length %d" % (HUGE, HUGE, len(data))
    picture = b"<< %s %s >>\nstream\n%s\nendstream" % (head, size, data)
    return page(b"500 0 0 500 0 0 cm /A Do", picture, uses=b"/XObject << /A 5 0 R >>")


def billion_laughs(element: str = "svg") -> bytes:
    """An XML entity that grows to a milliard of letters."""
    names = "abcdefghij"
    entities = [f'<!ENTITY {names[0]} "ha">']
    for before, name in pairwise(names):
        entities.append(f'<!ENTITY {name} "{f"&{before};" * 10}">')
    return (
        f"<?xml version='1.0'?><!DOCTYPE {element} [{''.join(entities)}]><{element}>&j;</{element}>".encode()
    )


def zip_bomb(names: Sequence[str], size: int) -> bytes:
    """Members that unpack to `size` bytes each, a thousand times what they take here."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in names:
            with archive.open(name, "w", force_zip64=True) as member:
                for _megabyte in range(size // 1024**2):
                    member.write(bytes(1024**2))
    return buffer.getvalue()
