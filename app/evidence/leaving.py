"""What leaves of a piece of evidence: without what a camera wrote into it, or else as it came in.

The stored original stays as it is, byte for byte (R-23); only copies that leave are without it (AS-25).
"""

import hashlib
from collections.abc import Iterator

from app.errors import UserError
from app.evidence.content import StoredContent, checked_chunks
from app.evidence.preview.asking import MOST_BYTES
from app.progress import Progress, no_progress
from app.words import N_
from app.worker.client import NoWorkerError, Worker
from app.workspace.workspace import Workspace

_FROM_CAMERAS = frozenset(f"image/{kind}" for kind in ("jpeg", "png", "webp", "tiff", "heic", "avif"))
_RECORDINGS = frozenset({"video/mp4", "video/quicktime", "audio/mp4"})


class UncleanableError(UserError):
    """A photo or recording of which it is not certain that it loses what its camera wrote."""


def is_photo(media_type: str) -> bool:
    """Whether a camera may have written something into a picture of this kind."""
    return media_type in _FROM_CAMERAS


def is_recording(media_type: str) -> bool:
    """Whether it is picture with sound, or sound alone."""
    return media_type.startswith(("video/", "audio/"))


def leaves_without_location(media_type: str, size: int) -> bool:
    """Whether copies of a file of this kind and size in bytes leave without what the camera wrote: place,
    device, owner. Recordings of another kind, and those that are too large, leave as they came in."""
    return is_photo(media_type) or (media_type in _RECORDINGS and size <= MOST_BYTES)


def leaving_chunks(
    workspace: Workspace, stored: StoredContent, worker: Worker, progress: Progress = no_progress
) -> Iterator[bytes]:
    """The bytes that leave, in chunks, checked against the SHA-256 of the intake first or on the way.

    Raises UserError when the stored file was changed, at the latest after the last chunk, and
    UncleanableError when it is not certain that a photo has lost its place. NoWorkerError passes through.
    """
    if not leaves_without_location(stored.media_type, stored.size):
        yield from checked_chunks(workspace, stored, progress)
        return
    if stored.size > MOST_BYTES:
        raise UncleanableError(
            N_("{number} is too large for the place to be taken out of it."),
            N_("No copy was made."),
            N_("Export it as it was taken in."),
            number=stored.number,
        )
    content = b"".join(checked_chunks(workspace, stored, progress))
    head = {"media_type": stored.media_type, "number": stored.number}
    try:
        yield worker.run("without_location", head, content, progress=progress)
    except NoWorkerError:
        raise
    except UserError as error:
        raise _uncleanable(error) from error


def _uncleanable(error: UserError) -> UncleanableError:
    told = UncleanableError("")
    told.what, told.kept, told.todo = error.what, error.kept, error.todo
    return told


def leaving_size_and_hash(
    workspace: Workspace, stored: StoredContent, worker: Worker, progress: Progress = no_progress
) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what leaves; the same every time. Raises as `leaving_chunks`."""
    if not leaves_without_location(stored.media_type, stored.size):
        return stored.size, stored.sha256
    content = b"".join(leaving_chunks(workspace, stored, worker, progress))
    return len(content), hashlib.sha256(content).hexdigest()
