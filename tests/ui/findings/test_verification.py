"""Verifying in the window: with a second person, from a day of one's own, by the measure set in advance."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from app.findings import findings
from app.findings.terms import FindingState, VerificationResult
from app.follow_up import reads, verification
from app.planning.follow_up_audit import FollowUpPlan, plan_follow_up
from tests.app.findings.story import Story
from tests.app.follow_up.test_follow_up import implement
from tests.conftest import FixedClock
from tests.ui.findings.conftest import OpenPage
from tests.ui.findings.keys import CTRL, Keys
from ui.findings.evidence_part import found_in
from ui.findings.page import FindingsPage


@pytest.fixture
def owner(story: Story) -> str:
    return story.person("Ada Fenwick")


def verifying(open_page: OpenPage, finding_id: str) -> FindingsPage:
    page = open_page(finding_id)
    page.detail.tabs.choose("response")
    return page


def test_who_wrote_the_recommendation_is_asked_for_a_second_person(
    open_page: OpenPage, story: Story, clock: FixedClock, owner: str, keys: Keys
) -> None:
    finding_id = story.confirmed()
    story.do(findings.edit, finding_id, recommendation="Name an owner")
    story.issue()
    implement(story, finding_id, owner, clock)
    second = story.person("D. Novak")
    form = verifying(open_page, finding_id).detail.response.verification
    keys.on(form.note)
    keys.type("Seen in the calendar")
    keys.on(form.apply)
    keys.enter()
    assert "a second verifier beside the one who wrote the recommendation" in form.refusal()

    form.second.set_value(second)
    keys.on(form.apply)
    keys.enter()

    assert story.state(finding_id) is FindingState.IMPLEMENTATION_VERIFIED
    assert story.see(reads.verifications, finding_id)[0].second_verifier == "D. Novak"


def test_the_day_of_the_judgement_is_entered_with_the_verification(
    open_page: OpenPage, story: Story, clock: FixedClock, owner: str, keys: Keys
) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)
    page = verifying(open_page, finding_id)
    form = page.detail.response.verification
    keys.on(form.note)
    keys.type("Seen")
    assert form.judge_from.value() == clock.now().date() + timedelta(days=90)
    keys.on(form.judge_from.line())
    keys.press(Qt.Key.Key_A, CTRL)
    keys.type("31.12.2026")
    keys.on(form.apply)
    keys.enter()

    assert story.see(reads.flags, finding_id).effectiveness_due_on == date(2026, 12, 31)
    assert "Effectiveness to be judged from 31 Dec 2026" in page.detail.response._due.text()
    assert form._measure.text() == "Set in advance: Four tests held over four quarters."
    assert form._rows["judge_from"].isHidden()


def test_what_was_answered_before_stays_in_sight_in_the_next_round(
    open_page: OpenPage, story: Story, clock: FixedClock, owner: str
) -> None:
    finding_id = story.issued()
    implement(story, finding_id, owner, clock)
    story.do(verification.verify_implementation, finding_id, note="Seen")
    page = verifying(open_page, finding_id)
    assert page.detail.response.earlier.isHidden()
    clock.advance(days=90)
    story.do(verification.verify_effectiveness, finding_id, VerificationResult.PARTLY, note="Again")
    page.load()

    (told,) = page.detail.response.earlier.texts()
    assert "Cause: No one owns the test calendar." in told
    assert "Action: Name an owner of the test calendar (done 26 Jul 2026)" in told


def test_evidence_of_a_follow_up_audit_is_offered_for_the_finding(
    open_page: OpenPage, story: Story, owner: str
) -> None:
    finding_id = story.issued()
    start = date(2026, 7, 6) + timedelta(days=60)
    audit_id = story.do(plan_follow_up, FollowUpPlan((finding_id,), "Follow-up", start))
    replace(story, audit_id=audit_id).evidence("Fresh sample of tests")
    page = open_page(finding_id)
    shown = page.editor.shown
    assert shown is not None

    found = story.see(found_in, story.audit_id, shown.detail, "fresh")

    assert [choice.text for choice in found] == ["FU-2026-01 E-001 Fresh sample of tests · document"]
