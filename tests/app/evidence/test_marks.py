import pytest

from app.evidence.intake import attach_bytes
from app.evidence.links import Target
from app.evidence.marks import evidence_named, item_name, item_named, target_named
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story


@pytest.mark.parametrize("text", ["A.8.13", "a.8.13", "#A.8.13", " # 8.13 ", "8.13"])
def test_an_item_is_named_by_its_number_with_or_without_the_letter(
    workspace: Workspace, story: Story, text: str
) -> None:
    with workspace.read() as unit:
        assert item_named(unit, story.audit, text) == story.backups
        assert target_named(unit, story.audit, text) == Target(item_id=story.backups)


@pytest.mark.parametrize("text", ["F-01", "f-1", "#F-1", "F - 001"])
def test_a_finding_is_named_by_its_number(workspace: Workspace, story: Story, text: str) -> None:
    with workspace.read() as unit:
        assert target_named(unit, story.audit, text) == Target(finding_id=story.finding)


@pytest.mark.parametrize("text", ["", "#", "A.", "F-", "F-²", "F-99", "E-001", "A.99.1", "9" * 5000, "\0"])
def test_what_names_nothing_names_nothing(workspace: Workspace, story: Story, text: str) -> None:
    with workspace.read() as unit:
        assert target_named(unit, story.audit, text) is None


def test_numbers_of_another_audit_are_not_found(workspace: Workspace, story: Story) -> None:
    attach_bytes(workspace, story.audit, "a.txt", b"a")
    with workspace.read() as unit:
        assert target_named(unit, story.other_audit, "F-01") is None
        assert evidence_named(unit, story.other_audit, "E-001") is None


@pytest.mark.parametrize("text", ["E-001", "e-1", "1", "#E-1"])
def test_evidence_is_named_by_its_number(workspace: Workspace, story: Story, text: str) -> None:
    made = attach_bytes(workspace, story.audit, "a.txt", b"a")
    with workspace.read() as unit:
        assert evidence_named(unit, story.audit, text) == made.evidence_id


def test_an_item_is_called_by_its_reference_and_a_second_question_by_its_code(
    workspace: Workspace, story: Story
) -> None:
    with workspace.read() as unit:
        assert item_name(unit, story.audit, story.backups) == "A.8.13"
        assert item_name(unit, story.audit, story.access) == "A.5.15"
        assert item_name(unit, story.audit, "gone") == ""
