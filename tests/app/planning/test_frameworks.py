"""A framework is pinned once, and its questions become the audit's own."""

from app.planning import audits, frameworks
from app.planning.checklist_reads import totals
from app.planning.reads import audit_detail
from app.programme.organizations import organizations
from tests.app.planning.story import Story


def bare_audit(story: Story) -> str:
    (organization,) = story.see(organizations)
    story.audit_id = story.do(audits.create_audit, organization.programme_id, "Begun by hand")
    return story.audit_id


def test_pinning_a_framework_builds_the_checklist(story: Story) -> None:
    audit_id = bare_audit(story)
    count = story.do(frameworks.pin_framework, audit_id, story.pack)
    assert count == story.see(totals, audit_id).items == 123
    (criterion,) = story.see(audit_detail, audit_id).criteria
    assert (criterion.title, criterion.version) == (story.pack.title, story.pack.version)


def test_pinning_again_changes_nothing(story: Story) -> None:
    audit_id = bare_audit(story)
    for _time in range(2):
        story.do(frameworks.pin_framework, audit_id, story.pack)
    assert story.see(totals, audit_id).items == 123
    assert len(story.see(audit_detail, audit_id).criteria) == 1
