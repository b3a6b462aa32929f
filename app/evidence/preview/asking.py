"""Previews of evidence inside the program: asked for here, drawn by the worker."""

from typing import Any, TypeVar

from app.evidence.content import checked_chunks, start_of_content, stored_content
from app.evidence.media import DOCX, XLSX, is_text
from app.evidence.preview.forms import (
    Block,
    FormattedText,
    NoPreview,
    Picture,
    Preview,
    Run,
    SheetPreview,
    SheetRow,
    Sheets,
    TextPreview,
)
from app.progress import Progress, no_progress
from app.reporting.canonical import decode
from app.words import N_, Message
from app.worker.client import Worker, no_answer
from app.worker.frames import FrameError, group, message_from_plain, plain_value, whole_number
from app.workspace.workspace import Workspace

__all__ = [
    "THUMBNAIL_WIDTH",
    "Block",
    "FormattedText",
    "NoPreview",
    "Picture",
    "Preview",
    "Run",
    "SheetPreview",
    "SheetRow",
    "Sheets",
    "TextPreview",
    "preview_bytes",
    "preview_evidence",
]

_Parts = TypeVar("_Parts", FormattedText, Sheets)

MOST_TEXT = 200 * 1024
MOST_BYTES = 200 * 1024 * 1024
THUMBNAIL_WIDTH = 192

PICTURES = frozenset(f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "avif", "bmp", "tiff"))
_WHOLE = PICTURES | {"application/pdf", DOCX, XLSX}

_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = N_("A Word document of the old kind (.doc) is not shown here. Export a copy to open it.")
_EXCEL = N_("An Excel workbook of the old kind (.xls) is not shown here. Export a copy to open it.")
_LOCKED = N_("This document is protected by a password, or of an old kind. Export a copy to open it.")
_POWERPOINT = N_("A PowerPoint presentation is not shown here. Export a copy to open it.")
_ARCHIVE = N_("An archive is not shown here. Export a copy to open it.")
_PROGRAM = N_("This is a program ({kind}), whatever its name says. It is not shown here.")
_OTHER = N_("A file of this kind ({kind}) is not shown here. Export a copy to open it.")
_NOT_SHOWN = {
    "application/msword": _WORD,
    "application/vnd.ms-excel": _EXCEL,
    f"{_OFFICE}presentationml.presentation": _POWERPOINT,
    "application/vnd.ms-powerpoint": _POWERPOINT,
    "application/x-ole-storage": _LOCKED,
    "application/zip": _ARCHIVE,
    "application/gzip": _ARCHIVE,
    "application/vnd.rar": _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/x-executable": _PROGRAM,
    "application/vnd.microsoft.portable-executable": _PROGRAM,
}


_OF_A_PICTURE = ("width", "height", "page", "pages")


def preview_evidence(
    worker: Worker,
    workspace: Workspace,
    evidence_id: str,
    *,
    page: int = 0,
    width: int = 1200,
    progress: Progress = no_progress,
) -> Preview:
    """What a piece of evidence looks like. All but plain text is checked against their SHA-256 first (R-23).

    Raises UserError when the stored file is not what was taken in, or the worker fails at it; Cancelled.
    """
    stored = stored_content(workspace, evidence_id)
    if is_text(stored.media_type):
        content = start_of_content(workspace, stored, MOST_TEXT)
    elif stored.media_type not in _WHOLE:
        return NoPreview(_kind_not_shown(stored.media_type))
    elif stored.size > MOST_BYTES:
        return NoPreview(Message(N_("This file is too large to show here. Export a copy to look at it.")))
    else:
        content = b"".join(checked_chunks(workspace, stored, progress))
    is_cut = len(content) < stored.size
    return preview_bytes(worker, content, stored.media_type, page, width, is_cut=is_cut, progress=progress)


def preview_bytes(
    worker: Worker,
    content: bytes,
    media_type: str,
    page: int = 0,
    width: int = 1200,
    *,
    is_cut: bool = False,
    progress: Progress = no_progress,
) -> Preview:
    """What `content` looks like; `is_cut` when it is only the start of a text."""
    head = {"media_type": media_type, "page": page, "width": width, "is_cut": is_cut}
    facts, _, content = worker.run("preview", head, content, progress=progress).partition(b"\n")
    try:
        return _unpacked(group(plain_value(facts)), content)
    except FrameError as error:
        raise no_answer(error) from error


def _unpacked(facts: dict[str, Any], content: bytes) -> Preview:
    match facts.get("kind"):
        case "picture":
            width, height, page, pages = (whole_number(facts, name) for name in _OF_A_PICTURE)
            return Picture(content, width, height, page, pages)
        case "text":
            return TextPreview(content.decode("utf-8", "replace"), bool(facts.get("is_cut")))
        case "formatted":
            return _parts(content, FormattedText)
        case "sheets":
            return _parts(content, Sheets)
        case _:
            return NoPreview(message_from_plain(facts.get("reason")))


def _parts(content: bytes, kind: type[_Parts]) -> _Parts:
    try:
        return decode(content, kind)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FrameError("not a preview") from error


def _kind_not_shown(media_type: str) -> Message:
    if media_type.startswith(("audio/", "video/")):
        return Message(N_("Sound and video are not played here. Export a copy to play it."))
    return Message(_NOT_SHOWN.get(media_type, _OTHER), {"kind": media_type})
