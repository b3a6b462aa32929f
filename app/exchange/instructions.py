"""The first sheet of a workbook for responses: what it is, and how it is filled in and returned."""

from collections.abc import Iterator
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange import looks
from app.exchange.columns import OPEN
from app.exchange.document import About, CorrectBy
from app.reporting.formats import day
from app.words import N_, Words

SHEET = N_("How to answer")
_NAME, _TEXT = 2, 3
_A4 = 9
_WIDTHS = {"A": 3, "B": 24, "C": 92}
_STEPS = (
    N_("Go to the sheet “Responses”. Fill in the white cells; the grey ones are locked."),
    N_("Correction, extent, cause and comment stand in the first row of a finding, for the whole of it."),
    N_("Write one action in each row, with its owner and the day on which it will be done."),
    N_("Filter the rows as you like. Leave rows, columns and sheets where they are."),
    N_("What you do not know yet stays empty: the workbook can be returned again, with more in it."),
    N_("Save it as an Excel workbook (.xlsx) without a password, in Excel or LibreOffice, and return it."),
)


def write(book: Workbook, about: About, words: Words) -> None:
    """Add the sheet."""
    page: Worksheet = book.create_sheet(words.text(SHEET))
    for letter, width in _WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.sheet_view.showGridLines = False
    _put(page, 2, _NAME, words.text(N_("Responses to audit findings")), looks.TITLE)
    page.row_dimensions[2].height = 24
    row = _pairs(page, 4, _facts(about, words))
    row = _heading(page, row + 1, words.text(N_("What to do")))
    row = _pairs(page, row, [(f"{n}", words.text(step)) for n, step in enumerate(_STEPS, start=1)])
    row = _heading(page, row + 1, words.text(N_("What goes in")))
    _pairs(page, row, [(words.text(one.title), words.text(one.help)) for one in OPEN])
    page.protection.sheet = True
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _facts(about: About, words: Words) -> Iterator[tuple[str, str]]:
    t = words.text
    yield t(N_("Audit")), f"{about.audit_number} · {about.audit_title}"
    yield t(N_("Organisation")), about.organisation
    yield t(N_("Return it to")), about.lead_auditor or t(N_("the lead auditor"))
    yield t(N_("For")), about.owner or t(N_("all owners of findings"))
    yield t(N_("Findings")), str(about.findings)
    if about.respond_by:
        yield (
            t(N_("Respond by")),
            t(N_("{date}, the earliest; each finding says its own"), date=day(about.respond_by, words)),
        )
    for place, one in enumerate(about.correct_by):
        yield "" if place else t(N_("Correct by")), _correct_by(one, words)
    yield t(N_("As of")), f"{day(about.made_on, words)}, {_revision(about, words)}"
    yield t(N_("Classification")), about.classification


def _correct_by(one: CorrectBy, words: Words) -> str:
    """`13 Jul 2026: F-01, F-03`."""
    return words.text(N_("{day}: {numbers}"), day=day(one.on, words), numbers=", ".join(one.numbers))


def _revision(about: About, words: Words) -> str:
    if about.revision:
        return words.text(N_("revision {n} of the report"), n=about.revision)
    return words.text(N_("before the report is issued"))


def _heading(page: Worksheet, row: int, text: str) -> int:
    _put(page, row, _NAME, text, looks.TITLE)
    page.row_dimensions[row].height = 24
    return row + 1


def _pairs(page: Worksheet, row: int, pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> int:
    for name, text in pairs:
        _put(page, row, _NAME, name, looks.NAME)
        _put(page, row, _TEXT, text, looks.SAID)
        row += 1
    return row


def _put(page: Worksheet, row: int, column: int, text: str, style: str) -> None:
    looks.put_text(cast(Cell, page.cell(row, column)), text, style, "…")
