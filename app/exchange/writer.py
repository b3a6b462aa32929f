"""Writes a workbook for responses: instructions, the rows to fill in, and the hidden sheet with the seal."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.exchange import instructions, looks
from app.exchange.checks import add_checks
from app.exchange.columns import COLUMNS, ROW_KEY, Column, Kind, marked_key
from app.exchange.document import WorkbookDocument
from app.exchange.rows import Value, rows_of, takes_text
from app.exchange.texts import CUT
from app.progress import Progress, no_progress
from app.reporting.clean import marked
from app.words import N_, Words

RESPONSES = N_("Responses")
HIDDEN = "assay"
KEYS_ROW, TITLES_ROW, FIRST_ROW, FIRST_COLUMN = 1, 2, 3, 2
_A3 = 8
_ROW_ID_WIDTH = 38
_LINE, _HEAD_HEIGHT, _HIGHEST = 15, 32, 240
_LEAST_LINES = {True: 4, False: 2}


def write_workbook(document: WorkbookDocument, progress: Progress = no_progress) -> bytes:
    """The file, read back and counted. Raises UserError where something of it was lost."""
    words = Words(document.language)
    book = Workbook()
    book.remove(book.worksheets[0])
    looks.add_styles(book)
    book.properties.title = marked(f"{document.about.audit_number} {words.text(RESPONSES)}")
    book.properties.creator = marked(document.about.lead_auditor)
    book.properties.created = _dated(document.about.made_on)
    instructions.write(book, document.about, words)
    _write_responses(book, document, words, progress)
    _write_hidden(book, document)
    book.security = WorkbookProtection(lockStructure=True)
    buffer = BytesIO()
    progress(document.rows, 2 * document.rows, N_("Writing the workbook"))
    book.save(buffer)
    _count(buffer.getvalue(), document, words)
    return buffer.getvalue()


def _write_responses(book: Workbook, document: WorkbookDocument, words: Words, progress: Progress) -> None:
    page: Worksheet = book.create_sheet(words.text(RESPONSES))
    _write_head(page, words)
    place = FIRST_ROW
    for finding in document.findings:
        progress(place, 2 * document.rows, N_("Filling the sheets"))
        for step, (action, values) in enumerate(rows_of(finding), start=1):
            page.cell(place, 1, action.id)
            for at, column in _placed():
                cell = cast(Cell, page.cell(place, at))
                _put(cell, column, values.get(column.key), step, words)
            page.row_dimensions[place].height = _height(values, step)
            place += 1
    add_checks(page, document, words, FIRST_ROW, place - 1)
    _arrange(page, place - 1)


def _write_head(page: Worksheet, words: Words) -> None:
    page.cell(KEYS_ROW, 1, marked_key(ROW_KEY))
    page.column_dimensions["A"].width = _ROW_ID_WIDTH
    page.column_dimensions["A"].hidden = True
    page.row_dimensions[KEYS_ROW].hidden = True
    page.row_dimensions[TITLES_ROW].height = _HEAD_HEIGHT
    for at, column in _placed():
        page.cell(KEYS_ROW, at, marked_key(column.key))
        style = looks.OPEN_HEAD if column.is_open else looks.HEAD
        looks.put_text(cast(Cell, page.cell(TITLES_ROW, at)), words.text(column.title), style, "")
        page.column_dimensions[get_column_letter(at)].width = column.width


def _placed() -> Iterator[tuple[int, Column]]:
    return enumerate(COLUMNS, start=FIRST_COLUMN)


def _height(values: Mapping[str, Value], step: int) -> int:
    """In points, for the longest text and for an answer: not every program sees to that by itself."""
    lines = [_lines(str(values.get(column.key) or ""), column.width) for column in COLUMNS]
    return min(max(*lines, _LEAST_LINES[step == 1]) * _LINE, _HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text[: width * _HIGHEST].split("\n"))


def _put(cell: Cell, column: Column, value: Value, step: int, words: Words) -> None:
    style = _style(column, step)
    if isinstance(value, str) and value:
        looks.put_text(cell, value, style, words.text(CUT))
    else:
        cell.value, cell.style = value or None, style


def _style(column: Column, step: int) -> str:
    ground = looks.LOCKED
    if column.is_open:
        ground = looks.OPEN if takes_text(column, step) else looks.CLOSED
    date_format = looks.DATE if column.kind is Kind.DATE else ""
    return f"{ground}{date_format}{looks.FIRST if step == 1 else ''}"


def _arrange(page: Worksheet, last_row: int) -> None:
    """Locked but for the open cells; filters and widths are the reader's. On paper A3, one page wide."""
    last = get_column_letter(FIRST_COLUMN + len(COLUMNS) - 1)
    page.freeze_panes = f"D{FIRST_ROW}"
    page.auto_filter.ref = f"B{TITLES_ROW}:{last}{last_row}"
    page.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter"):
        setattr(page.protection, allowed, False)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A3
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{TITLES_ROW}:{TITLES_ROW}"
    page.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N"))


def _write_hidden(book: Workbook, document: WorkbookDocument) -> None:
    page: Worksheet = book.create_sheet(HIDDEN)
    for row, line in enumerate(document.sealed, start=1):
        looks.put_text(cast(Cell, page.cell(row, 1)), line, looks.SAID, "")
    for row, name in enumerate(document.people, start=1):
        looks.put_text(cast(Cell, page.cell(row, 2)), name, looks.SAID, "")
    page.sheet_state = "veryHidden"
    page.protection.sheet = True


def _count(content: bytes, document: WorkbookDocument, words: Words) -> None:
    """Open what was written and count it."""
    book = load_workbook(BytesIO(content), read_only=True)
    ids = [row[0] for row in book[words.text(RESPONSES)].iter_rows(FIRST_ROW, max_col=1, values_only=True)]
    lines = [row[0] for row in book[HIDDEN].iter_rows(max_col=1, values_only=True)]
    book.close()
    asked = [action.id for finding in document.findings for action in finding.actions]
    if ids != asked or lines[: len(document.sealed)] != list(document.sealed):
        raise UserError(
            N_("The workbook lost rows: sheet {sheet} has {found} instead of {expected}."),
            N_("The audit is unchanged; no workbook was written."),
            N_("Try again; if it happens again, report it with the program's version."),
            sheet=words.text(RESPONSES),
            found=len(ids),
            expected=len(asked),
        )


def _dated(when: date) -> datetime:
    return datetime(when.year, when.month, when.day, tzinfo=UTC).replace(tzinfo=None)
