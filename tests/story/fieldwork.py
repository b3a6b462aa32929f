"""The interview: notes, results, evidence, things seen and promised."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.planning.audits import AuditState
from app.sessions.line_reads import NoteRow, item_lines
from app.sessions.reads import AgendaItem, SessionView, all_items, session_rows, session_view
from app.sessions.results import Result
from tests.story.auditor import ALT, CTRL, Auditor, Key
from tests.story.beginning import audit
from ui.planning.page import PlanPage
from ui.sessions.page import SessionsPage

NOT_EXAMINED = "Left for the surveillance year; agreed in the plan."
TESTS_MISSED = "Of 4 restore tests due from July 2025 to June 2026, 1 was held; two systems differ."


def items(auditor: Auditor) -> dict[str, AgendaItem]:
    return {item.reference: item for item in auditor.see(all_items, auditor.audit_id)}


def lines(auditor: Auditor, reference: str) -> tuple[NoteRow, ...]:
    return auditor.see(item_lines, items(auditor)[reference].id)


def session(auditor: Auditor) -> SessionView:
    (row,) = auditor.see(session_rows, auditor.audit_id)
    return auditor.see(session_view, row.id)


def begin_the_interview(auditor: Auditor) -> None:
    """The first session that begins is the beginning of the fieldwork."""
    page = auditor.go(5, SessionsPage)
    auditor.on(page.first_focus())
    auditor.enter()
    auditor.push("Start")
    auditor.wait(lambda: session(auditor).running_since is not None)
    assert audit(auditor).state is AuditState.FIELDWORK
    auditor.on(page.first_focus())


def say(auditor: Auditor, text: str) -> None:
    """A line of notes, two minutes after the one before."""
    auditor.clock.advance(minutes=2)
    auditor.type(text)
    auditor.enter()


def note_the_backups(auditor: Auditor, files: tuple[Path, Path]) -> None:
    """A.8.13: notes, one filed elsewhere, two files, a nonconformity, something seen, something owed."""
    say(auditor, "Nightly jobs to the NAS, weekly copy to Kraków.")
    say(auditor, TESTS_MISSED)
    say(auditor, "#8.15 Log server keeps 90 days.")
    assert auditor.is_told("Filed to A.8.15")
    auditor.drop(*files)
    assert auditor.is_told("Attached: E-001, E-002")
    auditor.press(Key.Key_2, ALT)
    auditor.clock.advance(minutes=2)
    auditor.type("Backup console: last night without an error")
    auditor.press(Key.Key_R, CTRL)
    auditor.enter()
    auditor.clock.advance(minutes=2)
    auditor.type("Configuration export of the immutable bucket")
    auditor.press(Key.Key_O, CTRL)
    auditor.enter()
    assert [row.evidence for row in lines(auditor, "A.8.13")][2] == ("E-003",)
    assert [owed.number for owed in lines(auditor, "A.8.13")[3].requests] == ["R-01"]
    assert items(auditor)["A.8.13"].findings == ("F-01",)


def note_the_logging(auditor: Auditor) -> None:
    """A.8.15: conforms, with a picture pasted from the clipboard."""
    auditor.press(Key.Key_Down, CTRL)
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    auditor.copy_picture(picture)
    auditor.type("Alerts of the last week, all looked at")
    auditor.press(Key.Key_V, CTRL)
    auditor.settle()
    auditor.enter()
    auditor.press(Key.Key_1, ALT)
    assert items(auditor)["A.8.15"].result is Result.CONFORMING
    assert [row.evidence for row in lines(auditor, "A.8.15")] == [(), ("E-004",)]


def leave_the_access_rights(auditor: Auditor) -> None:
    """A.5.18: cannot be verified, with the reason; then the session ends."""
    auditor.press(Key.Key_Down, CTRL)
    auditor.press(Key.Key_3, ALT)
    auditor.enter_in("Reason", "The directory was being moved.")
    assert auditor.page(SessionsPage).flush()
    auditor.push("End session")
    auditor.wait(lambda: session(auditor).ended_at is not None)


def mark_the_rest_not_examined(auditor: Auditor) -> None:
    """All that is open, at once and with one reason."""
    auditor.go(4, PlanPage).go_to_section("checklist")
    auditor.enter_in("Reason for not examining the items", NOT_EXAMINED)
    auditor.push("Mark 120 open items not examined")
    assert [item.reference for item in items(auditor).values() if item.result is Result.OPEN] == []
    auditor.settle()
