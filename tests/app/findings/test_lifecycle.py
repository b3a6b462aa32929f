"""From draft to issued, with exactly what is missing named on the way (R-33)."""

from datetime import date

import pytest

from app.errors import UserError
from app.findings import counts, findings, lifecycle, links, repeats
from app.findings.detail import finding_detail
from app.findings.terms import AuditeePosition, FindingState, FindingType, Grade, ReadinessState, Who
from app.unit_of_work import UnitOfWork
from models.audit import Audit, AuditState
from tests.app.findings.story import MAJOR, MINOR, Story


def test_a_nonconformity_without_evidence_stays_a_draft_and_its_text_is_kept(story: Story) -> None:
    """AS-07, R-33."""
    finding_id = story.raised().id
    story.do(findings.edit, finding_id, statement="Restore tests are not carried out.")
    story.answer(finding_id, *MINOR)

    with pytest.raises(UserError) as refused:
        story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)

    assert str(refused.value).startswith("F-01 cannot be sent to review yet. Missing: evidence.")
    assert story.state(finding_id) is FindingState.DRAFT
    assert story.finding(finding_id).statement == "Restore tests are not carried out."


def test_everything_that_is_missing_is_named_at_once(story: Story) -> None:
    finding_id = story.raised(on=None).id

    assert story.missing(finding_id) == ["criterion", "evidence", "statement", "grade"]


def test_a_sample_is_evidence_when_it_has_evidence_of_its_own(story: Story) -> None:
    finding_id = story.raised().id
    story.do(links.link_sample, finding_id, story.sample(with_evidence=False))
    assert "evidence" in story.missing(finding_id)

    story.do(links.link_sample, finding_id, story.sample(with_evidence=True))
    assert "evidence" not in story.missing(finding_id)


def test_a_statement_of_blanks_is_no_statement(story: Story) -> None:
    finding_id = story.written()
    story.do(findings.edit, finding_id, statement="  \n ")

    assert story.missing(finding_id) == ["statement"]


def test_a_finding_is_confirmed_only_after_the_auditee_was_asked(story: Story) -> None:
    finding_id = story.written()
    story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    assert story.missing(finding_id) == ["the auditee's position"]

    story.do(findings.record_position, finding_id, AuditeePosition.NO_COMMENT)
    story.do(lifecycle.move, finding_id, FindingState.CONFIRMED)
    assert story.state(finding_id) is FindingState.CONFIRMED


def test_a_disputed_finding_goes_its_way_once_the_auditees_words_are_written_down(story: Story) -> None:
    finding_id = story.written()
    story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED)
    assert story.missing(finding_id) == ["the auditee's position"]

    story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED, "The test was held in May.")
    story.do(lifecycle.move, finding_id, FindingState.CONFIRMED)
    story.issue()
    assert story.state(finding_id) is FindingState.ISSUED


def test_a_finding_goes_back_to_its_author_only_with_a_comment(story: Story) -> None:
    finding_id = story.written()
    story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    with pytest.raises(UserError, match="Missing: a comment for the author"):
        story.do(lifecycle.move, finding_id, FindingState.DRAFT)

    story.do(lifecycle.move, finding_id, FindingState.DRAFT, reason="Say which period")
    assert (story.state(finding_id), story.finding(finding_id).state_reason) == (
        FindingState.DRAFT,
        "Say which period",
    )


def test_withdrawing_needs_a_reason_and_keeps_the_number_listed(story: Story) -> None:
    finding_id = story.raised().id
    with pytest.raises(UserError, match=r"cannot be withdrawn yet\. Missing: a reason"):
        story.do(lifecycle.withdraw, finding_id, "  ")

    story.do(lifecycle.withdraw, finding_id, "Shown to be in order")
    assert story.finding(finding_id).number == "F-01"
    assert story.see(counts.counts, story.audit_id).withdrawn == 1


def test_a_minor_merged_into_another_keeps_its_number_and_does_not_count_twice(story: Story) -> None:
    one, other = story.confirmed(), story.confirmed(*MAJOR, on="A.5.18")
    story.do(lifecycle.merge, one, other, "Same failure of the same process")

    totals = story.see(counts.counts, story.audit_id)
    assert (totals.major, totals.minor, totals.merged, totals.total) == (1, 0, 1, 1)
    assert story.see(finding_detail, one).row.merged_into == "F-02"
    assert story.see(finding_detail, other).merges == ("F-01",)


def test_a_finding_is_merged_only_into_a_nonconformity_of_its_audit_that_stands(story: Story) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    withdrawn = story.raised().id
    story.do(lifecycle.withdraw, withdrawn, "Mistake")
    finding_id = story.confirmed()
    for target in (finding_id, withdrawn, story.raised(FindingType.OFI).id, last_year.raised().id):
        with pytest.raises(UserError, match="another nonconformity of this audit"):
            story.do(lifecycle.merge, finding_id, target)
    with pytest.raises(UserError, match="another nonconformity of this audit"):
        story.do(lifecycle.move, finding_id, FindingState.MERGED)
    assert story.state(finding_id) is FindingState.CONFIRMED


def test_a_major_does_not_vanish_in_a_minor(story: Story) -> None:
    minor, major = story.confirmed(), story.confirmed(*MAJOR, on="A.5.18")
    with pytest.raises(UserError, match="graded no lower"):
        story.do(lifecycle.merge, major, minor)

    assert story.state(major) is FindingState.CONFIRMED
    assert story.see(counts.counts, story.audit_id).major == 1


def test_an_improvement_is_confirmed_without_review_or_grade(story: Story) -> None:
    finding_id = story.raised(FindingType.OFI, title="Tie supplier reviews to the renewal calendar").id
    story.do(lifecycle.move, finding_id, FindingState.CONFIRMED)
    story.issue()
    story.do(lifecycle.move, finding_id, FindingState.ACCEPTED)
    story.do(lifecycle.move, finding_id, FindingState.DONE)

    assert story.state(finding_id) is FindingState.DONE
    assert story.finding(finding_id).response_due_on is None


def test_an_improvement_without_a_word_is_not_confirmed(story: Story) -> None:
    finding_id = story.raised(FindingType.OFI).id

    assert story.missing(finding_id) == ["title or text"]


def test_issue_moves_every_confirmed_finding_and_sets_the_date_of_its_response(story: Story) -> None:
    minor, major = story.confirmed(), story.confirmed(*MAJOR, on="8.2")
    strength = story.raised(FindingType.STRENGTH, title="Exercises every quarter").id
    story.do(lifecycle.move, strength, FindingState.CONFIRMED)

    assert set(story.issue()) == {minor, major, strength}
    assert story.finding(minor).response_due_on == date(2026, 8, 7)
    assert story.finding(major).response_due_on == date(2026, 7, 22)
    assert story.finding(strength).response_due_on is None


def test_nothing_is_issued_while_one_finding_is_not_ready_and_each_is_named(story: Story) -> None:
    confirmed, _draft = story.confirmed(), story.raised(on="8.2")
    story.do(findings.edit, confirmed, statement="")

    with pytest.raises(UserError) as refused:
        story.issue()

    assert "F-01 (statement), F-02 (evidence, statement, grade, its confirmation)" in str(refused.value)
    assert story.state(confirmed) is FindingState.CONFIRMED
    unready = story.see(lifecycle.not_ready_to_issue, story.audit_id)
    assert [one.number for one in unready] == ["F-01", "F-02"]


def test_nobody_issues_a_finding_but_the_report(story: Story) -> None:
    finding_id = story.confirmed()

    with pytest.raises(UserError, match="Missing: the issued report"):
        story.do(lifecycle.move, finding_id, FindingState.ISSUED)

    offered = [one.state for one in story.see(lifecycle.next_states, finding_id)]
    assert FindingState.ISSUED not in offered


def test_the_states_that_can_follow_say_what_they_lack_and_who_takes_the_step(story: Story) -> None:
    finding_id = story.raised().id
    review, withdrawn = story.see(lifecycle.next_states, finding_id)

    assert (review.state, review.who, review.asks_reason) == (FindingState.IN_REVIEW, Who.AUTHOR, False)
    assert [str(one) for one in review.missing] == ["evidence", "statement", "grade"]
    assert (withdrawn.state, withdrawn.missing, withdrawn.asks_reason) == (FindingState.WITHDRAWN, (), True)


def test_a_step_that_does_not_exist_names_those_that_do(story: Story) -> None:
    finding_id = story.raised().id

    with pytest.raises(UserError) as refused:
        story.do(lifecycle.move, finding_id, FindingState.CLOSED)
    with pytest.raises(UserError):
        story.see(lifecycle.what_is_missing, finding_id, FindingState.CLOSED)

    assert "F-01 is draft: it cannot become closed from there." in str(refused.value)
    assert "Possible from there: in review, withdrawn." in str(refused.value)


def test_readiness_tells_which_findings_hold_the_certificate_up(story: Story) -> None:
    story.confirmed(), story.confirmed(*MAJOR, on="8.2")
    story.raised(on="A.5.18")
    for title in ("One", "Two", "Three"):
        story.raised(FindingType.OFI, title=title)

    found = story.see(counts.readiness, story.audit_id)

    assert found.state is ReadinessState.NOT_READY
    assert (found.open_majors, found.bare_minors, found.ungraded) == (("F-02",), ("F-01",), ("F-03",))


def test_a_repeat_is_suggested_by_its_requirement_and_proposed_as_major(story: Story) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    earlier = last_year.issued()
    clock = story.workspace.seat.clock
    clock.advance(days=300)  # type: ignore[attr-defined]
    finding_id = story.written()
    (suggested,) = story.see(repeats.repeat_candidates, finding_id).found
    assert (suggested.id, suggested.reference) == (earlier, "IA-2025-02 F-01")

    story.do(repeats.set_repeat_of, finding_id, earlier)

    detail = story.see(finding_detail, finding_id)
    assert detail.row.repeat_of == "IA-2025-02 F-01"
    assert (detail.row.proposed_grade, detail.row.grade) == (Grade.MAJOR, Grade.MAJOR)
    assert story.state(earlier) is FindingState.ISSUED

    story.do(repeats.set_repeat_of, finding_id, None)
    assert story.finding(finding_id).proposed_grade is None


def test_a_repeat_under_another_requirement_is_suggested_by_its_words(story: Story) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    earlier = last_year.issued(on="8.2")
    last_year.raised(on="8.2", title="Visitors walk about alone")
    story.workspace.seat.clock.advance(days=300)  # type: ignore[attr-defined]
    finding_id = story.written(on="A.8.13")
    (suggested,) = story.see(repeats.repeat_candidates, finding_id).found
    assert (suggested.id, suggested.is_alike) == (earlier, True)


def test_of_many_under_one_requirement_the_latest_are_suggested_and_the_others_counted(story: Story) -> None:
    last_year = story.another_audit(date(2025, 7, 7), "IA-2025-02")
    clock = story.workspace.seat.clock
    alike = last_year.raised(title="Leavers keep their access rights").id
    others = []
    for number in range(6):
        clock.advance(days=1)  # type: ignore[attr-defined]
        others.append(last_year.raised(title=f"Tape {number}").id)
    clock.advance(days=300)  # type: ignore[attr-defined]

    candidates = story.see(repeats.repeat_candidates, story.raised(title="Access rights of leavers kept").id)

    assert [one.id for one in candidates.found] == [*others[:0:-1], alike]
    assert [one.is_alike for one in candidates.found] == [False] * 5 + [True]
    assert candidates.more == 1


def test_what_is_told_in_the_same_words_is_looked_for_in_the_last_twelve_audits(story: Story) -> None:
    title = "Visitors walk about alone"
    oldest = story.another_audit(date(2013, 7, 1), "IA-2013-01").raised(on="8.2", title=title).id
    later = [story.another_audit(date(year, 7, 1), f"IA-{year}-01") for year in range(2014, 2026)]
    for audit in later[1:]:
        story.workspace.seat.clock.advance(days=1)  # type: ignore[attr-defined]
        audit.raised(on="8.2", title="Another failure altogether")
    story.workspace.seat.clock.advance(days=300)  # type: ignore[attr-defined]
    finding_id = story.raised(title=title).id
    (suggested,) = story.see(repeats.repeat_candidates, finding_id).found
    assert suggested.id == oldest, "an audit without a finding counted"

    story.workspace.seat.clock.advance(days=-1)  # type: ignore[attr-defined]
    later[0].raised(on="8.2", title="Another failure altogether")
    assert story.see(repeats.repeat_candidates, finding_id).found == ()


def test_what_an_audit_reported_before_it_was_taken_over_is_not_withdrawn(story: Story) -> None:
    finding_id = story.confirmed()
    story.issue()
    story.do(_take_over, story.audit_id)
    with pytest.raises(UserError, match="a new revision of the report"):
        story.do(lifecycle.withdraw, finding_id, "It was a mistake")


def _take_over(uow: UnitOfWork, audit_id: str) -> None:
    """The audit was closed elsewhere; Assay has no report of it."""
    uow.session.get_one(Audit, audit_id).state = AuditState.CLOSED


def test_a_finding_repeats_none_of_its_own_audit(story: Story) -> None:
    one, other = story.raised().id, story.raised().id

    with pytest.raises(UserError, match="another audit of the same organisation"):
        story.do(repeats.set_repeat_of, one, other)
    assert story.see(repeats.repeat_candidates, one).found == ()
