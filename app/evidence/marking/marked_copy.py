"""A copy of a picture or of pages with marks burnt in. In the worker only."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PIL import Image, ImageOps

from app.errors import UserError
from app.evidence.marking.burning import burn
from app.evidence.marking.marks import Mark, marks_from
from app.evidence.marking.picture_pdf import PicturePage, picture_pdf
from app.evidence.preview.drawing import FORMATS, MOST_PIXELS, in_plain_mode, why_no_pdf
from app.progress import Progress
from app.words import N_

MOST_PAGES = 500
_MOST_BYTES = 400 * 1024 * 1024
_DOTS_PER_INCH, _POINTS_PER_INCH = 200, 72
_MOST_PAGE_PIXELS = 24_000_000
_QUALITY = 88
_FROM_CAMERAS = ("JPEG", "MPO", "AVIF")
_NOTHING_MADE = N_("No copy was made.")


def marked_copy(head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    """The copy as a line of JSON with its `media_type`, and its bytes.

    `head`: the `media_type` of `payload`, the `marks` as `marking.marks.plain_marks` gives them, and
    the `pages` that the copy is to have, from 0; None for all. Raises UserError for what cannot be drawn.
    """
    marks = marks_from(head["marks"])
    if head["media_type"] == "application/pdf":
        pages = _pdf_pages(payload, head["pages"])
        kind, content = "application/pdf", _as_pdf(pages, marks, progress)
    else:
        kind, content = _picture(payload, head["pages"], marks, progress)
    return json.dumps({"media_type": kind}).encode() + b"\n" + content


Sheet = tuple[int, int, Image.Image, tuple[float, float]]
"""A page: its number from 0, how many there are to be, its picture in RGB, its size in points."""


def _as_pdf(sheets: Iterator[Sheet], marks: Sequence[Mark], progress: Progress) -> bytes:
    pages: list[PicturePage] = []
    size = 0
    for number, count, picture, points in sheets:
        progress(len(pages), count, "")
        burn(picture, [mark for mark in marks if mark.page == number])
        pages.append(PicturePage(_jpeg(picture), picture.size, points))
        size += len(pages[-1].jpeg)
        if size > _MOST_BYTES:
            raise UserError(
                N_("The copy would become too large."), _NOTHING_MADE, N_("Make copies of single pages.")
            )
    return picture_pdf(pages)


def _jpeg(picture: Image.Image) -> bytes:
    return _encoded(picture, "JPEG", quality=_QUALITY, subsampling=0, optimize=False)


def _encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Encoded from the pixels alone: a new picture carries nothing that the file had beside them."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, form, **options)
    return buffer.getvalue()


def _chosen(pages: Sequence[int] | None, count: int) -> Sequence[int]:
    chosen = range(count) if pages is None else [page for page in pages if 0 <= page < count]
    if len(chosen) > MOST_PAGES:
        raise UserError(
            N_("A copy has at most {most} pages; this would have {count}."),
            _NOTHING_MADE,
            N_("Make copies of single pages."),
            most=MOST_PAGES,
            count=len(chosen),
        )
    return chosen


def _pdf_pages(data: bytes, pages: Sequence[int] | None) -> Iterator[Sheet]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        # What was filled into a form is drawn with the form only.
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise UserError(why_no_pdf(str(error)), _NOTHING_MADE) from error
    chosen = _chosen(pages, len(document))
    if not chosen:
        raise UserError(N_("This PDF has no pages."), _NOTHING_MADE)
    for number in chosen:
        try:
            page = document[number]
            points = page.get_size()
            picture = page.render(scale=_scale(points)).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise UserError(
                N_("Page {page} of this PDF is damaged and cannot be shown."), _NOTHING_MADE, page=number + 1
            ) from error
        yield number, len(chosen), picture, points


def _scale(points: tuple[float, float]) -> float:
    """Pixels per point: fine enough to be read and printed, less where the page is absurdly large."""
    area = max(points[0], 1.0) * max(points[1], 1.0)
    return float(min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PAGE_PIXELS / area) ** 0.5))


def _picture(
    data: bytes, pages: Sequence[int] | None, marks: Sequence[Mark], progress: Progress
) -> tuple[str, bytes]:
    # The bound below is stricter than Pillow's own.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            count = image.n_frames if image.format == "TIFF" else 1  # type: ignore[attr-defined]
            if count > 1:
                return "application/pdf", _as_pdf(_frames(image, _chosen(pages, count)), marks, progress)
            picture = _upright(image)
            form = "JPEG" if image.format in _FROM_CAMERAS else "PNG"
    except (MemoryError, UserError):
        raise
    except Exception as error:
        raise UserError(
            N_("This picture is damaged, or of a kind that cannot be shown here."), _NOTHING_MADE
        ) from error
    burn(picture, marks)
    return ("image/jpeg", _jpeg(picture)) if form == "JPEG" else ("image/png", _encoded(picture, "PNG"))


def _frames(image: Image.Image, chosen: Sequence[int]) -> Iterator[Sheet]:
    for number in chosen:
        image.seek(number)
        picture = _upright(image)
        points = [side * _POINTS_PER_INCH / _DOTS_PER_INCH for side in picture.size]
        yield number, len(chosen), picture, (points[0], points[1])


def _upright(image: Image.Image) -> Image.Image:
    """In RGB, as the preview shows it. What is transparent lies on white; what it hid is gone."""
    if image.width * image.height > MOST_PIXELS:
        raise UserError(
            N_("This picture is too large to show: {width} × {height} pixels."),
            _NOTHING_MADE,
            width=image.width,
            height=image.height,
        )
    plain = ImageOps.exif_transpose(in_plain_mode(image))
    if "A" not in plain.getbands():
        return plain.convert("RGB")
    shown = plain.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(ground, shown).convert("RGB")
