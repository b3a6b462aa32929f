"""From the candidate to the issued report: statement, grade, position, conclusions, PDF and workbook."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.findings.detail import FindingDetail, finding_detail
from app.findings.reads import finding_ids
from app.findings.terms import AuditeePosition, FindingState, Grade, Question
from app.planning.audits import AuditState, Verdict
from app.reporting.reports import revisions
from tests.story.auditor import Auditor
from tests.story.beginning import audit, hold_the_next_meeting, take_the_step
from ui.findings.page import FindingsPage
from ui.planning.page import PlanPage
from ui.reporting.page import ReportPage

STATEMENT = "Restore tests are not held at the interval that the organisation set."


def finding(auditor: Auditor) -> FindingDetail:
    (finding_id,) = auditor.see(finding_ids, auditor.audit_id)
    return auditor.see(finding_detail, finding_id)


def write_the_finding(auditor: Auditor) -> None:
    """The candidate of the session gets its statement, evidence and, by six answers, its grade."""
    page = auditor.go(7, FindingsPage)
    statement = page.detail.statement
    auditor.fill(page.detail.title, "Restore tests missed")
    auditor.fill(statement.parts["requirement_text"].field, "A restore test each quarter (ISP-09 §4.2).")
    auditor.fill(statement.parts["evidence_text"].field, "1 of 4 tests, 6 July 2026, IT operations lead.")
    auditor.fill(statement.parts["statement"].field, STATEMENT)
    for number in ("+ E-001", "+ E-002"):
        auditor.push(number)
    page.detail.tabs.choose("grading")
    for question, letter in zip(list(Question)[1:], "ynnnn", strict=True):
        auditor.on(page.detail.grading.row(question).toggle)
        auditor.type(letter)
    assert page.flush()
    assert "Proposed Minor" in page.detail.grading.line.text()
    assert [one.number for one in finding(auditor).evidence] == ["E-001", "E-002"]


def confirm_the_finding(auditor: Auditor) -> None:
    """Review, the auditee's position, confirmed."""
    auditor.push("Send to review")
    auditor.push("Record auditee's position…")
    form = auditor.page(FindingsPage).detail.steps.position_form
    auditor.fill(form.words, "At the closing meeting")
    auditor.press_button(form.record)
    auditor.push("Confirm")
    row = finding(auditor).row
    assert (row.state, row.grade) == (FindingState.CONFIRMED, Grade.MINOR)
    assert row.position is AuditeePosition.AGREED


def close_the_fieldwork(auditor: Auditor) -> None:
    auditor.go(4, PlanPage).go_to_section("agenda")
    auditor.clock.advance(days=2)
    hold_the_next_meeting(auditor)
    take_the_step(auditor, AuditState.FIELDWORK_COMPLETE)
    auditor.push("Go to the report")


def conclude(auditor: Auditor) -> None:
    auditor.enter_in("Summary for management", "The ISMS works; restore tests were missed.")
    auditor.on(auditor.field("Does the ISMS conform to the criteria? (9.2.1 a)"))
    auditor.type("Yes,")
    auditor.on(auditor.field("Is it effectively implemented and maintained? (9.2.1 b)"))
    auditor.type("Yes")
    auditor.enter_in("Recipients", "Dr Imani Okoro, managing director")
    assert auditor.page(ReportPage).flush()
    found = audit(auditor)
    assert found.verdicts["conformity"] is Verdict.EXCEPT
    assert found.verdicts["effectiveness"] is Verdict.YES
    assert found.report_recipients == ("Dr Imani Okoro, managing director",)


def issue_the_report(auditor: Auditor) -> None:
    auditor.push("Issue report")
    auditor.settle()
    (revision,) = auditor.see(revisions, auditor.audit_id)
    assert revision.revision == 1
    assert audit(auditor).state is AuditState.REPORTED


def save(auditor: Auditor, monkeypatch: pytest.MonkeyPatch, text: str, target: Path) -> None:
    """Press a button that asks where a file goes."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    auditor.push(text)
    auditor.settle()
    assert auditor.is_told(f"Saved: {target}")
