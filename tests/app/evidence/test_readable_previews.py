"""Lists, workbooks, documents and Markdown are read where they lie, through the real worker."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from app.evidence.media import DOCX, XLSX
from app.evidence.preview.asking import (
    Block,
    FormattedText,
    Preview,
    Run,
    SheetPreview,
    Sheets,
    TextPreview,
    preview_bytes,
)
from app.worker.client import Worker
from tests.app.evidence.office_files import docx, paragraph, table, xlsx

CSV, MARKDOWN = "text/csv", "text/markdown"


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker()


def sheet_of(preview: Preview, number: int = 0) -> SheetPreview:
    assert isinstance(preview, Sheets), preview
    return preview.sheets[number]


def blocks_of(preview: Preview) -> tuple[Block, ...]:
    assert isinstance(preview, FormattedText), preview
    return preview.blocks


def kinds(preview: Preview) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(preview)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_a_list_stands_in_columns_whatever_wrote_it(worker: Worker, codec: str, sign: str) -> None:
    lines = [("Name", "Left on", "Note"), ("Zoë Größe", "2026-03-31", f"a{sign}b"), ("Ann", "", "")]
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in line) for line in lines)
    sheet = sheet_of(preview_bytes(worker, text.encode(codec), CSV))
    assert [row.cells for row in sheet.rows] == [lines[0], lines[1], ("Ann",)]
    assert not sheet.is_cut


def test_a_row_is_called_by_the_line_it_begins_on(worker: Worker) -> None:
    sheet = sheet_of(preview_bytes(worker, b'a,b\n"two\nlines",c\nd,e\n', CSV))
    assert [row.number for row in sheet.rows] == [1, 2, 4]


def test_of_a_long_list_the_start_is_shown_and_half_a_line_is_not(worker: Worker) -> None:
    whole = sheet_of(preview_bytes(worker, b"x,y\n" * 5_000, CSV))
    assert (len(whole.rows), whole.is_cut) == (1_000, True)
    cut = sheet_of(preview_bytes(worker, b'name,note\nAnn,fine\nBob,"half a', CSV, is_cut=True))
    assert [row.cells for row in cut.rows] == [("name", "note"), ("Ann", "fine")]
    assert cut.is_cut


def test_what_no_spreadsheet_would_read_stays_text(worker: Worker) -> None:
    text = 'a,b\n"never closed,c\n'
    assert preview_bytes(worker, text.encode(), CSV) == TextPreview(text, is_cut=False)


def workbook() -> Workbook:
    book = Workbook()
    accounts = book.worksheets[0]
    accounts.title = "Accounts"
    accounts.append(["Account", "Created", "Seen", "Active", "Share"])
    accounts.append(["ann", date(2026, 3, 31), datetime.fromisoformat("2026-04-01 09:30:00"), True, 0.25])
    accounts["B5"] = "far away"
    book.create_sheet("Empty")
    book.create_sheet("Removed").sheet_state = "hidden"
    return book


def test_a_workbook_is_shown_sheet_by_sheet_with_what_is_hidden(worker: Worker) -> None:
    preview = preview_bytes(worker, xlsx(workbook()), XLSX)
    first = sheet_of(preview)
    assert first.rows[1].cells == ("ann", "2026-03-31", "2026-04-01 09:30:00", "TRUE", "0.25")
    assert (first.rows[-1].number, first.rows[-1].cells) == (5, ("", "far away"))
    assert isinstance(preview, Sheets)
    assert [(sheet.name, sheet.is_hidden, len(sheet.rows)) for sheet in preview.sheets] == [
        ("Accounts", False, 5),
        ("Empty", False, 0),
        ("Removed", True, 0),
    ]


def test_of_a_long_and_wide_sheet_the_corner_is_shown(worker: Worker) -> None:
    book = Workbook()
    for _row in range(1_200):
        book.worksheets[0].append(["x" * 700] + [1] * 120)
    sheet = sheet_of(preview_bytes(worker, xlsx(book), XLSX))
    assert (len(sheet.rows), sheet.columns, sheet.is_cut) == (1_000, 100, True)
    assert sheet.rows[0].cells[0] == "x" * 500 + "…"


def test_a_word_document_keeps_headings_lists_and_tables_in_any_language(worker: Worker) -> None:
    body = (
        paragraph("Access control", style="berschrift1")
        + paragraph("Owner: ", run="<w:b/>")
        + paragraph("Every leaver", before='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        + paragraph("")
        + table(("Role", "Days"), ("Leaver", "1"))
        + paragraph("Approved", run='<w:b w:val="0"/><w:i/>')
    )
    preview = preview_bytes(worker, docx(body, header=paragraph("ISP-07 v3.1")), DOCX)
    assert blocks_of(preview) == (
        Block("margin", runs=(Run("ISP-07 v3.1"),)),
        Block("heading", 1, runs=(Run("Access control"),)),
        Block("paragraph", runs=(Run("Owner: ", is_bold=True),)),
        Block("item", 2, "•", (Run("Every leaver"),)),
        Block("table", rows=(("Role", "Days"), ("Leaver", "1"))),
        Block("paragraph", runs=(Run("Approved", is_italic=True),)),
    )


def test_changes_that_are_tracked_read_as_accepted_and_pictures_are_told(worker: Worker) -> None:
    body = (
        "<w:p><w:r><w:t>within </w:t></w:r>"
        "<w:del><w:r><w:delText>five</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>one</w:t></w:r></w:ins><w:r><w:t> day</w:t><w:drawing/></w:r></w:p>"
    )
    preview = preview_bytes(worker, docx(body), DOCX)
    assert kinds(preview) == [("paragraph", "within one day")]
    assert isinstance(preview, FormattedText)
    assert preview.has_pictures


def test_of_a_long_document_the_start_is_shown(worker: Worker) -> None:
    preview = preview_bytes(worker, docx(paragraph("word " * 20) * 5_000), DOCX)
    assert isinstance(preview, FormattedText)
    assert preview.is_cut
    assert len(preview.blocks) == 2_000


def test_markdown_is_set_as_it_is_meant(worker: Worker) -> None:
    text = (
        "# Policy\n\nEvery **leaver** is *gone* in `1` day.\n\n1. one\n2. two\n   - deep\n\n> said\n\n---\n\n"
        "| Role | Days |\n|---|---|\n| Leaver | 1 |\n\n```\nrm -r\n```\n"
    )
    assert blocks_of(preview_bytes(worker, text.encode(), MARKDOWN)) == (
        Block("heading", 1, runs=(Run("Policy"),)),
        Block(
            "paragraph",
            runs=(
                Run("Every "),
                Run("leaver", is_bold=True),
                Run(" is "),
                Run("gone", is_italic=True),
                Run(" in "),
                Run("1", is_code=True),
                Run(" day."),
            ),
        ),
        Block("item", 1, "1.", (Run("one"),)),
        Block("item", 1, "2.", (Run("two"),)),
        Block("item", 2, "•", (Run("deep"),)),
        Block("quote", 1, runs=(Run("said"),)),
        Block("rule"),
        Block("table", rows=(("Role", "Days"), ("Leaver", "1"))),
        Block("code", runs=(Run("rm -r", is_code=True),)),
    )


def test_markdown_reaches_for_nothing_outside(worker: Worker) -> None:
    """What points outside is written out, so that the auditor sees where it leads."""
    text = "![plan](https://x.example/p.png) [here](https://x.example/) <script>a()</script>\n\n<img src=x>"
    assert kinds(preview_bytes(worker, text.encode(), MARKDOWN)) == [
        ("paragraph", "[plan] here (https://x.example/) <script>a()</script>"),
        ("paragraph", "<img src=x>"),
    ]
