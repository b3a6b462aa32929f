"""Where an audit stands: figures, path, next step, today, tonight, and what the report lacks."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.evidence.evidence import seen_not_taken
from app.evidence.links import Target, link
from app.evidence.requests import request_evidence
from app.findings import findings, lifecycle, links
from app.findings.terms import AuditeePosition
from app.planning import audits, checklist, meetings, team
from app.planning.audit_list import audit_rows
from app.planning.coverage import totals
from app.planning.meetings import MeetingKind
from app.planning.open_points import Place, Pointer, bare_conforming_items
from app.planning.overview import PathStep, agenda, overview_standing, rail_counts
from app.planning.reads import audit_detail
from app.programme.people import add_person
from app.reporting.reports import build_draft
from app.sessions import notes, sessions
from app.sessions.results import Result, set_result
from models.audit import AuditState, TeamRole, Verdict
from tests.app.planning.story import Story
from tests.conftest import FixedClock

_DAY = date(2026, 11, 2)


def said(pointers: tuple[Pointer, ...]) -> list[str]:
    return [str(pointer.message) for pointer in pointers]


def next_step(audit: Story) -> tuple[str, Place]:
    pointer = audit.overview().next_step
    assert pointer is not None
    return str(pointer.message), pointer.place


def interview(audit: Story, *references: str, name: str = "Mary Okafor", after: int = 0) -> str:
    person = audit.do(add_person, name)
    start = audit.workspace.seat.clock.now() + timedelta(minutes=after)
    return audit.do(
        sessions.plan_session,
        audit.audit_id,
        title="IT operations",
        planned_start=start,
        planned_end=start + timedelta(hours=1),
        interviewee_ids=(person,),
        item_ids=tuple(audit.item(reference) for reference in references),
    )


def test_the_figures_count_items_minutes_sessions_evidence_and_candidates(audit: Story) -> None:
    planned = audit.overview().standing.minutes_planned
    minutes = audit.requirements()["8.2"].items[0].minutes
    session = interview(audit, "8.2")
    audit.do(sessions.start, session)
    audit.do(sessions.end, session)
    audit.conclude("8.2", Result.NONCONFORMING)
    _attach(audit)
    standing = audit.overview().standing
    assert (standing.items, standing.items_examined) == (123, 1)
    assert (standing.minutes_planned, standing.minutes_left) == (planned, planned - minutes)
    assert (standing.sessions, standing.sessions_held, standing.evidence) == (1, 1, 1)
    assert (standing.nonconformities, standing.candidates) == (0, 1)
    assert audit.see(overview_standing, audit.audit_id) == standing
    counts = audit.see(rail_counts, audit.audit_id)
    assert (counts.sessions_held, counts.sessions, counts.evidence, counts.findings) == (1, 1, 1, 1)


def test_the_list_of_audits_counts_the_same_items(audit: Story) -> None:
    for reference in ("8.1", "8.2", "8.3"):
        audit.conclude(reference, Result.CONFORMING)
    (row,) = audit.see(audit_rows)
    standing = audit.overview().standing
    assert (row.items, row.items_examined) == (standing.items, standing.items_examined) == (123, 3)


def test_a_requirement_takes_the_worst_result_of_its_items(audit: Story) -> None:
    requirement = audit.requirements()["A.8.13"].id
    second = audit.do(checklist.add_question, audit.audit_id, requirement, "Show me the last restore.")
    audit.conclude("A.8.13", Result.CONFORMING)
    assert audit.requirements()["A.8.13"].result is Result.CONFORMING
    audit.do(set_result, second, Result.NONCONFORMING)
    assert audit.requirements()["A.8.13"].result is Result.NONCONFORMING
    assert [item.result for item in audit.requirements()["A.8.13"].items] == [
        Result.CONFORMING,
        Result.NONCONFORMING,
    ]


def test_coverage_counts_examined_apart_from_not_examined_and_open(audit: Story) -> None:
    audit.conclude("8.1", Result.CONFORMING)
    audit.conclude("8.2", Result.NONCONFORMING)
    audit.conclude("8.3", Result.UNABLE_TO_VERIFY, "The register was locked.")
    audit.conclude("A.7.1", Result.NOT_EXAMINED, "Next year")
    counts = totals(audit.requirements().values())
    assert (counts.examined, counts.not_examined, counts.open, counts.total) == (3, 1, 119, 123)
    assert audit.overview().standing.requirements == counts


def test_the_path_follows_the_state(audit: Story) -> None:
    shown = {}
    for state in AuditState:
        audit.enter(state)
        shown[state] = audit.overview().step
    assert shown[AuditState.INITIATED] is PathStep.PREPARE
    assert shown[AuditState.PREPARED] is PathStep.OPEN
    assert shown[AuditState.FIELDWORK] is PathStep.COLLECT
    assert shown[AuditState.FIELDWORK_COMPLETE] is PathStep.REPORT
    assert shown[AuditState.REPORTED] is PathStep.FOLLOW_UP
    assert shown[AuditState.CLOSED] is shown[AuditState.CANCELLED] is None


def test_before_the_opening_the_next_step_is_what_the_plan_lacks_first(audit: Story) -> None:
    assert next_step(audit) == ("Write down the objectives.", Place.PLAN)
    audit.initiate()
    assert next_step(audit) == ("Send the plan to the auditee and record the date.", Place.PLAN)
    audit.do(audits.edit_audit, audit.audit_id, plan_sent_on=_DAY, plan_accepted_on=_DAY)
    assert next_step(audit) == ("Go to the next step", Place.OVERVIEW)


def test_in_the_field_the_next_step_is_the_session_that_runs_or_the_next_one(audit: Story) -> None:
    audit.enter(AuditState.FIELDWORK)
    first, second = interview(audit, "8.2"), interview(audit, "7.3", name="Ann Moreau", after=90)
    assert next_step(audit) == ("Start: interview with Mary Okafor", Place.SESSIONS)
    audit.do(sessions.start, second)
    assert next_step(audit) == ("Continue: interview with Ann Moreau", Place.SESSIONS)
    pointer = audit.overview().next_step
    assert pointer is not None
    assert pointer.where == {"session_id": second}
    audit.do(sessions.end, second)
    audit.do(sessions.start, first)
    audit.do(sessions.pause, first)
    assert next_step(audit)[0] == "Continue: interview with Mary Okafor"


def test_when_all_sessions_are_held_the_audit_is_to_be_concluded(audit: Story) -> None:
    audit.enter(AuditState.IN_PROGRESS)
    session = interview(audit, "8.2")
    assert audit.overview().step is PathStep.COLLECT
    audit.do(sessions.start, session)
    audit.do(sessions.end, session)
    assert audit.overview().step is PathStep.CONCLUDE
    assert next_step(audit) == (
        "Examine 123 open items, or mark them not examined with a reason.",
        Place.SESSIONS,
    )
    audit.examine_everything()
    assert next_step(audit)[1] is Place.PLAN
    audit.hold(MeetingKind.CLOSING)
    assert next_step(audit) == ("Go to the next step", Place.OVERVIEW)


def test_after_the_report_the_findings_are_followed_up_until_none_is_open(audit: Story) -> None:
    audit.conclude("8.2", Result.NONCONFORMING)
    audit.enter(AuditState.REPORTED)
    assert next_step(audit) == ("Follow up the findings", Place.FINDINGS)
    audit.conclude("8.2", Result.CONFORMING)
    assert next_step(audit) == ("Go to the next step", Place.OVERVIEW)


def test_today_shows_the_days_sessions_and_meetings_by_time(audit: Story, clock: FixedClock) -> None:
    later = interview(audit, "8.2", "8.3", after=120)
    tomorrow = interview(audit, name="Ann Moreau", after=24 * 60)
    start = clock.now() + timedelta(minutes=15)
    audit.do(
        meetings.add_meeting, audit.audit_id, MeetingKind.OPENING, planned_start=start, place="Board room"
    )
    today = audit.overview().today
    assert [(entry.meeting_kind, entry.title) for entry in today] == [
        (MeetingKind.OPENING, "Board room"),
        (None, "IT operations"),
    ]
    assert (today[1].id, today[1].who, today[1].items) == (later, ("Mary Okafor",), 2)
    shown = audit.see(agenda, audit.audit_id, (clock.now() + timedelta(days=1)).date())
    assert [entry.id for entry in shown] == [tomorrow]


def test_today_is_counted_where_the_auditor_is(audit: Story, clock: FixedClock) -> None:
    """At 9:30 in London it is still the same day in Auckland at 21:00, and the next one at 1:00."""
    auckland = clock.now().astimezone(ZoneInfo("Pacific/Auckland"))
    ids = [
        audit.do(sessions.plan_session, audit.audit_id, planned_start=auckland.replace(hour=hour) + day)
        for day, hour in ((timedelta(), 21), (timedelta(days=1), 1), (timedelta(days=1), 12))
    ]
    assert [entry.id for entry in audit.overview().today] == ids[:2]
    clock.set(clock.now() - timedelta(days=1))
    assert [entry.id for entry in audit.overview().upcoming] == ids[:2]


def test_tonight_asks_for_what_the_day_left_open(audit: Story) -> None:
    session = interview(audit, "8.2")
    audit.do(notes.add_line, session, "Talked about keys")
    audit.do(notes.add_line, session, "  ")
    audit.do(request_evidence, audit.audit_id, "Log of restores")
    audit.do(request_evidence, audit.audit_id, "List of leavers")
    audit.conclude("8.2", Result.NONCONFORMING)
    audit.conclude("8.3", Result.CONFORMING)
    pointers = audit.overview().tonight
    assert said(pointers) == [
        "1 note line is not filed to an item",
        "2 things promised and not received: R-01, R-02",
        "F-01 is a candidate without evidence",
        "F-01 is a candidate without a statement",
        "1 item conforms without a note or evidence",
    ]
    assert pointers[0].where == {"session_id": session}
    assert pointers[-1].where == {"item_id": audit.item("8.3")}


def test_tonight_is_empty_when_nothing_was_left_open(audit: Story) -> None:
    session = interview(audit, "8.2")
    line = audit.do(notes.add_line, session, "The register is current")
    audit.do(notes.file_line, line, audit.item("8.2"))
    audit.conclude("8.2", Result.CONFORMING)
    assert audit.overview().tonight == ()


def test_evidence_and_a_statement_take_a_candidate_off_tonights_list(audit: Story) -> None:
    raised = audit.candidate("8.2")
    audit.do(links.link_evidence, raised, _attach(audit))
    assert said(audit.overview().tonight) == ["F-01 is a candidate without a statement"]
    audit.do(findings.edit, raised, statement="The assessment is two years old.")
    assert audit.overview().tonight == ()


def test_a_conforming_answer_needs_a_note_or_evidence(audit: Story) -> None:
    """R-47: the window and the report count the same."""
    session = interview(audit, "8.1", "8.2", "8.3")
    for reference in ("8.1", "8.2", "8.3"):
        audit.conclude(reference, Result.CONFORMING)
    audit.do(notes.add_line, session, "Seen", item_id=audit.item("8.1"))
    audit.do(notes.add_line, session, "", item_id=audit.item("8.2"))
    audit.do(link, _attach(audit), Target(item_id=audit.item("8.3")))
    assert audit.see(bare_conforming_items, audit.audit_id) == (audit.item("8.2"),)
    document = audit.see(build_draft, audit.audit_id, "device-1")
    assert document.bare_conforming() == 1


def test_the_report_is_told_everything_it_lacks(audit: Story) -> None:
    audit.conclude("8.2", Result.NONCONFORMING)
    lacking = said(audit.overview().before_issue)
    assert lacking == [
        "Examine 122 open items, or mark them not examined with a reason.",
        "Confirm or withdraw F-01.",
        "Hold the closing meeting and record who was there.",
        "Conclude on conformity and on effectiveness: both are asked (9.2.1).",
        "Write the summary for management.",
        "Name the recipients of the report.",
    ]


def test_nothing_stands_before_a_report_that_is_ready(audit: Story) -> None:
    audit.examine_everything()
    audit.hold(MeetingKind.CLOSING)
    audit.do(
        audits.edit_audit,
        audit.audit_id,
        conformity=Verdict.YES,
        effectiveness=Verdict.EXCEPT,
        summary="Works well.",
        report_recipients=("Board",),
    )
    assert audit.overview().before_issue == ()


def test_what_the_team_lacks_leads_to_the_people_of_the_audit(audit: Story) -> None:
    def lacking() -> dict[str, str]:
        pointers = audit.overview().before_issue
        return {
            one.message.msgid: one.where.get("section", "") for one in pointers if one.place is Place.PLAN
        }

    other = audit.do(add_person, "M. Okafor")
    audit.do(team.assign, audit.audit_id, other, TeamRole.AUDITOR)
    assert lacking()["Name who approves the report."] == "team"
    lead = audit.see(audit_detail, audit.audit_id).lead_auditor
    assert lead is not None
    audit.do(team.change_role, lead.id, TeamRole.OBSERVER)
    assert lacking()["Name the lead auditor."] == "team"


def test_a_dispute_is_written_down_unless_the_finding_was_withdrawn(audit: Story) -> None:
    raised = audit.candidate("8.2")
    audit.do(findings.record_position, raised, AuditeePosition.DISPUTED)
    text = "F-01: write down the disagreement in the auditee's words."
    assert text in said(audit.overview().before_issue)
    audit.do(lifecycle.withdraw, raised, "A misunderstanding")
    assert text not in said(audit.overview().before_issue)


def test_the_overview_says_what_the_lead_declared(audit: Story) -> None:
    assert audit.overview().independence == ""
    audit.declare("Holds no ISMS role.")
    assert audit.overview().independence == "Holds no ISMS role."


def _attach(audit: Story) -> str:
    return audit.do(seen_not_taken, audit.audit_id, "Risk register")
