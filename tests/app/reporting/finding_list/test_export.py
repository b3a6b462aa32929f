"""The list of findings in an office's columns, as CSV and as a workbook, read back before it is done."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.follow_up import responses
from app.reporting import exports
from app.reporting.finding_list import csv_file
from app.reporting.finding_list.columns import COLUMNS
from app.reporting.finding_list.csv_file import field_text, render_csv
from app.reporting.finding_list.document import FindingAnswer, FindingList
from app.reporting.finding_list.export import CSV, XLSX, export_list
from app.reporting.finding_list.profile import ColumnProfile, ProfileColumn
from app.reporting.finding_list.profiles import standard_profile
from app.reporting.xlsx.workbook import render_list
from app.worker.client import Worker
from tests.app.reporting.audited import Audited
from tests.app.reporting.sample import findings, sample_document

OFFICE = ColumnProfile(
    "Office",
    (
        ProfileColumn("audit", "Audit no."),
        ProfileColumn("number"),
        ProfileColumn("grade", "Severity"),
        ProfileColumn("statement"),
        ProfileColumn("cause"),
        ProfileColumn("actions"),
        ProfileColumn("response_due"),
    ),
)
HOSTILE = [
    "=cmd()",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1+1",
    '=HYPERLINK("http://x")',
    "\u00a0=1",
    "＝1",
]


def _rows(content: bytes, separator: str = ",") -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes CSV without the mark for another encoding"
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


@pytest.fixture
def document() -> FindingList:
    answers = tuple(FindingAnswer(card.id, cause="Nobody owned it; “sooner or later”") for card in findings())
    return FindingList(sample_document(), OFFICE, answers)


def test_the_csv_has_the_columns_in_the_order_and_under_the_headings_of_the_office(
    document: FindingList,
) -> None:
    head, *rows = _rows(render_csv(document))
    assert head == [
        "Audit no.", "Number", "Severity", "Statement", "Cause", "Actions", "Response due"
    ]  # fmt: skip
    assert [row[1] for row in rows] == [card.number for card in document.report.findings]
    assert {row[0] for row in rows} == {document.report.cover.number}
    assert [row[3] for row in rows] == [card.statement for card in document.report.findings]
    assert {row[4] for row in rows} == {"Nobody owned it; “sooner or later”"}


def test_the_sign_between_the_fields_is_that_of_the_profile(document: FindingList) -> None:
    office = ColumnProfile("Office", OFFICE.columns, ";")
    content = render_csv(FindingList(document.report, office, document.answers))
    assert _rows(content, ";") == _rows(render_csv(document))
    assert b";" in content.splitlines()[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_is_a_formula_in_a_spreadsheet(text: str) -> None:
    assert field_text(text).startswith("'")
    assert field_text(text)[1:].strip() == text.strip()


def test_the_workbook_has_one_sheet_with_the_same_words(document: FindingList) -> None:
    book = load_workbook(BytesIO(render_list(document)))
    assert book.sheetnames == ["Findings"]
    head, *rows = [[cell or "" for cell in row] for row in book["Findings"].iter_rows(values_only=True)]
    told = [[str(cell)[:10] if at == 6 else cell for at, cell in enumerate(row)] for row in rows]
    assert [head, *told] == _rows(render_csv(document))


def test_every_column_says_something_of_some_finding_or_nothing(document: FindingList) -> None:
    everything = ColumnProfile("All", tuple(map(ProfileColumn, COLUMNS)))
    head, *rows = _rows(render_csv(FindingList(document.report, everything, document.answers)))
    assert len(head) == len(set(head)) == len(COLUMNS)
    assert all(len(row) == len(head) for row in rows)


def test_a_row_that_is_lost_on_the_way_is_noticed(
    document: FindingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Losing:
        """A writer that forgets the last row."""

        def __init__(self, file: StringIO, delimiter: str) -> None:
            self._to = csv.writer(file, delimiter=delimiter)

        def writerows(self, rows: list[list[str]]) -> None:
            self._to.writerows(rows[:-1])

    class Module:
        reader, writer = csv.reader, Losing

    monkeypatch.setattr(csv_file, "csv", Module)
    with pytest.raises(UserError, match="lost findings"):
        render_csv(document)


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_findings_of_an_audit_leave_with_what_was_answered(
    issued: Audited, tmp_path: Path, shared_worker: Worker, kind: str
) -> None:
    number, finding_id = next(iter(issued.findings.items()))
    issued.do(responses.edit_response, finding_id, cause="Nobody owned the test", correction="-Tested-")
    target = tmp_path / f"list.{kind}"

    done = export_list(issued.workspace, issued.audit_id, target, shared_worker, OFFICE, kind)

    if kind == CSV:
        rows = _rows(target.read_bytes())
    else:
        found = load_workbook(target)["Findings"].iter_rows(values_only=True)
        rows = [[str(cell or "") for cell in row] for row in found]
    assert done.findings == len(rows) - 1 == len(issued.findings)
    assert "Nobody owned the test" in [row[4] for row in rows], number


def test_a_target_that_must_not_be_written_is_refused(audited: Audited, shared_worker: Worker) -> None:
    inside = audited.workspace.path / "list.csv"
    with pytest.raises(UserError, match="inside the workspace"):
        export_list(audited.workspace, audited.audit_id, inside, shared_worker, standard_profile("New"), CSV)
    assert not inside.exists()


def test_a_drive_that_gives_back_other_bytes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flip(target: Path, content: bytes) -> None:
        target.write_bytes(content[:-1] + b"?")

    monkeypatch.setattr(exports, "write_durably", flip)
    with pytest.raises(UserError, match="does not hold what was written"):
        exports.write_whole(tmp_path / "f.csv", b"whole")
