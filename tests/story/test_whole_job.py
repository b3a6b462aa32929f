"""The whole job once, through the window: an audit from the empty workspace to the report that was issued."""

import hashlib
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.evidence.reads import EvidenceRow, evidence_of_audit
from app.findings.terms import FindingState
from app.reporting.exports import issued_pdf
from app.reporting.reports import revisions
from app.sessions.results import Result
from app.workspace.verify import verify
from tests.conftest import FixedClock
from tests.story import beginning, conclusion, fieldwork
from tests.story.auditor import Auditor, Key
from tests.ui.conftest import OpenWindow
from ui.pages import page_entries
from ui.reporting.page import ReportPage


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pieces(auditor: Auditor) -> dict[str, EvidenceRow]:
    return {row.number: row for row in auditor.see(evidence_of_audit, auditor.audit_id)}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A PDF and a picture that the auditee hands over."""
    folder = tmp_path / "from the auditee"
    folder.mkdir()
    pdf, picture = folder / "restore test – 14 Feb.pdf", folder / "zálohy.png"
    page = Canvas(str(pdf))
    page.drawString(72, 700, "Restore test of 14 February 2026: passed")
    page.save()
    Image.new("RGB", (640, 400), "teal").save(picture)
    return pdf, picture


def test_the_whole_job_from_an_empty_screen_to_the_issued_report_and_back(
    qtbot: QtBot,
    open_window: OpenWindow,
    clock: FixedClock,
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, pdf, workbook = tmp_path / "Clinics.assay", tmp_path / "report.pdf", tmp_path / "findings.xlsx"
    auditor = Auditor(qtbot, open_window(None, page_entries()), clock)
    beginning.make_a_workspace(auditor, path)
    beginning.plan_an_audit(auditor)
    beginning.settle_what_it_is_for(auditor)
    beginning.plan_an_interview(auditor)
    beginning.agree_the_plan(auditor)
    beginning.open_the_audit(auditor)

    fieldwork.begin_the_interview(auditor)
    fieldwork.note_the_backups(auditor, files)
    fieldwork.note_the_logging(auditor)
    fieldwork.leave_the_access_rights(auditor)
    conclusion.write_the_finding(auditor)
    conclusion.confirm_the_finding(auditor)
    fieldwork.mark_the_rest_not_examined(auditor)

    conclusion.close_the_fieldwork(auditor)
    conclusion.conclude(auditor)
    conclusion.issue_the_report(auditor)
    conclusion.save(auditor, monkeypatch, "Save the report as PDF…", pdf)
    conclusion.save(auditor, monkeypatch, "Save the findings as Excel…", workbook)
    issued = pdf.read_bytes()
    close(auditor)

    auditor.window = open_window(None, page_entries())
    unlock(auditor)
    the_notes_and_results_are_found(auditor)
    the_evidence_is_what_was_handed_over(auditor, files)
    the_finding_is_issued(auditor)
    the_report_is_the_same(auditor, issued, workbook)
    assert verify(auditor.workspace) == ()


def close(auditor: Auditor) -> None:
    window = auditor.window
    window.close()
    auditor.wait(lambda: not window.has_workspace())


def unlock(auditor: Auditor) -> None:
    """The workspace used last asks for its passphrase."""
    field = auditor.window.welcome.unlock.passphrase
    auditor.wait(field.hasFocus)
    auditor.type(beginning.PASSPHRASE)
    auditor.press(Key.Key_Return)
    auditor.wait(auditor.window.has_workspace)
    auditor.page(ReportPage)


def the_notes_and_results_are_found(auditor: Auditor) -> None:
    texts = [row.text for row in fieldwork.lines(auditor, "A.8.13")]
    assert texts == [
        "Nightly jobs to the NAS, weekly copy to Kraków.",
        fieldwork.TESTS_MISSED,
        "Backup console: last night without an error",
        "Configuration export of the immutable bucket",
    ]
    (filed, _pasted) = fieldwork.lines(auditor, "A.8.15")
    assert filed.text.endswith("Log server keeps 90 days.")
    results = [item.result for item in fieldwork.items(auditor).values()]
    figures = {kind: results.count(kind) for kind in Result}
    assert figures == {
        Result.OPEN: 0,
        Result.CONFORMING: 1,
        Result.NONCONFORMING: 1,
        Result.UNABLE_TO_VERIFY: 1,
        Result.NOT_EXAMINED: 120,
    }
    (met,) = fieldwork.session(auditor).interviewees
    assert met.name == beginning.INTERVIEWEE


def the_evidence_is_what_was_handed_over(auditor: Auditor, files: tuple[Path, Path]) -> None:
    found = pieces(auditor)
    assert list(found) == ["E-001", "E-002", "E-003", "E-004"]
    for number, file in zip(("E-001", "E-002"), files, strict=True):
        assert (found[number].name, found[number].sha256) == (file.name, sha256(file.read_bytes()))
    assert found["E-003"].sha256 == ""
    assert found["E-004"].name.startswith("Screenshot 2026-07-06")


def the_finding_is_issued(auditor: Auditor) -> None:
    detail = conclusion.finding(auditor)
    assert (detail.row.state, detail.statement) == (FindingState.ISSUED, conclusion.STATEMENT)
    assert detail.row.response_due_on is not None


def the_report_is_the_same(auditor: Auditor, issued: bytes, workbook: Path) -> None:
    (revision,) = auditor.see(revisions, auditor.audit_id)
    kept = issued_pdf(auditor.workspace, revision.id, auditor.window.worker)
    assert (revision.revision, sha256(kept)) == (1, sha256(issued))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(issued)).pages)
    assert conclusion.STATEMENT.split(" at ")[0] in " ".join(text.split())
    assert "DRAFT" not in text
    rows = list(load_workbook(workbook)["Findings"].values)
    assert sum("F-01" in row for row in rows) == 1
