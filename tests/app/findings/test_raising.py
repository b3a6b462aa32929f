"""Raising and writing findings: before issue nothing refuses a note (R-56)."""

import pytest

from app.errors import UserError
from app.findings import findings, grading, lifecycle, links, reads
from app.findings.detail import finding_detail
from app.findings.terms import (
    Answer,
    AuditeePosition,
    FindingState,
    FindingType,
    Grade,
    Question,
    RequirementKind,
)
from tests.app.findings.story import YES, Story


def test_findings_are_numbered_in_order_and_a_withdrawn_number_is_never_given_again(story: Story) -> None:
    first = story.raised()
    story.do(lifecycle.withdraw, first.id, "Raised on the wrong audit")

    assert first.number == "F-01"
    assert story.raised().number == "F-02"


def test_a_finding_raised_on_an_item_is_judged_by_the_items_requirement(story: Story) -> None:
    finding_id = story.raised(on="A.8.13").id

    (criterion,) = story.criteria(finding_id)
    assert (criterion.reference, criterion.version) == ("A.8.13", "2022")
    assert criterion.kind is RequirementKind.CONTROL
    assert criterion.is_primary


def test_words_selected_in_the_notes_begin_the_evidence(story: Story) -> None:
    kind, said = FindingType.NONCONFORMITY, " Can show one test, 14 Feb 2026. "
    raised = story.do(findings.raise_finding, story.audit_id, type=kind, from_text=said)

    assert story.finding(raised.id).evidence_text == "Can show one test, 14 Feb 2026."


def test_a_nonconforming_item_gets_one_candidate_however_often_it_is_pressed(story: Story) -> None:
    first = story.do(findings.candidate_for_item, story.items["A.8.13"])
    again = story.do(findings.candidate_for_item, story.items["A.8.13"])

    assert (first.is_new, again.is_new) == (True, False)
    assert again.id == first.id
    assert story.finding(first.id).state is FindingState.DRAFT


def test_a_candidate_shows_the_title_of_its_requirement_until_it_has_its_own(story: Story) -> None:
    raised = story.do(findings.candidate_for_item, story.items["A.8.13"])
    row = story.see(reads.finding_row, raised.id)
    assert row.title == "Information backup"

    story.do(findings.edit, raised.id, title="Restore tests missed")
    row = story.see(reads.finding_row, raised.id)
    assert row.title == "Restore tests missed"


def test_a_withdrawn_candidate_makes_room_for_a_new_one(story: Story) -> None:
    first = story.do(findings.candidate_for_item, story.items["A.8.13"])
    story.do(lifecycle.withdraw, first.id, "Shown to be in order")

    assert story.do(findings.candidate_for_item, story.items["A.8.13"]).number == "F-02"


def test_a_result_pressed_by_mistake_withdraws_the_candidate_nobody_has_written_on(story: Story) -> None:
    raised = story.do(findings.candidate_for_item, story.items["A.8.13"])

    assert story.do(findings.withdraw_untouched_candidate, story.items["A.8.13"]) == "F-01"
    assert story.state(raised.id) is FindingState.WITHDRAWN


@pytest.mark.parametrize("touch", ["text", "answer", "evidence"])
def test_a_candidate_somebody_has_worked_on_stays_when_the_result_changes(story: Story, touch: str) -> None:
    raised = story.do(findings.candidate_for_item, story.items["A.8.13"])
    if touch == "text":
        story.do(findings.edit, raised.id, statement="Tests are missed.")
    elif touch == "answer":
        story.answer(raised.id, YES)
    else:
        story.do(links.link_evidence, raised.id, story.evidence())

    assert story.do(findings.withdraw_untouched_candidate, story.items["A.8.13"]) is None
    assert story.state(raised.id) is FindingState.DRAFT


def test_any_text_is_kept_as_it_was_typed(story: Story) -> None:
    finding_id = story.raised().id
    text = "=cmd() <b>&</b> 监 🔐 \u202e" + "x" * 100_000

    story.do(findings.edit, finding_id, statement=text, title=text)

    assert story.finding(finding_id).statement == text
    assert story.finding(finding_id).title == text


def test_only_what_the_author_writes_can_be_edited(story: Story) -> None:
    finding_id = story.raised().id

    with pytest.raises(ValueError, match="state"):
        story.do(findings.edit, finding_id, state="closed")


def test_a_draft_without_proof_can_become_an_improvement_and_loses_its_grade(story: Story) -> None:
    finding_id = story.raised().id
    story.do(grading.choose_grade, finding_id, Grade.MINOR, "Plain case")

    story.do(findings.change_type, finding_id, FindingType.OFI)

    finding = story.finding(finding_id)
    assert (finding.type, finding.grade, finding.grade_reason) == (FindingType.OFI, None, "")


def test_what_evidence_shows_is_a_nonconformity_and_not_an_improvement(story: Story) -> None:
    finding_id = story.raised().id
    story.do(grading.answer_question, finding_id, Question.Q1, Answer.YES, "")

    with pytest.raises(UserError, match="F-01 is a nonconformity"):
        story.do(findings.change_type, finding_id, FindingType.OFI)

    assert story.finding(finding_id).type is FindingType.NONCONFORMITY


def test_a_confirmed_nonconformity_never_becomes_an_improvement_but_can_be_withdrawn(story: Story) -> None:
    """AS-10."""
    finding_id = story.confirmed()

    with pytest.raises(UserError, match="does not become another type") as refused:
        story.do(findings.change_type, finding_id, FindingType.OFI)
    assert "Withdraw it with a reason" in str(refused.value)

    story.do(lifecycle.withdraw, finding_id, "Evidence was misread")
    separate = story.raised(FindingType.OFI)
    assert (story.state(finding_id), separate.number) == (FindingState.WITHDRAWN, "F-02")


def test_the_auditees_words_are_recorded_with_their_time(story: Story) -> None:
    finding_id = story.raised().id
    story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED, "The test was in May.")

    finding = story.finding(finding_id)
    assert finding.position_text == "The test was in May."
    assert finding.position_at is not None


def test_the_text_of_an_issued_finding_does_not_change_any_more(story: Story) -> None:
    finding_id = story.issued()

    for change in (
        lambda: story.do(findings.edit, finding_id, statement="Softened"),
        lambda: story.do(grading.choose_grade, finding_id, Grade.MAJOR, "Later thought"),
        lambda: story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED, "No"),
        lambda: story.do(links.unlink_evidence, finding_id, story.evidence()),
    ):
        with pytest.raises(UserError, match="does not change any more"):
            change()
    assert story.finding(finding_id).grade is Grade.MINOR


def test_follow_up_evidence_can_still_be_added_to_an_issued_finding(story: Story) -> None:
    finding_id = story.issued()

    story.do(links.link_evidence, finding_id, story.evidence("New test record"))
    story.do(links.link_evidence, finding_id, story.evidence("And another"))

    detail = story.see(finding_detail, finding_id)
    assert [one.title for one in detail.evidence] == ["Restore test record", "New test record", "And another"]
    assert (detail.can_be_written, detail.can_take_evidence) == (False, True)


def test_a_finding_that_is_gone_is_said_to_be_gone(story: Story) -> None:
    with pytest.raises(UserError, match="not there any more"):
        story.do(findings.edit, "nobody", title="x")
