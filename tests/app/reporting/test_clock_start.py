"""From when a programme's days count: from the closing meeting, or from the issue of the report (7.8)."""

from datetime import date

from app.findings import grading
from app.findings.detail import finding_detail
from app.findings.terms import Grade
from app.programme import organizations
from app.reporting.amendments import begin_amendment, dates_to_confirm
from app.reporting.handout import build_handout
from app.reporting.reports import issue_report
from tests.app.reporting.audited import Audited
from tests.conftest import DEVICE, FixedClock


def count_from_issue(audited: Audited) -> None:
    programme_id = audited.see(organizations.organizations)[0].programme_id
    audited.do(organizations.edit_programme, programme_id, days_from_issue=True)


def due(audited: Audited) -> tuple[date | None, date | None]:
    """When the correction of the major is due, and its response."""
    detail = audited.see(finding_detail, audited.findings["repeat"])
    return detail.correction_due_on, detail.row.response_due_on


def actions_by(audited: Audited) -> date | None:
    return audited.see(finding_detail, audited.findings["repeat"]).actions_by


def test_days_count_from_the_closing_meeting_unless_said_otherwise(
    audited: Audited, clock: FixedClock
) -> None:
    clock.advance(days=10)
    issue_report(audited.workspace, audited.audit_id)
    assert due(audited) == (date(2026, 7, 13), date(2026, 7, 20))


def test_days_count_from_the_issue_of_the_report_where_the_programme_says_so(
    audited: Audited, clock: FixedClock
) -> None:
    count_from_issue(audited)
    clock.advance(days=10)
    assert actions_by(audited) == date(2026, 10, 14)
    issue_report(audited.workspace, audited.audit_id)
    assert due(audited) == (date(2026, 7, 23), date(2026, 7, 30))
    clock.advance(days=5)
    assert actions_by(audited) == date(2026, 10, 14), "the clock started with the issue, not today"


def test_another_grade_counts_from_the_same_day(audited: Audited, clock: FixedClock) -> None:
    count_from_issue(audited)
    clock.advance(days=10)
    issue_report(audited.workspace, audited.audit_id)
    clock.advance(days=5)
    audited.do(begin_amendment, audited.audit_id, "Graded too high")
    audited.do(grading.choose_grade, audited.findings["repeat"], Grade.MINOR, "One site")
    (found,) = audited.see(dates_to_confirm, audited.audit_id)
    assert found.by_grade == date(2026, 8, 15)


def test_the_handout_promises_no_date_before_the_report(audited: Audited) -> None:
    count_from_issue(audited)
    assert audited.see(build_handout, audited.audit_id, DEVICE).from_issue
