"""Examples that auditors agree on, from the questions to what the report prints."""

import pytest

from app.findings import findings, grading, lifecycle
from app.findings.detail import finding_detail
from app.findings.terms import Answer, AuditeePosition, FindingState, FindingType, Grade, Question
from app.reporting.building.cards import cards
from app.reporting.finding_card import FindingCard
from tests.app.findings.story import NO, YES, Story

# What was found, whether a requirement applies, the answers from Q1 on, and what it is then.
EXAMPLES = [
    ("No risk assessment was ever made", "8.2", (YES, YES, NO, NO, NO), Grade.MAJOR),
    ("There was no internal audit", "8.2", (YES, YES, NO, NO, NO), Grade.MAJOR),
    ("One employee of forty has no awareness training", "A.5.18", (YES, NO, NO, NO, NO), Grade.MINOR),
]


def _card(story: Story, finding_id: str) -> FindingCard:
    return next(one for one in story.see(cards, story.audit_id) if one.id == finding_id)


@pytest.mark.parametrize(("title", "on", "answers", "grade"), EXAMPLES)
def test_the_questions_grade_the_examples_and_the_answers_are_kept(
    story: Story, title: str, on: str, answers: tuple[Answer, ...], grade: Grade
) -> None:
    """AS-03."""
    finding_id = story.raised(on=on, title=title).id
    story.answer(finding_id, *answers)
    detail = story.see(finding_detail, finding_id)
    assert detail.row.grade is grade
    assert tuple(line.answer for line in detail.questions[1:]) == answers


def test_a_nice_to_have_is_an_opportunity(story: Story) -> None:
    """AS-03: no requirement asks for it, so that it cannot stay a nonconformity."""
    finding_id = story.raised(on=None, title="A dashboard would be nice").id
    story.do(grading.answer_question, finding_id, Question.Q0, Answer.NO)
    assert story.see(finding_detail, finding_id).proposal.type is FindingType.OFI
    story.do(findings.change_type, finding_id, FindingType.OFI)
    assert story.finding(finding_id).grade is None


def test_another_grade_and_its_reason_are_in_the_report_beside_the_proposed_one(story: Story) -> None:
    """AS-03, R-29."""
    finding_id = story.written()
    story.do(grading.choose_grade, finding_id, Grade.MAJOR, "The records of every clinic hang on it")
    card = _card(story, finding_id)
    assert (card.grade, card.proposed_grade) == ("major", "minor")
    assert card.override_reason == "The records of every clinic hang on it"


def test_a_disputed_finding_is_in_the_report_with_the_auditees_words_and_goes_on(story: Story) -> None:
    """AS-15."""
    finding_id = story.written()
    story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED, "We test in spring")
    story.do(lifecycle.move, finding_id, FindingState.CONFIRMED)
    card = _card(story, finding_id)
    assert (card.position, card.position_words) == ("disputed", "We test in spring")
    story.issue()
    assert story.state(finding_id) is FindingState.ISSUED
