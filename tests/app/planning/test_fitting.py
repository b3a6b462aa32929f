"""Another Statement of Applicability after the checklist was built (R-52, R-53, R-54)."""

import pytest

from app.errors import UserError
from app.findings import findings
from app.findings.terms import FindingState
from app.library.soa import SoaLine, add_soa_version
from app.planning import audits, checklist
from app.planning.checklist_reads import ChecklistRow, item_ids, item_rows
from app.planning.fitting import Fitted
from app.planning.overview import overview
from app.planning.reads import audit_detail
from app.sessions import notes, sessions
from app.sessions.results import Result
from models.audit import AuditState
from models.finding import Finding
from models.session import SessionItem
from tests.app.planning.story import Story

NO_CODE, ALL = "No code is written here", ()


def pin(story: Story, *excluded: str, number: str = "5.0", reason: str = "") -> Fitted:
    """Pin a new version that leaves these controls out."""
    pack_id = story.see(audit_detail, story.audit_id).criteria[0].pack_id
    lines = [SoaLine(reference, applicable=False, justification=NO_CODE) for reference in excluded]
    version = story.do(add_soa_version, story.organization_id, pack_id, number, lines)
    return story.do(audits.pin_soa, story.audit_id, version, reason)


def asked(story: Story, reference: str) -> list[ChecklistRow]:
    ids = story.see(item_ids, story.audit_id, text=reference)
    return [row for row in story.see(item_rows, ids) if row.reference == reference]


def codes(story: Story, reference: str) -> list[str]:
    return sorted(row.code for row in asked(story, reference))


def test_a_control_that_is_left_out_is_verified_in_its_place_on_the_agenda(audit: Story) -> None:
    item = audit.item("A.8.4")
    session = audit.do(sessions.plan_session, audit.audit_id, title="Code", item_ids=[item])
    fitted = pin(audit, "A.8.4")
    (row,) = asked(audit, "A.8.4")
    assert (row.code, row.verifies_exclusion, row.question) == ("X-A.8.4", True, checklist.EXCLUSION_QUESTION)
    agenda = audit.see(lambda unit: [one.item_id for one in unit.session.query(SessionItem)])
    assert (agenda, bool(session)) == ([row.id], True)
    assert fitted == Fitted(now_excluded=("A.8.4",))
    assert len(audit.see(item_ids, audit.audit_id)) == 123


def test_a_control_that_applies_again_is_asked_about_again(audit: Story) -> None:
    before = asked(audit, "A.8.4")
    pin(audit, "A.8.4")
    fitted = pin(audit, number="6.0")
    after = asked(audit, "A.8.4")
    assert [(row.code, row.question, row.minutes) for row in after] == [
        (row.code, row.question, row.minutes) for row in before
    ]
    assert fitted == Fitted(now_asked=("A.8.4",))


def test_pinning_is_undone_as_one_step(audit: Story) -> None:
    before = codes(audit, "A.8.4")
    pin(audit, "A.8.4")
    audit.workspace.undo()
    assert codes(audit, "A.8.4") == before


def test_questions_with_work_on_them_stay_beside_the_verification(audit: Story) -> None:
    session = audit.do(sessions.plan_session, audit.audit_id, title="Code")
    audit.do(notes.add_line, session, "A script repository was shown.", item_id=audit.item("A.8.4"))
    own = audit.do(
        checklist.add_question, audit.audit_id, asked(audit, "A.8.28")[0].requirement_id, "Scripts?"
    )
    fitted = pin(audit, "A.8.4", "A.8.28")
    assert codes(audit, "A.8.4") == ["Q-A8.4-01", "X-A.8.4"]
    assert codes(audit, "A.8.28") == ["O-A.8.28-02", "X-A.8.28"]
    assert (fitted.now_excluded, fitted.kept, bool(own)) == (("A.8.4", "A.8.28"), ("A.8.4", "A.8.28"), True)
    assert audit.requirements()["A.8.4"].verifies_exclusion
    pin(audit, number="6.0")
    assert codes(audit, "A.8.4") == ["Q-A8.4-01"]
    assert not audit.requirements()["A.8.4"].verifies_exclusion


def test_a_verification_with_a_result_stays_when_the_control_applies_again(audit: Story) -> None:
    pin(audit, "A.8.4")
    audit.conclude("A.8.4", Result.CONFORMING)
    fitted = pin(audit, number="6.0")
    assert codes(audit, "A.8.4") == ["Q-A8.4-01", "X-A.8.4"]
    assert fitted.kept == ("A.8.4",)
    assert not audit.requirements()["A.8.4"].verifies_exclusion


def test_what_is_not_on_the_checklist_is_not_brought_in(audit: Story) -> None:
    from app.planning.removing import remove_items

    audit.do(remove_items, audit.audit_id, [audit.item("A.8.4")])
    assert pin(audit, "A.8.4") == Fitted()
    assert codes(audit, "A.8.4") == []


def test_during_the_audit_another_version_is_a_deviation_with_its_reason(audit: Story) -> None:
    pin(audit)
    audit.enter(AuditState.FIELDWORK)
    with pytest.raises(UserError, match="needs a reason"):
        pin(audit, "A.8.4", number="6.0")
    assert codes(audit, "A.8.4") == ["Q-A8.4-01"]
    pin(audit, "A.8.4", number="7.0", reason="Approved on the second day")
    (deviation,) = audit.see(audit_detail, audit.audit_id).deviations
    assert deviation.reason == "Approved on the second day"


def test_a_confirmed_finding_on_a_control_that_is_left_out_is_named(audit: Story) -> None:
    finding = audit.candidate("A.8.4")
    audit.do(findings.edit, finding, statement="Access to source code is not limited.")
    assert pin(audit, "A.8.4").findings == ()

    def confirm(uow: object) -> None:
        uow.session.get_one(Finding, finding).state = FindingState.CONFIRMED  # type: ignore[attr-defined]

    audit.do(confirm)
    pin(audit, number="6.0")
    fitted = pin(audit, "A.8.4", number="7.0")
    assert fitted.findings == ("F-01",)
    lacking = [str(one.message) for one in audit.see(overview, audit.audit_id).before_issue]
    assert any("F-01 cannot be issued as it is" in one and "excludes A.8.4" in one for one in lacking)
