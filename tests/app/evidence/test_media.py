import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.evidence.media import UNKNOWN, is_text, media_type, text_encoding


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, kind)
    return buffer.getvalue()


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (picture("PNG"), "x.txt", "image/png"),
        (picture("JPEG"), "x.exe", "image/jpeg"),
        (picture("GIF"), "x", "image/gif"),
        (picture("BMP"), "x", "image/bmp"),
        (picture("TIFF"), "x", "image/tiff"),
        (picture("WEBP"), "x", "image/webp"),
        (b"%PDF-1.7\n", "x.docx", "application/pdf"),
        (b"\n\n%PDF-1.4", "x", "application/pdf"),
        (b"\0\0\0\x20ftypheic\0\0", "x", "image/heic"),
        (b"\0\0\0\x20ftypisom\0\0", "x.mp4", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0", "x.mov", "video/quicktime"),
        (zipped("a.txt"), "x.zip", "application/zip"),
        (zipped("mimetype", "content.xml"), "x.zip", "application/vnd.oasis.opendocument.text"),
        (
            zipped("[Content_Types].xml", "word/document.xml"),
            "renamed.xlsx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            zipped("[Content_Types].xml", "xl/workbook.xml"),
            "x",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"MZ\x90\0\x03", "setup.pdf", "application/vnd.microsoft.portable-executable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls", "application/vnd.ms-excel"),
        (b"a;b\n1;2\n", "x.CSV", "text/csv"),
        (b"# Policy\n", "x.md", "text/markdown"),
        (b"# Policy\n", "x.weird", "text/plain"),
        (b"BM is how the note begins", "x.txt", "text/plain"),
        ("Größe".encode("utf-16"), "x.txt", "text/plain"),
        ("a plain text".encode("utf-16-le"), "x.log", "text/plain"),
        ("Größe".encode("cp1252"), "x.txt", "text/plain"),
        (b'<?xml version="1.0"?><svg xmlns="a"/>', "x.png", "image/svg+xml"),
        (b"<!DOCTYPE html><p>", "x.txt", "text/html"),
        (b'{"a": 1}', "x.json", "application/json"),
        (bytes(range(256)), "x.txt", UNKNOWN),
        (b"\0" * 100, "x.txt", UNKNOWN),
    ],
)
def test_a_file_is_what_its_bytes_say_and_the_name_only_decides_ties(
    head: bytes, name: str, kind: str
) -> None:
    assert media_type(head, name) == kind


def test_a_drawing_in_svg_is_shown_as_text_only() -> None:
    assert is_text("image/svg+xml")
    assert not is_text("image/png")


def test_a_text_that_is_cut_within_a_letter_is_still_text() -> None:
    cut = "é".encode()[:-1]
    assert text_encoding(b"a" + cut, whole=False) == "utf-8"
    assert text_encoding(b"a" + cut) == "windows-1252"


@given(st.binary(max_size=400), st.text(max_size=20))
def test_no_bytes_and_no_name_upset_it(head: bytes, name: str) -> None:
    assert "/" in media_type(head, name)


def test_a_row_of_comments_is_told_from_a_drawing_at_once() -> None:
    start = time.monotonic()
    assert media_type(b"<!---->" * 9_000, "drawing.svg") == "text/plain"
    assert media_type(b"<!-- a --> <!-- b -->\n" * 100 + b"<svg>", "drawing") == "image/svg+xml"
    assert time.monotonic() - start < 2
