"""The report as a workbook: the same document as the PDF, as tables to filter and sort."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.progress import Progress, no_progress
from app.reporting import wording
from app.reporting.clean import marked
from app.reporting.document import ReportDocument
from app.reporting.finding_list.document import FindingList
from app.reporting.xlsx.cells import add_styles
from app.reporting.xlsx.rows import RowWriter, row_count, saved
from app.reporting.xlsx.sheets import Sheet, list_sheet, sheets
from app.words import N_, Words

CUT = N_("… (cut: full text in the report)")
A4 = 9


def render_xlsx(document: ReportDocument, progress: Progress = no_progress) -> bytes:
    """The workbook, read back and counted. Raises UserError where the counts differ; `progress` may raise
    `Cancelled`."""
    words = document.words()
    return _rendered(document, sheets(document, words), words, progress)


def render_list(document: FindingList, progress: Progress = no_progress) -> bytes:
    """The same with one sheet: the findings in the columns of a profile."""
    words = document.report.words()
    return _rendered(document.report, (list_sheet(document, words),), words, progress)


def _rendered(
    document: ReportDocument, planned: tuple[Sheet, ...], words: Words, progress: Progress
) -> bytes:
    title, author = wording.report_name(document, words), document.cover.lead_auditor
    return write_sheets(planned, About(title, author, _dated(document)), words, progress)


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself."""

    title: str
    author: str
    created: datetime


def write_sheets(planned: tuple[Sheet, ...], about: About, words: Words, progress: Progress) -> bytes:
    """A workbook of these sheets, read back and counted; raises as `render_xlsx`."""
    total = 2 * sum(len(sheet.rows) for sheet in planned)
    book = _book(about)
    for sheet in planned:
        _arrange(book.create_sheet(sheet.name), sheet)
    writer = RowWriter(book.worksheets[0], words.text(CUT))
    rows, done = [], 0
    for sheet in planned:
        rows.append(_rows(sheet, writer, progress, done, total))
        done += len(sheet.rows)
    data = saved(book, rows)
    _counted(data, planned, progress, done, total)
    return data


def _book(about: About) -> Workbook:
    book = Workbook(write_only=True)
    add_styles(book)
    book.properties.title = marked(about.title)
    book.properties.creator = marked(about.author)
    book.properties.created = about.created
    return book


def _rows(sheet: Sheet, writer: RowWriter, progress: Progress, done: int, total: int) -> Iterator[str]:
    yield writer.row(1, [title for title, _width in sheet.heads], head=True)
    for number, row in enumerate(sheet.rows, start=2):
        if number % 50 == 0:
            progress(done + number, total, N_("Filling the sheets"))
        yield writer.row(number, row)


def _arrange(page: Worksheet, sheet: Sheet) -> None:
    """Widths, frozen and filtered head, and paper: landscape A4, one page wide, the head on each."""
    for column, (_title, width) in enumerate(sheet.heads, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(sheet.heads))
    page.freeze_panes = "C2" if len(sheet.heads) > 3 else "A2"
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N"))


def _counted(data: bytes, planned: tuple[Sheet, ...], progress: Progress, done: int, total: int) -> None:
    """Open what was written as a reader of it does, and count its rows."""
    book = load_workbook(BytesIO(data), read_only=True)
    for sheet in planned:
        progress(done, total, N_("Checking the workbook"))
        found = row_count(data, book.sheetnames.index(sheet.name)) - 1
        if found != len(sheet.rows):
            raise UserError(
                N_("The workbook lost rows: sheet {sheet} has {found} instead of {expected}."),
                N_("The audit is unchanged; no workbook was written."),
                N_("Try again; if it happens again, report it with the program's version."),
                sheet=sheet.name, found=found, expected=len(sheet.rows),
            )  # fmt: skip
        done += len(sheet.rows)
    book.close()


def _dated(document: ReportDocument) -> datetime:
    when = document.revision.issued or (document.drawn_up and document.drawn_up.date()) or date(2000, 1, 1)
    return datetime(when.year, when.month, when.day, tzinfo=UTC).replace(tzinfo=None)
