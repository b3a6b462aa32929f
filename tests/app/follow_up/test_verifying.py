"""Who may verify, on what evidence, and from when on it is judged whether it worked (R-9, R-11)."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.findings import findings
from app.findings.terms import FindingState, VerificationResult
from app.follow_up import reads, verification
from tests.app.findings.story import Story
from tests.app.follow_up.test_follow_up import implement
from tests.conftest import FixedClock

EFFECTIVE = VerificationResult.EFFECTIVE


@pytest.fixture
def owner(story: Story) -> str:
    return story.person("Operations lead")


@pytest.fixture
def auditor(story: Story) -> str:
    return story.act_as("R. Lind")


def implemented(story: Story, clock: FixedClock, owner: str, **texts: str) -> str:
    """A finding that is reported as implemented, with what the auditor at the screen wrote on it before."""
    finding_id = story.confirmed()
    if texts:
        story.do(findings.edit, finding_id, **texts)
    story.issue()
    implement(story, finding_id, owner, clock)
    return finding_id


def test_the_owner_of_the_finding_does_not_verify_it(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    process_owner = story.person("Head of operations")
    finding_id = implemented(story, clock, owner, owner_id=process_owner)
    for verifiers in ({"verifier_id": process_owner}, {"second_verifier_id": process_owner}):
        with pytest.raises(UserError, match="who owns neither the finding nor an action"):
            story.do(verification.verify_implementation, finding_id, note="Seen", **verifiers)
    assert story.state(finding_id) is FindingState.IMPLEMENTED


def test_who_wrote_the_recommendation_verifies_only_with_a_second_person(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = implemented(story, clock, owner, recommendation="Name an owner of the calendar")
    with pytest.raises(UserError, match="Missing: a second verifier beside the one who wrote"):
        story.do(verification.verify_implementation, finding_id, note="Seen")
    with pytest.raises(UserError, match="a second verifier"):
        story.do(verification.verify_implementation, finding_id, note="Seen", second_verifier_id=auditor)

    second = story.person("D. Novak")
    story.do(verification.verify_implementation, finding_id, note="Seen", second_verifier_id=second)

    (seen,) = story.see(reads.verifications, finding_id)
    assert (seen.verifier, seen.second_verifier) == ("R. Lind", "D. Novak")
    clock.advance(days=90)
    with pytest.raises(UserError, match="a second verifier"):
        story.do(
            verification.verify_effectiveness, finding_id, EFFECTIVE, evidence_id=story.evidence("Sample")
        )


def test_somebody_else_verifies_alone_what_was_recommended(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = implemented(story, clock, owner, recommendation="Name an owner of the calendar")
    story.act_as("D. Novak")
    story.do(verification.verify_implementation, finding_id, note="Seen")
    assert story.state(finding_id) is FindingState.IMPLEMENTATION_VERIFIED


def test_evidence_from_before_the_actions_shows_nothing_of_their_effect(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    old = story.evidence("Restore test record of last year")
    clock.advance(days=1)
    finding_id = implemented(story, clock, owner)
    story.do(verification.verify_implementation, finding_id, note="Seen")
    clock.advance(days=90)
    with pytest.raises(UserError, match="Missing: evidence obtained since the actions were done"):
        story.do(verification.verify_effectiveness, finding_id, EFFECTIVE, evidence_id=old)

    fresh = story.evidence("Fresh sample of four")
    story.do(verification.verify_effectiveness, finding_id, EFFECTIVE, evidence_id=fresh)
    assert story.state(finding_id) is FindingState.CLOSED


def test_the_day_of_the_judgement_can_be_set_for_a_longer_control_cycle(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = implemented(story, clock, owner)
    day = clock.now().date() + timedelta(days=180)
    with pytest.raises(UserError, match="is past: effectiveness cannot be judged"):
        story.do(
            verification.verify_implementation,
            finding_id,
            note="Seen",
            effectiveness_due_on=date(2026, 7, 6),
        )
    story.do(verification.verify_implementation, finding_id, note="Seen", effectiveness_due_on=day)
    assert story.see(reads.flags, finding_id).effectiveness_due_on == day

    clock.advance(days=100)
    with pytest.raises(UserError, match="why it can be judged so early"):
        story.do(
            verification.verify_effectiveness, finding_id, EFFECTIVE, evidence_id=story.evidence("Early")
        )


def test_another_round_has_a_day_of_judgement_of_its_own(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = implemented(story, clock, owner)
    story.do(verification.verify_implementation, finding_id, note="Seen")
    clock.advance(days=90)
    story.do(verification.verify_effectiveness, finding_id, VerificationResult.PARTLY, note="Again")
    assert story.see(reads.flags, finding_id).effectiveness_due_on is None

    clock.advance(days=1)
    implement(story, finding_id, owner, clock)
    story.do(verification.verify_implementation, finding_id, note="Seen")
    due = clock.now().date() + timedelta(days=90)
    assert story.see(reads.flags, finding_id).effectiveness_due_on == due
