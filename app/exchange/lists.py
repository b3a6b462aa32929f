"""Reads a list that somebody kept in a spreadsheet, in the worker only: CSV however saved, or Excel."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.exchange.container import MOST_BYTES, MOST_ROWS
from app.exchange.reading import MOST_COLUMNS, read_workbook
from app.words import N_

# The first of equals counts: a comma stands inside texts and numbers more often than the others.
_DELIMITERS = (";", "\t", ",", "|")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE_LINES = 50
_MOST_CHARACTERS = 60_000_000
_UNTAKEN = N_("Nothing was imported.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row with the line it begins on, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a CSV file as a whole; `lines` are those with anything in them."""

    name: str
    lines: tuple[Line, ...]

    @property
    def columns(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class ListFile:
    """The sheets of a file that have rows."""

    sheets: tuple[Sheet, ...]


def read_list(content: bytes) -> ListFile:
    """The sheets of a list. Raises UserError for what cannot be read as one, or is too large."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    sheets = (
        _from_workbook(content)
        if content.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
        else (_from_text(content),)
    )
    with_rows = tuple(sheet for sheet in sheets if sheet.lines)
    if not with_rows:
        raise UserError(N_("This file holds no rows."), _UNTAKEN, N_("Choose another file."))
    return ListFile(with_rows)


def _from_workbook(content: bytes) -> tuple[Sheet, ...]:
    book = json.loads(read_workbook(content))
    return tuple(Sheet(sheet["name"], tuple(_lines_of(sheet["rows"]))) for sheet in book["sheets"])


def _lines_of(rows: dict[str, dict[str, Any]]) -> Iterator[Line]:
    for number, cells in rows.items():
        last = max(map(int, cells))
        yield Line(int(number), tuple(_said(cells.get(str(column))) for column in range(1, last + 1)))


def _said(value: Any) -> str:
    """A cell as text; an error of a formula keeps its sign, so that whoever maps it can refuse it."""
    if isinstance(value, dict):
        return str(value.get("date") or value.get("error") or "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _from_text(content: bytes) -> Sheet:
    text = decoded(content)
    if len(text) > _MOST_CHARACTERS:
        raise _too_large()
    if _CONTROL.search(text):
        raise _no_list()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    lines: list[Line] = []
    before = 0
    if _names_its_sign(text):
        next(reader)
        before = reader.line_num
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            kept = tuple(cell.strip() for cell in cells[:MOST_COLUMNS])
            if any(kept):
                lines.append(Line(number, kept))
            if len(lines) > MOST_ROWS:
                raise _too_large()
    except csv.Error as error:
        raise _no_list() from error
    return Sheet("", tuple(lines))


def decoded(content: bytes) -> str:
    """Text in its encoding: by its mark, else UTF-16 by its zeros, else UTF-8 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", "replace")
    sample = content[:4096]
    if sample[1::2].count(0) > len(sample) // 4:
        return content.decode("utf-16-le", "replace")
    if sample[0::2].count(0) > len(sample) // 4:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def delimiter_of(text: str) -> str:
    """The sign that divides most lines into the same number of cells; a semicolon where none does."""
    if _names_its_sign(text):
        return text[4]
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _names_its_sign(text: str) -> bool:
    """Whether the first line is `sep=;`, as Excel writes and reads it."""
    return re.match(r"sep=[^\n\r][\n\r]", text, re.IGNORECASE) is not None


def _evenness(text: str, sign: str) -> tuple[int, int]:
    counts = _cell_counts(text, sign)
    divided = [count for count in counts if count > 1]
    if not divided:
        return 0, 0
    usual = max(set(divided), key=divided.count)
    return divided.count(usual), usual


def _cell_counts(text: str, sign: str) -> Sequence[int]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=sign)
    counts: list[int] = []
    try:
        for cells in reader:
            counts.append(len(cells))
            if len(counts) >= _SAMPLE_LINES:
                break
    except csv.Error:
        return ()
    return counts


def _too_large() -> UserError:
    return UserError(
        N_("This list is larger than Assay takes in."), _UNTAKEN, N_("Divide it into smaller files.")
    )


def _no_list() -> UserError:
    return UserError(
        N_("This file is no list that Assay can read."),
        _UNTAKEN,
        N_("Save it as CSV or as an Excel workbook (.xlsx)."),
    )
