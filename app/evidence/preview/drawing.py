"""Foreign files made into pictures and text. In the worker only: a decoder may hang, crash or explode."""

import io
import json
import math
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageOps

from app.evidence.media import DOCX, XLSX, is_text, text_encoding
from app.evidence.preview.forms import FormattedText, Sheets
from app.reporting.canonical import encode
from app.words import N_, Message
from app.worker.frames import message_to_plain

MOST_PIXELS = 80_000_000
# A JPEG is decoded at an eighth of its size where that is enough; what it claims is bounded all the same.
_MOST_CLAIMED_PIXELS = 400_000_000
_MOST_DRAWN_PIXELS = 30_000_000
_MOST_SIDE = 30_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_ORIENTATION = 0x0112
_QUARTER_TURNS = (5, 6, 7, 8)
_PLAIN_MODES = {"1": "L", "I": "L", "F": "L", "P": "RGBA", "PA": "RGBA"}
_SEPARATOR = b"\n"
_MOST_UNPACKED = 512 * 1024 * 1024
_LISTS = ("text/csv", "text/tab-separated-values")


def drawn(head: Mapping[str, Any], payload: bytes) -> bytes:
    """The preview of `payload` as a line of JSON and the bytes of the PNG, of the text, or of its parts.

    `head`: `media_type`, `page` from 0, `width` in pixels, and `is_cut` when `payload` is only the start.
    """
    kind: str = head["media_type"]
    if kind == "application/pdf":
        return _pdf_page(payload, head["page"], head["width"])
    if kind in (DOCX, XLSX):
        return _office(payload, kind)
    if is_text(kind):
        return _text(payload, kind, is_cut=head["is_cut"])
    return _picture(payload, head["page"], head["width"])


def _packed(facts: Mapping[str, Any], content: bytes = b"") -> bytes:
    return json.dumps(facts).encode() + _SEPARATOR + content


def _none(msgid: str, **args: object) -> bytes:
    return _packed({"kind": "none", "reason": message_to_plain(Message(msgid, args))})


def _shown(image: Image.Image, page: int, pages: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    facts = {"kind": "picture", "width": image.width, "height": image.height, "page": page, "pages": pages}
    return _packed(facts, buffer.getvalue())


def _text(data: bytes, kind: str, *, is_cut: bool) -> bytes:
    encoding = text_encoding(data, whole=not is_cut)
    if encoding is None:
        return _none(N_("This file is not readable as text."))
    text = data.decode(encoding, "ignore" if is_cut else "replace").removeprefix("\ufeff")
    formed = _formed(text, kind, is_cut=is_cut)
    if formed is not None:
        return _parts(formed)
    return _packed({"kind": "text", "is_cut": is_cut}, text.encode("utf-8", "replace"))


def _formed(text: str, kind: str, *, is_cut: bool) -> FormattedText | Sheets | None:
    """A text as what it is meant to look like, None where it is nothing but text."""
    if kind in _LISTS:
        from app.evidence.preview.sheet_reading import read_csv

        return read_csv(text, kind, is_cut=is_cut)
    if kind == "text/markdown":
        from app.evidence.preview.markdown_reading import read_markdown

        return read_markdown(text, is_cut=is_cut)
    return None


def _parts(formed: FormattedText | Sheets) -> bytes:
    return _packed({"kind": "sheets" if isinstance(formed, Sheets) else "formatted"}, encode(formed))


def _office(data: bytes, kind: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # No member unpacks to more than it claims here.
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            return _none(N_("This file is packed to be larger than can be shown. Export a copy to open it."))
        return _parts(_office_reader(kind)(data))
    except MemoryError:
        raise
    except Exception:
        return _none(N_("This document is damaged or protected by a password and cannot be shown."))


def _office_reader(kind: str) -> Callable[[bytes], FormattedText | Sheets]:
    if kind == DOCX:
        from app.evidence.preview.word_reading import read_word

        return read_word
    from app.evidence.preview.sheet_reading import read_excel

    return read_excel


def _picture(data: bytes, page: int, width: int) -> bytes:
    # The bound below is stricter than Pillow's own, and names the size.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _bounded_picture(image, page, width)
    except MemoryError:
        raise
    except Exception:
        return _none(N_("This picture is damaged, or of a kind that cannot be shown here."))


def _bounded_picture(image: Image.Image, page: int, width: int) -> bytes:
    pages = image.n_frames if image.format == "TIFF" else 1  # type: ignore[attr-defined]
    page = max(0, min(page, pages - 1))
    if page:
        image.seek(page)
    across, down = image.size
    image.draft("RGB", (width, width))
    if image.width * image.height > MOST_PIXELS or across * down > _MOST_CLAIMED_PIXELS:
        return _none(
            N_("This picture is too large to show: {width} × {height} pixels."), width=across, height=down
        )
    return _shown(_turned_and_scaled(image, width), page, pages)


def _turned_and_scaled(image: Image.Image, width: int) -> Image.Image:
    """At most `width` pixels wide once it stands upright, as the camera's orientation says."""
    is_turned = image.getexif().get(_ORIENTATION, 1) in _QUARTER_TURNS
    plain = in_plain_mode(image)
    plain.thumbnail((_MOST_SIDE, width) if is_turned else (width, _MOST_SIDE))
    return ImageOps.exif_transpose(plain)


def in_plain_mode(image: Image.Image) -> Image.Image:
    """In a mode that can be scaled smoothly and saved as PNG."""
    if image.mode in ("RGB", "RGBA", "L", "LA"):
        return image
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert(_PLAIN_MODES.get(image.mode, "RGB"))


def _pdf_page(data: bytes, page: int, width: int) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        # What was filled into a form is drawn with the form only.
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        return _none(why_no_pdf(str(error)))
    pages = len(document)
    if not pages:
        return _none(N_("This PDF has no pages."))
    page = max(0, min(page, pages - 1))
    try:
        sheet = document[page]
        bitmap = sheet.render(scale=_scale(sheet.get_size(), width))
        return _shown(bitmap.to_pil().convert("RGB"), page, pages)
    except (pypdfium2.PdfiumError, ValueError):
        return _none(N_("Page {page} of this PDF is damaged and cannot be shown."), page=page + 1)


def why_no_pdf(reason: str) -> str:
    """What to say of a PDF that its reader refuses with `reason`."""
    if "assword" in reason:
        return N_("This PDF is protected by a password.")
    return N_("This PDF is damaged and cannot be shown.")


def _scale(size: tuple[float, float], width: int) -> float:
    """Pixels per point for a page `width` pixels wide, less when the page is absurdly long."""
    page_width, page_height = max(size[0], 1.0), max(size[1], 1.0)
    most = math.sqrt(_MOST_DRAWN_PIXELS / (page_width * page_height))
    return min(width / page_width, most, _MOST_SIDE / page_height)
