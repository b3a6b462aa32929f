"""When something is to be destroyed: by the date set for it, else by the rule of the audit programme."""

from datetime import date, timedelta

import pytest

from app.edits import existing
from app.errors import UserError
from app.planning.states import stop
from app.programme.people import edit_person
from app.retention.closing import years_after
from app.retention.due import DueRow, RetentionRule, SubjectKind, due_counts, due_rows, set_person_date
from app.retention.holds import holds_in_force, lift_hold, place_hold
from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit, AuditState, TeamAssignment, TeamRole
from models.evidence import Evidence
from models.organization import Person
from models.session import AuditSession, SessionParticipant
from tests.app.evidence.conftest import Story
from tests.app.retention.conftest import Attach, close_audit, pass_days, set_rules
from tests.conftest import START, FixedClock

CLOSED_ON = START.date()


def dated(workspace: Workspace) -> dict[str, DueRow]:
    """What has a date, by number or name."""
    with workspace.read() as unit:
        return {row.number or row.name: row for row in due_rows(unit)}


def set_date(workspace: Workspace, evidence_id: str, day: date | None) -> None:
    with workspace.write(N_("Edit evidence {number}"), number="") as uow:
        existing(uow, Evidence, evidence_id).destroy_on = day


def test_without_a_rule_and_without_a_date_nothing_falls_due(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    attach()
    close_audit(workspace, story.audit)
    assert dated(workspace) == {}


def test_evidence_falls_due_so_many_years_after_its_audit_was_closed(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock
) -> None:
    attach()
    set_rules(workspace, story, 3, None)
    assert dated(workspace) == {}
    close_audit(workspace, story.audit)
    row = dated(workspace)["E-001"]
    assert row.destroy_on == CLOSED_ON.replace(year=CLOSED_ON.year + 3)
    assert (row.rule, row.rule_years, row.is_due, row.audit) == (
        RetentionRule.EVIDENCE_YEARS,
        3,
        False,
        "IA-2026-01",
    )
    clock.set(clock.now().replace(year=CLOSED_ON.year + 3))
    assert dated(workspace)["E-001"].is_due
    with workspace.read() as unit:
        assert due_counts(unit).evidence == 1


def test_the_day_of_closing_counts_and_not_a_later_edit(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock
) -> None:
    attach()
    set_rules(workspace, story, 1, None)
    close_audit(workspace, story.audit)
    pass_days(clock, 30)
    with workspace.write(N_("Edit")) as uow:
        uow.session.get_one(Audit, story.audit).title = "Internal audit, closed"
    assert dated(workspace)["E-001"].destroy_on == CLOSED_ON.replace(year=CLOSED_ON.year + 1)


def test_a_cancelled_audit_is_over_and_a_resumed_one_is_not(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    attach()
    set_rules(workspace, story, 1, None)
    with workspace.write(N_("Cancel the audit")) as uow:
        stop(uow, story.audit, AuditState.CANCELLED, "No access")
    assert list(dated(workspace)) == ["E-001"]
    close_audit(workspace, story.audit, AuditState.FIELDWORK)
    assert dated(workspace) == {}


def test_evidence_with_personal_data_falls_due_by_the_earlier_rule(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    attach("a.txt", b"a", has_personal_data=True)
    attach("b.txt", b"b")
    set_rules(workspace, story, 6, 2)
    close_audit(workspace, story.audit)
    rows = dated(workspace)
    assert (rows["E-001"].rule, rows["E-001"].rule_years) == (RetentionRule.PERSONAL_YEARS, 2)
    assert (rows["E-002"].rule, rows["E-002"].rule_years) == (RetentionRule.EVIDENCE_YEARS, 6)


def test_a_date_of_its_own_stands_before_the_rule_and_needs_no_closed_audit(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(destroy_on=CLOSED_ON + timedelta(days=10))
    assert dated(workspace)["E-001"].rule is RetentionRule.OWN_DATE
    set_rules(workspace, story, 1, None)
    close_audit(workspace, story.audit)
    assert dated(workspace)["E-001"].destroy_on == CLOSED_ON + timedelta(days=10)
    set_date(workspace, piece, None)
    assert dated(workspace)["E-001"].rule is RetentionRule.EVIDENCE_YEARS


def test_people_met_fall_due_when_the_last_audit_they_had_a_part_in_does(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    set_rules(workspace, story, None, 2)
    close_audit(workspace, story.audit)
    assert dated(workspace)["Čapek, Jana"].destroy_on == CLOSED_ON.replace(year=CLOSED_ON.year + 2)
    pass_days(clock, 100)
    with workspace.write(N_("Meet again")) as uow:
        session = AuditSession(audit_id=story.other_audit)
        uow.session.add(session)
        uow.session.add(SessionParticipant(session_id=session.id, person_id=story.manager))
    assert "Čapek, Jana" not in dated(workspace)
    close_audit(workspace, story.other_audit)
    later = CLOSED_ON + timedelta(days=100)
    assert dated(workspace)["Čapek, Jana"].destroy_on == later.replace(year=later.year + 2)


def test_auditors_stay_because_the_records_say_who_did_what(workspace: Workspace, story: Story) -> None:
    set_rules(workspace, story, None, 0)
    with workspace.write(N_("Assign")) as uow:
        approver = Person(name="Approver, Ann", destroy_on=CLOSED_ON)
        uow.session.add(approver)
        uow.session.add(
            TeamAssignment(audit_id=story.audit, person_id=approver.id, role=TeamRole.REPORT_APPROVER)
        )
        uow.session.get_one(Person, story.auditor).destroy_on = CLOSED_ON
    close_audit(workspace, story.audit)
    assert list(dated(workspace)) == ["Čapek, Jana"]


def test_somebody_who_was_in_no_audit_has_a_date_only_when_one_is_set(
    workspace: Workspace, story: Story
) -> None:
    with workspace.write(N_("Add person")) as uow:
        stranger = Person(name="Applicant, Al")
        uow.session.add(stranger)
    assert dated(workspace) == {}
    with workspace.write(N_("Set")) as uow:
        set_person_date(uow, stranger.id, CLOSED_ON)
    assert dated(workspace)["Applicant, Al"].is_due


def test_the_list_begins_with_what_is_due_first(workspace: Workspace, story: Story, attach: Attach) -> None:
    for days in (30, 1, 20):
        attach(f"{days}.txt", b"%d" % days, destroy_on=CLOSED_ON + timedelta(days=days))
    with workspace.read() as unit:
        assert [row.number for row in due_rows(unit)] == ["E-002", "E-003", "E-001"]
        assert due_rows(unit, until=unit.today()) == ()


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_a_hold_on_a_piece_a_person_or_the_audit_keeps_them_until_it_is_lifted(
    workspace: Workspace, story: Story, attach: Attach, kind: SubjectKind
) -> None:
    piece = attach(destroy_on=CLOSED_ON)
    set_rules(workspace, story, None, 0)
    close_audit(workspace, story.audit)
    subject = {
        SubjectKind.EVIDENCE: piece,
        SubjectKind.PERSON: story.manager,
        SubjectKind.AUDIT: story.audit,
    }[kind]
    with workspace.write(N_("Place a hold")) as uow:
        hold = place_hold(uow, kind, subject, " Court case 12 O 45/26 ")
    held = {name for name, row in dated(workspace).items() if row.hold and not row.can_go}
    assert (
        held
        == {
            SubjectKind.EVIDENCE: {"E-001"},
            SubjectKind.PERSON: {"Čapek, Jana"},
            SubjectKind.AUDIT: {"E-001", "Čapek, Jana"},
        }[kind]
    )
    with workspace.read() as unit:
        told = holds_in_force(unit)[subject]
        assert due_counts(unit).total == 2 - len(held)
    assert (told.reason, told.placed_by, told.kind) == ("Court case 12 O 45/26", "Auditor, Ada", kind)
    with workspace.write(N_("Lift the hold")) as uow:
        lift_hold(uow, hold, "Settled")
    assert all(row.can_go for row in dated(workspace).values())


def test_a_hold_says_why(workspace: Workspace, story: Story) -> None:
    with pytest.raises(UserError, match="A hold needs a reason"), workspace.write(N_("Hold")) as uow:
        place_hold(uow, SubjectKind.AUDIT, story.audit, "  ")


def test_a_leap_day_is_followed_by_the_first_of_march() -> None:
    assert years_after(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert years_after(date(2028, 2, 29), None) is None


def test_a_person_is_edited_like_before(workspace: Workspace, story: Story) -> None:
    with workspace.write(N_("Edit person")) as uow:
        edit_person(uow, story.manager, role="Head of IT")
        assert existing(uow, Person, story.manager).role == "Head of IT"
