"""A picture as it may leave: the same pixels, and nothing that a camera or a program wrote beside them.

The picture itself is not decoded and encoded again, so it loses nothing. What stays is what is needed to see
it right: its colour profile, and which way is up.
"""

import io
from collections.abc import Callable

from PIL import Image

from app.errors import UserError
from app.evidence.location import heif, jpeg, png, tiff, webp
from app.evidence.location.parts import BrokenPictureError
from app.words import N_

_ORIENTATION, _GPS, _XMP = 0x0112, 0x8825, 700
_READ_BACK = ("JPEG", "PNG", "WEBP", "TIFF")
# Pillow has no reader for the one, and opens the other only to draw it.
_NOT_READ = ("image/heic", "image/avif")
_REMOVERS: dict[str, Callable[[bytes, int], bytes]] = {
    "image/jpeg": jpeg.bare,
    "image/png": png.bare,
    "image/webp": webp.bare,
    "image/tiff": tiff.bare,
    "image/heic": heif.bare,
    "image/avif": heif.bare,
}


def without_location(data: bytes, media_type: str) -> bytes:
    """The picture without the data of its camera. Raises UserError where that cannot be made sure of."""
    try:
        bare = _REMOVERS[media_type](data, _orientation(data))
        if media_type not in _NOT_READ:
            _look_again(bare)
    except (BrokenPictureError, OSError, SyntaxError, ValueError, IndexError) as error:
        raise UserError(
            N_("What the camera wrote into this picture cannot be taken out for certain: its file is odd."),
            N_("No copy was made."),
            N_("Make a redacted copy of it, or export it as it was taken in."),
        ) from error
    return bare


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
