"""Trends over audits: findings by grade, time to close, repeats."""

from datetime import date

from app.findings import lifecycle, links, repeats
from app.findings.terms import FindingType, VerificationResult
from app.follow_up import trends, verification
from tests.app.findings.story import MAJOR, Story
from tests.app.follow_up.test_follow_up import implement
from tests.conftest import FixedClock


def test_each_audit_tells_its_grades_repeats_and_days_to_close(story: Story, clock: FixedClock) -> None:
    story.act_as("R. Lind")
    owner = story.person("Ada Fenwick")
    closed = story.issued()
    story.issued(*MAJOR, on="8.2")
    story.raised(FindingType.OFI, title="Automate it")
    implement(story, closed, owner, clock)
    story.do(verification.verify_implementation, closed, note="Seen")
    clock.advance(days=90)
    fresh = story.evidence("Fresh sample")
    story.do(links.link_evidence, closed, fresh)
    story.do(verification.verify_effectiveness, closed, VerificationResult.EFFECTIVE, evidence_id=fresh)
    later = story.another_audit(date(2027, 3, 1), "IA-2027-01")
    repeat = later.raised().id
    story.do(repeats.set_repeat_of, repeat, closed)
    story.another_audit(date(2027, 6, 1), "IA-2027-02")

    first, second = story.see(trends.trends)

    assert (first.number, first.counts.major, first.counts.minor, first.counts.ofi) == ("IA-2026-03", 1, 1, 1)
    assert (first.nonconformities, first.repeats, first.closed, first.days_to_close) == (2, 0, 1, 110)
    assert (second.number, second.nonconformities, second.repeats) == ("IA-2027-01", 1, 1)
    assert (second.closed, second.days_to_close) == (0, None)


def test_withdrawn_findings_count_in_no_trend(story: Story) -> None:
    finding_id = story.written()
    story.do(lifecycle.withdraw, finding_id, "A mistake")
    assert story.see(trends.trends) == ()
