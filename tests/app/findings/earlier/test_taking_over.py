"""Findings from before Assay come in from a list: each row or its reason, past dates as they are (R-38)."""

from datetime import date

import pytest

from app.errors import UserError
from app.exchange.lists import read_list
from app.findings import lifecycle, repeats
from app.findings.detail import finding_detail
from app.findings.earlier.reading import EarlierList, earlier_findings, guessed_fields
from app.findings.earlier.taking_over import TAKEN_OVER, TakenOver, take_over
from app.findings.terms import FindingState, FindingType, Grade
from app.follow_up.due_list import DueFilter, due_ids
from app.reporting.grade_labels import GradeLabels
from models.audit import Audit, AuditState
from models.finding import Finding
from tests.app.findings.story import Story

TODAY = date(2026, 7, 6)
LIST = """Audit;NC No.;Title;Severity;Clause;Description;Root cause;Action;Raised on;Due date;Closed on
Audit 2025;NC-004;Access stays;Minor;Annex A.5.18;2 of 9;No feed;Add a feed;12.05.2025;31.08.2025;1 Sep 2025
Audit 2025;F-12;No restore test;Hauptabweichung;A 8.13;None since 2023;;Test it;12.05.2025;30.06.2025;
Audit 2024;O-1;Use a tracker;OFI;;;;;2024-06-03;;
"""


def _read(text: str = LIST) -> EarlierList:
    (sheet,) = read_list(text.encode("utf-8-sig")).sheets
    return earlier_findings(sheet, guessed_fields(sheet), TODAY)


def test_a_list_may_use_the_names_that_the_programme_gives_its_grades() -> None:
    (sheet,) = read_list(LIST.replace("Minor", "cat 1").replace("OFI", "Minor").encode("utf-8-sig")).sheets
    own = GradeLabels(major="Cat 1", strength="Minor")
    rows = earlier_findings(sheet, guessed_fields(sheet), TODAY, own=own).rows
    assert [(row.type, row.grade) for row in rows] == [
        (FindingType.NONCONFORMITY, Grade.MAJOR),
        (FindingType.NONCONFORMITY, Grade.MAJOR),
        (FindingType.STRENGTH, None),
    ]


def _take(story: Story, text: str = LIST) -> TakenOver:
    return story.do(take_over, story.organization_id, _read(text).rows, "list.csv")


def _found(story: Story) -> dict[str, Finding]:
    rows = story.see(lambda unit: unit.session.query(Finding).filter_by(state_reason=TAKEN_OVER).all())
    return {row.number: row for row in rows}


def test_the_columns_are_guessed_by_their_heads() -> None:
    (sheet,) = read_list(LIST.encode()).sheets
    names = "audit number title grade reference statement cause action raised_on due_on closed_on"
    assert [field.value for field in guessed_fields(sheet)] == names.split()


def test_each_row_becomes_a_finding_of_a_closed_audit_under_its_own_number(story: Story) -> None:
    assert _take(story) == TakenOver(findings=3, audits=2, known=0)
    found = _found(story)
    assert (found["NC-004"].grade, found["NC-004"].state) == (Grade.MINOR, FindingState.CLOSED)
    assert (found["F-12"].grade, found["F-12"].state) == (Grade.MAJOR, FindingState.ISSUED)
    assert (found["O-1"].type, found["O-1"].grade) == (FindingType.OFI, None)
    audit = story.see(lambda unit: unit.session.get_one(Audit, found["NC-004"].audit_id))
    assert (audit.title, audit.state, audit.start_on) == ("Audit 2025", AuditState.CLOSED, date(2025, 5, 12))


def test_a_due_date_in_the_past_is_accepted_and_what_is_open_is_followed_up(story: Story) -> None:
    _take(story)
    row = _found(story)["F-12"]
    assert row.response_due_on == date(2025, 6, 30)
    assert any(row.id in key for key in story.see(due_ids, DueFilter()))


def test_cause_and_action_are_kept(story: Story) -> None:
    _take(story)
    (response,) = story.see(finding_detail, _found(story)["NC-004"].id).responses
    assert response.cause == "No feed"
    assert [(one.what, one.done_on) for one in response.actions] == [("Add a feed", date(2025, 9, 1))]


def test_the_same_failure_a_year_later_is_suggested_as_a_repeat_and_the_old_record_stays(
    story: Story,
) -> None:
    """AS-13: NC-004 was closed in 2025, before Assay."""
    _take(story)
    before = _found(story)["NC-004"].state
    finding_id = story.written(on="A.5.18")
    (candidate,) = story.see(repeats.repeat_candidates, finding_id).found
    assert candidate.number == "NC-004"
    story.do(repeats.set_repeat_of, finding_id, candidate.id)
    assert story.finding(finding_id).grade is Grade.MAJOR
    assert _found(story)["NC-004"].state is before


def test_taking_over_twice_changes_nothing(story: Story) -> None:
    _take(story)
    before = {number: row.id for number, row in _found(story).items()}
    assert _take(story) == TakenOver(findings=0, audits=2, known=3)
    assert {number: row.id for number, row in _found(story).items()} == before


def test_a_number_of_the_list_is_not_given_again(story: Story) -> None:
    _take(story)
    audit_id = _found(story)["F-12"].audit_id
    story.audit_id = audit_id
    assert story.raised(on=None).number == "F-13"


def test_an_open_earlier_finding_goes_its_way(story: Story) -> None:
    _take(story)
    missing = story.see(lifecycle.what_is_missing, _found(story)["F-12"].id)
    assert "extent" in [str(one) for one in missing]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";;No number;;;;;;2025-01-02;;", "it has no number"),
        (";N-1;;;;;;;2025-01-02;;", "it has no title"),
        (";N-1;When?;;;;;;;;", "it does not say when it was raised"),
        (";N-1;When?;;;;;;soon;;", "“soon” is no date"),
        (";N-1;When?;;;;;;03/04/2025;;", "“03/04/2025” can be read as two different days"),
        (";N-1;Later;;;;;;2027-01-02;;", "2027-01-02 is not past"),
        (";N-1;Grade;urgent;;;;;2025-01-02;;", "“urgent” is no grade such as major, minor or OFI"),
        (";N-1;Error;#REF!;;;;;2025-01-02;;", "the spreadsheet shows the error #REF!"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_reason(row: str, reason: str) -> None:
    found = _read(LIST.splitlines()[0] + "\n" + row + "\n")
    assert found.rows == ()
    assert reason in str(found.refused[0].message)


def test_a_number_that_stands_twice_comes_in_once() -> None:
    twice = LIST + LIST.splitlines()[1] + "\n"
    found = _read(twice)
    assert len(found.rows) == 3
    assert [one.line for one in found.refused] == [5]


def test_nothing_to_take_over_is_refused(story: Story) -> None:
    with pytest.raises(UserError, match="no finding to take over"):
        story.do(take_over, story.organization_id, (), "list.csv")
