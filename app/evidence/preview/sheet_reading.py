"""The first rows of foreign sheets, in the worker only: CSV in whatever encoding, and Excel workbooks."""

import csv
import io
import warnings
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from app.evidence.preview.forms import SheetPreview, SheetRow, Sheets
from app.exchange.lists import delimiter_of

MOST_ROWS = 1_000
MOST_COLUMNS = 100
MOST_SHEETS = 30
_MOST_IN_A_CELL = 500
_TAB_SEPARATED = "text/tab-separated-values"


def read_csv(text: str, media_type: str, *, is_cut: bool) -> Sheets | None:
    """The rows of a list in `text`, None where it is none that a spreadsheet would read.

    `is_cut` when `text` is only the start of the file: its last line may then be half of one.
    """
    sign = "\t" if media_type == _TAB_SEPARATED else delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows: list[SheetRow] = []
    more, line = is_cut, 1
    try:
        for cells in reader:
            if len(rows) == MOST_ROWS:
                more = True
                break
            rows.append(SheetRow(line, _cells(cells)))
            line = reader.line_num + 1
    except csv.Error:
        if not is_cut or not rows:
            return None
    else:
        if is_cut and len(rows) < MOST_ROWS:
            rows = rows[:-1]
    is_wide = any(len(row.cells) > MOST_COLUMNS for row in rows)
    return Sheets((SheetPreview("", _narrow(rows), is_cut=more or is_wide),))


def read_excel(content: bytes) -> Sheets:
    """The sheets of a workbook as it was saved: values, not formulas, and nothing that could run.

    Raises whatever the library says of a file that is not as it should be.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # What the library leaves out, such as drawings, is not asked for.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [_sheet(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
        is_cut = len(book.worksheets) > MOST_SHEETS
        book.close()
    return Sheets(tuple(sheets), is_cut)


def _sheet(sheet: Any) -> SheetPreview:
    sheet.reset_dimensions()
    found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    rows = [SheetRow(number, _cells(map(_said, row))) for number, row in enumerate(found, start=1)]
    is_cut = len(rows) > MOST_ROWS or any(len(row.cells) > MOST_COLUMNS for row in rows)
    kept = rows[:MOST_ROWS]
    while kept and not kept[-1].cells:
        kept.pop()
    return SheetPreview(str(sheet.title), _narrow(kept), sheet.sheet_state != "visible", is_cut)


def _cells(values: Iterable[str]) -> tuple[str, ...]:
    """The cells of a row up to the last one with anything in it."""
    cells = [value if len(value) <= _MOST_IN_A_CELL else f"{value[:_MOST_IN_A_CELL]}…" for value in values]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _narrow(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow(row.number, row.cells[:MOST_COLUMNS]) for row in rows)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    return str(value).upper() if isinstance(value, bool) else str(value)
