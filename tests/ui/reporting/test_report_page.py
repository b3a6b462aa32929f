"""The report page: conclusions that save themselves, preview, files that leave, and issuing."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.findings.counts import counts
from app.planning import audits
from app.planning.audits import Verdict
from app.reporting.reports import ReportState
from app.sessions.reads import all_items
from app.sessions.results import Result, set_result
from app.words import N_
from tests.app.reporting.audited import Audited
from tests.ui.reporting.conftest import Author
from tests.ui.screen import says
from ui.preview.viewer import Viewer
from ui.reporting.standing import Standing
from ui.widgets.autosave import LONGEST_MS
from ui.widgets.badge import Badge

CTRL = Qt.KeyboardModifier.ControlModifier


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """What the dialog for a file name answers."""

    def answer(*_args: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)


def wait_for(author: Author, path: Path) -> None:
    author.qtbot.waitUntil(lambda: f"Saved: {path}" in author.window.status_bar.texts(), timeout=30_000)


def wait_for_pages(author: Author) -> None:
    author.qtbot.waitUntil(lambda: says(author.page, "Page 1 of "), timeout=30_000)


def test_texts_save_themselves_after_a_pause(author: Author) -> None:
    field = author.field("On the scope")
    field.setFocus()
    author.qtbot.keyClicks(field, "The scope fits the services.")
    author.qtbot.waitUntil(
        lambda: author.audit().fields["scope_view"] == "The scope fits the services.", timeout=LONGEST_MS
    )


def test_a_list_is_kept_a_line_each(author: Author) -> None:
    field = author.field("Recipients")
    assert field.toPlainText() == "J. Moss, director"
    field.setFocus()
    field.selectAll()
    author.qtbot.keyClicks(field, "J. Moss")
    author.qtbot.keyClick(field, Qt.Key.Key_Return)
    author.qtbot.keyClicks(field, "A. Board")
    assert author.page.flush()
    assert author.audit().report_recipients == ("J. Moss", "A. Board")


def test_a_verdict_is_chosen_by_keyboard(author: Author) -> None:
    field = author.choice("Is the scope still appropriate?")
    field.setFocus()
    author.qtbot.keyClick(field, Qt.Key.Key_Down)
    assert author.audit().verdicts["scope_appropriate"] is Verdict.YES


def test_typing_that_cannot_be_written_stays_and_is_marked(author: Author) -> None:
    field = author.field("On the scope")
    field.setFocus()
    author.qtbot.keyClicks(field, "Kept")
    author.workspace.close()
    assert not author.page.flush()
    assert (field.toPlainText(), field.property("failed")) == ("Kept", True)
    field.clear()


def test_a_change_elsewhere_appears_and_typing_is_left_alone(author: Author) -> None:
    field = author.field("On the scope")
    field.setFocus()
    author.qtbot.keyClicks(field, "Half a sen")
    with author.workspace.write(N_("Edit audit")) as uow:
        audits.edit_audit(uow, author.audit_id, summary="Written elsewhere")
    summary = author.field("Summary for management")
    author.qtbot.waitUntil(lambda: summary.toPlainText() == "Written elsewhere")
    assert field.toPlainText() == "Half a sen"
    assert field.textCursor().position() == len("Half a sen")


def test_the_page_says_the_totals_zero_counts_included(author: Author) -> None:
    with author.workspace.read() as unit:
        found = counts(unit, author.audit_id)
    badges = [badge.text() for badge in author.page.findChildren(Badge)]
    assert badges == [f"{found.major} major", f"{found.minor} minor", "1 OFI"]
    assert 0 in (found.major, found.minor)
    assert says(author.page, "Readiness indicator")


def test_what_is_missing_is_a_link_to_where_it_is_done(author: Author) -> None:
    with author.workspace.write(N_("Open an item again")) as uow:
        set_result(uow, item_of(author), Result.OPEN)
    author.qtbot.waitUntil(lambda: not author.button("Issue report").isEnabled())
    link = next(text for text in author.links() if "open item" in text)
    author.press(link)
    page = author.window.current_page()
    assert page is not None
    assert page.where() == {"item_id": item_of(author)}


def item_of(author: Author) -> str:
    with author.workspace.read() as unit:
        return next(item.id for item in all_items(unit, author.audit_id) if item.reference == "5.1")


def test_a_missing_conclusion_leads_to_its_field(author: Author) -> None:
    with author.workspace.write(N_("Edit audit")) as uow:
        audits.edit_audit(uow, author.audit_id, report_recipients=(), summary="")
    author.qtbot.waitUntil(lambda: "Name the recipients of the report." in author.links())
    author.press("Name the recipients of the report.")
    assert QApplication.focusWidget() is author.field("Recipients")
    assert not author.field("Recipients").visibleRegion().isEmpty()
    author.press("Write the summary for management.")
    assert QApplication.focusWidget() is author.field("Summary for management")


def test_exceptions_are_asked_for_only_where_the_conclusion_prints_them(author: Author) -> None:
    choice = author.choice("Is it effectively implemented and maintained? (9.2.1 b)")
    assert author.audit().verdicts["effectiveness"] is Verdict.EXCEPT
    assert author.field("Effective except for").isVisible()
    choice.setFocus()
    author.qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert author.audit().verdicts["effectiveness"] is Verdict.YES
    assert not author.field("Effective except for").isVisible()


def test_the_preview_shows_the_pages_and_leads_back(author: Author) -> None:
    author.press("Preview the report")
    wait_for_pages(author)
    viewer = author.page.findChild(Viewer)
    assert viewer.isAncestorOf(QApplication.focusWidget())
    author.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    author.press("Back to the conclusions")
    assert author.field("Summary for management").isVisible()


def test_files_leave_by_name(author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for button, name in (
        ("Save the report as PDF…", "report.pdf"),
        ("Save the findings as Excel…", "findings.xlsx"),
        ("Save a checklist to print…", "checklist.pdf"),
    ):
        choose(monkeypatch, tmp_path / name)
        author.press(button)
        wait_for(author, tmp_path / name)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "Findings" in load_workbook(tmp_path / "findings.xlsx").sheetnames
    assert (tmp_path / "checklist.pdf").read_bytes().startswith(b"%PDF")


def test_a_dialog_that_is_closed_writes_nothing(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, "")
    author.press("Save the report as PDF…")
    assert author.window.jobs.running == ()


def test_a_target_inside_the_workspace_is_refused_in_plain_words(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, author.workspace.path / "report.pdf")
    author.press("Save the report as PDF…")
    author.qtbot.waitUntil(lambda: "inside the workspace" in author.window.message_bar.text(), timeout=30_000)


def test_issuing_freezes_the_report_and_shows_it(author: Author) -> None:
    author.issue()
    (revision,) = author.revisions()
    assert revision.state is ReportState.ISSUED
    wait_for_pages(author)
    assert author.page.findChild(Viewer).isVisible()
    assert says(author.page, "Revision 1")
    assert says(author.page, f"SHA-256 {revision.sha256}")


def test_an_older_revision_is_opened_as_it_was_issued(author: Author) -> None:
    author.issue()
    author.press("Back to the conclusions")
    author.press("Open revision 1")
    wait_for_pages(author)
    assert author.button("Back to the conclusions").isVisible()


def test_evidence_that_does_not_hold_is_named_and_nothing_is_issued(
    author: Author, written: tuple[Path, Audited]
) -> None:
    for stored in author.workspace.layout.objects.rglob("*"):
        if stored.is_file():
            stored.chmod(0o600)
            content = bytearray(stored.read_bytes())
            content[len(content) // 2] ^= 1
            stored.write_bytes(content)
    author.press("Issue report")
    author.qtbot.waitUntil(lambda: "E-001" in author.window.message_bar.text(), timeout=30_000)
    assert author.revisions() == ()
    assert author.button("Issue report").isEnabled()


def test_every_control_has_a_name(author: Author, qtbot: QtBot) -> None:
    parts = [part for part in author.page.findChildren(QWidget) if part.isVisible()]
    reached = [part for part in parts if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [part for part in reached if not part.accessibleName() and part.focusProxy() is None] == []


def test_nothing_is_wider_than_its_column(author: Author) -> None:
    standing = author.page.findChild(Standing)
    area = standing.parentWidget()
    assert standing.width() <= area.width()
