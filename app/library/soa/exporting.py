"""A version of the Statement of Applicability as a file: an Excel workbook, or CSV as Excel opens it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from app.library.soa.fields import FORMULA, SOA_FIELD_NAMES, WRITTEN, SoaField, cells_of
from app.library.soa.versions import controls, soa_about, soa_lines
from app.reporting.exports import refuse_target, write_whole
from app.unit_of_work import ReadUnit
from app.words import Words
from app.workspace.workspace import Workspace

_WIDTHS = {SoaField.TITLE: 40, SoaField.JUSTIFICATION: 60, SoaField.RISKS: 20, SoaField.DOCUMENTS: 30}
_USUAL_WIDTH = 16


def export_soa(workspace: Workspace, soa_version_id: str, target: Path, words: Words) -> Path:
    """Write a version, as CSV where the file is called so, else as a workbook; returns where.

    Raises UserError where the file cannot be written; it is there whole or not at all.
    """
    refuse_target(workspace, target)
    with workspace.read() as unit:
        rows = soa_table(unit, soa_version_id, words)
    is_csv = target.suffix.casefold() == ".csv"
    write_whole(target, csv_content(rows, words) if is_csv else workbook_content(rows))
    return target


def soa_table(unit: ReadUnit, soa_version_id: str, words: Words) -> list[list[str]]:
    """The head and a row for each control that a version lists."""
    about = soa_about(unit, soa_version_id)
    assert about is not None
    lines = soa_lines(unit, soa_version_id)
    rows = [[words.text(SOA_FIELD_NAMES[field]) for field in WRITTEN]]
    for control in controls(unit, about.pack_id):
        if control.reference in lines:
            cells = cells_of(lines[control.reference], control, words)
            rows.append([cells[field] for field in WRITTEN])
    return rows


def csv_content(rows: Sequence[Sequence[str]], words: Words) -> bytes:
    """The rows as Excel opens them by a double click: UTF-8 with its mark, and the sign of the language."""
    text = io.StringIO(newline="")
    sign = "," if words.language == "en" else ";"
    csv.writer(text, delimiter=sign).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook_content(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a workbook, with a head that stays in sight and can be filtered."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from app.reporting.xlsx.cells import add_styles, put

    book = Workbook()
    add_styles(book)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            put(sheet, number, column, text, "…", head=number == 1)
    for column, field in enumerate(WRITTEN, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(field, _USUAL_WIDTH)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
