"""Who audits and who is audited."""

from app.planning import team
from app.planning.reads import audit_detail
from app.programme.people import add_person
from models.audit import TeamRole
from tests.app.planning.story import Story

LEAD, AUDITOR = TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR


def parts(audit: Story) -> list[tuple[str, TeamRole]]:
    return [(row.name, row.role) for row in audit.see(audit_detail, audit.audit_id).team]


def lead_assignment(audit: Story) -> str:
    lead = audit.see(audit_detail, audit.audit_id).lead_auditor
    assert lead is not None
    return lead.id


def test_a_new_lead_auditor_takes_over_and_the_former_one_goes_on_as_auditor(audit: Story) -> None:
    audit.do(team.declare_independence, lead_assignment(audit), "No ties.")
    novak = audit.do(add_person, "D. Novak")
    audit.do(team.assign, audit.audit_id, novak, LEAD)
    assert parts(audit) == [("D. Novak", LEAD), ("Lena Ferreira", AUDITOR)]
    former = audit.see(audit_detail, audit.audit_id).team[1]
    assert former.independence_statement == "No ties."


def test_there_is_one_lead_auditor_whichever_way_one_is_named(audit: Story) -> None:
    novak = audit.do(add_person, "D. Novak")
    assignment = audit.do(team.assign, audit.audit_id, novak, AUDITOR)
    audit.do(team.change_role, assignment, LEAD)
    assert [name for name, role in parts(audit) if role is LEAD] == ["D. Novak"]


def test_a_former_lead_who_is_an_auditor_already_is_not_named_twice(audit: Story) -> None:
    audit.do(team.assign, audit.audit_id, audit.lead_id, AUDITOR)
    novak = audit.do(add_person, "D. Novak")
    audit.do(team.assign, audit.audit_id, novak, LEAD)
    assert parts(audit) == [("D. Novak", LEAD), ("Lena Ferreira", AUDITOR)]


def test_the_same_part_is_not_given_to_a_person_twice(audit: Story) -> None:
    again = audit.do(team.assign, audit.audit_id, audit.lead_id, LEAD)
    assert again == lead_assignment(audit)
    assert parts(audit) == [("Lena Ferreira", LEAD)]


def test_a_part_that_a_person_has_already_is_not_taken_on_again(audit: Story) -> None:
    approver = audit.do(team.assign, audit.audit_id, audit.lead_id, TeamRole.REPORT_APPROVER)
    audit.do(team.change_role, approver, LEAD)
    assert parts(audit) == [("Lena Ferreira", LEAD)]


def test_a_declaration_says_when_and_which_tie_is_made_safe(audit: Story) -> None:
    row_id = lead_assignment(audit)
    today = audit.see(lambda unit: unit.today())
    audit.do(team.edit_declaration, row_id, declared_on=today, tie="Wrote ISP-05", safeguard="Peer review")
    row = audit.see(audit_detail, audit.audit_id).team[0]
    assert (row.declared_on, row.tie, row.safeguard) == (today, "Wrote ISP-05", "Peer review")


def test_an_auditee_is_a_unit_with_a_person_or_without(audit: Story) -> None:
    okafor = audit.do(add_person, "M. Okafor")
    auditee = audit.do(team.add_auditee, audit.audit_id, "IT operations")
    audit.do(team.edit_auditee, auditee, person_id=okafor)
    (row,) = audit.see(audit_detail, audit.audit_id).auditees
    assert (row.unit, row.name) == ("IT operations", "M. Okafor")
    audit.do(team.remove_auditee, auditee)
    assert audit.see(audit_detail, audit.audit_id).auditees == ()
