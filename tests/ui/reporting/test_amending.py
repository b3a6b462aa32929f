"""The report page after issue: only read, amended with a reason, with the changes listed (R-40, AS-11)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.findings import findings, grading
from app.findings.reads import finding_ids, finding_rows
from app.findings.terms import Grade
from app.reporting.exports import issued_pdf
from app.reporting.reports import ReportState
from app.words import N_
from tests.ui.reporting.conftest import Author
from tests.ui.screen import says
from ui.reporting.amending import AmendingCard

WHY = "F-01 was graded too high"


def card(author: Author) -> AmendingCard:
    return author.page.findChild(AmendingCard)


def begin(author: Author, reason: str = WHY) -> None:
    """From the issued report to the next revision."""
    author.press("Amend the report…")
    author.qtbot.keyClicks(QApplication.focusWidget(), reason)
    author.press("Begin revision 2")


def regrade(author: Author) -> str:
    """Grade the major as minor, on the page of the findings; its number."""
    with author.workspace.read() as unit:
        rows = finding_rows(unit, finding_ids(unit, author.audit_id))
    major = next(row for row in rows if row.grade is Grade.MAJOR)
    with author.workspace.write(N_("Grade")) as uow:
        grading.choose_grade(uow, major.id, Grade.MINOR, "One restore of one site")
        findings.edit(uow, major.id, extent="York")
    return major.number


def changes(author: Author, text: str) -> None:
    """Wait until the card says `text` among the changes."""
    author.qtbot.waitUntil(lambda: text in card(author).changes(), timeout=30_000)


def test_an_issued_report_is_only_read(author: Author) -> None:
    author.issue()
    author.press("Back to the conclusions")
    assert author.field("Summary for management").isReadOnly()
    assert not author.choice("Is the scope still appropriate?").isEnabled()
    assert says(author.page, "only read until it is amended")
    assert says(author.page, "Revision 1 is issued")
    assert all(part.accessibleName() != "Issue report" for part in author.visible_buttons())


def test_an_amendment_is_begun_with_its_reason_and_opens_the_fields(author: Author) -> None:
    author.issue()
    author.press("Back to the conclusions")
    begin(author)
    assert says(author.page, "Revision 2 is under way")
    assert says(author.page, "Tell those who have revision 1: J. Moss, director")
    assert author.field("Why this revision").toPlainText() == WHY
    field = author.field("Summary for management")
    assert not field.isReadOnly()
    field.setFocus()
    author.qtbot.keyClicks(field, "New: ")
    assert author.page.flush()
    changes(author, "Summary for management: changed")


def test_without_a_reason_nothing_is_begun_and_escape_leaves_the_report(author: Author) -> None:
    author.issue()
    begin(author, "")
    assert says(author.page, "needs the reason")
    author.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert author.button("Amend the report…").hasFocus()
    assert [row.revision for row in author.revisions()] == [1]


def test_a_regraded_finding_is_listed_and_each_date_moves_only_when_it_is_said(author: Author) -> None:
    author.issue()
    begin(author)
    number = regrade(author)
    changes(author, f"{number}: Major nonconformity → Minor nonconformity")
    correction = "Its correction stays due on 13 Jul 2026 unless you move it"
    response = "Its response stays due on 20 Jul 2026 unless you move it"
    assert says(author.page, correction)
    assert says(author.page, response)
    author.press(f"{number}: move correction to 5 Aug 2026")
    author.qtbot.waitUntil(lambda: not says(author.page, correction))
    assert says(author.page, response)
    move_response = author.button(f"{number}: move response to 5 Aug 2026")
    assert move_response.hasFocus(), "the keys go on where the next date is"
    author.press(move_response.accessibleName())
    author.qtbot.waitUntil(lambda: not says(author.page, "unless you move it"))
    assert author.field("Why this revision").hasFocus()


def test_the_next_revision_is_issued_and_the_first_stays_as_it_is(author: Author) -> None:
    author.issue()
    (first,) = author.revisions()
    before = pdf(author, first.id)
    begin(author)
    regrade(author)
    author.qtbot.waitUntil(author.button("Issue revision 2").isEnabled)
    author.issue("Issue revision 2")
    newest, older = author.revisions()
    assert (newest.revision, newest.reason, older.state) == (2, WHY, ReportState.SUPERSEDED)
    assert pdf(author, first.id) == before
    assert says(author.page, WHY)
    assert says(author.page, "Revision 2 is issued")


def pdf(author: Author, revision_id: str) -> bytes:
    return issued_pdf(author.workspace, revision_id, author.window.worker)


def test_a_revision_is_given_up_while_nothing_is_changed(author: Author) -> None:
    author.issue()
    begin(author)
    author.press("Give up this revision")
    assert [row.revision for row in author.revisions()] == [1]
    assert author.button("Amend the report…").hasFocus()


def test_a_revision_with_changes_is_not_given_up_and_says_which(author: Author) -> None:
    author.issue()
    begin(author)
    number = regrade(author)
    author.press("Give up this revision")
    assert f"{number}: Major nonconformity → Minor nonconformity" in author.window.message_bar.text()
    assert [row.revision for row in author.revisions()] == [2, 1]


def test_a_superseded_revision_is_saved_as_it_was_issued(
    author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.issue()
    (first,) = author.revisions()
    begin(author)
    author.issue("Issue revision 2")
    saved = tmp_path / "first.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(saved), ""))
    author.press("Save revision 1 as PDF")
    author.qtbot.waitUntil(lambda: f"Saved: {saved}" in author.window.status_bar.texts(), timeout=30_000)
    assert saved.read_bytes() == pdf(author, first.id)
