"""Pictures and PDFs as cameras and programs write them, with words in them that must not get out."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen.canvas import Canvas

CANARY = "Hannelore Quittenbaum"
GPS, EXIF, XMP_PNG = 0x8825, 0x8769, "XML:com.adobe.xmp"
TAKEN = "2026:07:06 09:12:30"
LATITUDE = (53.0, 47.0, 59.54)
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>53,47N {CANARY}</exif:GPSLatitude></x:xmpmeta>'


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def camera_exif(taken: str = TAKEN, offset: str = "", *, orientation: int = 1) -> Image.Exif:
    """What a phone writes: make, time, orientation, and where it was."""
    exif = Image.Exif()
    exif[0x010F] = CANARY
    exif[0x0112] = orientation
    details = {0x9003: taken, 0x9286: f"ASCII\0\0\0{CANARY}".encode()}
    if offset:
        details[0x9011] = offset
    exif[EXIF] = details
    exif[GPS] = {1: "N", 2: LATITUDE, 3: "W", 4: (1.0, 32.0, 0.6), 27: f"ASCII\0\0\0{CANARY}".encode()}
    return exif


def scene(size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A picture in which no two places look the same."""
    across = Image.linear_gradient("L").resize(size)
    down = Image.linear_gradient("L").rotate(90).resize(size)
    return Image.merge("RGB", (across, down, Image.new("L", size, 120)))


def photo(form: str = "JPEG", **told: object) -> bytes:
    """A photo with all that a phone writes beside it."""
    exif = camera_exif(**told)  # type: ignore[arg-type]
    if form == "PNG":
        info = PngInfo()
        info.add_text("Comment", CANARY)
        info.add_itxt(XMP_PNG, XMP)
        return encoded(scene(), form, exif=exif, pnginfo=info)
    if form == "TIFF":
        # Pillow writes the directories below the first one only where they were read from a file.
        written = exif.tobytes()
        exif = Image.Exif()
        exif.load(written)
        exif[700] = XMP.encode()
        return encoded(scene(), form, exif=exif)
    comment = {"comment": CANARY} if form == "JPEG" else {}
    return encoded(scene(), form, exif=exif, xmp=XMP.encode(), **comment)


def with_name_at(box: tuple[int, int, int, int], name: str) -> Image.Image:
    """The scene with a name written inside `box`, and nothing of it outside."""
    picture = scene()
    plate = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), "white")
    ImageDraw.Draw(plate).text((4, 4), name, "black")
    picture.paste(plate, box[:2])
    return picture


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    """A PDF whose content is not compressed, so that its words stand in its bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 600), pageCompression=0, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def letter(name: str) -> bytes:
    """Two pages: on the first a name near the top, and hidden words; on the second the name again."""

    def draw(canvas: Canvas) -> None:
        canvas.setAuthor(name)
        canvas.drawString(40, 540, name)
        canvas.drawString(40, 300, "Access was granted.")
        canvas.setFillGray(1)
        canvas.drawString(40, 100, name)
        canvas.setFillGray(0)
        canvas.textAnnotation(name, Rect=[40, 530, 60, 550])
        canvas.showPage()
        canvas.drawString(40, 540, name)
        canvas.drawString(40, 300, "Access was taken back.")
        canvas.showPage()

    return pdf(draw)
