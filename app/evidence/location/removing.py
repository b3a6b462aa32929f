"""A picture or a recording as it may leave: the same pixels and sounds, and nothing written beside them.

The picture itself is not decoded and encoded again, so it loses nothing. What stays is what is needed to see
it right: its colour profile, and which way is up. Only where its parts do not follow each other as they
should, as in a file cut short, it is made anew from the pixels that can be seen.
"""

import io
from collections.abc import Callable

from PIL import Image, ImageFile, ImageOps

from app.errors import UserError
from app.evidence.location import heif, jpeg, mp4, png, tiff, webp
from app.evidence.location.parts import BrokenPictureError
from app.evidence.preview.drawing import MOST_PIXELS, in_plain_mode
from app.words import N_

_ORIENTATION, _GPS, _XMP = 0x0112, 0x8825, 700
_QUALITY = 95
_ODD = N_("What a camera wrote into {number} cannot be taken out for certain: its file is odd.")
_NO_COPY = N_("No copy was made.")
_READ_BACK = ("JPEG", "PNG", "WEBP", "TIFF")
RECORDINGS = ("video/mp4", "video/quicktime", "audio/mp4")
# Pillow has no reader for the first, and opens the second only to draw it.
_NOT_READ = ("image/heic", "image/avif", *RECORDINGS)
_REMOVERS: dict[str, Callable[[bytes, int], bytes]] = {
    "image/jpeg": jpeg.bare,
    "image/png": png.bare,
    "image/webp": webp.bare,
    "image/tiff": tiff.bare,
    "image/heic": heif.bare,
    "image/avif": heif.bare,
    **dict.fromkeys(RECORDINGS, mp4.bare),
}


def without_location(data: bytes, media_type: str, number: str) -> bytes:
    """The picture or recording without the data of its camera.

    Raises UserError, which names it by its `number`, where that cannot be made sure of.
    """
    try:
        return _bare(data, media_type)
    except (BrokenPictureError, OSError, SyntaxError, ValueError, IndexError) as error:
        if media_type in RECORDINGS:
            raise UserError(_ODD, _NO_COPY, N_("Export it as it was taken in."), number=number) from error
        return _from_pixels(data, number)


def _bare(data: bytes, media_type: str) -> bytes:
    bare = _REMOVERS[media_type](data, _orientation(data))
    if media_type not in _NOT_READ:
        _look_again(bare)
    return bare


def _from_pixels(data: bytes, number: str) -> bytes:
    """The pixels that a damaged picture still shows, upright and in its own format."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    buffer = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=_READ_BACK) as image:
            form = "JPEG" if image.format == "MPO" else image.format
            _seen_upright(image).save(buffer, form, quality=_QUALITY)
    except MemoryError:
        raise
    except Exception as error:
        raise UserError(
            _ODD,
            _NO_COPY,
            N_("Make a redacted copy of it, or export it as it was taken in."),
            number=number,
        ) from error
    return buffer.getvalue()


def _seen_upright(image: Image.Image) -> Image.Image:
    """A picture with nothing beside its pixels."""
    if image.width * image.height > MOST_PIXELS or getattr(image, "n_frames", 1) > 1:
        raise BrokenPictureError("too much of it")
    upright = ImageOps.exif_transpose(in_plain_mode(image))
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _orientation(data: bytes) -> int:
    """Which way is up, as EXIF says it; 1 where it says nothing. HEIF pictures say it in another place."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_READ_BACK) as image:
            found = image.getexif().get(_ORIENTATION, 1)
    except Exception:
        # The picture may still be whole: its parts are gone through one by one.
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _look_again(bare: bytes) -> None:
    """Read the result as any program would. Raises BrokenPictureError when a place is still in it."""
    with Image.open(io.BytesIO(bare), formats=_READ_BACK) as image:
        exif = image.getexif()
        if exif.get_ifd(_GPS) or _XMP in exif or "xmp" in image.info or "photoshop" in image.info:
            raise BrokenPictureError("a place is left")
