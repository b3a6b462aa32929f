"""A new audit, from nothing or from an earlier one."""

from datetime import date

import pytest

from app.errors import UserError
from app.library.packs import install_pack
from app.library.soa import SoaLine, add_soa_version, soa_lines, soa_versions
from app.planning import audits, checklist, team
from app.planning.audit_list import audit_rows, matching
from app.planning.audits import AuditType
from app.planning.reads import audit_detail
from app.programme.organizations import organizations
from app.programme.people import add_person
from app.sessions.results import Result
from models.audit import AuditState, TeamRole
from models.framework import RequirementKind
from tests.app.planning.story import END, START, Story


def test_a_new_audit_can_be_held_at_once(story: Story) -> None:
    story.plan("Internal audit, ISO 27001:2022")
    (row,) = story.see(audit_rows)
    assert (row.number, row.title) == ("IA-2026-01", "Internal audit, ISO 27001:2022")
    assert (row.start_on, row.end_on, row.state) == (START, END, AuditState.PLANNED)
    assert (row.lead_auditor, row.organization_name) == ("Lena Ferreira", "Northwind Clinics")
    assert (row.items, row.items_examined) == (123, 0)
    detail = story.see(audit_detail, story.audit_id)
    assert [criterion.title for criterion in detail.criteria] == [story.pack.title]
    assert detail.soa_number == "1"


def test_everything_that_planning_made_is_one_step_to_undo(story: Story) -> None:
    story.plan()
    story.workspace.undo()
    assert story.see(audit_rows) == ()
    assert story.see(soa_versions, story.organization_id) == ()


def test_numbers_count_by_kind_and_year_and_are_never_used_again(story: Story) -> None:
    first, second = story.plan(), story.plan()
    supplier = story.plan(type=AuditType.SUPPLIER)
    next_year = story.plan(start_on=date(2027, 2, 1), end_on=date(2027, 2, 2))
    numbers = [story.audit(one).number for one in (first, second, supplier, next_year)]
    assert numbers == ["IA-2026-01", "IA-2026-02", "SA-2026-01", "IA-2027-01"]


def test_a_new_organisation_is_added_with_the_audit(story: Story) -> None:
    story.plan(organization_id="", organization_name="  Harbour Labs ")
    names = [row.name for row in story.see(organizations)]
    assert names == ["Harbour Labs", "Northwind Clinics"]
    assert story.see(audit_rows)[0].organization_name == "Harbour Labs"


def test_an_audit_without_a_title_or_organisation_or_with_crossed_dates_is_refused(story: Story) -> None:
    for wrong in (
        {"title": "  "},
        {"organization_id": "", "organization_name": " "},
        {"end_on": date(2026, 11, 22)},
    ):
        with pytest.raises(UserError):
            story.plan(**wrong)
    assert story.see(audit_rows) == ()


def test_the_checklist_asks_about_every_clause_and_control(audit: Story) -> None:
    kinds = [row.kind for row in audit.requirements().values()]
    assert (kinds.count(RequirementKind.CLAUSE), kinds.count(RequirementKind.CONTROL)) == (30, 93)
    with audit.workspace.read() as unit:
        assert checklist.references(unit, audit.audit_id) == set(audit.requirements())


def test_a_control_that_the_soa_excludes_is_asked_as_an_exclusion(story: Story) -> None:
    story.plan(soa_version_id=_version(story, "4.1", "A.8.30", "A.7.2"))
    rows = story.requirements()
    excluded = [row for row in rows.values() if row.verifies_exclusion]
    assert sorted(row.reference for row in excluded) == ["A.7.2", "A.8.30"]
    assert {item.question for row in excluded for item in row.items} == {checklist.EXCLUSION_QUESTION}
    assert len(rows) == 123


def test_a_clause_can_never_be_excluded(story: Story) -> None:
    pack_id = story.see(audit_detail, story.plan()).criteria[0].pack_id
    with pytest.raises(UserError, match=r"9\.2\.1 cannot stand"):
        story.do(add_soa_version, story.organization_id, pack_id, "2", [SoaLine("9.2.1", applicable=False)])
    assert [row.number for row in story.see(soa_versions, story.organization_id)] == ["1"]


def test_all_controls_apply_takes_the_next_free_number(story: Story) -> None:
    story.plan()
    story.plan()
    versions = story.see(soa_versions, story.organization_id)
    assert [(row.number, row.applicable, row.excluded) for row in versions] == [("1", 93, 0), ("2", 93, 0)]


def test_building_the_checklist_again_keeps_what_is_there(audit: Story) -> None:
    audit.conclude("8.2", Result.CONFORMING)
    item_id = audit.item("8.2")
    pack_id = audit.see(audit_detail, audit.audit_id).criteria[0].pack_id
    assert audit.do(checklist.build_checklist, audit.audit_id, audit.pack, pack_id) == 123
    assert audit.item("8.2") == item_id
    assert audit.requirements()["8.2"].result is Result.CONFORMING


def test_an_own_question_joins_the_audits_checklist_only(audit: Story) -> None:
    other = audit.plan("Another")
    first = audit.see(audit_rows)[1].id
    requirement = audit.requirements(first)["A.8.13"].id
    audit.do(checklist.add_question, first, requirement, "Show me the last restore.")
    assert [item.code for item in audit.requirements(first)["A.8.13"].items][-1] == "O-A.8.13-02"
    assert len(audit.requirements(other)["A.8.13"].items) == 1


def test_a_copy_takes_over_the_plan_and_moves_the_dates(audit: Story) -> None:
    audit.initiate()
    audit.do(audits.edit_audit, audit.audit_id, contingency="Go on by telephone", classification="Secret")
    audit.do(
        audits.edit_scope,
        audit.audit_id,
        period_start=date(2025, 11, 1),
        period_end=date(2026, 10, 31),
    )
    audit.do(team.add_auditee, audit.audit_id, "IT operations")
    source, copy = (
        audit.audit_id,
        audit.plan("Next year", start_on=date(2027, 11, 22), end_on=None, copy_of=audit.audit_id),
    )
    detail, old = audit.see(audit_detail, copy), audit.see(audit_detail, source)
    assert audit.audit(copy).copied_from_id == source
    assert (detail.start_on, detail.end_on) == (date(2027, 11, 22), date(2027, 11, 24))
    assert (detail.scope.period_start, detail.scope.period_end) == (date(2026, 10, 31), date(2027, 10, 30))
    assert detail.scope.text == old.scope.text
    assert (detail.fields["contingency"], detail.fields["classification"]) == ("Go on by telephone", "Secret")
    assert [(row.kind, row.title, row.version) for row in detail.criteria] == [
        (row.kind, row.title, row.version) for row in old.criteria
    ]
    assert [(row.name, row.role) for row in detail.team] == [("Lena Ferreira", TeamRole.LEAD_AUDITOR)]
    assert [row.unit for row in detail.auditees] == ["IT operations"]


def test_a_copy_never_takes_over_results_declarations_or_conclusions(audit: Story) -> None:
    audit.open()
    audit.conclude("8.2", Result.NONCONFORMING)
    audit.do(audits.edit_audit, audit.audit_id, summary="Works well", plan_objection="Too long")
    copy = audit.plan("Next year", start_on=date(2027, 11, 22), copy_of=audit.audit_id, end_on=None)
    detail, shown = audit.see(audit_detail, copy), audit.overview()
    assert {row.result for row in audit.requirements(copy).values()} == {Result.OPEN}
    assert all(item.concluded_at is None for row in audit.requirements(copy).values() for item in row.items)
    assert detail.team[0].declared_on is None
    assert (detail.fields["summary"], detail.fields["plan_objection"], detail.plan_sent_on) == ("", "", None)
    assert detail.state is AuditState.PLANNED
    assert detail.meetings == ()
    assert (shown.standing.candidates, shown.standing.evidence) == (0, 0)


def test_a_copy_follows_the_kind_the_end_and_the_lead_that_were_chosen(audit: Story) -> None:
    other = audit.do(add_person, "Ada Brook")
    copy = audit.plan(
        "Follow-up",
        copy_of=audit.audit_id,
        type=AuditType.FOLLOW_UP,
        start_on=date(2027, 3, 1),
        end_on=date(2027, 3, 1),
        lead_auditor_id=other,
    )
    detail = audit.see(audit_detail, copy)
    assert (detail.number, detail.type, detail.end_on) == (
        "FU-2027-01",
        AuditType.FOLLOW_UP,
        date(2027, 3, 1),
    )
    assert detail.lead_auditor is not None
    assert detail.lead_auditor.name == "Ada Brook"


def test_a_copy_asks_what_the_new_soa_turned_round(story: Story) -> None:
    first = story.plan(soa_version_id=_version(story, "4.1", "A.8.30"))
    newer = _version(story, "5.0", "A.7.2")
    copy = story.plan(copy_of=first, start_on=date(2027, 11, 22), end_on=None, soa_version_id=newer)
    rows = story.requirements(copy)
    assert [row.reference for row in rows.values() if row.verifies_exclusion] == ["A.7.2"]
    assert len(rows) == 123
    assert all(len(row.items) == 1 for row in rows.values())
    assert not rows["A.8.30"].verifies_exclusion


def test_a_copy_of_a_partial_audit_stays_partial(story: Story) -> None:
    with story.workspace.write("Plan") as uow:
        programme = organizations(uow)[0].programme_id
        partial = audits.create_audit(
            uow, programme, "Backups", type=AuditType.INTERNAL_PARTIAL, start_on=START
        )
    pack_id = story.see(audit_detail, story.plan()).criteria[0].pack_id
    story.do(checklist.build_checklist, partial, story.pack, pack_id, ["A.8.13", "8.1"])
    copy = story.plan(copy_of=partial, start_on=date(2027, 1, 11), end_on=None)
    assert sorted(story.requirements(copy)) == ["8.1", "A.8.13"]


def test_editing_a_copied_question_leaves_the_earlier_audit_alone(audit: Story) -> None:
    source = audit.audit_id
    copy = audit.plan("Next", copy_of=source, start_on=date(2027, 11, 22), end_on=None)
    audit.do(checklist.edit_item, audit.item("8.2"), question="Which risk is new?")
    assert audit.requirements(copy)["8.2"].items[0].question == "Which risk is new?"
    assert audit.requirements(source)["8.2"].items[0].question != "Which risk is new?"


def test_the_filter_finds_number_title_and_organisation_whatever_the_accents(story: Story) -> None:
    story.plan("Zürich office")
    story.plan("Leeds", organization_id="", organization_name="Harbour Łabs")
    rows = story.see(audit_rows)
    found = {
        text: [row.title for row in matching(rows, text)]
        for text in ("zurich", "labs", "ia-2026", "labs zurich")
    }
    assert found == {
        "zurich": ["Zürich office"],
        "labs": ["Leeds"],
        "ia-2026": ["Leeds", "Zürich office"],
        "labs zurich": [],
    }


def _version(story: Story, number: str, *excluded: str) -> str:
    """A version of the SoA that leaves controls out."""
    pack_id = story.do(install_pack, story.pack)
    lines = [SoaLine(reference, applicable=False, justification="Not done here") for reference in excluded]
    version = story.do(add_soa_version, story.organization_id, pack_id, number, lines)
    assert not story.see(soa_lines, version)[excluded[0]].applicable
    return version
