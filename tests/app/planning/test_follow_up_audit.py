"""A follow-up audit from open findings in one step, and what its report says of them."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.findings import links
from app.findings.counts import readiness
from app.findings.criteria import NewCriterion, add_criterion, remove_criterion
from app.findings.detail import finding_detail
from app.findings.terms import FindingState, RequirementKind, VerificationResult
from app.follow_up import due_list, due_rows, followed, verification
from app.planning import audits, checklist_reads, team
from app.planning.audits import AuditType, TeamRole
from app.planning.follow_up_audit import FollowUpPlan, plan_follow_up
from app.planning.reads import audit_detail
from app.reporting.building.findings import follow_up
from app.reporting.reports import build_draft
from app.unit_of_work import UnitOfWork
from app.workspace.workspace import Workspace
from models.audit import AuditScope
from models.checklist import ChecklistItem
from models.framework import Requirement
from models.organization import Organization
from models.programme import Programme
from tests.app.findings.story import MAJOR, Story, begin
from tests.app.follow_up.test_follow_up import implement, submit
from tests.conftest import FixedClock

START = date(2026, 10, 5)


@pytest.fixture
def story(workspace: Workspace) -> Story:
    made = begin(workspace)
    made.do(give_scope, made.audit_id)
    made.do(audits.add_framework, made.audit_id, made.pack_id)
    lead = made.act_as("R. Lind")
    made.do(team.assign, made.audit_id, lead, TeamRole.LEAD_AUDITOR)
    return made


def give_scope(uow: UnitOfWork, audit_id: str) -> None:
    scope = AuditScope(audit_id=audit_id, version=1, text="All sites", units="IT", decided_at=uow.now())
    uow.session.add(scope)


@pytest.fixture
def owner(story: Story) -> str:
    return story.person("Ada Fenwick")


def plan(story: Story, *finding_ids: str) -> str:
    return story.do(plan_follow_up, FollowUpPlan(finding_ids, "Follow-up of IA-2026-03", START))


def items(story: Story, audit_id: str) -> list[ChecklistItem]:
    def read(unit: UnitOfWork) -> list[ChecklistItem]:
        ids = checklist_reads.item_ids(unit, audit_id)
        return [unit.session.get_one(ChecklistItem, one) for one in ids]

    return story.see(read)


def test_a_follow_up_is_not_ready_while_a_major_that_it_looks_at_is_open(story: Story) -> None:
    major, other = story.issued(*MAJOR), story.issued(*MAJOR, on="A.5.18")
    audit_id = plan(story, major)

    assert story.see(readiness, audit_id).open_majors == ("IA-2026-03 F-01",)
    assert story.see(readiness, story.audit_id).open_majors == ("F-01", "F-02")
    assert other not in {one.id for one in story.see(followed.followed_findings, audit_id)}


def test_before_the_first_session_the_report_says_that_none_was_held(story: Story) -> None:
    document = story.see(build_draft, story.audit_id, story.workspace.seat.device_id)
    assert document.details.remote_extent == "No session was held yet."


def test_open_findings_become_an_audit_with_an_item_for_each(story: Story, owner: str) -> None:
    first, second = story.issued(), story.issued(on="A.5.18")
    submit(story, first, owner)
    assert [one.reference for one in story.see(followed.open_findings)] == [
        "IA-2026-03 F-01",
        "IA-2026-03 F-02",
    ]

    audit_id = plan(story, first, second)

    audit = story.see(audit_detail, audit_id)
    assert (audit.number, audit.type, audit.start_on) == ("FU-2026-01", AuditType.FOLLOW_UP, START)
    assert audit.fields["objectives"] == (
        "Verify that the actions agreed on IA-2026-03 F-01, IA-2026-03 F-02 were carried out, and that they "
        "work."
    )
    assert audit.scope.text == "Corrections and corrective actions on IA-2026-03 F-01, IA-2026-03 F-02."
    assert (audit.scope.units, audit.lead_auditor and audit.lead_auditor.name) == ("IT", "R. Lind")
    asked = items(story, audit_id)
    assert [item.code for item in asked] == ["O-A.5.18-01", "O-A.8.13-01"]
    assert all(item.must_ask for item in asked)
    assert asked[1].question.startswith("IA-2026-03 F-01 “Restore tests missed”: show me that each action")
    assert asked[1].look_for == ("The missed tests were held.", "Name an owner of the test calendar")
    assert asked[1].sampling_hint == "Four tests held over four quarters."
    assert [one.number for one in story.see(followed.followed_findings, audit_id)] == ["F-01", "F-02"]
    assert [one.number for one in story.see(followed.following_audits, first)] == ["FU-2026-01"]


def test_a_finding_on_an_own_requirement_is_asked_about_under_what_else_it_cites(story: Story) -> None:
    finding_id = story.confirmed()
    policy = NewCriterion(RequirementKind.ORGANIZATIONAL, "ISP-09 §4.2", "v3", is_primary=True)
    story.do(add_criterion, finding_id, policy)
    story.issue()
    assert [item.code for item in items(story, plan(story, finding_id))] == ["O-A.8.13-01"]


def test_a_finding_on_an_own_requirement_alone_is_asked_about_under_corrective_action(story: Story) -> None:
    story.do(_add_requirement, story.pack_id)
    finding_id = story.confirmed()
    policy = NewCriterion(RequirementKind.ORGANIZATIONAL, "ISP-09 §4.2", "v3", is_primary=True)
    story.do(add_criterion, finding_id, policy)
    (cited,) = [one.id for one in story.criteria(finding_id) if not one.is_primary]
    story.do(remove_criterion, cited)
    story.issue()
    assert [item.code for item in items(story, plan(story, finding_id))] == ["O-10.2-01"]


def _add_requirement(uow: UnitOfWork, pack_id: str) -> None:
    row = Requirement(pack_id=pack_id, reference="10.2", kind=RequirementKind.CLAUSE, title="Nonconformity")
    row.position = 99
    uow.session.add(row)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"finding_ids": ()}, "looks at nonconformities"),
        ({"title": " "}, "needs a title"),
        ({"start_on": None}, "needs a title and the day"),
    ],
)
def test_a_follow_up_audit_needs_findings_a_title_and_a_day(
    story: Story, changes: dict[str, object], refusal: str
) -> None:
    wanted = FollowUpPlan((story.issued(),), "Follow-up", START)
    with pytest.raises(UserError, match=refusal):
        story.do(plan_follow_up, replace(wanted, **changes))  # type: ignore[arg-type]
    assert story.see(followed.following_audits, wanted.finding_ids[0]) == ()


def test_findings_of_two_organisations_are_not_followed_up_together(story: Story) -> None:
    mine = story.issued()
    other = story.do(_other_organization, story)
    with pytest.raises(UserError, match="several organisations"):
        plan(story, mine, other.issued())


def _other_organization(uow: UnitOfWork, story: Story) -> Story:
    organization = Organization(name="Other")
    programme = Programme(organization_id=organization.id, title="Other")
    uow.session.add_all([organization, programme])
    other = replace(story, organization_id=organization.id, programme_id=programme.id)
    uow.session.flush()
    from tests.app.findings.story import _add_audit, _add_items

    other.audit_id = _add_audit(uow, programme.id, "IA-2026-09", START)
    other.items = _add_items(uow, other.audit_id, story.requirements)
    return other


def test_the_list_of_what_is_due_can_be_limited_to_what_a_follow_up_audit_looks_at(
    story: Story, owner: str
) -> None:
    first, _second = story.issued(), story.issued(on="A.5.18")
    audit_id = plan(story, first)

    keys = story.see(due_list.due_ids, due_list.DueFilter(audit_id=audit_id))

    assert keys == [f"finding:{first}"]
    assert [number for _id, number in story.see(due_rows.due_choices).audits] == ["FU-2026-01", "IA-2026-03"]


def test_evidence_of_the_follow_up_audit_closes_the_finding_and_stands_in_its_report(
    story: Story, clock: FixedClock, owner: str
) -> None:
    finding_id, other = story.issued(), story.issued(on="A.5.18")
    implement(story, finding_id, owner, clock)
    audit_id = plan(story, finding_id, other)
    there = replace(story, audit_id=audit_id)
    clock.advance(days=80)
    story.do(verification.verify_implementation, finding_id, note="Owner named in the role")
    clock.advance(days=90)
    fresh = there.evidence("Fresh sample of four tests")
    story.do(links.link_evidence, finding_id, fresh)
    story.do(verification.verify_effectiveness, finding_id, VerificationResult.EFFECTIVE, evidence_id=fresh)

    shown = story.see(finding_detail, finding_id)
    assert [piece.number for piece in shown.evidence] == ["E-001", "E-003", "FU-2026-01 E-001"]
    assert shown.verifications[1].evidence_number == "FU-2026-01 E-001"
    told = story.see(follow_up, audit_id)
    assert told.text == "This audit followed up 2 findings: 1 closed as effective, 1 not."
    assert [one.number for one in told.findings] == ["IA-2026-03 F-01", "IA-2026-03 F-02"]
    assert told.findings[0].state == FindingState.CLOSED.value
    assert told.findings[0].verified == (
        "Implementation verified, 14 Oct 2026, R. Lind. Owner named in the role",
        "Effectiveness: effective, 12 Jan 2027, R. Lind, FU-2026-01 E-001.",
    )
    assert told.findings[1].verified == ()


def test_any_other_audit_tells_of_all_earlier_findings_as_before(story: Story) -> None:
    story.issued()
    later = story.another_audit(date(2027, 3, 1), "IA-2027-01")
    told = story.see(follow_up, later.audit_id)
    assert (told.text, [one.number for one in told.findings]) == ("", ["IA-2026-03 F-01"])
    assert story.see(follow_up, story.audit_id).findings == ()
