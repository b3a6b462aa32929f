"""One finding of a paper report is entered by hand, under the rules of a list (R-38)."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.findings.earlier.entering import earlier_audits, enter, requirement_meant
from app.findings.earlier.reading import Field, RefusedError
from app.findings.earlier.taking_over import TAKEN_OVER, TakenOver
from app.findings.terms import FindingState, FindingType, Grade
from models.audit import Audit
from models.base import Row
from models.finding import Action, Finding, FindingCriterion, Response
from tests.app.findings.earlier.test_taking_over import LIST, _take
from tests.app.findings.story import Story

# The first row of LIST, as somebody types it.
NC_004: Mapping[Field, str] = {
    Field.AUDIT: "Audit 2025",
    Field.NUMBER: "NC-004",
    Field.TITLE: "Access stays",
    Field.GRADE: "minor",
    Field.REFERENCE: "Annex A.5.18",
    Field.STATEMENT: "2 of 9",
    Field.CAUSE: "No feed",
    Field.ACTION: "Add a feed",
    Field.RAISED_ON: "2025-05-12",
    Field.DUE_ON: "2025-08-31",
    Field.CLOSED_ON: "2025-09-01",
}
_OF_EACH_ROW = {"id", "audit_id", "finding_id", "response_id", "created_at", "updated_at"}


def _enter(story: Story, **other: str) -> None:
    story.do(enter, story.organization_id, {**NC_004, **{Field(key): text for key, text in other.items()}})


def _stored(story: Story, table: type[Row]) -> list[dict[str, object]]:
    """What stands in a table, without the ids and times that no two rows share."""
    names = [column.key for column in table.__table__.columns if column.key not in _OF_EACH_ROW]
    rows = story.see(lambda unit: unit.session.query(table).all())
    return [{name: getattr(row, name) for name in names} for row in rows]


def test_entered_by_hand_it_is_stored_as_from_a_list(story: Story) -> None:
    _enter(story)
    tables = (Finding, FindingCriterion, Response, Action)
    by_hand = {table: _stored(story, table) for table in tables}
    with story.workspace.write("Take it away") as uow:
        for table in reversed(tables):
            for row in uow.session.query(table):
                uow.session.delete(row)
    _take(story, "\n".join(LIST.splitlines()[:2]) + "\n")
    assert by_hand == {table: _stored(story, table) for table in tables}
    assert all(by_hand.values())


def test_it_stands_in_a_closed_audit_with_its_past_dates(story: Story) -> None:
    _enter(story)
    (row,) = story.see(lambda unit: unit.session.query(Finding).all())
    audit = story.see(lambda unit: unit.session.get_one(Audit, row.audit_id))
    assert (audit.title, audit.state_reason, audit.start_on) == ("Audit 2025", TAKEN_OVER, date(2025, 5, 12))
    assert (row.number, row.grade, row.state) == ("NC-004", Grade.MINOR, FindingState.CLOSED)
    assert row.response_due_on == date(2025, 8, 31)


def test_two_of_one_report_share_their_audit(story: Story) -> None:
    _enter(story)
    _enter(story, number="NC-005", grade="ofi")
    (audit,) = story.see(earlier_audits, story.organization_id)
    assert audit.title == "Audit 2025"
    rows = story.see(lambda unit: unit.session.query(Finding).filter_by(audit_id=audit.id).all())
    assert {row.number: row.type for row in rows} == {
        "NC-004": FindingType.NONCONFORMITY,
        "NC-005": FindingType.OFI,
    }


def test_a_number_that_the_audit_has_is_refused_and_the_record_stays(story: Story) -> None:
    _take(story)
    with pytest.raises(RefusedError) as refused:
        _enter(story, title="Something else")
    assert refused.value.field is Field.NUMBER
    assert str(refused.value.message) == "NC-004 is there already and stays as it is"
    rows = story.see(lambda unit: unit.session.query(Finding).filter_by(number="NC-004").all())
    assert [row.title for row in rows] == ["Access stays"]


def test_a_list_that_comes_later_leaves_it_as_it_is(story: Story) -> None:
    _enter(story, title="As the paper says")
    assert _take(story) == TakenOver(findings=2, audits=2, known=1)
    rows = story.see(lambda unit: unit.session.query(Finding).filter_by(number="NC-004").all())
    assert [row.title for row in rows] == ["As the paper says"]


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("audit", "", "it does not say in which audit it was raised"),
        ("number", "", "it has no number"),
        ("title", "", "it has no title"),
        ("raised_on", "", "it does not say when it was raised"),
        ("raised_on", "soon", "“soon” is no date"),
        ("raised_on", "2027-01-02", "2027-01-02 is not past"),
        ("closed_on", "2027-01-02", "2027-01-02 is not past"),
        ("closed_on", "2025-05-11", "it was raised after 2025-05-11, when it was closed"),
        ("due_on", "some day", "“some day” is no date"),
    ],
)
def test_what_is_missing_or_wrong_is_named_at_its_field_and_nothing_is_stored(
    story: Story, field: str, text: str, reason: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        _enter(story, **{field: text})
    assert refused.value.field is Field(field)
    assert str(refused.value.message) == reason
    assert story.see(earlier_audits, story.organization_id) == ()


def test_a_reference_says_what_it_is_understood_as(story: Story) -> None:
    assert story.see(requirement_meant, "Annex A 5.18") == "A.5.18 Access rights"
    assert story.see(requirement_meant, "8.2") == "8.2 Risk assessment"
    assert story.see(requirement_meant, "ISP-09, access") == ""
