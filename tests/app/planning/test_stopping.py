"""A suspended or cancelled audit: what waits, what goes on, and what says why (section 3.3, R-56)."""

import pytest

from app.errors import UserError
from app.findings.findings import raise_finding
from app.findings.terms import FindingType
from app.planning import states
from app.planning.audit_list import audit_row
from app.planning.open_points import Place
from app.planning.overview import PathStep
from app.reporting.reports import issue_report
from app.sessions import notes, sessions
from app.sessions.item_reads import item_view
from app.sessions.results import Result
from models.audit import AuditState
from tests.app.planning.story import Story

FLOODED = "The site is flooded"


@pytest.fixture
def suspended(audit: Story) -> Story:
    audit.enter(AuditState.FIELDWORK)
    audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, f" {FLOODED} ")
    return audit


def test_list_and_overview_say_since_when_and_why(suspended: Story) -> None:
    row = suspended.see(audit_row, suspended.audit_id)
    shown = suspended.overview()
    assert row is not None
    assert (row.state, row.state_reason) == (AuditState.SUSPENDED, FLOODED)
    assert shown.stopped_at == suspended.workspace.seat.clock.now()
    assert (shown.step, shown.next_step) == (PathStep.COLLECT, None)
    suspended.do(states.resume, suspended.audit_id)
    assert suspended.overview().stopped_at is None


@pytest.mark.parametrize("state", [AuditState.SUSPENDED, AuditState.CANCELLED])
def test_a_stopped_audit_takes_no_step_and_says_why(audit: Story, state: AuditState) -> None:
    audit.do(states.stop, audit.audit_id, state, FLOODED)
    with pytest.raises(UserError) as refused:
        audit.do(states.advance, audit.audit_id)
    assert state.value in str(refused.value)
    assert FLOODED in str(refused.value)
    assert "Resume the audit" in str(refused.value)


def test_the_report_of_a_stopped_audit_waits(suspended: Story) -> None:
    first = suspended.overview().before_issue[0]
    assert (str(first.message), first.place) == ("Resume the audit: it is suspended.", Place.OVERVIEW)
    with pytest.raises(UserError, match="Resume the audit: it is suspended"):
        issue_report(suspended.workspace, suspended.audit_id)
    suspended.do(states.resume, suspended.audit_id)
    assert "Resume" not in str(suspended.overview().before_issue[0].message)


def test_fieldwork_is_recorded_while_the_audit_is_suspended(suspended: Story) -> None:
    session = suspended.do(sessions.plan_session, suspended.audit_id, title="Backups")
    suspended.do(sessions.start, session)
    suspended.do(notes.add_line, session, "Seen before the water came.")
    suspended.conclude("8.2", Result.CONFORMING)
    suspended.do(raise_finding, suspended.audit_id, type=FindingType.OFI, title="Pumps")
    assert suspended.see(item_view, suspended.item("8.2")).result is Result.CONFORMING
    assert suspended.audit().state is AuditState.SUSPENDED


def test_a_session_held_meanwhile_takes_the_audit_into_its_fieldwork(audit: Story) -> None:
    audit.enter(AuditState.IN_PROGRESS)
    audit.do(states.stop, audit.audit_id, AuditState.SUSPENDED, FLOODED)
    audit.do(sessions.start, audit.do(sessions.plan_session, audit.audit_id, title="Documents"))
    assert audit.do(states.resume, audit.audit_id) is AuditState.FIELDWORK


@pytest.mark.parametrize("state", [AuditState.REPORTED, AuditState.COMPLETED, AuditState.CLOSED])
def test_an_audit_whose_report_was_issued_is_not_stopped_any_more(audit: Story, state: AuditState) -> None:
    audit.enter(state)
    assert not states.can_stop(state)
    with pytest.raises(UserError, match="was issued"):
        audit.do(states.stop, audit.audit_id, AuditState.CANCELLED, FLOODED)
    assert audit.audit().state is state


def test_stopping_is_undone_like_any_other_step(suspended: Story) -> None:
    suspended.workspace.undo()
    assert suspended.audit().state is AuditState.FIELDWORK
    suspended.workspace.redo()
    assert suspended.do(states.resume, suspended.audit_id) is AuditState.FIELDWORK
