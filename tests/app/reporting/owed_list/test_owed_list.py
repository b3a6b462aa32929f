"""What was asked for and promised, on paper and as a table: of whom, until when, what came."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.evidence.intake import attach_bytes
from app.evidence.requests import answer_refused, receive, request_evidence
from app.reporting.owed_list.document import OwedDocument, OwedEntry
from app.reporting.owed_list.export import ExportedOwed, build_owed, export_owed, owed_name
from app.reporting.owed_list.rendering import render_owed
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story, story
from tests.app.reporting.reading import packed, read_text

__all__ = ["story"]


@pytest.fixture
def asked(workspace: Workspace, story: Story) -> Story:
    """One still owed and late, one received, one refused."""
    attached = attach_bytes(workspace, story.audit, "log.csv", b"a,b")
    with workspace.write("Ask") as uow:
        today = uow.today()
        request_evidence(
            uow, story.audit, "Restore log of May", item_id=story.backups, due_on=today - timedelta(days=1)
        )
        came = request_evidence(uow, story.audit, "Access review Q2")
        receive(uow, came, attached.evidence_id)
        refused = request_evidence(uow, story.audit, "=HYPERLINK(1) of salaries")
        answer_refused(uow, refused, "Not for auditors")
    return story


def saved(workspace: Workspace, story: Story, target: Path) -> ExportedOwed:
    return export_owed(workspace, story.audit, target, Worker())


def test_the_page_to_print_says_of_whom_until_when_and_what_came(
    workspace: Workspace, asked: Story, tmp_path: Path
) -> None:
    target = tmp_path / "owed.pdf"
    assert saved(workspace, asked, target).requests == 3
    text = packed(read_text(target.read_bytes()))
    for said in ("1 still owed", "Restore log of May", "overdue", "A.8.13", "Access review Q2", "E-001"):
        assert packed(said) in text, said
    assert packed("not produced") in text
    assert packed("Not for auditors") in text


def test_the_table_opens_in_a_spreadsheet_and_no_cell_is_a_formula(
    workspace: Workspace, asked: Story, tmp_path: Path
) -> None:
    saved(workspace, asked, tmp_path / "owed.xlsx")
    sheet = load_workbook(tmp_path / "owed.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("No.", "What", "Item", "Of whom")
    assert [row[6] for row in rows[1:]] == ["overdue", "received", "not produced"]
    assert sheet["B4"].value == "=HYPERLINK(1) of salaries"
    assert sheet["B4"].data_type == "s"


def test_the_csv_says_the_same(workspace: Workspace, asked: Story, tmp_path: Path) -> None:
    saved(workspace, asked, tmp_path / "owed.CSV")
    content = (tmp_path / "owed.CSV").read_bytes()
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row[1] for row in rows] == [
        "What",
        "Restore log of May",
        "Access review Q2",
        "'=HYPERLINK(1) of salaries",
    ]
    with workspace.read() as unit:
        assert rows[1][5] == (unit.today() - timedelta(days=1)).isoformat()


def test_an_audit_that_asked_for_nothing_has_a_list_that_says_so(workspace: Workspace, story: Story) -> None:
    with workspace.read() as unit:
        document = build_owed(unit, story.audit)
    assert "Nothing was asked for." in read_text(render_owed(document, "pdf"))
    assert load_workbook(BytesIO(render_owed(document, "xlsx"))).worksheets[0].max_row == 1


def test_a_thousand_requests_of_any_length_are_all_on_paper() -> None:
    day = date(2026, 11, 24)
    entries = tuple(
        OwedEntry(f"R-{n:03}", "Überlänge " * (n % 40), "", "İpek Şahin", day, day, "open", None, "", "")
        for n in range(1, 1001)
    )
    document = OwedDocument("Łódź Clinics", "IA-2026-03", "", "Ada", day, entries)
    text = packed(read_text(render_owed(document, "pdf")))
    assert all(entry.number in text for entry in entries)


def test_the_list_is_not_written_into_the_workspace(workspace: Workspace, asked: Story) -> None:
    with pytest.raises(UserError):
        saved(workspace, asked, workspace.layout.root / "owed.pdf")
    assert owed_name("IA-2026-03") == "IA-2026-03 owed.pdf"
