"""Another version of the Statement of Applicability, chosen among the criteria (R-52, R-53, R-54)."""

import pytest
from PySide6.QtCore import Qt

from app.findings.findings import candidate_for_item
from app.findings.terms import FindingState
from app.library.soa import SoaLine, add_soa_version
from app.planning.checklist_reads import item_ids, item_rows
from models.audit import Audit, AuditState
from models.finding import Finding
from tests.ui.planning.conftest import Plan
from ui.planning.criteria import Criteria


@pytest.fixture
def criteria(plan: Plan) -> Criteria:
    """The criteria with a version 5.0 to choose that leaves A.8.4 out."""
    pack_id = plan.audit().criteria[0].pack_id
    lines = [SoaLine("A.8.4", applicable=False, justification="No code is written here")]
    plan.do(add_soa_version, plan.organization_id, pack_id, "5.0", lines)
    plan.page.go_to_section("criteria")
    section = plan.page.section("criteria")
    assert isinstance(section, Criteria)
    return section


def choose(plan: Plan, criteria: Criteria) -> None:
    plan.start_in(criteria.soa.version)
    plan.press(Qt.Key.Key_Down)


def codes(plan: Plan) -> list[str]:
    ids = plan.see(item_ids, plan.audit_id, text="A.8.4")
    return [row.code for row in plan.see(item_rows, ids) if row.reference == "A.8.4"]


def test_the_checklist_follows_the_version_and_the_bar_says_how(plan: Plan, criteria: Criteria) -> None:
    choose(plan, criteria)
    assert codes(plan) == ["X-A.8.4"]
    assert "Now verified as excluded: A.8.4." in plan.window.status_bar.texts()


def test_during_the_audit_the_reason_is_asked_for_and_the_version_stays(
    plan: Plan, criteria: Criteria
) -> None:
    def begin(uow: object) -> None:
        uow.session.get_one(Audit, plan.audit_id).state = AuditState.FIELDWORK  # type: ignore[attr-defined]

    plan.do(begin)
    plan.qtbot.waitUntil(criteria.soa.reason.isVisible)
    pinned = plan.audit().soa_number
    choose(plan, criteria)
    assert "needs a reason" in plan.message()
    assert plan.audit().soa_number == pinned
    assert criteria.soa.version.value() == plan.audit().soa_version_id
    assert criteria.soa.reason.hasFocus()


def test_what_a_newer_version_says_otherwise_is_looked_at_before_it_is_chosen(
    plan: Plan, criteria: Criteria
) -> None:
    """AS-33: the differences are shown while the audit keeps its version."""
    link = criteria.soa.differences_link
    assert link.isVisible()
    assert "5.0" in link.text()
    choose(plan, criteria)
    plan.qtbot.waitUntil(link.isHidden)


def test_a_confirmed_finding_on_a_control_that_is_left_out_is_named(plan: Plan, criteria: Criteria) -> None:
    (item,) = plan.see(item_ids, plan.audit_id, text="A.8.4 Access to source")

    def confirm(uow: object) -> None:
        raised = candidate_for_item(uow, item)  # type: ignore[arg-type]
        uow.session.get_one(Finding, raised.id).state = FindingState.CONFIRMED  # type: ignore[attr-defined]

    plan.do(confirm)
    choose(plan, criteria)
    assert "F-01" in plan.message()
    assert "6.1.3" in plan.message()
    assert plan.audit().soa_number == "5.0"
