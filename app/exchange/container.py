"""Whether a returned file is a workbook that can be read at all: its kind and its size, before it is parsed.

In the worker only. A file that was made to do harm is met here first.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from app.errors import UserError
from app.words import N_, Message

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 50_000
MOST_UNPACKED = 512 * 1024 * 1024
_MOST_PARTS = 2_000
_ENCRYPTED = 0x1
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\shidden="(?:1|true)"')
_FAR_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\sr="(\d{5,})"[^>]*(?<!/)>(.*?)</(?:\w+:)?row>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_UNTAKEN = N_("Nothing was taken in.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a workbook before it is parsed. `hidden_rows` counts those of all its sheets."""

    has_macros: bool
    has_formulas: bool
    hidden_rows: int


def look_into(content: bytes) -> Seen:
    """Raises UserError for what is no workbook, cannot be opened, or is packed to do harm."""
    _refuse_other_kinds(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_harm(archive)
            _refuse_other_packages(archive)
            return _seen(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise damaged() from error


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED_PACKAGE in content:
            raise _with_password()
        raise _other_kind(N_("an Excel workbook of the old kind (.xls)"))
    if not content.startswith(b"PK"):
        raise UserError(
            N_("This file is no Excel workbook."), _UNTAKEN, N_("Choose the returned .xlsx file.")
        )


def _refuse_harm(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or len(set(names)) < len(names) or unpacked > MOST_UNPACKED:
        raise UserError(
            N_("This file is packed in a way that no spreadsheet program does. It may be made to do harm."),
            N_("It was not opened, and nothing was taken in."),
            N_("Ask the sender for the workbook as Excel or LibreOffice saves it."),
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise _with_password()


def _refuse_other_packages(archive: zipfile.ZipFile) -> None:
    names = {name.casefold() for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        raise _other_kind(N_("a binary Excel workbook (.xlsb)"))
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise _other_kind(N_("an OpenDocument spreadsheet (.ods)"))
    if "[content_types].xml" not in names:
        raise UserError(
            N_("This file is no Excel workbook."), _UNTAKEN, N_("Choose the returned .xlsx file.")
        )


def _seen(archive: zipfile.ZipFile) -> Seen:
    names = archive.namelist()
    sheets = [archive.read(name) for name in names if _SHEET.fullmatch(name)]
    if any(_reaches_too_far(sheet) for sheet in sheets):
        raise too_large()
    return Seen(
        has_macros=any(name.casefold().endswith("vbaproject.bin") for name in names),
        has_formulas=any(_FORMULA.search(sheet) for sheet in sheets),
        hidden_rows=sum(len(_HIDDEN_ROW.findall(sheet)) for sheet in sheets),
    )


def _reaches_too_far(sheet: bytes) -> bool:
    """Whether anything stands below the last row that is read; LibreOffice writes empty rows down there."""
    return any(
        int(row[1]) > MOST_ROWS and _VALUE.search(row[2]) is not None for row in _FAR_ROW.finditer(sheet)
    )


def _with_password() -> UserError:
    return UserError(
        N_("This workbook is protected by a password and cannot be read."),
        _UNTAKEN,
        N_("Ask for it without one: open it, and save it again with the password removed."),
    )


def _other_kind(kind: str) -> UserError:
    return UserError(
        N_("This file is {kind}."),
        _UNTAKEN,
        N_("Open it in Excel or LibreOffice, and save it as an Excel workbook (.xlsx)."),
        kind=Message(kind),
    )


def damaged() -> UserError:
    """The file begins like a workbook, but is not whole or not well formed."""
    return UserError(
        N_("This workbook is damaged and cannot be read."),
        _UNTAKEN,
        N_("Ask for it once more, or open it in Excel or LibreOffice and save it again."),
    )


def too_large() -> UserError:
    """There is more in the workbook than could have been handed out."""
    return UserError(
        N_("This workbook holds more than Assay reads: at most {rows} rows."),
        _UNTAKEN,
        N_("Ask for the workbook as it was handed out, without sheets or rows of other content."),
        rows=MOST_ROWS,
    )
