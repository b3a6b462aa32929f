"""What a new revision tells of the dates of a finding."""

from dataclasses import replace
from datetime import date

from app.reporting import finding_changes
from app.reporting.finding_card import FindingCard
from app.words import Words
from tests.app.reporting.sample import findings, sample_document

DUE = date(2026, 12, 2)


def told(before: FindingCard, after: FindingCard) -> list[str]:
    was, became = sample_document(findings=(before,)), sample_document(findings=(after,))
    return [found.text for found in finding_changes.of_findings(was, became, Words())]


def test_dates_that_a_finding_got_with_its_grade_are_both_told() -> None:
    graded = replace(findings()[0], correction_due=DUE, response_due=DUE)
    ungraded = replace(graded, correction_due=None, response_due=None)
    assert [text.partition(":")[0] for text in told(ungraded, graded)] == [
        "F-04, correction due",
        "F-04, response due",
    ]


def test_a_report_that_did_not_tell_of_corrections_yet_is_not_taken_for_a_change() -> None:
    now = replace(findings()[0], correction_due=DUE, response_due=DUE)
    assert told(replace(now, correction_due=None), now) == []
