"""Amending an issued report: begun with a reason, listing what changed, issued or given up (R-40, AS-11)."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.evidence.evidence import seen_not_taken
from app.findings import findings, grading, lifecycle, links
from app.findings.detail import finding_detail
from app.findings.reads import finding_row
from app.findings.terms import Answer, FindingState, Grade, Question
from app.follow_up import responses
from app.follow_up.extensions import DateOf
from app.follow_up.responses import PlannedAction
from app.planning import audits
from app.planning.audits import Verdict
from app.planning.open_points import Place
from app.planning.overview import overview
from app.programme.organizations import edit_programme, organizations
from app.programme.people import add_person
from app.reporting.amendments import (
    amendment,
    begin_amendment,
    changes_since_issue,
    confirm_date,
    dates_to_confirm,
    edit_reason,
    give_up_amendment,
)
from app.reporting.reports import ReportState, build_draft, frozen_document, issue_report, revisions
from app.sessions.results import Aspect, Result, set_aspect, set_result
from app.words import Words
from models.report import ReportRevision
from tests.app.findings.story import ANSWER
from tests.app.reporting.audited import Audited
from tests.conftest import DEVICE, FixedClock

WHY = "F-01 was graded too high"


@pytest.fixture
def amended(issued: Audited) -> Audited:
    issued.do(begin_amendment, issued.audit_id, f" {WHY} ")
    return issued


def changes(audited: Audited) -> list[str]:
    found = audited.see(changes_since_issue, audited.audit_id, DEVICE, Words())
    return [one.text for one in found]


def grade(audited: Audited, finding: str, grade: Grade, reason: str) -> None:
    audited.do(grading.choose_grade, audited.findings[finding], grade, reason)


def number(audited: Audited, finding: str) -> str:
    row = audited.see(finding_row, audited.findings[finding])
    assert row is not None
    return row.number


def due(audited: Audited, finding: str) -> tuple[date | None, date | None]:
    """When its correction is due, and its response."""
    detail = audited.see(finding_detail, audited.findings[finding])
    return detail.correction_due_on, detail.row.response_due_on


def test_an_amendment_is_the_next_revision_with_its_reason(amended: Audited) -> None:
    found = amended.see(amendment, amended.audit_id)
    assert found is not None
    assert (found.revision, found.replaces, found.reason) == (2, 1, WHY)
    assert found.recipients == ("J. Moss, director",)
    newest, first = amended.see(revisions, amended.audit_id)
    assert [(one.revision, one.state) for one in (newest, first)] == [
        (2, ReportState.DRAFT),
        (1, ReportState.ISSUED),
    ]


def test_an_amendment_needs_a_reason_and_an_issued_report_and_is_one_at_a_time(
    audited: Audited,
) -> None:
    with pytest.raises(UserError, match="not issued yet"):
        audited.do(begin_amendment, audited.audit_id, WHY)
    issue_report(audited.workspace, audited.audit_id)
    with pytest.raises(UserError, match="needs the reason"):
        audited.do(begin_amendment, audited.audit_id, "  ")
    audited.do(begin_amendment, audited.audit_id, WHY)
    with pytest.raises(UserError, match="under way already"):
        audited.do(begin_amendment, audited.audit_id, WHY)


def test_after_issue_nothing_that_was_reported_changes_without_an_amendment(issued: Audited) -> None:
    with pytest.raises(UserError, match="was issued"):
        issued.do(audits.edit_audit, issued.audit_id, summary="Something else")
    with pytest.raises(UserError, match="does not change any more"):
        grade(issued, "repeat", Grade.MINOR, "One site")
    assert changes(issued) == []


def test_a_finding_is_regraded_in_a_new_revision_and_the_first_stays_as_it_was(amended: Audited) -> None:
    (first,) = [one for one in amended.see(revisions, amended.audit_id) if one.revision == 1]
    before = _content(amended, first.id)
    grade(amended, "repeat", Grade.MINOR, "One restore of one site")
    name = number(amended, "repeat")
    assert f"{name}: Major nonconformity → Minor nonconformity" in changes(amended)
    second = issue_report(amended.workspace, amended.audit_id)
    about = amended.see(frozen_document, second).revision
    assert (about.number, about.replaces, about.change_reason) == (2, 1, WHY)
    assert f"{name}: Major nonconformity → Minor nonconformity" in about.changes
    assert _content(amended, first.id) == before
    newest, older = amended.see(revisions, amended.audit_id)
    assert (newest.state, newest.reason, older.state) == (ReportState.ISSUED, WHY, ReportState.SUPERSEDED)


def _content(audited: Audited, revision_id: str) -> str:
    return audited.see(lambda unit: unit.session.get_one(ReportRevision, revision_id).document)


def test_the_draft_of_a_revision_says_why_and_what_changed(amended: Audited) -> None:
    amended.do(audits.edit_audit, amended.audit_id, summary="Something else", conformity=Verdict.NO)
    about = amended.see(build_draft, amended.audit_id, DEVICE).revision
    assert (about.number, about.state, about.replaces, about.change_reason) == (2, "draft", 1, WHY)
    assert "Summary for management: changed" in about.changes
    assert "Conformity: Yes → No" in about.changes


def test_dates_by_a_new_grade_are_proposed_and_none_moves_by_itself(amended: Audited) -> None:
    before = due(amended, "repeat")
    assert amended.see(dates_to_confirm, amended.audit_id) == ()
    grade(amended, "repeat", Grade.MINOR, "One restore of one site")
    correction, response = amended.see(dates_to_confirm, amended.audit_id)
    assert (correction.date_of, response.date_of) == (DateOf.CORRECTION, DateOf.RESPONSE)
    for found in (correction, response):
        assert (found.number, found.grade) == (number(amended, "repeat"), Grade.MINOR)
    assert (correction.due_on, response.due_on) == before
    assert correction.by_grade - correction.due_on == timedelta(days=23)
    assert response.by_grade - response.due_on == timedelta(days=16)
    issue_report(amended.workspace, amended.audit_id)
    assert due(amended, "repeat") == before


@pytest.mark.parametrize("confirmed", [DateOf.CORRECTION, DateOf.RESPONSE])
def test_each_date_by_the_new_grade_is_confirmed_on_its_own(amended: Audited, confirmed: DateOf) -> None:
    before = due(amended, "repeat")
    grade(amended, "repeat", Grade.MINOR, "One restore of one site")
    found = amended.see(dates_to_confirm, amended.audit_id)
    wanted = next(one for one in found if one.date_of is confirmed)
    amended.do(confirm_date, amended.audit_id, wanted)
    correction, response = due(amended, "repeat")
    moved, stayed = (correction, response) if confirmed is DateOf.CORRECTION else (response, correction)
    assert moved == wanted.by_grade
    assert stayed in before
    (left,) = amended.see(dates_to_confirm, amended.audit_id)
    assert left.date_of is not confirmed


def test_no_date_is_proposed_that_is_what_the_new_grade_gives(audited: Audited) -> None:
    programme_id = audited.see(organizations)[0].programme_id
    audited.do(edit_programme, programme_id, correction_days_minor=7)
    issue_report(audited.workspace, audited.audit_id)
    audited.do(begin_amendment, audited.audit_id, WHY)
    grade(audited, "repeat", Grade.MINOR, "One restore of one site")
    (found,) = audited.see(dates_to_confirm, audited.audit_id)
    assert found.date_of is DateOf.RESPONSE


def test_no_date_is_proposed_that_is_past_already(amended: Audited, clock: FixedClock) -> None:
    grade(amended, "repeat", Grade.MINOR, "One restore of one site")
    days = amended.see(dates_to_confirm, amended.audit_id)[0].by_grade - clock.now().date()
    clock.advance(days=days.days)
    assert amended.see(dates_to_confirm, amended.audit_id), "today is still in time"
    clock.advance(days=1)
    assert amended.see(dates_to_confirm, amended.audit_id) == ()


def test_of_a_finding_that_is_answered_no_date_is_proposed(amended: Audited) -> None:
    finding_id, owner = amended.findings["repeat"], amended.do(add_person, "Operations lead")
    amended.do(responses.edit_response, finding_id, **ANSWER)
    due_on = date(2026, 9, 1)
    amended.do(responses.add_action, finding_id, PlannedAction("Name an owner", owner, due_on))
    amended.do(lifecycle.move, finding_id, FindingState.RESPONSE_SUBMITTED)
    grade(amended, "repeat", Grade.MINOR, "One restore of one site")
    assert amended.see(dates_to_confirm, amended.audit_id) == ()


def test_what_an_amended_finding_lost_keeps_the_revision_from_being_issued(amended: Audited) -> None:
    amended.do(findings.edit, amended.findings["repeat"], statement=" ")
    name = number(amended, "repeat")
    pointers = amended.see(overview, amended.audit_id).before_issue
    (lack,) = [one for one in pointers if name in str(one.message)]
    assert str(lack.message) == f"{name} cannot be issued as it is. Missing: statement."
    assert (lack.place, lack.where) == (Place.FINDINGS, {"finding_id": amended.findings["repeat"]})
    with pytest.raises(UserError, match=f"{name} cannot be issued as it is"):
        issue_report(amended.workspace, amended.audit_id)


def test_a_finding_is_withdrawn_after_issue_only_while_the_report_is_amended(issued: Audited) -> None:
    finding, reason = issued.findings["repeat"], "It was another clinic's"
    with pytest.raises(UserError, match="a new revision of the report"):
        issued.do(lifecycle.withdraw, finding, reason)
    issued.do(begin_amendment, issued.audit_id, reason)
    issued.do(lifecycle.withdraw, finding, reason)
    assert f"{number(issued, 'repeat')} was withdrawn: {reason}" in changes(issued)


def test_results_that_changed_alike_are_told_in_one_sentence(amended: Audited) -> None:
    items = [amended.items["5.1"], amended.items["9.2.1"]]
    for item in items:
        amended.do(set_result, item, Result.NOT_EXAMINED, reason="The records were another year's")
    assert "Result Conforms → Not examined this time: 5.1, 9.2.1" in changes(amended)


def test_another_answer_beside_the_result_is_a_change_too(amended: Audited) -> None:
    amended.do(set_aspect, amended.items["5.1"], Aspect.OPERATING, False)
    assert changes(amended) == ["Designed, implemented or operating changed on: 5.1"]


def test_an_amendment_without_a_change_is_given_up_and_the_issued_revision_stands(amended: Audited) -> None:
    evidence = amended.do(seen_not_taken, amended.audit_id, "Calendar of restore tests")
    amended.do(links.link_evidence, amended.findings["repeat"], evidence)
    found = amended.see(amendment, amended.audit_id)
    assert found is not None
    amended.do(give_up_amendment, found.id, DEVICE)
    assert amended.see(amendment, amended.audit_id) is None
    assert [one.revision for one in amended.see(revisions, amended.audit_id)] == [1]
    with pytest.raises(UserError, match="was issued"):
        amended.do(audits.edit_audit, amended.audit_id, summary="Something else")


def test_an_amendment_with_changes_is_not_given_up_and_names_them(amended: Audited) -> None:
    amended.do(audits.edit_audit, amended.audit_id, summary="Something else")
    found = amended.see(amendment, amended.audit_id)
    assert found is not None
    with pytest.raises(UserError, match="Summary for management: changed"):
        amended.do(give_up_amendment, found.id, DEVICE)
    amended.workspace.undo()
    amended.do(give_up_amendment, found.id, DEVICE)
    assert amended.see(amendment, amended.audit_id) is None


def test_the_reason_is_mended_until_the_revision_is_issued(amended: Audited) -> None:
    found = amended.see(amendment, amended.audit_id)
    assert found is not None
    amended.do(edit_reason, found.id, "Two grades were too high")
    with pytest.raises(UserError, match="needs the reason"):
        amended.do(edit_reason, found.id, "")
    second = issue_report(amended.workspace, amended.audit_id)
    assert amended.see(frozen_document, second).revision.change_reason == "Two grades were too high"
    with pytest.raises(UserError, match="its reason stays"):
        amended.do(edit_reason, found.id, "Another")


def test_the_follow_up_is_listed_and_needs_no_amendment(issued: Audited) -> None:
    evidence = issued.do(seen_not_taken, issued.audit_id, "Calendar of restore tests")
    issued.do(links.link_evidence, issued.findings["repeat"], evidence)
    found = issued.see(changes_since_issue, issued.audit_id, DEVICE, Words())
    assert found
    assert all(one.is_follow_up for one in found)


def test_the_overview_leads_to_the_revision_under_way(amended: Audited) -> None:
    shown = amended.see(overview, amended.audit_id)
    assert shown.amending == 2
    assert shown.next_step is not None
    assert (str(shown.next_step.message), shown.next_step.place) == (
        "Issue revision 2 of the report",
        Place.REPORT,
    )
    issue_report(amended.workspace, amended.audit_id)
    assert amended.see(overview, amended.audit_id).amending is None


def test_text_and_answers_of_an_issued_finding_change_with_the_revision(amended: Audited) -> None:
    finding = amended.findings["repeat"]
    amended.do(findings.edit, finding, statement="Restores are not tested at York.")
    amended.do(grading.answer_question, finding, Question.Q2, Answer.YES, "No restore at all")
    row = amended.see(finding_row, finding)
    assert row is not None
    assert row.state is FindingState.ISSUED
    name = number(amended, "repeat")
    assert f"{name}: statement, reasons of the grade changed" in changes(amended)
