"""What an issued report prints of evidence and samples is only read on their page (R-40)."""

from PySide6.QtCore import Qt

from app.evidence import samples
from app.words import N_
from models.report import ReportRevision, ReportState
from tests.conftest import FixedClock
from tests.ui.evidence.conftest import Desk, MakeFile
from tests.ui.screen import says


def issue(desk: Desk, clock: FixedClock, revision: int = 1, state: ReportState = ReportState.ISSUED) -> None:
    clock.advance(hours=1)
    with desk.workspace.write(N_("Issue")) as uow:
        row = ReportRevision(
            audit_id=desk.story.audit, revision=revision, state=state, reason="A wrong result"
        )
        row.issued_at = uow.now() if state is ReportState.ISSUED else None
        uow.session.add(row)


def test_the_circumstances_of_a_reported_piece_are_read_and_its_notes_are_written(
    desk: Desk, make_file: MakeFile, clock: FixedClock
) -> None:
    desk.attach(make_file("restore.txt", b"restored"))
    issue(desk, clock)
    desk.show("E-001")
    fields = desk.page.evidence.detail.circumstances
    assert says(desk.page, "An issued report prints this")
    assert fields.title_field.isReadOnly()
    assert not fields.kind.isEnabled()
    assert not fields.notes.isReadOnly()
    assert fields.destroy_on.isEnabled()
    issue(desk, clock, 2, ReportState.DRAFT)
    desk.show("E-001")
    assert not fields.title_field.isReadOnly()
    assert fields.kind.isEnabled()


def test_the_items_of_a_reported_sample_are_read_and_a_key_says_why(desk: Desk, clock: FixedClock) -> None:
    with desk.workspace.write(N_("Sample")) as uow:
        sample_id = samples.record_sample(uow, desk.story.audit, "Leavers", ["L-1", "L-2"])
    issue(desk, clock)
    desk.page.open(sample_id=sample_id)
    items = desk.page.samples.detail.items
    assert says(desk.page, "An issued report counts this sample")
    assert not items.in_order_button.isEnabled()
    assert items.note.isReadOnly()
    assert not items.offer.isVisible()
    items.table.setFocus()
    desk.press(Qt.Key.Key_E)
    assert "stays as it was reported" in desk.window.message_bar.text()
