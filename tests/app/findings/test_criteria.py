"""One primary criterion, any number beside it, and none that the pinned SoA excludes."""

import pytest

from app.errors import UserError
from app.findings import criteria, findings, lifecycle
from app.findings.criteria import NewCriterion
from app.findings.detail import finding_detail
from app.findings.terms import FindingState, RequirementKind
from tests.app.findings.story import Story

POLICY = NewCriterion(RequirementKind.ORGANIZATIONAL, "ISP-09 §4.2", "v3")


def references(story: Story, finding_id: str) -> list[tuple[str, bool]]:
    views = story.see(finding_detail, finding_id).criteria
    return [(view.reference, view.is_primary) for view in views]


def test_the_first_criterion_is_primary_and_others_stand_beside_it(story: Story) -> None:
    finding_id = story.raised(on=None).id
    story.do(criteria.add_criterion, finding_id, POLICY)
    story.do(criteria.add_requirement, finding_id, story.requirements["A.8.13"])

    assert references(story, finding_id) == [("ISP-09 §4.2", True), ("A.8.13", False)]
    assert story.see(finding_detail, finding_id).criteria[0].kind is RequirementKind.ORGANIZATIONAL


def test_another_criterion_can_be_made_primary(story: Story) -> None:
    finding_id = story.raised(on="A.8.13").id
    policy = story.do(criteria.add_criterion, finding_id, POLICY)
    story.do(criteria.make_primary, policy)

    assert references(story, finding_id) == [("ISP-09 §4.2", True), ("A.8.13", False)]


def test_when_the_primary_criterion_is_taken_off_the_next_one_is_primary(story: Story) -> None:
    finding_id = story.raised(on="A.8.13").id
    story.do(criteria.add_criterion, finding_id, POLICY)
    story.do(criteria.remove_criterion, story.criteria(finding_id)[0].id)

    assert references(story, finding_id) == [("ISP-09 §4.2", True)]


def test_a_criterion_that_is_added_as_the_primary_one_comes_first(story: Story) -> None:
    finding_id = story.raised(on="A.8.13").id
    law = NewCriterion(RequirementKind.LEGAL, "GDPR Art. 32", is_primary=True)
    story.do(criteria.add_criterion, finding_id, law)

    assert references(story, finding_id) == [("GDPR Art. 32", True), ("A.8.13", False)]


def test_a_criterion_without_a_reference_is_refused(story: Story) -> None:
    finding_id = story.raised(on=None).id

    with pytest.raises(UserError, match="needs its reference"):
        story.do(criteria.add_criterion, finding_id, NewCriterion(RequirementKind.LEGAL, "  "))

    assert references(story, finding_id) == []


def test_a_nonconformity_on_an_excluded_control_is_kept_but_goes_no_further(story: Story) -> None:
    """AS-08, R-27, R-53."""
    story.exclude("A.8.30")
    finding_id = story.written(on="A.8.30")

    with pytest.raises(UserError, match=r"the SoA excludes A\.8\.30") as refused:
        story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)

    assert "Raise it against 6.1.3, or correct the SoA in a new version." in str(refused.value)
    assert story.state(finding_id) is FindingState.DRAFT
    assert story.see(finding_detail, finding_id).criteria[0].is_excluded


def test_it_can_be_raised_against_the_clause_that_asks_for_the_reason_of_the_exclusion(story: Story) -> None:
    """AS-08, R-53."""
    story.exclude("A.8.30")
    finding_id = story.written(on="A.8.30")
    story.do(criteria.raise_against_exclusion, finding_id)

    assert references(story, finding_id) == [("6.1.3", True), ("A.8.30", False)]
    story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW)
    assert story.state(finding_id) is FindingState.IN_REVIEW


def test_a_control_excluded_after_confirming_keeps_the_report_from_being_issued(story: Story) -> None:
    """AS-08: nothing contradictory is issued."""
    finding_id = story.confirmed(on="A.8.30")
    story.exclude("A.8.30")

    with pytest.raises(UserError, match=r"F-01 \(an applicable criterion"):
        story.issue()

    assert story.state(finding_id) is FindingState.CONFIRMED


def test_a_framework_without_that_clause_says_so(story: Story) -> None:
    finding_id = story.raised(on=None).id
    story.do(criteria.add_criterion, finding_id, POLICY)

    with pytest.raises(UserError, match=r"has no clause 6\.1\.3"):
        story.do(criteria.raise_against_exclusion, finding_id)


def test_the_criteria_of_an_issued_finding_do_not_change(story: Story) -> None:
    finding_id = story.issued()

    with pytest.raises(UserError, match="does not change any more"):
        story.do(criteria.add_criterion, finding_id, POLICY)
    with pytest.raises(UserError, match="not there any more"):
        story.do(criteria.remove_criterion, "nothing")
    assert story.do(findings.candidate_for_item, story.items["A.8.13"]).id == finding_id
