"""Changes of plan during the audit are deviations with a reason (R-15, R-52)."""

import pytest

from app.errors import UserError
from app.library.soa import add_soa_version
from app.planning import audits, context
from app.planning.context import ContextKind
from app.planning.reads import AuditDetail, audit_detail
from models.audit import Audit, AuditState
from tests.app.planning.story import Story


def detail(audit: Story) -> AuditDetail:
    return audit.see(audit_detail, audit.audit_id)


def another_soa(audit: Story) -> str:
    pack_id = detail(audit).criteria[0].pack_id
    return audit.do(add_soa_version, audit.organization_id, pack_id, "5.0")


def enter(audit: Story, state: AuditState) -> None:
    def change(uow: object) -> None:
        uow.session.get_one(Audit, audit.audit_id).state = state  # type: ignore[attr-defined]

    audit.do(change)


def test_another_soa_before_the_opening_is_no_deviation(audit: Story) -> None:
    version = another_soa(audit)
    audit.do(audits.pin_soa, audit.audit_id, version)
    assert (detail(audit).soa_number, detail(audit).deviations) == ("5.0", ())


@pytest.mark.parametrize("state", [AuditState.IN_PROGRESS, AuditState.FIELDWORK, AuditState.SUSPENDED])
def test_another_soa_after_the_opening_is_logged_with_its_reason(audit: Story, state: AuditState) -> None:
    version = another_soa(audit)
    enter(audit, state)
    audit.do(audits.pin_soa, audit.audit_id, version, "Approved on the second day.")
    (deviation,) = detail(audit).deviations
    assert deviation.reason == "Approved on the second day."


def test_pinning_the_same_soa_again_is_no_deviation(audit: Story) -> None:
    enter(audit, AuditState.FIELDWORK)
    audit.do(audits.pin_soa, audit.audit_id, detail(audit).soa_version_id)
    assert detail(audit).deviations == ()


def test_a_new_version_of_the_scope_keeps_what_it_does_not_change(audit: Story) -> None:
    audit.do(audits.edit_scope, audit.audit_id, text="Leeds", units="IT")
    audit.do(audits.new_scope_version, audit.audit_id, "York was closed.")
    scope = detail(audit).scope
    assert (scope.version, scope.text, scope.units, scope.reason) == (2, "Leeds", "IT", "York was closed.")
    assert [row.reason for row in detail(audit).deviations] == ["York was closed."]


def test_a_new_version_of_the_scope_needs_a_reason(audit: Story) -> None:
    with pytest.raises(UserError, match="reason"):
        audit.do(audits.new_scope_version, audit.audit_id, "  ")
    assert detail(audit).scope.version == 1


def test_the_reason_of_a_deviation_can_be_written_later(audit: Story) -> None:
    row_id = audit.do(context.add_deviation, audit.audit_id, "York moved to day 3.", "")
    audit.do(context.edit_deviation, row_id, reason="The site manager was ill.")
    (row,) = detail(audit).deviations
    assert (row.what, row.reason) == ("York moved to day 3.", "The site manager was ill.")
    audit.do(context.remove_deviation, row_id)
    assert detail(audit).deviations == ()


def test_a_context_note_can_become_another_kind(audit: Story) -> None:
    note = audit.do(context.add_context_note, audit.audit_id, ContextKind.RISK, "No exit test.", "interview")
    audit.do(context.edit_context_note, note, kind=ContextKind.OBSTACLE, detail="contract")
    (row,) = detail(audit).context
    assert (row.kind, row.text, row.detail) == (ContextKind.OBSTACLE, "No exit test.", "contract")
