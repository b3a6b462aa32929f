from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence import evidence, reads
from app.evidence.circumstances import Circumstances, SessionKind, is_weak, suggested_weight
from app.evidence.exporting import export_copy
from app.evidence.intake import attach_bytes
from app.evidence.links import Target, link, unlink
from app.evidence.reads import CustodyAction, EvidenceKind, EvidenceRow, EvidenceWeight
from app.evidence.requests import receive, request_evidence, request_rows
from app.progress import Cancelled
from app.workspace.workspace import Workspace
from models.evidence import Evidence
from models.report import ReportRevision, ReportState
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.conftest import FixedClock


def row_of(workspace: Workspace, evidence_id: str) -> EvidenceRow:
    with workspace.read() as unit:
        return reads.evidence_rows(unit, [evidence_id])[0]


def test_what_was_seen_but_not_taken_is_evidence_without_a_file(workspace: Workspace, story: Story) -> None:
    with workspace.write("Seen") as uow:
        evidence_id = evidence.seen_not_taken(
            uow,
            story.audit,
            "Personnel file of a leaver",
            Circumstances(session_id=story.session, item_id=story.access),
            identifier="HR-2231",
            version="3",
            location="HR archive, shelf 4",
        )
    row = row_of(workspace, evidence_id)
    assert (row.number, row.kind, row.has_file) == ("E-001", EvidenceKind.REFERENCE_ONLY, False)
    assert (row.source, row.obtained_where) == ("HR-2231, 3", "HR archive, shelf 4")
    assert (row.obtained_by, row.weight) == ("Auditor, Ada", EvidenceWeight.SEEN_BY_AUDITOR)
    assert [linked.label for linked in row.links] == ["A.5.15"]
    with pytest.raises(UserError, match="There is no file"):
        content_of(workspace, evidence_id)


def test_refused_records_are_evidence_of_an_absence(workspace: Workspace, story: Story) -> None:
    with workspace.write("Not produced") as uow:
        evidence_id = evidence.requested_not_produced(
            uow,
            story.audit,
            "Minutes of the works council",
            Circumstances(obtained_from_id=story.manager),
            answer="Confidential",
        )
    row = row_of(workspace, evidence_id)
    assert (row.kind, row.obtained_from) == (EvidenceKind.REQUESTED_NOT_PRODUCED, "Čapek, Jana")
    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, evidence_id)
        assert reads.evidence_counts(unit, story.audit).by_kind == {EvidenceKind.REQUESTED_NOT_PRODUCED: 1}
    assert detail is not None
    assert (detail.notes, detail.custody) == ("Confidential", ())


def test_something_without_a_name_is_not_recorded(workspace: Workspace, story: Story) -> None:
    with pytest.raises(UserError), workspace.write("Seen") as uow:
        evidence.seen_not_taken(uow, story.audit, "  ")
    with workspace.read() as unit:
        assert reads.evidence_of_audit(unit, story.audit) == []


def test_the_record_is_edited_and_the_bytes_never(workspace: Workspace, story: Story) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a")
    with workspace.write("Edit") as uow:
        evidence.edit_evidence(uow, attached.evidence_id, title="Restore test", weight=EvidenceWeight.STATED)
    row = row_of(workspace, attached.evidence_id)
    assert (row.title, row.weight) == ("Restore test", EvidenceWeight.STATED)
    for field in ("object_id", "number", "original_name", "audit_id"):
        with pytest.raises(ValueError, match=field), workspace.write("Edit") as uow:
            evidence.edit_evidence(uow, attached.evidence_id, **{field: "x"})


def test_a_file_that_is_there_was_not_only_seen(workspace: Workspace, story: Story) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a")
    with pytest.raises(UserError, match="was taken"), workspace.write("Edit") as uow:
        evidence.edit_evidence(uow, attached.evidence_id, kind=EvidenceKind.REFERENCE_ONLY)


def test_evidence_is_linked_once_and_unlinked_again(workspace: Workspace, story: Story) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a")
    for _ in range(2):
        with workspace.write("Link") as uow:
            link(uow, attached.evidence_id, Target(finding_id=story.finding))
    assert [linked.label for linked in row_of(workspace, attached.evidence_id).links] == ["F-01"]
    with workspace.write("Unlink") as uow:
        unlink(uow, attached.evidence_id, Target(finding_id=story.finding))
    assert row_of(workspace, attached.evidence_id).links == ()
    with pytest.raises(ValueError, match="exactly one"):
        Target(item_id=story.backups, finding_id=story.finding)


def test_a_request_is_open_again_when_its_evidence_is_removed(workspace: Workspace, story: Story) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a", Circumstances(item_id=story.backups))
    with workspace.write("Request") as uow:
        request = request_evidence(uow, story.audit, "Restore test protocol")
        receive(uow, request, attached.evidence_id)
    with workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, attached.evidence_id)
    with workspace.read() as unit:
        assert [row.is_open for row in request_rows(unit, story.audit)] == [True]
        assert reads.evidence_of_item(unit, story.backups) == []


def test_what_an_issued_report_rests_on_is_not_removed(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    before = attach_bytes(workspace, story.audit, "a.txt", b"a")
    clock.advance(hours=1)
    with workspace.write("Issue") as uow:
        uow.session.add(
            ReportRevision(audit_id=story.audit, revision=1, state=ReportState.ISSUED, issued_at=uow.now())
        )
    clock.advance(hours=1)
    after = attach_bytes(workspace, story.audit, "b.txt", b"b")
    with pytest.raises(UserError, match="was issued"), workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, before.evidence_id)
    with workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, after.evidence_id)
    with workspace.read() as unit:
        assert [row.number for row in reads.evidence_of_audit(unit, story.audit)] == ["E-001"]


def test_what_a_copy_was_made_from_is_not_removed(workspace: Workspace, story: Story) -> None:
    original = attach_bytes(workspace, story.audit, "a.png", b"a")
    redacted = attach_bytes(workspace, story.audit, "a redacted.png", b"b")
    with workspace.write("Derive") as uow:
        uow.session.get_one(Evidence, redacted.evidence_id).derived_from_id = original.evidence_id
    with pytest.raises(UserError, match="E-002 was made from E-001"), workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, original.evidence_id)


def test_an_exported_copy_is_checked_and_noted_in_the_chain_of_custody(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    attached = attach_bytes(workspace, story.audit, "CON.txt", b"payroll")
    out = tmp_path / "out"
    out.mkdir()
    paths = [export_copy(workspace, attached.evidence_id, out) for _ in range(2)]
    assert [path.name for path in paths] == ["E-001 CON.txt", "E-001 CON (2).txt"]
    assert [path.read_bytes() for path in paths] == [b"payroll"] * 2
    assert sorted(out.iterdir()) == sorted(paths)
    with workspace.read() as unit:
        events = reads.custody(unit, attached.evidence_id)
    assert [event.action for event in events] == [
        CustodyAction.TAKEN,
        CustodyAction.EXPORTED,
        CustodyAction.EXPORTED,
    ]
    assert events[1].detail == str(paths[0])
    assert events[1].by == "Auditor, Ada"


def test_a_custody_entry_cannot_be_undone(workspace: Workspace, story: Story, tmp_path: Path) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a")
    export_copy(workspace, attached.evidence_id, tmp_path)
    with pytest.raises(UserError, match="used elsewhere"):
        workspace.undo()
    with workspace.read() as unit:
        assert [event.action for event in reads.custody(unit, attached.evidence_id)][-1:] == [
            CustodyAction.EXPORTED
        ]


def test_a_copy_that_cannot_be_written_leaves_no_trace(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    def cancel(done: int, total: int, what: str) -> None:
        raise Cancelled

    attached = attach_bytes(workspace, story.audit, "a.txt", b"a")
    out = tmp_path / "out"
    with pytest.raises(UserError, match="could not be written"):
        export_copy(workspace, attached.evidence_id, out)
    out.mkdir()
    with pytest.raises(Cancelled):
        export_copy(workspace, attached.evidence_id, out, progress=cancel)
    assert list(out.iterdir()) == []
    with workspace.read() as unit:
        assert len(reads.custody(unit, attached.evidence_id)) == 1


def test_a_stored_file_that_was_changed_is_neither_read_nor_exported(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    """AS-24."""
    attached = attach_bytes(workspace, story.audit, "a.txt", b"payroll")
    (stored,) = workspace.layout.objects.glob("*/*")
    data = bytearray(stored.read_bytes())
    data[-1] ^= 1
    stored.write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(UserError, match=r"E-001 \(a.txt\) is not what was taken in"):
        export_copy(workspace, attached.evidence_id, out)
    with pytest.raises(UserError, match=r"E-001 \(a.txt\)"):
        content_of(workspace, attached.evidence_id)
    assert list(out.iterdir()) == []


def test_what_the_auditor_saw_weighs_more_than_what_was_supplied_or_said() -> None:
    assert suggested_weight(EvidenceKind.PHOTO) is EvidenceWeight.SEEN_BY_AUDITOR
    assert suggested_weight(EvidenceKind.DOCUMENT) is EvidenceWeight.SUPPLIED
    assert suggested_weight(EvidenceKind.INTERVIEW_NOTE) is EvidenceWeight.STATED
    in_test = suggested_weight(EvidenceKind.SCREENSHOT, SessionKind.TECHNICAL_TEST)
    assert in_test is EvidenceWeight.SYSTEM_EXTRACT


def test_a_screenshot_without_its_system_is_weak() -> None:
    assert is_weak(EvidenceKind.SCREENSHOT, "", "")
    assert not is_weak(EvidenceKind.SCREENSHOT, "SAP P01, user AUDIT1", "shown live by the administrator")
    assert not is_weak(EvidenceKind.PHOTO, "", "")
