"""What the auditor removes lies in the trash, from where it comes back whole."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence import evidence, reads
from app.evidence.exporting import export_copy
from app.evidence.housekeeping import remove_unused_files
from app.evidence.links import Target, link
from app.evidence.requests import receive, request_evidence, request_rows
from app.evidence.samples import link_sample_to_evidence, record_sample
from app.evidence.trash import Restored, restore_from_trash, trash_count, trash_rows
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from models.evidence import CustodyAction, Evidence
from models.session import NoteLine
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.app.retention.conftest import Attach
from tests.conftest import FixedClock


def remove(workspace: Workspace, evidence_id: str) -> None:
    with workspace.write("Remove evidence") as uow:
        evidence.remove_evidence(uow, evidence_id)


def restore(workspace: Workspace, evidence_id: str) -> Restored:
    with workspace.write("Restore evidence") as uow:
        return restore_from_trash(uow, evidence_id)


def detail(workspace: Workspace, evidence_id: str) -> reads.EvidenceDetail:
    with workspace.read() as unit:
        found = reads.evidence_detail(unit, evidence_id)
    assert found is not None
    return found


def test_what_is_removed_lies_in_the_trash_with_who_removed_it_and_when(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock
) -> None:
    kept, removed = attach("a.txt"), attach("Restore test.csv", b"12 bytes ...", title="Restore test")
    clock.advance(hours=2)
    remove(workspace, removed)
    with workspace.read() as unit:
        (row,) = trash_rows(unit)
        assert trash_count(unit) == 1
        assert [one.id for one in reads.evidence_of_audit(unit, story.audit)] == [kept]
    assert (row.audit, row.number, row.title, row.name) == (
        "IA-2026-01",
        "E-002",
        "Restore test",
        "Restore test.csv",
    )
    assert (row.size, row.removed_at, row.removed_by) == (12, clock.now(), "Auditor, Ada")


def test_what_is_restored_is_as_it_was_with_its_links_its_custody_and_its_bytes(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock, tmp_path: Path
) -> None:
    piece = attach(
        title="Größe 🔐", item_id=story.backups, finding_id=story.finding, note_line_id=story.line, notes="x"
    )
    export_copy(workspace, piece, tmp_path)
    with workspace.write("Sample") as uow:
        link_sample_to_evidence(uow, record_sample(uow, story.audit, "Jobs"), piece)
        receive(uow, request_evidence(uow, story.audit, "Restore test protocol"), piece)
    before = detail(workspace, piece)
    clock.advance(hours=1)
    remove(workspace, piece)
    clock.advance(days=1)
    assert restore(workspace, piece) == Restored("E-001", 0)
    after = detail(workspace, piece)
    assert after.row == before.row
    assert after.custody[: len(before.custody)] == before.custody
    added = after.custody[len(before.custody) :]
    assert [(one.action, one.by) for one in added] == [
        (CustodyAction.REMOVED, "Auditor, Ada"),
        (CustodyAction.RESTORED, "Auditor, Ada"),
    ]
    assert added[1].at - added[0].at == clock.now() - added[0].at
    with workspace.read() as unit:
        assert trash_count(unit) == 0
        assert [row.is_open for row in request_rows(unit, story.audit)] == [False]
        assert [row.id for row in reads.samples_of_item(unit, story.backups)] == []
    assert content_of(workspace, piece) == b"payroll"
    assert verify(workspace) == ()


def test_the_file_stays_as_long_as_its_piece_is_in_the_trash(
    workspace: Workspace, story: Story, attach: Attach, folder: Path, seat: Seat
) -> None:
    piece = attach()
    remove(workspace, piece)
    workspace.close()
    again = open_workspace(folder, None, seat)
    assert remove_unused_files(again) == 0
    restore(again, piece)
    assert content_of(again, piece) == b"payroll"
    again.close()


def test_a_place_that_is_gone_is_told_and_the_rest_comes_back(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(item_id=story.backups, note_line_id=story.line)
    remove(workspace, piece)
    with workspace.write("Remove line") as uow:
        uow.session.delete(uow.session.get_one(NoteLine, story.line))
    assert restore(workspace, piece) == Restored("E-001", 1)
    assert [one.label for one in detail(workspace, piece).row.links] == ["A.8.13"]


def test_a_copy_comes_back_after_what_it_was_made_from(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    original, copy = attach("a.png", b"a"), attach("b.png", b"b")
    with workspace.write("Derive") as uow:
        uow.session.get_one(Evidence, copy).derived_from_id = original
    remove(workspace, copy)
    remove(workspace, original)
    with pytest.raises(UserError, match="E-002 was made from E-001, which is in the trash too"):
        restore(workspace, copy)
    restore(workspace, original)
    restore(workspace, copy)
    assert detail(workspace, copy).derived_from == "E-001"


def test_removing_and_restoring_are_undone_and_done_again(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(item_id=story.backups)
    before = detail(workspace, piece)
    remove(workspace, piece)
    workspace.undo()
    assert detail(workspace, piece) == before
    workspace.redo()
    with workspace.read() as unit:
        assert trash_count(unit) == 1
    restore(workspace, piece)
    workspace.undo()
    with workspace.read() as unit:
        assert reads.evidence_detail(unit, piece) is None
        assert trash_count(unit) == 1
    assert verify(workspace) == ()


def test_a_request_that_something_else_answered_since_keeps_its_answer(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    first, second = attach("a.txt", b"a"), attach("b.txt", b"b")
    with workspace.write("Request") as uow:
        request = request_evidence(uow, story.audit, "Minutes")
        receive(uow, request, first)
    remove(workspace, first)
    with workspace.write("Receive") as uow:
        receive(uow, request, second)
    restore(workspace, first)
    with workspace.read() as unit:
        assert [row.evidence_number for row in request_rows(unit, story.audit)] == ["E-002"]


def test_a_number_in_the_trash_is_not_given_again(workspace: Workspace, story: Story, attach: Attach) -> None:
    piece = attach()
    remove(workspace, piece)
    assert detail(workspace, attach("b.txt", b"b")).row.number == "E-002"
    restore(workspace, piece)
    with workspace.write("Link") as uow:
        link(uow, piece, Target(finding_id=story.finding))
    assert detail(workspace, piece).row.number == "E-001"
