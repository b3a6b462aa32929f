"""Evidence and samples that findings and issued reports rest on (R-5, R-33, R-40)."""

from collections.abc import Callable

import pytest

from app.errors import UserError
from app.evidence import evidence, links, reads, requests, samples
from app.evidence.circumstances import Circumstances
from app.evidence.intake import attach_bytes
from app.evidence.links import Target
from app.evidence.sample_reads import SampleRow, samples_of_audit
from app.evidence.samples import UnitResult
from app.findings import links as finding_links
from app.findings.terms import FindingState
from app.words import N_
from app.workspace.workspace import Workspace
from models.finding import Finding
from models.report import ReportRevision, ReportState
from tests.app.evidence.conftest import Story
from tests.conftest import FixedClock

REPORTED = "stays as it was reported"
ISSUED = "what it rests on does not change any more"


def do(workspace: Workspace, act: Callable[..., object], *args: object, **named: object) -> object:
    with workspace.write(N_("Work")) as uow:
        return act(uow, *args, **named)


def attach(workspace: Workspace, story: Story, name: str = "a.txt") -> str:
    return attach_bytes(workspace, story.audit, name, name.encode()).evidence_id


def set_state(workspace: Workspace, story: Story, state: FindingState) -> None:
    with workspace.write(N_("Step")) as uow:
        uow.session.get_one(Finding, story.finding).state = state


def issue(workspace: Workspace, story: Story, clock: FixedClock) -> None:
    """Issue the report; an hour passes before and after."""
    clock.advance(hours=1)
    _revision(workspace, story, 1, ReportState.ISSUED)
    clock.advance(hours=1)


def amend(workspace: Workspace, story: Story) -> None:
    _revision(workspace, story, 2, ReportState.DRAFT)


def _revision(workspace: Workspace, story: Story, number: int, state: ReportState) -> None:
    with workspace.write(N_("Issue")) as uow:
        row = ReportRevision(audit_id=story.audit, revision=number, state=state, reason="A wrong result")
        row.issued_at = uow.now() if state is ReportState.ISSUED else None
        uow.session.add(row)


def sample(workspace: Workspace, story: Story) -> str:
    return str(do(workspace, samples.record_sample, story.audit, "Leavers", ["L-1", "L-2"]))


def test_evidence_of_a_confirmed_finding_is_not_removed_and_the_finding_is_named(
    workspace: Workspace, story: Story
) -> None:
    piece = attach(workspace, story)
    do(workspace, finding_links.link_evidence, story.finding, piece)
    set_state(workspace, story, FindingState.CONFIRMED)
    with pytest.raises(UserError, match="F-01 rests on E-001 and is confirmed") as refused:
        do(workspace, evidence.remove_evidence, piece)
    assert "Take it off there first" in str(refused.value)
    set_state(workspace, story, FindingState.WITHDRAWN)
    do(workspace, evidence.remove_evidence, piece)
    with workspace.read() as unit:
        assert reads.evidence_of_audit(unit, story.audit) == []


def test_evidence_that_backs_a_sample_of_a_confirmed_finding_is_not_removed(
    workspace: Workspace, story: Story
) -> None:
    piece, drawn = attach(workspace, story), sample(workspace, story)
    do(workspace, samples.link_sample_to_evidence, drawn, piece)
    do(workspace, finding_links.link_sample, story.finding, drawn)
    set_state(workspace, story, FindingState.CONFIRMED)
    with pytest.raises(UserError, match="F-01"):
        do(workspace, evidence.remove_evidence, piece)


def test_evidence_of_a_draft_is_removed(workspace: Workspace, story: Story) -> None:
    piece = attach(workspace, story)
    do(workspace, finding_links.link_evidence, story.finding, piece)
    do(workspace, evidence.remove_evidence, piece)
    with workspace.read() as unit:
        assert reads.evidence_of_audit(unit, story.audit) == []


def test_a_confirmed_finding_keeps_the_last_thing_that_it_rests_on(
    workspace: Workspace, story: Story
) -> None:
    first, second = attach(workspace, story), attach(workspace, story, "b.txt")
    for piece in (first, second):
        do(workspace, finding_links.link_evidence, story.finding, piece)
    set_state(workspace, story, FindingState.CONFIRMED)
    do(workspace, finding_links.unlink_evidence, story.finding, first)
    with pytest.raises(UserError, match="rest on no evidence"):
        do(workspace, finding_links.unlink_evidence, story.finding, second)
    do(workspace, evidence.remove_evidence, first)


def test_the_duplicate_of_a_confirmed_findings_evidence_gives_way_to_the_original(
    workspace: Workspace, story: Story
) -> None:
    original = attach(workspace, story)
    double = attach_bytes(workspace, story.audit, "again.txt", b"a.txt").evidence_id
    drawn = sample(workspace, story)
    do(workspace, finding_links.link_evidence, story.finding, double)
    do(workspace, samples.link_sample_to_evidence, drawn, double)
    set_state(workspace, story, FindingState.CONFIRMED)
    do(workspace, evidence.link_instead, double, original)
    with workspace.read() as unit:
        (left,) = reads.evidence_of_audit(unit, story.audit)
        (row,) = samples_of_audit(unit, story.audit)
        assert left.id == original
        assert links.targets_of(unit, original) == (Target(finding_id=story.finding),)
        assert row.evidence == ("E-001",)


def test_what_an_item_was_concluded_on_stays_after_issue_unless_the_report_is_amended(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    piece = attach(workspace, story)
    do(workspace, links.link, piece, Target(item_id=story.backups))
    issue(workspace, story, clock)
    late = attach(workspace, story, "late.txt")
    for act, evidence_id, target in (
        (links.link, late, Target(item_id=story.backups)),
        (links.link, late, Target(note_line_id=story.line)),
        (links.unlink, piece, Target(item_id=story.backups)),
    ):
        with pytest.raises(UserError, match=ISSUED):
            do(workspace, act, evidence_id, target)
    amend(workspace, story)
    do(workspace, links.link, late, Target(item_id=story.backups))
    do(workspace, links.unlink, piece, Target(item_id=story.backups))


def test_a_finding_goes_on_to_gather_evidence_after_issue(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    set_state(workspace, story, FindingState.ISSUED)
    issue(workspace, story, clock)
    late = attach(workspace, story, "late.txt")
    do(workspace, finding_links.link_evidence, story.finding, late)
    with workspace.read() as unit:
        assert links.targets_of(unit, late) == (Target(finding_id=story.finding),)


def test_what_a_report_prints_of_a_piece_stays_and_how_it_is_kept_goes_on(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    piece = attach(workspace, story)
    issue(workspace, story, clock)
    late = attach(workspace, story, "late.txt")
    with pytest.raises(UserError, match=f"E-001 was issued: it {REPORTED}"):
        do(workspace, evidence.edit_evidence, piece, title="Another list")
    do(workspace, evidence.edit_evidence, piece, notes="The page numbers are wrong", has_personal_data=True)
    do(workspace, evidence.edit_evidence, late, title="Calendar of restore tests")
    assert fixed(workspace, piece)
    assert not fixed(workspace, late)
    amend(workspace, story)
    do(workspace, evidence.edit_evidence, piece, title="Another list")
    assert not fixed(workspace, piece)


def fixed(workspace: Workspace, evidence_id: str) -> bool:
    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, evidence_id)
    assert detail is not None
    return detail.is_fixed


def test_a_reported_sample_stays_as_it_was_counted_and_a_new_one_is_open(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    old, piece = sample(workspace, story), attach(workspace, story)
    with workspace.read() as unit:
        unit_id = samples_of_audit(unit, story.audit)[0].units[0].id
    issue(workspace, story, clock)
    for act, args in (
        (samples.set_unit_result, (unit_id, UnitResult.EXCEPTION)),
        (samples.add_units, (old, ["L-3"])),
        (samples.link_sample_to_evidence, (old, piece)),
    ):
        with pytest.raises(UserError, match=f"S-01 was issued: it {REPORTED}"):
            do(workspace, act, *args)
    with pytest.raises(UserError, match=REPORTED):
        do(workspace, samples.edit_sample, old, source="HR")
    do(workspace, samples.add_units, sample(workspace, story), ["L-3"])
    assert [row.is_fixed for row in rows(workspace, story)] == [True, False]
    amend(workspace, story)
    do(workspace, samples.set_unit_result, unit_id, UnitResult.EXCEPTION)
    assert [row.is_fixed for row in rows(workspace, story)] == [False, False]


def rows(workspace: Workspace, story: Story) -> tuple[SampleRow, ...]:
    with workspace.read() as unit:
        return samples_of_audit(unit, story.audit)


def test_what_was_owed_is_received_after_issue_without_touching_the_item(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    asked = [
        str(do(workspace, requests.request_evidence, story.audit, what, item_id=story.backups))
        for what in ("Restore log", "Contract")
    ]
    issue(workspace, story, clock)
    late = attach(workspace, story, "late.txt")
    do(workspace, requests.receive, asked[0], late)
    refused = str(do(workspace, requests.answer_refused, asked[1], "It is confidential."))
    with workspace.read() as unit:
        assert not requests.open_requests(unit, story.audit)
        assert links.targets_of(unit, late) == links.targets_of(unit, refused) == ()


def test_a_file_for_an_item_is_refused_after_issue_before_it_is_read(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    issue(workspace, story, clock)
    with pytest.raises(UserError, match="concluded without this file") as refused:
        attach_bytes(workspace, story.audit, "late.txt", b"late", Circumstances(item_id=story.backups))
    assert "Attach it to the audit or to a finding" in str(refused.value)
    assert not [path for path in workspace.layout.objects.rglob("*") if path.is_file()]
    late = attach_bytes(workspace, story.audit, "late.txt", b"late", Circumstances(finding_id=story.finding))
    assert late.evidence_id
