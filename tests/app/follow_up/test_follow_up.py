"""From the auditee's answer to the proof that it worked (section 7.6)."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.findings import counts, lifecycle, links
from app.findings.terms import FindingState, FindingType, ReadinessState, VerificationResult
from app.follow_up import hints, reads, responses, verification
from app.follow_up.responses import PlannedAction
from tests.app.findings.story import MAJOR, Story
from tests.conftest import FixedClock

DUE = date(2026, 8, 30)


@pytest.fixture
def owner(story: Story) -> str:
    return story.person("Operations lead")


@pytest.fixture
def auditor(story: Story) -> str:
    return story.act_as("R. Lind")


def action_ids(story: Story, finding_id: str) -> list[str]:
    return [action.id for action in story.see(reads.responses, finding_id)[-1].actions]


def submit(story: Story, finding_id: str, owner: str) -> None:
    due_on = story.workspace.seat.clock.now().date() + timedelta(days=55)
    action = PlannedAction("Name an owner of the test calendar", owner, due_on)
    story.submit(finding_id, action)


def implement(story: Story, finding_id: str, owner: str, clock: FixedClock) -> None:
    """From issued to implemented, with evidence obtained on the way."""
    submit(story, finding_id, owner)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    clock.advance(days=20)
    for action_id in action_ids(story, finding_id):
        story.do(verification.mark_action_done, action_id)
    story.do(links.link_evidence, finding_id, story.evidence("Test calendar with its owner"))
    story.do(lifecycle.move, finding_id, FindingState.IMPLEMENTED)


def verify(story: Story, finding_id: str, owner: str, clock: FixedClock) -> None:
    implement(story, finding_id, owner, clock)
    story.do(verification.verify_implementation, finding_id, note="Owner named, calendar seen")


def test_last_years_finding_is_carried_from_issued_to_closed_with_its_history(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = story.issued()
    verify(story, finding_id, owner, clock)
    clock.advance(days=100)
    evidence_id = story.evidence("Four records of four quarters")
    story.do(
        verification.verify_effectiveness,
        finding_id,
        VerificationResult.EFFECTIVE,
        evidence_id=evidence_id,
    )

    finding = story.finding(finding_id)
    assert (finding.state, finding.closed_at) == (FindingState.CLOSED, clock.now())
    (response,) = story.see(reads.responses, finding_id)
    assert (response.submitted_by, response.accepted_by) == ("R. Lind", "R. Lind")
    assert [action.owner for action in response.actions] == ["Operations lead"]
    done = story.see(reads.verifications, finding_id)
    assert [one.kind.value for one in done] == ["implementation", "effectiveness"]
    assert done[1].evidence_number == "E-003"


def test_a_response_is_refused_with_everything_that_it_lacks(story: Story) -> None:
    finding_id = story.issued()

    with pytest.raises(UserError) as refused:
        story.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)

    assert str(refused.value).startswith(
        "The response to F-01 cannot be submitted yet. Missing: a correction or why none is possible, "
        "extent, cause, actions that each have an owner and a due date."
    )


@pytest.mark.parametrize("lacks", ["owner", "due date"])
def test_an_action_needs_owner_and_due_date(story: Story, owner: str, lacks: str) -> None:
    finding_id = story.issued()
    action = PlannedAction(
        "Name an owner", None if lacks == "owner" else owner, DUE if lacks == "owner" else None
    )

    with pytest.raises(UserError, match="actions that each have an owner and a due date"):
        story.submit(finding_id, action)
    assert story.state(finding_id) is FindingState.ISSUED


def test_no_correction_is_possible_for_a_reason(story: Story, owner: str) -> None:
    finding_id = story.issued()

    words = {"correction": "", "no_correction_reason": "The quarter is over."}
    story.do(responses.edit_response, finding_id, extent="None", cause="No owner", **words)
    story.do(responses.add_action, finding_id, PlannedAction("Name an owner", owner, DUE))
    story.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)

    assert story.state(finding_id) is FindingState.RESPONSE_SUBMITTED


def test_a_response_grows_while_it_is_typed_and_is_fixed_once_submitted(story: Story, owner: str) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="No one")
    story.do(responses.edit_response, finding_id, cause="No one owns it")
    action_id = story.do(responses.add_action, finding_id, PlannedAction("Name", owner, DUE))
    other = story.do(responses.add_action, finding_id, PlannedAction("Not this", owner, DUE))
    story.do(responses.edit_action, action_id, what="Name an owner", due_on=DUE + timedelta(days=1))
    story.do(responses.remove_action, other)
    (response,) = story.see(reads.responses, finding_id)
    assert (response.cause, response.submitted_at) == ("No one owns it", None)
    assert [(one.what, one.due_on) for one in response.actions] == [("Name an owner", date(2026, 8, 31))]

    story.do(responses.edit_response, finding_id, correction="Held", extent="None")
    story.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)
    for change in (
        lambda: story.do(responses.edit_response, finding_id, cause="Other"),
        lambda: story.do(responses.edit_action, action_id, what="Other"),
        lambda: story.do(responses.remove_action, action_id),
    ):
        with pytest.raises(UserError, match="does not wait for a response"):
            change()


def test_a_rejected_response_comes_back_with_its_reason_and_a_counter(story: Story, owner: str) -> None:
    """AS-16."""
    finding_id = story.issued()
    submit(story, finding_id, owner)
    with pytest.raises(UserError, match="cannot be rejected yet"):
        story.do(lifecycle.move, finding_id, FindingState.ISSUED, reason="")

    for reason in ("That is no cause", "Still no cause"):
        story.do(lifecycle.move, finding_id, FindingState.ISSUED, reason=reason)
        story.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)

    (response,) = story.see(reads.responses, finding_id)
    assert (response.rejections, response.rejection_reason) == (2, "Still no cause")
    assert len(response.actions) == 1


def test_a_confirmed_finding_may_be_answered_before_the_report(story: Story, owner: str) -> None:
    finding_id = story.confirmed()
    submit(story, finding_id, owner)
    story.confirmed(on="8.2")
    story.issue()

    finding = story.finding(finding_id)
    assert (finding.state, finding.response_due_on) == (FindingState.RESPONSE_SUBMITTED, date(2026, 8, 7))


@pytest.mark.parametrize("is_rejected", [False, True])
def test_what_was_answered_before_the_report_can_be_withdrawn_before_it(
    story: Story, owner: str, is_rejected: bool
) -> None:
    finding_id = story.confirmed()
    submit(story, finding_id, owner)
    if is_rejected:
        story.do(lifecycle.move, finding_id, FindingState.ISSUED, reason="That is no cause")

    assert story.missing(finding_id, FindingState.WITHDRAWN) == []
    story.do(lifecycle.withdraw, finding_id, "It was another clinic's")

    assert story.see(counts.counts, story.audit_id).withdrawn == 1
    assert story.issue() == ()


@pytest.mark.parametrize("field", ["due_on", "done_on"])
def test_a_new_action_is_not_due_in_the_past_and_nothing_is_done_in_the_future(
    story: Story, clock: FixedClock, owner: str, field: str
) -> None:
    """AS-14, R-38."""
    finding_id = story.issued()
    today = clock.now().date()
    wrong = today - timedelta(days=1) if field == "due_on" else today + timedelta(days=1)

    with pytest.raises(UserError, match=r"is past|is still to come"):
        story.do(responses.add_action, finding_id, PlannedAction("Name", owner, **{field: wrong}))

    story.do(responses.add_action, finding_id, PlannedAction("Name", owner, **{field: today}))
    (response,) = story.see(reads.responses, finding_id)
    assert not response.actions[0].is_overdue


def test_a_finding_is_implemented_only_with_every_action_settled_and_new_evidence(
    story: Story, clock: FixedClock, owner: str
) -> None:
    finding_id = story.issued()
    clock.advance(days=1)
    submit(story, finding_id, owner)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    assert story.missing(finding_id) == [
        "every action done or cancelled with its reason",
        "evidence of the actions obtained since the response",
    ]

    (action_id,) = action_ids(story, finding_id)
    with pytest.raises(UserError, match="Missing: a reason"):
        story.do(verification.cancel_action, action_id, " ")
    story.do(verification.cancel_action, action_id, "The system is retired")
    story.do(links.link_evidence, finding_id, story.evidence("Decommissioning record"))
    story.do(lifecycle.move, finding_id, FindingState.IMPLEMENTED)

    assert story.state(finding_id) is FindingState.IMPLEMENTED


def test_what_is_missing_sends_an_implementation_back(story: Story, clock: FixedClock, owner: str) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)
    accepted_at = story.see(reads.responses, finding_id)[0].accepted_at

    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED, reason="The calendar has no owner yet")

    assert story.state(finding_id) is FindingState.PLAN_ACCEPTED
    assert story.finding(finding_id).state_reason == "The calendar has no owner yet"
    assert story.see(reads.responses, finding_id)[0].accepted_at == accepted_at


def test_an_action_owner_does_not_verify_the_own_work(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    """AS-17, R-9."""
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)

    with pytest.raises(UserError, match="a verifier with a name who owns neither the finding nor an action"):
        story.do(verification.verify_implementation, finding_id, note="Seen", verifier_id=owner)

    assert story.state(finding_id) is FindingState.IMPLEMENTED
    assert story.see(reads.verifications, finding_id) == ()


def test_a_verification_needs_a_verifier_with_a_name(story: Story, clock: FixedClock, owner: str) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)

    with pytest.raises(UserError, match="a verifier with a name"):
        story.do(verification.verify_implementation, finding_id, note="Seen")


def test_a_verification_says_what_was_seen(story: Story, clock: FixedClock, owner: str, auditor: str) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)

    with pytest.raises(UserError, match="with what was seen"):
        story.do(verification.verify_implementation, finding_id)


def test_implemented_is_not_yet_closed(story: Story, clock: FixedClock, owner: str, auditor: str) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)

    with pytest.raises(UserError, match="this step does not belong there"):
        story.do(
            verification.verify_effectiveness, finding_id, VerificationResult.EFFECTIVE, note="Looks fine"
        )
    with pytest.raises(UserError, match="it cannot become closed"):
        story.do(lifecycle.move, finding_id, FindingState.CLOSED)


def test_a_finding_is_not_closed_without_evidence_or_by_an_owner_or_too_early_without_a_reason(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    """AS-17, R-9."""
    finding_id = story.issued()
    verify(story, finding_id, owner, clock)
    evidence_id = story.evidence("Fresh sample of four")
    judge, effective = verification.verify_effectiveness, VerificationResult.EFFECTIVE

    with pytest.raises(UserError, match="Missing: a verification that it was effective with new evidence"):
        story.do(lifecycle.move, finding_id, FindingState.CLOSED)
    with pytest.raises(UserError, match="with new evidence"):
        story.do(judge, finding_id, effective, note="The auditee says so")
    with pytest.raises(UserError, match="why it can be judged so early"):
        story.do(judge, finding_id, effective, evidence_id=evidence_id)
    with pytest.raises(UserError, match="owns neither the finding nor an action"):
        story.do(judge, finding_id, effective, evidence_id=evidence_id, note="One cycle", verifier_id=owner)
    assert story.state(finding_id) is FindingState.IMPLEMENTATION_VERIFIED

    story.do(judge, finding_id, effective, evidence_id=evidence_id, note="A whole control cycle has passed")
    assert story.state(finding_id) is FindingState.CLOSED


@pytest.mark.parametrize("result", [VerificationResult.NOT_EFFECTIVE, VerificationResult.PARTLY])
def test_what_did_not_work_opens_a_new_round_with_a_date_of_its_own(
    story: Story, clock: FixedClock, owner: str, auditor: str, result: VerificationResult
) -> None:
    """AS-17."""
    finding_id = story.issued()
    verify(story, finding_id, owner, clock)
    clock.advance(days=100)
    story.do(verification.verify_effectiveness, finding_id, result, note="Missed again")

    finding = story.finding(finding_id)
    assert (finding.state, finding.response_round) == (FindingState.ISSUED, 2)
    assert finding.response_due_on == clock.now().date() + timedelta(days=30)
    assert "cause" in story.missing(finding_id)

    clock.advance(days=1)
    implement(story, finding_id, owner, clock)
    assert "with what was seen" in story.missing(finding_id)[0]
    assert [one.round for one in story.see(reads.responses, finding_id)] == [1, 2]


def test_a_closed_finding_that_fails_in_its_own_follow_up_is_reopened_for_another_round(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    """AS-13, R-32."""
    finding_id = story.issued()
    verify(story, finding_id, owner, clock)
    clock.advance(days=100)
    before = story.evidence("Four records")
    judge, effective = verification.verify_effectiveness, VerificationResult.EFFECTIVE
    story.do(judge, finding_id, effective, evidence_id=before)
    clock.advance(days=30)
    with pytest.raises(UserError, match="does not change any more"):
        story.do(links.link_evidence, finding_id, story.evidence())
    with pytest.raises(UserError, match="Missing: evidence obtained since it was closed"):
        story.do(verification.reopen, finding_id, "It failed again", before)

    story.do(verification.reopen, finding_id, "It failed again", story.evidence("A missed test"))
    assert (story.state(finding_id), story.finding(finding_id).closed_at) == (FindingState.REOPENED, None)
    story.do(lifecycle.move, finding_id, FindingState.ISSUED)

    finding = story.finding(finding_id)
    assert (finding.state, finding.response_round) == (FindingState.ISSUED, 2)


def test_the_certificate_rule_over_a_whole_follow_up(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    """AS-04: improvements stay open and never count."""
    major = story.confirmed(*MAJOR, on="8.2")
    minors = [story.confirmed(), story.confirmed(on="A.5.18")]
    for place in ("Labels", "Lighting", "A shorter form"):
        improvement = story.raised(FindingType.OFI, title=place).id
        story.do(lifecycle.move, improvement, FindingState.CONFIRMED)
    story.issue()
    states = [story.see(counts.readiness, story.audit_id).state]

    verify(story, major, owner, clock)
    states.append(story.see(counts.readiness, story.audit_id).state)
    for minor in minors:
        story.submit(minor, PlannedAction("Name an owner", owner, clock.now().date()))
        story.do(lifecycle.move, minor, FindingState.PLAN_ACCEPTED)
    states.append(story.see(counts.readiness, story.audit_id).state)

    assert states == [
        ReadinessState.NOT_READY,
        ReadinessState.READY_ONCE_PLANS_ACCEPTED,
        ReadinessState.READY,
    ]
    assert story.see(counts.counts, story.audit_id).ofi == 3


def test_what_is_overdue_is_computed_from_the_dates(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = story.issued()
    clock.advance(days=(date(2026, 8, 7) - clock.now().date()).days)
    assert not story.see(reads.flags, finding_id).response_overdue
    clock.advance(days=1)
    assert story.see(reads.flags, finding_id).response_overdue

    submit(story, finding_id, owner)
    clock.advance(days=60)
    flags = story.see(reads.flags, finding_id)
    assert (flags.response_overdue, flags.action_overdue) == (False, True)
    assert story.see(reads.responses, finding_id)[0].actions[0].is_overdue


def test_effectiveness_is_due_ninety_days_after_the_implementation_was_verified(
    story: Story, clock: FixedClock, owner: str, auditor: str
) -> None:
    finding_id = story.issued()
    verify(story, finding_id, owner, clock)
    due = clock.now().date() + timedelta(days=90)

    assert story.see(reads.flags, finding_id).effectiveness_due_on == due
    assert not story.see(reads.flags, finding_id).effectiveness_due
    clock.advance(days=90)
    assert story.see(reads.flags, finding_id).effectiveness_due


def test_a_correction_is_not_a_corrective_action_and_human_error_is_no_cause(
    story: Story, owner: str
) -> None:
    """AS-16, R-35."""
    finding_id = story.issued()
    response_id = story.do(
        responses.edit_response, finding_id, correction="Retrained the employee.", cause="Human error"
    )
    story.do(responses.add_action, finding_id, PlannedAction("Retrained the employee", owner, DUE))

    found = story.see(hints.hints, response_id)

    assert [hint.field for hint in found] == ["cause", "actions", "actions", "effectiveness_measure"]
    assert "ask why it was possible" in str(found[0].message)
    assert "say the same" in str(found[2].message)


def test_a_response_that_goes_to_the_cause_gets_no_hint(story: Story, owner: str) -> None:
    finding_id = story.issued()
    submit(story, finding_id, owner)

    response = story.see(reads.responses, finding_id)[0]
    assert story.see(hints.hints, response.id) == ()
