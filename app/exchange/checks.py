"""What a spreadsheet checks while the open cells are filled in: owners from the list, dates to come."""

from datetime import date

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange.columns import COLUMNS, Column, Kind
from app.exchange.document import WorkbookDocument
from app.words import N_, Words

_LONGEST_TITLE, _LONGEST_TEXT = 32, 255
_DAY_ZERO = date(1899, 12, 30)


def add_checks(page: Worksheet, document: WorkbookDocument, words: Words, first: int, last: int) -> None:
    """A check and a hint for each open column. Without `showErrorMessage` nothing would be enforced."""
    for at, column in enumerate(COLUMNS, start=2):
        if not column.is_open:
            continue
        check = _check(column, document, words)
        check.promptTitle = words.text(column.title)[:_LONGEST_TITLE]
        check.prompt = words.text(column.help)[:_LONGEST_TEXT]
        check.showInputMessage = True
        check.add(f"{get_column_letter(at)}{first}:{get_column_letter(at)}{last}")
        page.add_data_validation(check)


def _check(column: Column, document: WorkbookDocument, words: Words) -> DataValidation:
    if column.kind is Kind.DATE:
        return _date_check(document.about.made_on, words)
    if column.kind is Kind.PERSON and document.people:
        return _list_check(len(document.people), words)
    return DataValidation(allow_blank=True)


def _date_check(earliest: date, words: Words) -> DataValidation:
    text = words.text(
        N_("Enter a date from {date} on, such as 2026-11-24, or leave the cell empty."),
        date=earliest.isoformat(),
    )
    return DataValidation(
        type="date",
        operator="greaterThanOrEqual",
        formula1=str((earliest - _DAY_ZERO).days),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words.text(N_("Not a date to come"))[:_LONGEST_TITLE],
        error=text[:_LONGEST_TEXT],
    )


def _list_check(count: int, words: Words) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=f"{quote_sheetname('assay')}!$B$1:$B${count}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words.text(N_("Not in the list"))[:_LONGEST_TITLE],
        error=words.text(
            N_("Choose a name from the list. If somebody is missing there, write the name in the comment.")
        )[:_LONGEST_TEXT],
    )
