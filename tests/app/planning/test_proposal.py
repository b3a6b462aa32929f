"""A checklist as it is proposed, steered and put into the audit."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from app.library.soa import ImplementationStatus, SoaLine, add_soa_version
from app.planning.audits import AuditType
from app.planning.checklist_reads import item_ids, item_rows, totals
from app.planning.grouping import GroupBy, grouped, role_group
from app.planning.more_questions import ask_from_bank, ask_own, offers
from app.planning.proposal import (
    AskedDepth,
    Change,
    Proposal,
    apply_proposal,
    choose_depth,
    emphasise,
    proposal,
)
from app.planning.proposal_words import reason_messages
from app.sessions.item_reads import item_view
from app.sessions.reads import all_items, session_view
from app.sessions.results import Result
from app.sessions.sessions import plan_session, set_items
from app.unit_of_work import UnitOfWork
from models.checklist import ChecklistItem
from models.framework import Pack, PackContent
from tests.app.planning.story import Story

LAST_YEAR = {"start_on": date(2025, 11, 24), "end_on": date(2025, 11, 26)}


def see(audit: Story) -> Proposal:
    return audit.see(proposal, audit.audit_id)


def codes(items: object) -> list[str]:
    return [item.code for item in items]  # type: ignore[attr-defined]


def requirement_id(audit: Story, reference: str) -> str:
    return audit.requirements()[reference].id


def items_of(audit: Story, reference: str) -> list[tuple[str, Result]]:
    return [(item.code, item.result) for item in audit.requirements()[reference].items]


def plan_hours(audit: Story, hours: float) -> str:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    end = start.replace(hour=9 + int(hours), minute=round(hours % 1 * 60))
    return audit.do(plan_session, audit.audit_id, title="Interview", planned_start=start, planned_end=end)


def test_a_new_audit_is_proposed_what_it_has(audit: Story) -> None:
    found = see(audit)
    assert Counter(item.change for item in found.items) == {Change.KEEP: 123}
    assert (found.minutes_planned, found.minutes) == (None, audit.see(totals, audit.audit_id).minutes)


def test_a_deeper_requirement_gets_its_questions_with_the_reason(audit: Story) -> None:
    audit.do(emphasise, audit.audit_id, [requirement_id(audit, "A.8.13")], wanted=True)
    added = see(audit).added
    assert codes(added) == ["Q-A8.13-02", "Q-A8.13-03"]
    done = audit.do(apply_proposal, audit.audit_id)
    assert (done.added, done.left_out) == (2, 0)
    assert [code for code, _result in items_of(audit, "A.8.13")] == ["Q-A8.13-01", *codes(added)]
    item_id = audit.requirements()["A.8.13"].items[1].id
    reasons = audit.see(lambda unit: unit.session.get_one(ChecklistItem, item_id).reasons)
    assert "Risk emphasis" in [str(reason) for reason in reason_messages(reasons)]
    assert see(audit).added == ()


def test_choices_are_made_for_many_requirements_and_taken_back(audit: Story) -> None:
    physical = [row.id for row in audit.requirements().values() if row.theme == "physical"]
    audit.do(choose_depth, audit.audit_id, physical, AskedDepth.DEEP)
    assert {item.theme for item in see(audit).added} == {"physical"}
    assert len(see(audit).added) == 18
    audit.do(choose_depth, audit.audit_id, physical, None)
    assert see(audit).added == ()


def test_what_a_whole_audit_leaves_out_stays_as_not_examined(audit: Story) -> None:
    chosen = [requirement_id(audit, reference) for reference in ("A.7.1", "A.8.13")]
    audit.do(choose_depth, audit.audit_id, chosen[1:], AskedDepth.DEEP)
    audit.do(apply_proposal, audit.audit_id)
    audit.do(choose_depth, audit.audit_id, chosen, AskedDepth.NOT_THIS_TIME)
    done = audit.do(apply_proposal, audit.audit_id)
    assert done.left_out == 4
    assert items_of(audit, "A.7.1") == [("Q-A7.1-01", Result.NOT_EXAMINED)]
    assert items_of(audit, "A.8.13") == [("Q-A8.13-01", Result.NOT_EXAMINED)]
    (item,) = audit.requirements()["A.7.1"].items
    assert item.reason == "Chosen for this audit"
    assert audit.do(apply_proposal, audit.audit_id).left_out == 0


def test_what_was_left_out_is_taken_up_again(audit: Story) -> None:
    chosen = [requirement_id(audit, "A.7.1")]
    audit.do(choose_depth, audit.audit_id, chosen, AskedDepth.NOT_THIS_TIME)
    audit.do(apply_proposal, audit.audit_id)
    audit.do(choose_depth, audit.audit_id, chosen, AskedDepth.OPENING)
    assert codes(see(audit).added) == ["Q-A7.1-01"]
    audit.do(apply_proposal, audit.audit_id)
    assert items_of(audit, "A.7.1") == [("Q-A7.1-01", Result.OPEN)]


def test_a_partial_audit_takes_off_what_it_does_not_ask(story: Story) -> None:
    story.plan("Last year", **LAST_YEAR)
    story.examine_everything()
    story.plan("Surveillance", type=AuditType.SURVEILLANCE)
    left_out = see(story).left_out
    assert len(left_out) == 93
    assert {str(item.reasons[0]) for item in left_out} == {"Conformed in IA-2025-01"}
    story.do(apply_proposal, story.audit_id)
    assert story.see(totals, story.audit_id).items == 30


def test_earlier_findings_of_the_organisation_ask_for_more(story: Story) -> None:
    story.plan("Last year", **LAST_YEAR)
    story.candidate("A.8.13")
    story.conclude("A.5.1", Result.UNABLE_TO_VERIFY, "No access")
    story.plan("This year")
    added = see(story).added
    assert codes(added) == ["Q-A8.13-02", "Q-A8.13-03"]
    assert "F-01 in IA-2025-01" in str(added[0].reasons[-1])
    kept = next(item for item in see(story).items if item.code == "Q-A5.1-01")
    assert "Could not be verified in IA-2025-01" in [str(reason) for reason in kept.reasons]


def test_the_soa_speaks_for_and_against(story: Story) -> None:
    story.plan("First")
    pack_id = story.see(lambda unit: unit.session.query(Pack).one().id)
    lines = [
        SoaLine("A.8.20", status=ImplementationStatus.PARTLY),
        SoaLine("A.8.4", applicable=False, justification="No code is written here"),
    ]
    version = story.do(add_soa_version, story.organization_id, pack_id, "2", lines)
    story.plan("Second", soa_version_id=version)
    found = see(story)
    assert (codes(found.added), codes(found.left_out)) == (["Q-A8.20-02"], [])
    (verified,) = [item for item in found.items if item.reference == "A.8.4"]
    assert (verified.code, verified.change) == ("X-A.8.4", Change.KEEP)
    assert [str(reason) for reason in verified.reasons] == ["The SoA leaves the control out: verify that"]


def test_the_time_of_the_agenda_decides(audit: Story) -> None:
    plan_hours(audit, 8)
    found = see(audit)
    assert found.minutes_planned == 480
    assert found.minutes <= 480
    assert len([item for item in found.asked if not item.reference.startswith("A.")]) == 30
    audit.do(apply_proposal, audit.audit_id)
    waiting = audit.see(item_ids, audit.audit_id, is_open=True)
    assert sum(row.minutes for row in audit.see(item_rows, waiting)) <= 480


def test_more_time_brings_second_core_questions_before_deep_ones(audit: Story) -> None:
    for _day in range(2):
        plan_hours(audit, 12)
    found = see(audit)
    assert found.minutes <= 24 * 60
    core = {"Q-A5.18-02", "Q-A6.3-02", "Q-A7.2-04", "Q-A8.8-03", "Q-A8.20-02", "Q-6.1.2-04", "Q-6.1.3-05"}
    assert core <= set(codes(found.added))


def test_a_proposal_is_one_step_to_undo(audit: Story) -> None:
    audit.do(emphasise, audit.audit_id, [requirement_id(audit, "A.8.13")], wanted=True)
    audit.do(apply_proposal, audit.audit_id)
    audit.workspace.undo()
    assert len(items_of(audit, "A.8.13")) == 1
    assert codes(see(audit).added) == ["Q-A8.13-02", "Q-A8.13-03"]


def test_items_are_grouped_by_the_people_they_are_put_to(audit: Story) -> None:
    ids = audit.see(item_ids, audit.audit_id)
    people = audit.see(grouped, ids, GroupBy.PERSON)
    assert str(people[0].name) == "Top management"
    assert sorted(item_id for group in people for item_id in group.item_ids) == sorted(ids)
    processes = audit.see(grouped, ids, GroupBy.PROCESS)
    assert "Identity and access" in [str(group.name) for group in processes]
    assert sum(group.minutes for group in processes) == audit.see(totals, audit.audit_id).minutes
    (whole,) = audit.see(grouped, ids, GroupBy.REQUIREMENT)
    assert whole.item_ids == ids


@pytest.mark.parametrize(
    ("role", "group"),
    [
        ("Managing director in person; then three direct reports", "top_management"),
        ("HR business partner; legal counsel", "human_resources"),
        ("Backup administrator; application owner", "systems"),
        ("Staff in production", "staff"),
        ("", "nobody"),
    ],
)
def test_a_role_belongs_to_a_group(role: str, group: str) -> None:
    assert role_group(role) == group


def test_more_questions_on_an_item_come_behind_it_on_the_agenda(audit: Story) -> None:
    first, second = audit.item("A.8.13"), audit.item("A.8.15")
    session_id = plan_hours(audit, 1)
    audit.do(set_items, session_id, [first, second])
    offered = audit.see(offers, first)
    assert codes(offered) == ["Q-A8.13-02", "Q-A8.13-03"]
    added = audit.do(ask_from_bank, first, "Q-A8.13-03", session_id)
    own = audit.do(ask_own, first, "Who else holds the key?", session_id)
    assert [item.id for item in audit.see(session_view, session_id).items] == [first, own, added, second]
    assert codes(audit.see(offers, first)) == ["Q-A8.13-02"]
    assert audit.see(item_view, added).look_for
    assert audit.see(item_view, own).question == "Who else holds the key?"


def test_questions_that_came_later_stand_with_their_requirement_in_every_list(audit: Story) -> None:
    first = audit.item("A.8.13")
    added = audit.do(ask_from_bank, first, "Q-A8.13-03")
    ids = audit.see(item_ids, audit.audit_id)
    assert ids.index(added) == ids.index(first) + 1
    opening, further = audit.see(all_items, audit.audit_id)[ids.index(first) :][:2]
    assert (opening.id, opening.title) == (first, "Information backup")
    assert (further.id, further.title[:9]) == (added, "Assume th")


def test_an_audit_of_an_earlier_release_is_offered_the_shipped_questions(audit: Story) -> None:
    def forget(uow: UnitOfWork) -> None:
        uow.session.delete(uow.session.query(PackContent).one())

    audit.do(forget)
    assert codes(audit.see(offers, audit.item("A.8.13"))) == ["Q-A8.13-02", "Q-A8.13-03"]
