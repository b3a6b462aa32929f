"""Reads a returned workbook, in the worker only: values of cells, nothing of what could run or reach out."""

import io
import json
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from app.errors import UserError
from app.exchange.container import MOST_ROWS, damaged, look_into, too_large
from app.progress import Progress, no_progress
from app.words import N_

MOST_COLUMNS = 100
_MOST_SHEETS = 20
_MOST_CHARACTERS = 60_000_000
_TELL_EVERY = 500
_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#GETTING_DATA"})


def read_workbook(content: bytes, progress: Progress = no_progress) -> bytes:
    """The sheets as JSON for `returned.returned_from`. Raises UserError for what cannot be read."""
    try:
        seen = look_into(content)
        with warnings.catch_warnings():
            # What openpyxl leaves out, such as the dressing of cells, is not asked for.
            warnings.simplefilter("ignore")
            sheets = _sheets(content, progress)
            if seen.has_formulas:
                _mark_unreckoned(content, sheets)
    except (UserError, MemoryError):
        raise
    except Exception as error:
        # Whatever the library says of parts that are not as they should be.
        raise damaged() from error
    plain = {"macros": seen.has_macros, "hidden_rows": seen.hidden_rows, "sheets": sheets}
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def _sheets(content: bytes, progress: Progress) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    left = _MOST_CHARACTERS
    sheets = []
    for sheet in book.worksheets[:_MOST_SHEETS]:
        rows = {}
        for number, cells in _rows(sheet):
            if number % _TELL_EVERY == 0:
                progress(number, 0, N_("Reading the workbook"))
            rows[number] = {column: _plain(value) for column, value in cells.items()}
            left -= sum(len(value) for value in cells.values() if isinstance(value, str))
            if left < 0:
                raise too_large()
        sheets.append({"name": sheet.title, "rows": rows})
    book.close()
    return sheets


def _rows(sheet: Any) -> Iterator[tuple[int, dict[int, Any]]]:
    """The rows with anything in them, by number, and their values by column."""
    sheet.reset_dimensions()
    found = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(found, start=1):
        cells = {column: value for column, value in enumerate(row, start=1) if value not in (None, "")}
        if cells:
            yield number, cells


def _plain(value: Any) -> Any:
    """A value as JSON holds it: a date as `{"date": ...}`, an error of a formula as `{"error": ...}`."""
    if isinstance(value, datetime | date):
        return {"date": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return {"error": value} if value in _ERRORS else value


def _mark_unreckoned(content: bytes, sheets: list[dict[str, Any]]) -> None:
    """A formula without a kept result reads as an empty cell; it must not pass for one."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    for sheet, known in zip(book.worksheets, sheets, strict=False):
        for number, cells in _rows(sheet):
            row = known["rows"].setdefault(number, {})
            for column in cells:
                if column not in row:
                    row[column] = {"error": "="}
    book.close()
