"""What an issued report rests on stays as it is; its follow-up goes on (R-5, R-40)."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import UserError
from app.evidence.evidence import seen_not_taken
from app.findings import findings, grading, links
from app.findings.lifecycle import move
from app.findings.reads import finding_row
from app.findings.terms import Answer, AuditeePosition, FindingState, Question
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.planning import audits, checklist, context, meetings, team
from app.planning.audits import CriterionKind
from app.planning.context import ContextKind
from app.planning.meetings import MeetingKind
from app.planning.more_questions import ask_from_bank, ask_own
from app.planning.proposal import AskedDepth, apply_proposal, choose_depth, emphasise
from app.planning.reads import audit_detail
from app.reporting.reports import issue_report
from app.sessions import notes, results, sessions
from app.sessions.item_reads import item_view
from app.sessions.line_reads import unfiled_lines
from app.sessions.results import Result
from models.audit import Verdict
from models.report import ReportRevision, ReportState
from tests.app.planning.story import Story

ISSUED = "was issued: what it rests on does not change any more"


@pytest.fixture
def session(audit: Story) -> str:
    return audit.do(sessions.plan_session, audit.audit_id, title="Backups")


@pytest.fixture
def line(audit: Story, session: str) -> str:
    return audit.do(notes.add_line, session, "Restore test of 14 Feb shown.")


@pytest.fixture
def finding(audit: Story) -> str:
    """A confirmed minor nonconformity."""
    raised = audit.candidate("A.8.13")
    audit.do(findings.edit, raised, statement="Restores are not tested.")
    audit.do(links.link_evidence, raised, audit.do(seen_not_taken, audit.audit_id, "Log of restores"))
    for question in (Question.Q2, Question.Q3, Question.Q4, Question.Q5):
        audit.do(grading.answer_question, raised, question, Answer.NO)
    audit.do(grading.answer_question, raised, Question.Q1, Answer.YES)
    audit.do(findings.record_position, raised, AuditeePosition.AGREED)
    for state in (FindingState.IN_REVIEW, FindingState.CONFIRMED):
        audit.do(move, raised, state)
    return raised


@pytest.fixture
def reported(audit: Story, line: str, finding: str) -> Story:
    """The audit with its report issued."""
    audit.examine_everything()
    audit.conclude("A.8.13", Result.NONCONFORMING)
    audit.hold(MeetingKind.CLOSING)
    audit.do(
        audits.edit_audit,
        audit.audit_id,
        conformity=Verdict.EXCEPT,
        effectiveness=Verdict.YES,
        summary="Works well.",
        report_recipients=("Board",),
    )
    issue_report(audit.workspace, audit.audit_id)
    return audit


def refuses(story: Story, act: Callable[..., object], *args: object, **named: object) -> None:
    with pytest.raises(UserError, match=ISSUED):
        story.do(act, *args, **named)


def test_results_stay_as_they_were_reported(reported: Story) -> None:
    item = reported.item("8.2")
    refuses(reported, results.set_result, item, Result.NOT_EXAMINED)
    refuses(reported, results.set_reason, item, "The register was locked.")
    refuses(reported, results.set_results, [item], Result.OPEN, "")
    view = reported.see(item_view, item)
    assert (view.result, view.result_reason) == (Result.CONFORMING, "")


def test_notes_stay_as_they_were_taken(reported: Story, session: str, line: str) -> None:
    refuses(reported, notes.add_line, session, "Written later")
    refuses(reported, notes.edit_line, line, "Restore test of 14 Mar shown.")
    refuses(reported, notes.set_speaker, line, sessions.LineKind.OWN)
    refuses(reported, notes.file_line, line, reported.item("8.2"))
    refuses(reported, notes.end_line, line)
    refuses(reported, notes.remove_line, line)
    (row,) = reported.see(unfiled_lines, session)
    assert row.text == "Restore test of 14 Feb shown."


def test_what_the_audit_was_judged_by_stays(reported: Story) -> None:
    detail = reported.see(audit_detail, reported.audit_id)
    refuses(reported, audits.add_criterion, reported.audit_id, CriterionKind.ORGANIZATIONAL, "Access policy")
    refuses(reported, audits.edit_criterion, detail.criteria[0].id, title="Another standard")
    refuses(reported, audits.remove_criterion, detail.criteria[0].id)
    refuses(reported, audits.pin_soa, reported.audit_id, None)
    refuses(reported, audits.edit_scope, reported.audit_id, text="Everything")
    refuses(reported, audits.set_scope_sites, reported.audit_id, ())
    refuses(reported, audits.new_scope_version, reported.audit_id, "York joined")
    assert reported.see(audit_detail, reported.audit_id).criteria == detail.criteria


def test_what_was_recorded_beside_the_plan_is_not_taken_back(audit: Story) -> None:
    deviation = audit.do(context.add_deviation, audit.audit_id, "York moved to day 3.", "Illness")
    note = audit.do(context.add_context_note, audit.audit_id, ContextKind.RISK, "No exit test.")
    _issue_bare(audit)
    refuses(audit, context.remove_deviation, deviation)
    refuses(audit, context.remove_context_note, note)
    refuses(audit, context.edit_deviation, deviation, reason="Snow")
    refuses(audit, context.edit_context_note, note, text="An exit test was done.")
    refuses(audit, context.add_deviation, audit.audit_id, "Leeds moved to day 2.", "Illness")
    refuses(audit, context.add_context_note, audit.audit_id, ContextKind.RISK, "No backup")
    detail = audit.see(audit_detail, audit.audit_id)
    assert (len(detail.deviations), len(detail.context)) == (1, 1)


def test_plan_and_team_stay_as_they_were_reported(reported: Story) -> None:
    detail = reported.see(audit_detail, reported.audit_id)
    session = reported.do(sessions.plan_session, reported.audit_id, title="Backups again")
    planned = reported.do(meetings.add_meeting, reported.audit_id, MeetingKind.DAILY)
    refuses(reported, checklist.edit_item, reported.item("8.2"), question="And why?")
    refuses(reported, audits.edit_audit, reported.audit_id, summary="Works perfectly.")
    refuses(reported, meetings.not_held, detail.meetings[0].id)
    refuses(reported, meetings.remove_meeting, planned)
    refuses(reported, sessions.remove_session, session)
    refuses(reported, team.unassign, detail.team[0].id)
    assert reported.see(audit_detail, reported.audit_id).team == detail.team


def test_the_checklist_stays_as_it_was_asked(reported: Story) -> None:
    item, requirement = reported.item("8.2"), reported.requirements()["8.2"].id
    before = reported.requirements()
    refuses(reported, choose_depth, reported.audit_id, [requirement], AskedDepth.DEEP)
    refuses(reported, emphasise, reported.audit_id, [requirement], wanted=True)
    refuses(reported, apply_proposal, reported.audit_id)
    refuses(reported, ask_from_bank, item, "Q-8.2-02")
    refuses(reported, ask_own, item, "And why?")
    assert reported.requirements() == before


def _issue_bare(audit: Story) -> None:
    audit.do(_add_revision, audit.audit_id, 1, ReportState.ISSUED)


def _add_revision(uow: object, audit_id: str, revision: int, state: ReportState) -> None:
    row = ReportRevision(audit_id=audit_id, revision=revision, state=state, reason="A wrong result")
    uow.session.add(row)  # type: ignore[attr-defined]


def test_while_the_report_is_amended_results_and_notes_may_change(audit: Story, session: str) -> None:
    _issue_bare(audit)
    refuses(audit, notes.add_line, session, "Written later")
    audit.do(_add_revision, audit.audit_id, 2, ReportState.DRAFT)
    audit.do(notes.add_line, session, "Written later")
    audit.conclude("8.2", Result.CONFORMING)
    assert [row.text for row in audit.see(unfiled_lines, session)] == ["Written later"]


def test_the_follow_up_goes_on_after_the_report(reported: Story, finding: str) -> None:
    words = {"correction": "Restored once.", "extent": "Leeds only", "cause": "No owner"}
    action = PlannedAction("Test monthly", reported.lead_id, due_on=date(2027, 3, 1))
    reported.do(responses.edit_response, finding, **words)
    reported.do(responses.add_action, finding, action)
    reported.do(move, finding, FindingState.RESPONSE_SUBMITTED)
    evidence = reported.do(seen_not_taken, reported.audit_id, "Calendar of restore tests")
    reported.do(links.link_evidence, finding, evidence)
    row = reported.see(finding_row, finding)
    assert row is not None
    assert row.state is FindingState.RESPONSE_SUBMITTED
