"""How a value becomes a cell: never a formula, never cut without saying so, styles shared by name."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from app.reporting.clean import marked
from app.reporting.colours import ACCENT, LINE, TEXT, grade_colours

LONGEST = 32767
HEAD, BODY, DAY, MOMENT, COUNT = "Assay head", "Assay text", "Assay date", "Assay time", "Assay figure"
FORMATS = {DAY: "d mmm yyyy", MOMENT: "d mmm yyyy hh:mm"}

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t")

Value = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Graded:
    """A text in the colours of a severity."""

    text: str
    severity: str


def add_styles(book: Workbook) -> None:
    """The named styles that all cells share."""
    rule = Border(bottom=Side("thin", color=_hex(LINE)))
    top = Alignment(vertical="top", wrap_text=True)
    head = NamedStyle(HEAD, Font("Calibri", 11, bold=True, color="FFFFFF"), _fill(ACCENT), rule, top)
    book.add_named_style(head)
    for name in (BODY, DAY, MOMENT, COUNT):
        style = NamedStyle(name, Font("Calibri", 11, color=_hex(TEXT)), border=rule, alignment=top)
        style.number_format = FORMATS.get(name, "@" if name == BODY else "0")
        book.add_named_style(style)
    for severity in ("major", "minor", "ofi", "strength", "other"):
        colours = grade_colours(severity)
        font = Font("Calibri", 11, bold=True, color=_hex(colours.text))
        book.add_named_style(NamedStyle(_grade(severity), font, _fill(colours.chip), rule, top))


def put(
    sheet: Worksheet, row: int, column: int, value: Value | Graded, cut_note: str, *, head: bool = False
) -> None:
    """Write one cell. A text longer than a cell holds ends in `cut_note`."""
    cell = cast(Cell, sheet.cell(row, column))
    if isinstance(value, Graded):
        _text(cell, value.text, cut_note, _grade(value.severity))
    elif isinstance(value, str):
        _text(cell, value, cut_note, HEAD if head else BODY)
    elif isinstance(value, datetime):
        cell.value, cell.style = value.replace(tzinfo=None), MOMENT
    elif isinstance(value, date):
        cell.value, cell.style = value, DAY
    else:
        cell.value, cell.style = value, COUNT


def safe_text(text: str, cut_note: str) -> str:
    """The text as a cell can hold it: control characters shown, Excel's own escapes kept literal, cut at
    32,767 characters with a note."""
    found = _ESCAPE.sub("_x005F_", marked(text))
    return found if _units(found) <= LONGEST else _shortened(found, LONGEST - _units(cut_note)) + cut_note


def _text(cell: Cell, text: str, cut_note: str, style: str) -> None:
    cell.value = safe_text(text, cut_note)
    cell.data_type = "s"
    cell.style = style
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _units(text: str) -> int:
    """The length as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _grade(severity: str) -> str:
    known = severity if severity in ("major", "minor", "ofi", "strength") else "other"
    return f"Assay grade {known}"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_hex(colour))


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()
