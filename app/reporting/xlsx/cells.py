"""How a value becomes a cell: never a formula, never cut without saying so, styles shared by name."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from app.reporting.clean import safe_text
from app.reporting.colours import ACCENT, LINE, TEXT, grade_colours

HEAD, BODY, DAY, MOMENT, COUNT = "Assay head", "Assay text", "Assay date", "Assay time", "Assay figure"
FORMATS = {DAY: "d mmm yyyy", MOMENT: "d mmm yyyy hh:mm"}

_SEVERITIES = ("major", "minor", "ofi", "strength", "other")
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
    for severity in _SEVERITIES:
        colours = grade_colours(severity)
        font = Font("Calibri", 11, bold=True, color=_hex(colours.text))
        book.add_named_style(NamedStyle(_grade(severity), font, _fill(colours.chip), rule, top))


def put(
    sheet: Worksheet, row: int, column: int, value: Value | Graded, cut_note: str, *, head: bool = False
) -> None:
    """Write one cell. A text longer than a cell holds ends in `cut_note`."""
    cell = cast(Cell, sheet.cell(row, column))
    cell.value = held(value, cut_note)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    cell.style, cell.quotePrefix = look(value, head=head)


Look = tuple[str, bool]
"""The name of a style, and whether the text is quoted: no formula, whatever is typed behind it."""


def looks() -> tuple[Look, ...]:
    """Every look that a cell can have."""
    of_words = (HEAD, BODY, *(_grade(severity) for severity in _SEVERITIES))
    return (*((name, is_quoted) for name in of_words for is_quoted in (False, True)),
            *((name, False) for name in (DAY, MOMENT, COUNT)))  # fmt: skip


def look(value: Value | Graded, *, head: bool = False) -> Look:
    """How a value looks, in the head of a sheet or below it."""
    if isinstance(value, str):
        return HEAD if head else BODY, value.startswith(_FORMULA)
    if isinstance(value, Graded):
        return _grade(value.severity), value.text.startswith(_FORMULA)
    if isinstance(value, datetime):
        return MOMENT, False
    return DAY if isinstance(value, date) else COUNT, False


def held(value: Value | Graded, cut_note: str) -> Value:
    """What a cell can hold of a value: a safe text, a moment without its zone."""
    if isinstance(value, str):
        return safe_text(value, cut_note)
    if isinstance(value, Graded):
        return safe_text(value.text, cut_note)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _grade(severity: str) -> str:
    return f"Assay grade {severity if severity in _SEVERITIES else 'other'}"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_hex(colour))


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()
