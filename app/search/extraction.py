"""The text of foreign files, in parts that say where they stand. In the worker only: parsers crash.

A part is a page, some rows or some paragraphs: short enough to be shown as a hit, and to be weighed against a
line of notes.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from app.errors import UserError
from app.evidence.media import DOCX, XLSX, is_text, text_encoding
from app.words import N_

MOST_BYTES = 200 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
_PART = 1_500
_MOST_PAGES = 5_000
_MOST_COLUMNS = 200
_MARKUP = frozenset({"text/html", "application/xml", "image/svg+xml"})
# Mostly encoded attachments, in which nobody finds anything.
_WITHOUT_WORDS = frozenset({"message/rfc822"})
_TAG = re.compile(r"<[^<>]{0,5000}>")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OF_WORD = re.compile(r"word/(document|footnotes|endnotes|comments|header\d+|footer\d+)\.xml")

FilePart = tuple[str, str]
"""Where a text stands, such as `page:3`, `line:120` or `sheet:Accounts`, or ``; and the text."""


def has_text(media_type: str) -> bool:
    """Whether the text of files of this kind can be read."""
    known = media_type in ("application/pdf", DOCX, XLSX) or is_text(media_type)
    return known and media_type not in _WITHOUT_WORDS


def extracted(payload: bytes, media_type: str) -> bytes:
    """The parts of a file as JSON, pairs of place and text; empty where it is damaged or holds no text."""
    return json.dumps(list(_bounded(_parts(payload, media_type))), ensure_ascii=False).encode(
        "utf-8", "replace"
    )


def parts_from(answer: bytes) -> list[FilePart]:
    """What `extracted` packed. Raises UserError when it is something else."""
    try:
        return [(str(place), str(text)) for place, text in json.loads(answer)]
    except (ValueError, TypeError) as error:
        raise UserError(N_("The text of this file could not be read.")) from error


def _parts(payload: bytes, media_type: str) -> Iterator[FilePart]:
    read = {"application/pdf": _pages, DOCX: _paragraphs, XLSX: _rows}.get(media_type)
    try:
        yield from read(payload) if read else _lines(payload, media_type)
    except MemoryError:
        raise
    except Exception:
        # Whatever a library says of a damaged file: what was read up to here is kept.
        return


def _bounded(parts: Iterable[FilePart]) -> Iterator[FilePart]:
    left = MOST_CHARACTERS
    for place, text in parts:
        if left <= 0:
            return
        if text.strip():
            yield place, text[:left]
            left -= len(text)


def _lines(payload: bytes, media_type: str) -> Iterator[FilePart]:
    encoding = text_encoding(payload)
    if encoding is None:
        return
    text = payload.decode(encoding, "replace").removeprefix("\ufeff")
    if media_type in _MARKUP:
        text = _TAG.sub(" ", text)
    yield from _gathered((f"line:{number}", line) for number, line in enumerate(text.splitlines(), start=1))


def _pages(payload: bytes) -> Iterator[FilePart]:
    import pypdfium2

    document = pypdfium2.PdfDocument(payload)
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            text = document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            continue
        for piece in _pieces(" ".join(text.split())):
            yield f"page:{number + 1}", piece


def _rows(payload: bytes) -> Iterator[FilePart]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
        yield from _gathered((f"sheet:{sheet.title}", _row_text(row)) for row in rows)


def _row_text(row: Sequence[Any]) -> str:
    return " · ".join(str(value) for value in row if value is not None)


def _paragraphs(payload: bytes) -> Iterator[FilePart]:
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        for name in sorted(archive.namelist()):
            if _OF_WORD.fullmatch(name):
                with archive.open(name) as part:
                    yield from _gathered(("", text) for text in _paragraphs_of(part))


def _paragraphs_of(part: Any) -> Iterator[str]:
    # Expat stops entities that would grow without end; the worker bounds the rest.
    for _event, element in ElementTree.iterparse(part):  # noqa: S314
        if element.tag == f"{_WORD}p":
            yield "".join(_run_text(run) for run in element.iter())
            element.clear()


def _run_text(element: ElementTree.Element) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return " " if element.tag in (f"{_WORD}tab", f"{_WORD}br") else ""


def _gathered(lines: Iterable[FilePart]) -> Iterator[FilePart]:
    """Lines put together to parts, each called by its first line; empty ones count."""
    held: list[str] = []
    size, begins = 0, ""
    for place, line in lines:
        for piece in _pieces(line) or [""]:
            if held and size + len(piece) > _PART:
                yield begins, "\n".join(held)
                held, size = [], 0
            begins = begins if held else place
            held.append(piece)
            size += len(piece) + 1
    if held:
        yield begins, "\n".join(held)


def _pieces(text: str) -> list[str]:
    """A text cut where words end, so that none is longer than a part; none of an empty one."""
    pieces, start = [], 0
    while len(text) - start > _PART:
        space = text.rfind(" ", start, start + _PART)
        end = space if space > start else start + _PART
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]] if text[start:].strip() else pieces
