"""Three minors on one requirement: asked, not forced, whether they are one major (AS-12, R-31)."""

from dataclasses import asdict

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.findings import counts, grading, lifecycle
from app.findings.aggregation import aggregations, make_one_major
from app.findings.detail import finding_detail
from app.findings.terms import FindingState, FindingType, Grade
from app.unit_of_work import UnitOfWork
from models.finding import Finding
from models.organization import Organization, Site
from models.session import AuditSession
from tests.app.findings.story import MAJOR, Story

REQUIREMENT = "A.5.18"


def _minors(story: Story, number: int = 3) -> list[str]:
    return [story.confirmed(on=REQUIREMENT) for _each in range(number)]


def test_three_minors_on_one_requirement_are_asked_about(story: Story) -> None:
    _minors(story, 2)
    assert story.see(aggregations, story.audit_id) == ()
    story.written(on=REQUIREMENT)
    (asked,) = story.see(aggregations, story.audit_id)
    assert (asked.reference, asked.numbers, asked.waiting) == (
        REQUIREMENT,
        ("F-01", "F-02", "F-03"),
        ("F-03",),
    )


def _held(story: Story, minor: str, *, site: str = "", process: str = "") -> None:
    """The minor was raised in a session of its own, at this site and in this process."""

    def hold(uow: UnitOfWork) -> None:
        where = Site(organization_id=uow.session.scalars(select(Organization.id)).one(), name=site)
        held = AuditSession(audit_id=story.audit_id, title="Interview", process=process)
        uow.session.add_all([where, held])
        held.site_id = where.id if site else None
        uow.session.get_one(Finding, minor).session_id = held.id

    story.do(hold)


@pytest.mark.parametrize("place", ["site", "process"])
def test_the_same_minor_at_two_places_is_asked_about(story: Story, place: str) -> None:
    first, second = _minors(story, 2)
    _held(story, first, **{place: "Harrogate"})
    assert story.see(aggregations, story.audit_id) == ()
    _held(story, second, **{place: "Leeds"})
    (asked,) = story.see(aggregations, story.audit_id)
    assert asked.numbers == ("F-01", "F-02")


def test_two_sessions_in_the_same_process_are_one_place(story: Story) -> None:
    for minor in _minors(story, 2):
        _held(story, minor, process="Leaving")
    assert story.see(aggregations, story.audit_id) == ()


def test_other_requirements_grades_and_types_do_not_count(story: Story) -> None:
    _minors(story, 2)
    story.confirmed(on="A.8.13")
    story.confirmed(*MAJOR, on=REQUIREMENT)
    story.raised(FindingType.OFI, on=REQUIREMENT)
    withdrawn = story.confirmed(on=REQUIREMENT)
    story.do(lifecycle.withdraw, withdrawn, "Raised twice")
    assert story.see(aggregations, story.audit_id) == ()


def test_asking_changes_nothing(story: Story) -> None:
    ids = _minors(story)
    story.see(aggregations, story.audit_id)
    assert {story.state(one) for one in ids} == {FindingState.CONFIRMED}
    assert story.see(counts.counts, story.audit_id).minor == 3


def test_accepting_makes_one_major_that_lists_the_minors_and_counts_them_once(story: Story) -> None:
    ids = _minors(story)
    raised = story.do(make_one_major, ids)

    major = story.see(finding_detail, raised.id)
    assert (major.row.number, major.row.grade, major.row.state) == ("F-04", Grade.MAJOR, FindingState.DRAFT)
    assert all(number in major.evidence_text for number in ("F-01", "F-02", "F-03"))
    assert [one.reference for one in major.criteria if one.is_primary] == [REQUIREMENT]
    assert len(major.evidence) == 3
    assert set(major.merges) == {"F-01", "F-02", "F-03"}
    for one, number in zip(ids, ("F-01", "F-02", "F-03"), strict=True):
        minor = story.finding(one)
        assert (minor.state, minor.number, minor.merged_into_id) == (FindingState.MERGED, number, raised.id)
    found = asdict(story.see(counts.counts, story.audit_id))
    assert (found["major"], found["minor"], found["merged"]) == (1, 0, 3)
    assert story.see(aggregations, story.audit_id) == ()


def test_the_auditor_may_still_grade_it_otherwise_with_a_reason(story: Story) -> None:
    raised = story.do(make_one_major, _minors(story))
    story.do(grading.choose_grade, raised.id, Grade.MINOR, "Three cases of one week")
    assert story.finding(raised.id).grade is Grade.MINOR


def test_what_is_not_confirmed_yet_is_named_and_nothing_is_merged(story: Story) -> None:
    ids = [*_minors(story, 2), story.written(on=REQUIREMENT)]
    with pytest.raises(UserError, match="Not confirmed yet: F-03"):
        story.do(make_one_major, ids)
    assert story.state(ids[0]) is FindingState.CONFIRMED
    assert story.raised().number == "F-04"


def test_one_undo_brings_the_minors_back(story: Story) -> None:
    ids = _minors(story)
    story.do(make_one_major, ids)
    story.workspace.undo()
    assert {story.state(one) for one in ids} == {FindingState.CONFIRMED}
    assert story.see(counts.counts, story.audit_id).minor == 3
