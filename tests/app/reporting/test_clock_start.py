"""From when a programme's days count: from the closing meeting, or from the issue of the report (7.8)."""

from datetime import date, timedelta

from app.evidence.evidence import seen_not_taken
from app.findings import grading, lifecycle, links
from app.findings.detail import finding_detail
from app.findings.terms import FindingState, Grade, VerificationResult
from app.follow_up import responses, verification
from app.follow_up.extensions import DateOf
from app.follow_up.responses import PlannedAction
from app.programme import organizations
from app.programme.people import add_person
from app.reporting.amendments import begin_amendment, confirm_date, dates_to_confirm
from app.reporting.handout import build_handout
from app.reporting.reports import issue_report
from tests.app.findings.story import ANSWER
from tests.app.reporting.audited import Audited, confirmed_minor
from tests.conftest import DEVICE, FixedClock

WHY = "Something was wrong"


def count_from_issue(audited: Audited) -> None:
    programme_id = audited.see(organizations.organizations)[0].programme_id
    audited.do(organizations.edit_programme, programme_id, days_from_issue=True)


def due(audited: Audited, finding: str = "repeat") -> tuple[date | None, date | None]:
    """When the correction of a finding is due, that of the major unless named, and its response."""
    detail = audited.see(finding_detail, audited.findings[finding])
    return detail.correction_due_on, detail.row.response_due_on


def actions_by(audited: Audited, finding: str = "repeat") -> date | None:
    return audited.see(finding_detail, audited.findings[finding]).actions_by


def grade(audited: Audited, finding: str, grade: Grade) -> None:
    audited.do(grading.choose_grade, audited.findings[finding], grade, "Looked at again")


def proposed(audited: Audited) -> dict[DateOf, date]:
    """The dates that the amendment proposes by the grades of now."""
    return {one.date_of: one.by_grade for one in audited.see(dates_to_confirm, audited.audit_id)}


def amend(audited: Audited) -> None:
    audited.do(begin_amendment, audited.audit_id, WHY)


def add_late(audited: Audited) -> None:
    """Raise a minor while the issued report is amended."""
    audited.findings["late"] = confirmed_minor(audited, "A.8.15", "Logs are not read")


def fail_once(audited: Audited, clock: FixedClock) -> None:
    """The major is answered and verified, and did not work: its second round begins."""
    finding_id = audited.findings["repeat"]
    owner = audited.do(add_person, "Operations lead")
    audited.do(responses.edit_response, finding_id, **ANSWER)
    action = PlannedAction("Name an owner", owner, clock.now().date() + timedelta(days=50))
    action_id = audited.do(responses.add_action, finding_id, action)
    for state in (FindingState.RESPONSE_SUBMITTED, FindingState.PLAN_ACCEPTED):
        audited.do(lifecycle.move, finding_id, state)
    clock.advance(days=20)
    audited.do(verification.mark_action_done, action_id)
    seen = audited.do(seen_not_taken, audited.audit_id, "Calendar of restore tests")
    audited.do(links.link_evidence, finding_id, seen)
    audited.do(lifecycle.move, finding_id, FindingState.IMPLEMENTED)
    audited.do(verification.verify_implementation, finding_id, note="Seen")
    clock.advance(days=100)
    audited.do(verification.verify_effectiveness, finding_id, VerificationResult.NOT_EFFECTIVE, note="Missed")


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
    amend(audited)
    grade(audited, "repeat", Grade.MINOR)
    assert proposed(audited) == {DateOf.CORRECTION: date(2026, 8, 15), DateOf.RESPONSE: date(2026, 8, 15)}


def test_a_finding_that_comes_with_an_amendment_counts_from_the_issue_of_that_revision(
    audited: Audited, clock: FixedClock
) -> None:
    count_from_issue(audited)
    issue_report(audited.workspace, audited.audit_id)
    clock.advance(days=10)
    amend(audited)
    add_late(audited)
    assert actions_by(audited, "late") == date(2027, 1, 12), "no clock has started: from today"
    clock.advance(days=5)
    issue_report(audited.workspace, audited.audit_id)
    assert due(audited, "late") == (date(2026, 8, 20), date(2026, 8, 20))
    clock.advance(days=2)
    assert actions_by(audited, "late") == date(2027, 1, 17)
    assert actions_by(audited) == date(2026, 10, 4), "the major was told by the first revision"


def test_another_grade_of_a_finding_that_came_later_counts_from_its_own_first_issue(
    audited: Audited, clock: FixedClock
) -> None:
    count_from_issue(audited)
    issue_report(audited.workspace, audited.audit_id)
    amend(audited)
    add_late(audited)
    clock.advance(days=15)
    issue_report(audited.workspace, audited.audit_id)
    clock.advance(days=2)
    amend(audited)
    grade(audited, "late", Grade.MAJOR)
    assert proposed(audited) == {DateOf.CORRECTION: date(2026, 7, 28), DateOf.RESPONSE: date(2026, 8, 4)}
    for found in audited.see(dates_to_confirm, audited.audit_id):
        audited.do(confirm_date, audited.audit_id, found)
    assert due(audited, "late") == (date(2026, 7, 28), date(2026, 8, 4))


def test_a_further_round_counts_from_the_day_on_which_it_began(audited: Audited, clock: FixedClock) -> None:
    count_from_issue(audited)
    issue_report(audited.workspace, audited.audit_id)
    fail_once(audited, clock)
    assert due(audited) == (date(2026, 11, 10), date(2026, 11, 17))
    clock.advance(days=3)
    assert actions_by(audited) == date(2027, 2, 1)
    amend(audited)
    grade(audited, "repeat", Grade.MINOR)
    assert proposed(audited) == {DateOf.CORRECTION: date(2026, 12, 3), DateOf.RESPONSE: date(2026, 12, 3)}


def test_the_handout_promises_no_date_before_the_report(audited: Audited) -> None:
    count_from_issue(audited)
    assert audited.see(build_handout, audited.audit_id, DEVICE).from_issue
