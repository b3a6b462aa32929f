"""Previews through the real worker, of real files and of files made to do harm."""

import io
import zlib
from pathlib import Path
from struct import pack

import pytest
from PIL import Image, ImageCms
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserError
from app.evidence.intake import attach_bytes, attach_file
from app.evidence.preview.asking import (
    THUMBNAIL_WIDTH,
    NoPreview,
    Picture,
    Preview,
    TextPreview,
    preview_bytes,
    preview_evidence,
)
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pdf(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for number in range(pages):
        canvas.setFillGray(0 if number == 1 else 0.9)
        canvas.rect(0, 0, *size, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A picture that claims a size and has nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def opened(shown: Preview) -> Image.Image:
    assert isinstance(shown, Picture)
    image = Image.open(io.BytesIO(shown.png))
    assert image.size == (shown.width, shown.height)
    return image


def reason(shown: Preview) -> str:
    assert isinstance(shown, NoPreview)
    return str(shown.reason)


def test_a_photo_stands_upright_and_fits_the_width(worker: Worker) -> None:
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = preview_bytes(worker, encoded(image, "JPEG", exif=exif), "image/jpeg", width=100)
    upright = opened(shown)
    assert upright.size == (100, 200)
    blue, red = upright.getpixel((50, 20)), upright.getpixel((50, 180))
    assert isinstance(blue, tuple)
    assert isinstance(red, tuple)
    assert blue[2] > 200 > 50 > blue[0]
    assert red[0] > 200 > 50 > red[2]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_picture_is_shown(worker: Worker, mode: str) -> None:
    shown = preview_bytes(
        worker, encoded(Image.new(mode, (300, 30)), "PNG"), "image/png", width=THUMBNAIL_WIDTH
    )
    assert opened(shown).size == (THUMBNAIL_WIDTH, 19)


def test_a_small_picture_is_not_blown_up(worker: Worker) -> None:
    shown = preview_bytes(worker, encoded(Image.new("RGB", (20, 10)), "GIF"), "image/gif", width=1200)
    assert opened(shown).size == (20, 10)


def test_a_print_in_four_colours_is_shown(worker: Worker) -> None:
    shown = preview_bytes(worker, encoded(Image.new("CMYK", (20, 10)), "JPEG"), "image/jpeg")
    assert opened(shown).mode == "RGB"


def test_a_scan_of_several_pages_is_turned_page_by_page(worker: Worker) -> None:
    pages = [Image.new("L", (20, 10), shade) for shade in (0, 255)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    shown = preview_bytes(worker, data, "image/tiff", page=1)
    assert isinstance(shown, Picture)
    assert (shown.page, shown.pages) == (1, 2)
    assert opened(shown).getpixel((5, 5)) == 255


def test_a_page_of_a_pdf_is_drawn_in_the_width_asked_for(worker: Worker) -> None:
    shown = preview_bytes(worker, pdf(3), "application/pdf", page=1, width=595)
    assert isinstance(shown, Picture)
    assert (shown.width, shown.height, shown.page, shown.pages) == (595, 842, 1, 3)
    assert opened(shown).getpixel((300, 400)) == (0, 0, 0)


def test_a_page_beyond_the_last_is_the_last(worker: Worker) -> None:
    shown = preview_bytes(worker, pdf(2), "application/pdf", page=99, width=100)
    assert isinstance(shown, Picture)
    assert (shown.page, shown.pages) == (1, 2)


def test_an_absurdly_long_page_is_drawn_small(worker: Worker) -> None:
    shown = preview_bytes(worker, pdf(1, (10, 14_000)), "application/pdf", width=1200)
    assert isinstance(shown, Picture)
    assert shown.width * shown.height <= 31_000_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png_header(50_000, 50_000), "too large to show: 50000 × 50000 pixels"),
        (png_header(100, 100), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"", "damaged"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "damaged"),
    ],
    ids=["huge", "hollow", "cut", "nothing", "PostScript"],
)
def test_a_picture_made_to_do_harm_gives_a_reason(worker: Worker, data: bytes, said: str) -> None:
    assert said in reason(preview_bytes(worker, data, "image/png"))


def test_a_pdf_that_is_damaged_or_locked_gives_a_reason(worker: Worker) -> None:
    assert "damaged" in reason(preview_bytes(worker, b"%PDF-1.7 nothing more", "application/pdf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(10, 10, "x")
    canvas.save()
    assert "password" in reason(preview_bytes(worker, buffer.getvalue(), "application/pdf"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_shown_in_whatever_encoding_it_came(worker: Worker, codec: str) -> None:
    text = "Größe;naïve\nline two of a longer text in plain letters\n"
    shown = preview_bytes(worker, text.encode(codec), "text/plain")
    assert shown == TextPreview(text, is_cut=False)


def test_a_long_text_is_cut_and_says_so(worker: Worker, workspace: Workspace, story: Story) -> None:
    text = "é" * 300_000
    attached = attach_bytes(workspace, story.audit, "long.log", b"x" + text.encode())
    shown = preview_evidence(worker, workspace, attached.evidence_id)
    assert isinstance(shown, TextPreview)
    assert shown.is_cut
    assert shown.text == "x" + "é" * (len(shown.text) - 1)
    assert len(shown.text.encode()) <= 200 * 1024


def test_evidence_is_previewed_from_the_encrypted_store(
    worker: Worker, workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encoded(Image.new("RGB", (800, 600), "green"), "JPEG"))
    attached = attach_file(workspace, story.audit, path)
    assert opened(preview_evidence(worker, workspace, attached.evidence_id, width=80)).size == (80, 60)


def test_evidence_that_was_changed_is_named_instead_of_shown(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    image = encoded(Image.new("RGB", (8, 6)), "PNG")
    attached = attach_bytes(workspace, story.audit, "photo.png", image)
    (stored,) = workspace.layout.objects.glob("*/*")
    stored.write_bytes(stored.read_bytes()[:-1] + b"\0")
    with pytest.raises(UserError, match=r"E-001 \(photo.png\)"):
        preview_evidence(worker, workspace, attached.evidence_id)


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("clip.mp4", b"\0\0\0\x20ftypisom\0\0", "not played here"),
        ("report.docx", b"PK\x03\x04", "damaged or protected by a password"),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of the old kind (.doc)"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password"),
        ("unknown", bytes(range(256)), "is not shown here"),
    ],
)
def test_other_kinds_say_why_they_are_not_shown(
    worker: Worker, workspace: Workspace, story: Story, name: str, head: bytes, said: str
) -> None:
    attached = attach_bytes(workspace, story.audit, name, head)
    assert said in reason(preview_evidence(worker, workspace, attached.evidence_id))


def test_a_picture_with_its_own_colours_is_shown(worker: Worker) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = encoded(Image.new("RGB", (8, 6)), "PNG", icc_profile=profile)
    assert opened(preview_bytes(worker, image, "image/png")).size == (8, 6)
