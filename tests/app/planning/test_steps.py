"""From step to step: what an audit lacks is said, and nothing that was recorded is in the way."""

from datetime import date

import pytest

from app.errors import UserError
from app.findings import lifecycle
from app.library.soa import SoaLine, add_soa_version
from app.planning import audits, meetings, states, team
from app.planning.meetings import MeetingKind
from app.planning.reads import audit_detail
from app.programme.people import add_person
from app.sessions import sessions
from app.sessions.results import Result, set_reason, set_result
from models.audit import AuditState, TeamRole
from tests.app.planning.story import Story


def test_a_new_audit_is_told_all_that_its_first_step_lacks(audit: Story) -> None:
    with pytest.raises(UserError) as refused:
        audit.do(states.advance, audit.audit_id)
    for lack in ("objectives", "scope", "declaration of independence"):
        assert lack in str(refused.value)
    assert "criteria" not in str(refused.value)
    assert audit.audit().state is AuditState.PLANNED


def test_an_audit_without_criteria_or_lead_is_told_so(audit: Story) -> None:
    detail = audit.see(audit_detail, audit.audit_id)
    audit.do(audits.remove_criterion, detail.criteria[0].id)
    audit.do(team.unassign, detail.team[0].id)
    with pytest.raises(UserError, match=r"criteria.*lead auditor"):
        audit.do(states.advance, audit.audit_id)


def test_the_plan_is_sent_and_accepted_before_the_audit_opens(audit: Story) -> None:
    audit.initiate()
    with pytest.raises(UserError, match=r"Send the plan.*accepted"):
        audit.do(states.advance, audit.audit_id)
    audit.do(audits.edit_audit, audit.audit_id, plan_sent_on=date(2026, 11, 2), plan_objection="Two days")
    assert audit.do(states.advance, audit.audit_id) is AuditState.PREPARED


def test_fieldwork_begins_with_an_opening_meeting_that_somebody_attended(audit: Story) -> None:
    audit.initiate()
    audit.prepare()
    meeting = audit.do(meetings.add_meeting, audit.audit_id, MeetingKind.OPENING)
    for attendees in ((), (audit.lead_id,)):
        with pytest.raises(UserError, match="opening meeting"):
            audit.do(states.advance, audit.audit_id)
        audit.do(meetings.hold_meeting, meeting, attendees)
    assert audit.do(states.advance, audit.audit_id) is AuditState.IN_PROGRESS


def test_the_fieldwork_ends_when_everything_is_examined_confirmed_and_presented(audit: Story) -> None:
    audit.open()
    audit.examine_everything()
    audit.conclude("A.8.13", Result.NONCONFORMING)
    audit.conclude("A.7.1", Result.OPEN)
    audit.conclude("A.7.2", Result.UNABLE_TO_VERIFY)
    with pytest.raises(UserError) as refused:
        audit.do(states.advance, audit.audit_id)
    for lack in ("1 open item", "reason for 1 item", "F-01", "closing meeting"):
        assert lack in str(refused.value)
    _settle(audit)
    assert audit.do(states.advance, audit.audit_id) is AuditState.FIELDWORK_COMPLETE


def _settle(audit: Story) -> None:
    audit.conclude("A.7.1", Result.CONFORMING)
    audit.do(set_reason, audit.item("A.7.2"), "The site was closed.")
    audit.do(set_result, audit.item("A.8.13"), Result.CONFORMING)
    audit.hold(MeetingKind.CLOSING)


def test_only_issuing_the_report_leads_on_from_the_fieldwork(audit: Story) -> None:
    audit.enter(AuditState.FIELDWORK_COMPLETE)
    with pytest.raises(UserError, match="Issue the report"):
        audit.do(states.advance, audit.audit_id)


def test_an_audit_closes_when_its_nonconformities_are_closed(audit: Story) -> None:
    finding = audit.candidate("A.8.13")
    audit.enter(AuditState.COMPLETED)
    with pytest.raises(UserError, match="Close F-01 first"):
        audit.do(states.advance, audit.audit_id)
    audit.do(lifecycle.withdraw, finding, "A misunderstanding")
    assert audit.do(states.advance, audit.audit_id) is AuditState.CLOSED
    with pytest.raises(UserError, match="no further step"):
        audit.do(states.advance, audit.audit_id)


def test_before_the_plan_is_accepted_notes_and_results_are_welcome(audit: Story) -> None:
    audit.conclude("8.2", Result.NONCONFORMING)
    assert audit.overview().standing.candidates == 1
    assert audit.audit().state is AuditState.PLANNED


def test_fieldwork_begins_with_the_first_session_after_the_opening(audit: Story) -> None:
    audit.open()
    session = audit.do(sessions.plan_session, audit.audit_id, title="Backups")
    assert audit.audit().state is AuditState.IN_PROGRESS
    audit.do(sessions.start, session)
    assert audit.audit().state is AuditState.FIELDWORK


def test_a_session_before_the_opening_is_held_and_the_audit_opens_into_its_fieldwork(audit: Story) -> None:
    audit.initiate()
    audit.do(sessions.start, audit.do(sessions.plan_session, audit.audit_id, title="Documents"))
    assert audit.audit().state is AuditState.INITIATED
    audit.prepare()
    audit.hold(MeetingKind.OPENING)
    assert audit.do(states.advance, audit.audit_id) is AuditState.FIELDWORK


def test_a_session_taken_up_later_does_not_bring_the_fieldwork_back(audit: Story) -> None:
    session = audit.do(sessions.plan_session, audit.audit_id, title="Backups")
    audit.enter(AuditState.FIELDWORK_COMPLETE)
    audit.do(sessions.start, session)
    assert audit.audit().state is AuditState.FIELDWORK_COMPLETE


@pytest.mark.parametrize("stopped", [AuditState.SUSPENDED, AuditState.CANCELLED])
@pytest.mark.parametrize(
    "before", [AuditState.INITIATED, AuditState.FIELDWORK, AuditState.FIELDWORK_COMPLETE]
)
def test_an_audit_that_was_stopped_goes_on_where_it_was(
    audit: Story, before: AuditState, stopped: AuditState
) -> None:
    audit.enter(before)
    audit.do(states.stop, audit.audit_id, stopped, "The site is flooded.")
    audit.do(audits.edit_audit, audit.audit_id, title="Internal audit, second attempt")
    assert audit.do(states.resume, audit.audit_id) is before
    assert (audit.audit().state, audit.overview().audit.state_reason) == (before, "")


def test_after_a_second_stop_the_audit_goes_on_where_it_was_then(audit: Story) -> None:
    for before in (AuditState.PREPARED, AuditState.FIELDWORK):
        audit.enter(before)
        audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, "The site is flooded.")
        assert audit.do(states.resume, audit.audit_id) is before


def test_why_an_audit_was_interrupted_stays_as_a_deviation(audit: Story) -> None:
    audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, "The lead is ill.")
    audit.do(states.resume, audit.audit_id)
    assert audit.see(audit_detail, audit.audit_id).deviations == ()
    audit.enter(AuditState.FIELDWORK)
    audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, "The site is flooded.")
    audit.do(states.resume, audit.audit_id)
    (deviation,) = audit.see(audit_detail, audit.audit_id).deviations
    assert deviation.reason == "The site is flooded."


def test_only_an_audit_that_was_stopped_is_resumed_and_none_is_stopped_twice(audit: Story) -> None:
    with pytest.raises(UserError, match="neither suspended nor cancelled"):
        audit.do(states.resume, audit.audit_id)
    audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, "The site is flooded.")
    with pytest.raises(UserError, match="suspended or cancelled already"):
        audit.do(states.stop, audit.audit_id, AuditState.CANCELLED, "For good.")
    assert audit.audit().state is AuditState.SUSPENDED


def test_stopping_an_audit_needs_its_reason(audit: Story) -> None:
    with pytest.raises(UserError):
        audit.do(states.stop, audit.audit_id, AuditState.CANCELLED, "  ")
    audit.do(states.stop, audit.audit_id, AuditState.CANCELLED, "The clinic closes.")
    assert (audit.audit().state, audit.overview().audit.state_reason) == (
        AuditState.CANCELLED,
        "The clinic closes.",
    )


def test_a_newer_soa_during_fieldwork_is_logged_as_a_deviation(audit: Story) -> None:
    pack_id = audit.see(audit_detail, audit.audit_id).criteria[0].pack_id
    lines = [SoaLine("A.8.30", applicable=False)]
    newer = audit.do(add_soa_version, audit.organization_id, pack_id, "5.0", lines)
    audit.do(audits.pin_soa, audit.audit_id, newer)
    assert audit.see(audit_detail, audit.audit_id).deviations == ()
    audit.enter(AuditState.FIELDWORK)
    older = audit.do(add_soa_version, audit.organization_id, pack_id, "4.9", lines)
    audit.do(audits.pin_soa, audit.audit_id, older, "The newer one was not approved.")
    (deviation,) = audit.see(audit_detail, audit.audit_id).deviations
    assert "Statement of Applicability" in deviation.what
    assert deviation.reason == "The newer one was not approved."


def test_a_change_of_scope_is_a_new_version_with_its_reason(audit: Story) -> None:
    audit.do(audits.edit_scope, audit.audit_id, text="Leeds")
    with pytest.raises(UserError):
        audit.do(audits.new_scope_version, audit.audit_id, " ")
    audit.do(audits.new_scope_version, audit.audit_id, "York joined")
    audit.do(audits.edit_scope, audit.audit_id, text="Leeds and York")
    detail = audit.see(audit_detail, audit.audit_id)
    assert (detail.scope.version, detail.scope.text) == (2, "Leeds and York")


def test_the_lead_who_is_named_again_keeps_the_declaration(audit: Story) -> None:
    audit.declare("Holds no ISMS role.")
    audit.do(team.assign, audit.audit_id, audit.lead_id, TeamRole.LEAD_AUDITOR)
    lead = audit.see(audit_detail, audit.audit_id).lead_auditor
    assert lead is not None
    assert lead.independence_statement == "Holds no ISMS role."


def test_there_is_one_lead_auditor(audit: Story) -> None:
    other = audit.do(add_person, "Ada Brook")
    audit.do(team.assign, audit.audit_id, other, TeamRole.LEAD_AUDITOR)
    roles = {row.name: row.role for row in audit.see(audit_detail, audit.audit_id).team}
    assert roles == {"Ada Brook": TeamRole.LEAD_AUDITOR, "Lena Ferreira": TeamRole.AUDITOR}
