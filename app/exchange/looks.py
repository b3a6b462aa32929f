"""How the cells of a workbook for responses look: open ones white, locked ones grey, shared named styles."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from app.reporting.clean import safe_text
from app.reporting.colours import ACCENT, LINE, MARK, MUTED, NONCONFORMING, TEXT

TITLE, NAME, SAID = "Assay title", "Assay name", "Assay said"
HEAD, OPEN_HEAD = "Assay locked head", "Assay open head"
LOCKED, OPEN, CLOSED = "Assay locked", "Assay open", "Assay closed"
DATE, FIRST = " date", " first"
_DATE_FORMAT = "yyyy-mm-dd"
_FORMULA = ("=", "+", "-", "@", "\t")
_LOCKED_GROUND, _WHITE = "F1F3F6", "FFFFFF"
_TOP = Alignment(vertical="top", wrap_text=True)


def add_styles(book: Workbook) -> None:
    """The named styles that all cells share."""
    for name, font in (
        (TITLE, _font(16, bold=True)),
        (NAME, _font(11, MUTED)),
        (SAID, _font(11)),
    ):
        style = NamedStyle(name, font, alignment=_TOP if name == SAID else Alignment(vertical="top"))
        book.add_named_style(style)
    for name, ground in ((HEAD, NONCONFORMING), (OPEN_HEAD, ACCENT)):
        font = _font(11, _WHITE, bold=True)
        book.add_named_style(NamedStyle(name, font, _fill(ground), alignment=_TOP))
    for name, ground in ((LOCKED, _LOCKED_GROUND), (OPEN, _WHITE), (CLOSED, MARK)):
        for more in ("", DATE, FIRST, DATE + FIRST):
            book.add_named_style(_cell_style(name, more, ground))


def _cell_style(name: str, more: str, ground: str) -> NamedStyle:
    style = NamedStyle(f"{name}{more}", _font(11), _fill(ground), _border(is_first=FIRST in more))
    style.alignment = _TOP
    # As text, so that "1/2" and "=" stay what was typed.
    style.number_format = _DATE_FORMAT if DATE in more else "@"
    style.protection = Protection(locked=name != OPEN)
    return style


def _border(*, is_first: bool) -> Border:
    line = Side("thin", color=_hex(LINE))
    return Border(
        left=line, right=line, bottom=line, top=Side("thin", color=_hex(MUTED)) if is_first else line
    )


def _font(size: int, colour: str = TEXT, *, bold: bool = False) -> Font:
    return Font("Calibri", size, bold=bold, color=_hex(colour))


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_hex(colour))


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def put_text(cell: Cell, text: str, style: str, cut_note: str) -> None:
    """A text as a text, never as a formula, and never cut without a word."""
    cell.value = safe_text(text, cut_note)
    cell.data_type = "s"
    cell.style = style
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
