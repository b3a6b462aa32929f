"""Foreign files made into pictures and text. In the worker only: a decoder may hang, crash or explode."""

import io
import json
import math
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageOps

from app.evidence.media import is_text, text_encoding
from app.words import N_, Message
from app.worker.frames import message_to_plain

_MOST_PIXELS = 80_000_000
# A JPEG is decoded at an eighth of its size where that is enough; what it claims is bounded all the same.
_MOST_CLAIMED_PIXELS = 400_000_000
_MOST_DRAWN_PIXELS = 30_000_000
_MOST_SIDE = 30_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_ORIENTATION = 0x0112
_QUARTER_TURNS = (5, 6, 7, 8)
_PLAIN_MODES = {"1": "L", "I": "L", "F": "L", "P": "RGBA", "PA": "RGBA"}
_SEPARATOR = b"\n"


def drawn(head: Mapping[str, Any], payload: bytes) -> bytes:
    """The preview of `payload` as a line of JSON and the bytes of the PNG or the text.

    `head`: `media_type`, `page` from 0, `width` in pixels, and `is_cut` when `payload` is only the start.
    """
    kind: str = head["media_type"]
    if kind == "application/pdf":
        return _pdf_page(payload, head["page"], head["width"])
    if is_text(kind):
        return _text(payload, is_cut=head["is_cut"])
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


def _text(data: bytes, *, is_cut: bool) -> bytes:
    encoding = text_encoding(data, whole=not is_cut)
    if encoding is None:
        return _none(N_("This file is not readable as text."))
    text = data.decode(encoding, "ignore" if is_cut else "replace").removeprefix("\ufeff")
    return _packed({"kind": "text", "is_cut": is_cut}, text.encode("utf-8", "replace"))


def _picture(data: bytes, page: int, width: int) -> bytes:
    # The bound below is stricter than Pillow's own, and names the size.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
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
    if image.width * image.height > _MOST_PIXELS or across * down > _MOST_CLAIMED_PIXELS:
        return _none(
            N_("This picture is too large to show: {width} × {height} pixels."), width=across, height=down
        )
    return _shown(_turned_and_scaled(image, width), page, pages)


def _turned_and_scaled(image: Image.Image, width: int) -> Image.Image:
    """At most `width` pixels wide once it stands upright, as the camera's orientation says."""
    is_turned = image.getexif().get(_ORIENTATION, 1) in _QUARTER_TURNS
    plain = _plain(image)
    plain.thumbnail((_MOST_SIDE, width) if is_turned else (width, _MOST_SIDE))
    return ImageOps.exif_transpose(plain)


def _plain(image: Image.Image) -> Image.Image:
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
    except pypdfium2.PdfiumError as error:
        return _none(_why_not(str(error)))
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


def _why_not(reason: str) -> str:
    if "assword" in reason:
        return N_("This PDF is protected by a password.")
    return N_("This PDF is damaged and cannot be shown.")


def _scale(size: tuple[float, float], width: int) -> float:
    """Pixels per point for a page `width` pixels wide, less when the page is absurdly long."""
    page_width, page_height = max(size[0], 1.0), max(size[1], 1.0)
    most = math.sqrt(_MOST_DRAWN_PIXELS / (page_width * page_height))
    return min(width / page_width, most, _MOST_SIDE / page_height)
