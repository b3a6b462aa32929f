"""Answers propose, the auditor decides, and both stay on record (R-29)."""

import pytest

from app.errors import UserError
from app.findings import criteria, findings, grading, lifecycle
from app.findings.detail import finding_detail
from app.findings.terms import Answer, FindingState, FindingType, Grade, Question, Stop
from tests.app.findings.story import MAJOR, MINOR, NO, YES, Story


def graded(story: Story, finding_id: str) -> tuple[Grade | None, Grade | None]:
    """The grade and the proposal beside it."""
    finding = story.finding(finding_id)
    return finding.grade, finding.proposed_grade


def test_the_grade_follows_the_answers_until_the_auditor_chooses(story: Story) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, *MINOR)
    assert graded(story, finding_id) == (Grade.MINOR, Grade.MINOR)

    story.do(grading.answer_question, finding_id, Question.Q4, Answer.YES, "Nine of nine sites")
    assert graded(story, finding_id) == (Grade.MAJOR, Grade.MAJOR)

    story.do(grading.choose_grade, finding_id, Grade.MINOR, "Two of the nine sites are closed")
    story.do(grading.answer_question, finding_id, Question.Q3, Answer.NO, "")
    assert graded(story, finding_id) == (Grade.MINOR, Grade.MAJOR)
    assert story.finding(finding_id).grade_reason == "Two of the nine sites are closed"


def test_answers_are_stored_with_their_reasons(story: Story) -> None:
    finding_id = story.raised().id
    story.do(grading.answer_question, finding_id, Question.Q1, Answer.YES, "One test of four")
    story.do(grading.answer_question, finding_id, Question.Q1, Answer.UNSURE, "Records incomplete")

    line = story.see(finding_detail, finding_id).questions[Question.Q1]
    assert (line.answer, line.reason) == (Answer.UNSURE, "Records incomplete")


def test_an_answer_can_be_taken_back(story: Story) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, *MINOR)
    story.do(grading.answer_question, finding_id, Question.Q2, None)

    assert graded(story, finding_id) == (None, None)
    assert story.see(finding_detail, finding_id).proposal.next_question is Question.Q2


def test_a_criterion_answers_which_requirement_applies(story: Story) -> None:
    finding_id = story.raised(on=None).id
    assert story.see(finding_detail, finding_id).proposal.next_question is Question.Q0

    story.do(criteria.add_requirement, finding_id, story.requirements["8.2"])
    line = story.see(finding_detail, finding_id).questions[Question.Q0]
    assert (line.answer, line.is_derived) == (Answer.YES, True)


def test_a_nice_to_have_without_a_requirement_is_proposed_as_an_improvement(story: Story) -> None:
    finding_id = story.raised(on=None).id
    story.do(grading.answer_question, finding_id, Question.Q0, Answer.NO, "")

    detail = story.see(finding_detail, finding_id)
    assert (detail.proposal.type, detail.proposal.stop) == (FindingType.OFI, Stop.NO_REQUIREMENT)
    assert FindingType.NONCONFORMITY not in detail.selectable_types


@pytest.mark.parametrize("reason", ["", "   "])
def test_another_grade_than_the_proposed_one_needs_a_reason(story: Story, reason: str) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, *MAJOR)

    with pytest.raises(UserError, match=r"questions propose major\. Missing: a reason"):
        story.do(grading.choose_grade, finding_id, Grade.MINOR, reason)

    assert graded(story, finding_id) == (Grade.MAJOR, Grade.MAJOR)


def test_a_grade_without_answered_questions_needs_a_reason_too(story: Story) -> None:
    finding_id = story.raised().id

    with pytest.raises(UserError, match="propose no grade"):
        story.do(grading.choose_grade, finding_id, Grade.MINOR)

    story.do(grading.choose_grade, finding_id, Grade.MINOR, "Single case, seen on site")
    assert graded(story, finding_id) == (Grade.MINOR, None)


def test_the_proposed_grade_can_be_chosen_without_a_reason(story: Story) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, *MINOR)
    story.do(grading.choose_grade, finding_id, Grade.MINOR)

    assert not story.see(finding_detail, finding_id).is_grade_chosen


def test_the_auditor_can_follow_the_proposal_again(story: Story) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, *MAJOR)
    story.do(grading.choose_grade, finding_id, Grade.MINOR, "Held up elsewhere")
    story.do(grading.choose_grade, finding_id, None)

    assert graded(story, finding_id) == (Grade.MAJOR, Grade.MAJOR)
    assert story.finding(finding_id).grade_reason == ""


def test_only_a_nonconformity_has_a_grade(story: Story) -> None:
    finding_id = story.raised(FindingType.OFI).id

    with pytest.raises(UserError, match="Only a nonconformity has a grade"):
        story.do(grading.choose_grade, finding_id, Grade.MINOR, "Because")
    story.answer(finding_id, *MINOR)
    assert graded(story, finding_id) == (None, None)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNSURE, None])
def test_a_finding_past_the_draft_never_loses_its_grade(story: Story, answer: Answer | None) -> None:
    finding_id = story.confirmed()

    with pytest.raises(UserError, match="would lose its grade"):
        story.do(grading.answer_question, finding_id, Question.Q1, answer)

    assert graded(story, finding_id) == (Grade.MINOR, Grade.MINOR)
    assert story.state(finding_id) is FindingState.CONFIRMED


def test_a_grade_can_still_change_before_the_report(story: Story) -> None:
    finding_id = story.confirmed()
    story.do(grading.answer_question, finding_id, Question.Q3, Answer.YES, "Patients' data exposed")

    assert graded(story, finding_id) == (Grade.MAJOR, Grade.MAJOR)


def test_undo_takes_answer_and_grade_back_together(story: Story) -> None:
    finding_id = story.raised().id
    story.answer(finding_id, YES, NO, NO, NO)
    story.do(grading.answer_question, finding_id, Question.Q5, Answer.NO)
    assert graded(story, finding_id) == (Grade.MINOR, Grade.MINOR)

    story.workspace.undo()

    assert graded(story, finding_id) == (None, None)


def test_the_last_criterion_of_a_confirmed_finding_cannot_be_taken_off(story: Story) -> None:
    finding_id = story.confirmed()
    (criterion,) = story.criteria(finding_id)

    with pytest.raises(UserError, match="would lose its grade"):
        story.do(criteria.remove_criterion, criterion.id)

    assert len(story.criteria(finding_id)) == 1


def test_changing_the_type_back_brings_the_proposed_grade_back(story: Story) -> None:
    finding_id = story.raised(FindingType.OFI).id
    story.answer(finding_id, *MINOR)
    story.do(findings.change_type, finding_id, FindingType.NONCONFORMITY)

    assert graded(story, finding_id) == (Grade.MINOR, Grade.MINOR)
    story.do(lifecycle.withdraw, finding_id, "Enough")
