import pytest

from app.errors import UserError
from app.evidence.checking import first_with_same_bytes, verify_evidence
from app.evidence.custody import CustodyAction, custody
from app.evidence.evidence import seen_not_taken
from app.evidence.intake import attach_bytes
from app.progress import Cancelled
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story


def actions(workspace: Workspace, evidence_id: str) -> list[CustodyAction]:
    with workspace.read() as unit:
        return [event.action for event in custody(unit, evidence_id)]


def test_a_file_that_is_whole_is_noted_as_verified(workspace: Workspace, story: Story) -> None:
    made = attach_bytes(workspace, story.audit, "a.txt", b"abc")
    digest = verify_evidence(workspace, made.evidence_id)
    assert digest.startswith("ba7816bf")
    with workspace.read() as unit:
        last = custody(unit, made.evidence_id)[-1]
    assert (last.action, last.by, last.detail) == (
        CustodyAction.VERIFIED,
        "Auditor, Ada",
        f"SHA-256 {digest}",
    )


def test_a_stopped_check_notes_nothing(workspace: Workspace, story: Story) -> None:
    made = attach_bytes(workspace, story.audit, "a.txt", b"abc")

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        verify_evidence(workspace, made.evidence_id, progress=stop)
    assert actions(workspace, made.evidence_id) == [CustodyAction.TAKEN]


def test_what_was_only_seen_has_no_file_to_verify(workspace: Workspace, story: Story) -> None:
    with workspace.write("Seen") as uow:
        seen = seen_not_taken(uow, story.audit, "Key ceremony")
    with pytest.raises(UserError, match="no file"):
        verify_evidence(workspace, seen)
    with workspace.read() as unit:
        assert first_with_same_bytes(unit, seen) is None


def test_the_first_record_of_the_same_bytes_is_the_one_of_this_audit(
    workspace: Workspace, story: Story
) -> None:
    attach_bytes(workspace, story.other_audit, "other.txt", b"abc")
    first = attach_bytes(workspace, story.audit, "a.txt", b"abc")
    second = attach_bytes(workspace, story.audit, "b.txt", b"abc")
    with workspace.read() as unit:
        twin = first_with_same_bytes(unit, second.evidence_id)
        assert twin is not None
        assert (twin.id, twin.number) == (first.evidence_id, "E-001")
        assert first_with_same_bytes(unit, first.evidence_id) is None
