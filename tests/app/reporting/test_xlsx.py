"""The workbook that offices filter and sort."""

import dataclasses
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import UserError
from app.progress import Cancelled
from app.reporting.document import ReportDocument
from app.reporting.finding_card import FindingCard
from app.reporting.xlsx import workbook
from app.reporting.xlsx.workbook import render_xlsx
from tests.app.reporting.sample import cover, sample_document, uuid

CUT = "… (cut: full text in the report)"


@pytest.fixture(scope="module")
def book(document: ReportDocument) -> Workbook:
    return load_workbook(BytesIO(render_xlsx(document)))


def _heads(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): number for number, cell in enumerate(sheet[1])}


def _column(sheet: Worksheet, title: str) -> list[object]:
    at = _heads(sheet)[title]
    return [row[at].value for row in sheet.iter_rows(min_row=2)]


def test_the_five_sheets_hold_every_row(book: Workbook, document: ReportDocument) -> None:
    assert book.sheetnames == ["Summary", "Findings", "Checklist", "Evidence", "Coverage"]
    assert _column(book["Findings"], "Id") == [card.id for card in document.findings]
    assert _column(book["Evidence"], "SHA-256")[:36] == [row.sha256 for row in document.evidence][:36]
    assert len(_column(book["Checklist"], "Item")) == 123
    assert len(_column(book["Coverage"], "Requirement")) == 123


def test_designed_implemented_and_operating_have_columns_by_question_and_by_requirement() -> None:
    given, said = sample_document(), {"designed": "yes", "implemented": "", "operating": "no"}
    document = dataclasses.replace(
        given,
        checklist=(dataclasses.replace(given.checklist[0], **said),),
        requirements=(dataclasses.replace(given.requirements[0], **said),),
    )
    made = load_workbook(BytesIO(render_xlsx(document)))
    for name in ("Checklist", "Coverage"):
        told = [_column(made[name], title)[0] or "" for title in ("Designed", "Implemented", "Operating")]
        assert told == ["yes", "", "no"]


def test_the_totals_are_those_of_the_document(book: Workbook, document: ReportDocument) -> None:
    summary = book["Summary"]
    values = dict(zip(_column(summary, "Item"), _column(summary, "Value"), strict=True))
    counts, results = document.finding_counts(), document.result_counts()
    assert values["Major nonconformities"] == counts.major == 1
    assert values["Minor nonconformities"] == counts.minor == 3
    assert values["Opportunities for improvement"] == counts.ofi == 3
    assert values["Observations"] == counts.observation == 0
    assert values["Requirements examined"] == results.examined == 68
    assert values["Requirements conforming"] == results.conforming == 62
    assert _column(book["Coverage"], "Result").count("Conforms") == results.conforming


def test_nothing_that_a_user_typed_is_a_formula() -> None:
    hostile = [
        FindingCard(
            uuid(number), start + "cmd()", "ofi", f"{start}1+1", statement=f"{start}A1", owner_role=start
        )
        for number, start in enumerate(("=", "+", "-", "@", "\t=", '=HYPERLINK("http://x")'))
    ]
    document = sample_document(findings=tuple(hostile), cover=dataclasses.replace(cover(), title="=cmd()"))
    found = load_workbook(BytesIO(render_xlsx(document)))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    titles = [cell for cell in cells if str(cell.value).endswith("cmd()")]
    assert len(titles) == 7
    assert all(cell.quotePrefix for cell in titles)


def test_control_characters_are_seen_and_excels_own_escapes_stay_text(book: Workbook) -> None:
    names = _column(book["Evidence"], "File name")
    assert "nul[U+0000]byte.txt" in names
    assert "[U+D800]lone.bin" in names
    finding = FindingCard(uuid(1), "F-01", "ofi", "_x0041_")
    data = render_xlsx(sample_document(findings=(finding,)))
    assert b"_x005F_x0041_" in _part(data, "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("sign", ["x", "é", "😀"])
def test_a_text_longer_than_a_cell_says_that_it_was_cut(sign: str) -> None:
    finding = FindingCard(uuid(1), "F-01", "ofi", "Long", statement=sign * 100_000)
    found = load_workbook(BytesIO(render_xlsx(sample_document(findings=(finding,)))))
    value = str(_column(found["Findings"], "Statement")[0])
    assert value.endswith(CUT)
    assert value.startswith(sign)
    assert 32_700 < len(value.encode("utf-16-le")) // 2 <= 32_767


def test_dates_are_dates(book: Workbook) -> None:
    due = _column(book["Findings"], "Response due")
    assert due[0] == datetime(2026, 12, 9)  # noqa: DTZ001 - a cell has no zone
    assert _column(book["Evidence"], "Obtained")[0] == datetime(2026, 11, 24, 10, 1)  # noqa: DTZ001
    cell = book["Findings"].cell(2, _heads(book["Findings"])["Response due"] + 1)
    assert cell.is_date
    assert cell.number_format == "d mmm yyyy"


def test_heads_are_frozen_filtered_and_printed_on_each_page(book: Workbook) -> None:
    for sheet in book:
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_cells_share_named_styles_and_grades_have_their_own(book: Workbook) -> None:
    grades = _heads(book["Findings"])["Grade"] + 1
    styles = [book["Findings"].cell(row, grades).style for row in range(2, 11)]
    assert styles[0] == "Assay grade major"
    assert styles[1] == "Assay grade minor"
    assert styles[-1] == "Assay grade other"
    assert {cell.style for cell in book["Evidence"][2]} == {"Assay text", "Assay time", "Assay figure"}


def test_rows_that_went_missing_are_noticed(
    monkeypatch: pytest.MonkeyPatch, document: ReportDocument
) -> None:
    shorter = render_xlsx(dataclasses.replace(document, evidence=document.evidence[:-1]))
    monkeypatch.setattr(workbook, "saved", lambda *_: shorter)
    with pytest.raises(UserError, match="Evidence has 36 instead of 37"):
        render_xlsx(document)


def test_a_bare_audit_gives_a_workbook_too() -> None:
    found = load_workbook(BytesIO(render_xlsx(ReportDocument(cover=cover()))))
    assert found["Findings"].max_row == 1
    assert _heads(found["Findings"])["Id"] == 0


def test_filling_can_be_stopped(document: ReportDocument) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render_xlsx(document, stop)


def _part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
