"""Versions of the Statement of Applicability in a workspace: imported, edited, compared, written to files."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.lists import read_list
from app.library import isms
from app.library.isms import Practice, ScopeEvent
from app.library.soa import SoaLine, add_soa_version, soa_line, soa_lines, soa_versions
from app.library.soa.checks import Check
from app.library.soa.comparing import Change, compare_versions
from app.library.soa.exporting import export_soa
from app.library.soa.fields import SoaField
from app.library.soa.filtering import Which, found_controls
from app.library.soa.importing import SoaHead, framework_of, keep_soa
from app.library.soa.list_import import guessed_soa_columns, import_soa_list
from app.library.soa.picture import soa_picture
from app.library.soa.versions import soa_about
from app.library.soa.writing import (
    begin_version,
    edit_line,
    edit_lines,
    edit_version,
    next_version,
    remove_version,
)
from app.planning.audits import pin_soa
from app.words import Words
from models.audit import AuditState, PlanDeviation
from models.soa import ImplementationStatus, InclusionReason, OperatedBy
from tests.app.library.soa.conftest import remarks_on
from tests.app.planning.story import Story

LINE = SoaLine(
    "A.8.12",
    justification='Demanded by "GDPR";\nand by =two customers',
    status=ImplementationStatus.PLANNED,
    owner="İpek Şahin",
    reasons=(InclusionReason.RISK, InclusionReason.LEGAL),
    risks="R-12, R-17",
    documents="POL-7",
    operated_by=OperatedBy.SHARED,
    planned_on=date(2027, 3, 31),
)
EXCLUSION = SoaLine("A.7.4", applicable=False, justification="-- no rooms of our own anywhere")


def imported(story: Story, pack_id: str, content: bytes, number: str = "5.0") -> str:
    (sheet,) = read_list(content).sheets
    found = import_soa_list(sheet, guessed_soa_columns(sheet), story.see(framework_of, pack_id))
    head = SoaHead(number, date(2026, 10, 1), "Board", "All sites")
    return story.do(keep_soa, story.organization_id, pack_id, head, found)


def checks(story: Story, version_id: str) -> set[Check]:
    return {one.check for one in remarks_on(story, version_id)}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_version_that_was_exported_comes_back_as_it_was(
    story: Story, pack_id: str, tmp_path: Path, suffix: str, language: str
) -> None:
    version = story.do(add_soa_version, story.organization_id, pack_id, "4.1", [LINE, EXCLUSION])
    target = tmp_path / f"SoA{suffix}"
    export_soa(story.workspace, version, target, Words(language))
    back = imported(story, pack_id, target.read_bytes())
    before, after = story.see(soa_lines, version), story.see(soa_lines, back)
    assert list(before) == list(after)
    assert len(after) == 93
    assert after["A.8.12"] == LINE
    assert after["A.7.4"] == EXCLUSION


def test_what_a_spreadsheet_takes_for_a_formula_is_written_as_a_text(
    story: Story, pack_id: str, tmp_path: Path
) -> None:
    line = SoaLine("A.5.1", owner="=cmd()|' /C calc'!A0")
    version = story.do(add_soa_version, story.organization_id, pack_id, "4.1", [line])
    target = export_soa(story.workspace, version, tmp_path / "SoA.csv", Words("en"))
    assert ",'=cmd()" in target.read_text("utf-8-sig")


def test_an_import_keeps_what_the_document_leaves_out_and_the_checks_name_it(
    story: Story, pack_id: str
) -> None:
    version = imported(story, pack_id, b"Control;Applicable\nA.5.1;yes\nA.5.1;no\nA.12.6.1;yes\nA.5.2;\n")
    assert list(story.see(soa_lines, version)) == ["A.5.1", "A.5.2"]
    texts = [str(one.message) for one in remarks_on(story, version)]
    assert texts[:4] == [
        "The document leaves out: A.5.3, A.5.4, A.5.5, A.5.6, A.5.7, A.5.8 and 85 more.",
        "More than once in the document: A.5.1.",
        "In the document, but no control of the framework: A.12.6.1.",
        "Whether it applies is left open: A.5.2.",
    ]


def test_an_import_without_a_row_or_under_a_taken_number_is_refused(story: Story, pack_id: str) -> None:
    with pytest.raises(UserError, match="No row of this list"):
        imported(story, pack_id, b"Control;Applicable\n9.2.1;no\n")
    imported(story, pack_id, b"Control;Applicable\nA.5.1;yes\n")
    with pytest.raises(UserError, match=r"version 5\.0 already"):
        imported(story, pack_id, b"Control;Applicable\nA.5.1;yes\n")
    assert len(story.see(soa_versions, story.organization_id)) == 1


def test_two_versions_are_compared_field_by_field(story: Story, pack_id: str) -> None:
    old = imported(story, pack_id, b"Control;Applicable;Owner\nA.5.1;yes;Maja\nA.5.9;yes;\nA.5.10;yes;x\n")
    new = imported(
        story, pack_id, b"Control;Applicable;Owner\nA.5.1;yes; Maja \nA.5.10;no;\nA.8.1;yes;\n", "6.0"
    )
    found = story.see(compare_versions, old, new)
    assert [(one.reference, one.change) for one in found] == [
        ("A.5.9", Change.REMOVED),
        ("A.5.10", Change.CHANGED),
        ("A.8.1", Change.ADDED),
    ]
    assert [(one.field, one.before, one.after) for one in found[1].fields] == [
        (SoaField.APPLICABLE, True, False),
        (SoaField.OWNER, "x", ""),
    ]
    assert found[1].turns_applicability
    assert story.see(compare_versions, old, old) == ()
    story.do(edit_line, old, "A.5.1", owner=" Maja\n")
    assert [one.reference for one in story.see(compare_versions, old, new)] == ["A.5.9", "A.5.10", "A.8.1"]


def test_a_line_is_edited_alone_or_with_others_and_a_missing_one_is_added(story: Story, pack_id: str) -> None:
    version = imported(story, pack_id, b"Control;Applicable\nA.5.1;yes\n")
    story.do(edit_line, version, "A.5.2", applicable=False, is_stated=True, justification="None")
    story.do(edit_lines, version, ["A.5.1", "A.5.2"], owner="Head of IT")
    line = story.see(soa_line, version, "A.5.2")
    assert line == SoaLine("A.5.2", applicable=False, justification="None", owner="Head of IT")
    story.do(edit_line, version, "A.5.3", owner="Maja")
    assert story.see(soa_line, version, "A.5.3") == SoaLine("A.5.3", owner="Maja", is_stated=False)


@pytest.mark.parametrize("reference", ["9.2.1", "4.3", "10.2"])
def test_a_clause_is_never_not_applicable_by_any_path(story: Story, pack_id: str, reference: str) -> None:
    version = story.do(begin_version, story.organization_id, pack_id, "5.0")
    with pytest.raises(UserError, match="a clause can never be not applicable"):
        story.do(edit_line, version, reference, applicable=False)
    with pytest.raises(UserError, match="a clause can never be not applicable"):
        story.do(edit_lines, version, ["A.5.1", reference], applicable=False)
    assert story.see(soa_line, version, "A.5.1") == SoaLine("A.5.1")
    with pytest.raises(UserError, match="only controls can"):
        story.do(begin_version, story.organization_id, pack_id, "6", [SoaLine(reference, applicable=False)])


def test_a_version_that_an_audit_is_judged_by_stays_as_it_is(story: Story, pack_id: str) -> None:
    version = story.do(begin_version, story.organization_id, pack_id, "5.0", [EXCLUSION], scope_text="All")
    story.plan(soa_version_id=version)
    for act in (
        lambda uow: edit_line(uow, version, "A.5.1", owner="x"),
        lambda uow: edit_version(uow, version, scope_text="x"),
        lambda uow: remove_version(uow, version),
    ):
        with pytest.raises(UserError, match=r"judged by this version"):
            story.do(act)
    following = story.do(next_version, version, "5.1")
    assert story.see(soa_lines, following) == story.see(soa_lines, version)
    about = story.see(soa_about, following)
    assert about is not None
    assert (about.number, about.scope_text, about.approved_on, about.audits) == ("5.1", "All", None, ())
    story.do(edit_version, following, number="5.2", approver="Board")
    story.do(remove_version, following)
    assert [row.number for row in story.see(soa_versions, story.organization_id)] == ["5.0"]


def test_another_version_mid_audit_is_a_deviation_that_names_both(story: Story, pack_id: str) -> None:
    """AS-33."""
    old = story.do(begin_version, story.organization_id, pack_id, "7")
    story.plan(soa_version_id=old)
    story.enter(AuditState.FIELDWORK)
    new = story.do(begin_version, story.organization_id, pack_id, "8", [EXCLUSION])
    assert story.audit().soa_version_id == old
    story.do(pin_soa, story.audit_id, new, "The board approved it on day 2")
    deviation = story.see(lambda unit: unit.session.scalars(select(PlanDeviation)).one())
    assert "version 8" in deviation.what
    assert "instead of version 7" in deviation.what
    verified = [one.reference for one in story.requirements().values() if one.verifies_exclusion]
    assert verified == ["A.7.4"]


def test_a_finding_open_on_an_excluded_control_is_named_by_the_checks(story: Story, pack_id: str) -> None:
    version = story.do(begin_version, story.organization_id, pack_id, "7", [EXCLUSION])
    story.plan()
    assert Check.EXCLUSION_CONTRADICTED not in checks(story, version)
    story.candidate("A.7.4")
    (remark,) = [one for one in remarks_on(story, version) if one.check is Check.EXCLUSION_CONTRADICTED]
    assert "F-01 stands open on it" in str(remark.message)


def test_an_extension_of_the_scope_is_an_event_that_the_checks_know(story: Story, pack_id: str) -> None:
    organization, first = story.organization_id, date(2026, 1, 10)
    version = story.do(
        begin_version, organization, pack_id, "7", scope_text="Portal", approved_on=date(2026, 2, 1)
    )
    story.do(isms.add_scope_event, organization, ScopeEvent.FIRST, first, "", "Portal")
    assert not checks(story, version) & {Check.OUTDATED, Check.SCOPE}
    story.do(
        isms.add_scope_event, organization, ScopeEvent.SITE, date(2026, 3, 1), "Riga", "Portal, with Riga"
    )
    assert {Check.OUTDATED, Check.SCOPE} <= checks(story, version)
    latest, earlier = story.see(isms.scope_versions, organization)
    assert (latest.version, latest.event, latest.what) == (2, ScopeEvent.SITE, "Riga")
    assert earlier.text == "Portal"
    with pytest.raises(UserError, match="later version"):
        story.do(isms.edit_scope_event, earlier.id, text="Other")
    with pytest.raises(UserError, match="not said what changed"):
        story.do(isms.add_scope_event, organization, ScopeEvent.SERVICE, first, " ", "Portal and app")


def test_what_the_organisation_does_and_plans_is_kept_for_the_checks(story: Story, pack_id: str) -> None:
    organization = story.organization_id
    line = SoaLine("A.6.7", applicable=False, justification="Nobody works from anywhere but the office")
    version = story.do(begin_version, organization, pack_id, "7", [line], approved_on=date(2026, 2, 1))
    assert not checks(story, version) & {Check.PRACTICE, Check.OUTDATED, Check.TREATMENT_PLAN}
    story.do(isms.set_practice, organization, Practice.REMOTE_WORK, is_done=True)
    story.do(isms.edit_background, organization, risk_assessed_on=date(2026, 5, 1))
    story.do(isms.edit_background, organization, treatment_controls=("A.9.9",))
    assert {Check.PRACTICE, Check.OUTDATED, Check.TREATMENT_PLAN} <= checks(story, version)
    story.do(isms.set_practice, organization, Practice.REMOTE_WORK, is_done=False)
    assert Check.PRACTICE not in checks(story, version)


def test_controls_are_found_by_what_is_said_of_them_whatever_the_accents(story: Story, pack_id: str) -> None:
    version = story.do(begin_version, story.organization_id, pack_id, "7", [LINE, EXCLUSION])
    picture = story.see(soa_picture, version)
    assert picture is not None
    assert found_controls(picture, "ipek GDPR") == ["A.8.12"]
    assert found_controls(picture, which=Which.EXCLUDED) == ["A.7.4"]
    assert len(found_controls(picture, which=Which.APPLICABLE, theme="physical")) == 13
    remarked = set(found_controls(picture, which=Which.REMARKED))
    assert "A.8.12" not in remarked
    assert "A.5.1" in remarked
