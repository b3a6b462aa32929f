"""Many findings are read in as many statements as a few: by the list, by reports, by every export."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from app.exchange.asked import waiting
from app.findings import findings, lifecycle, links, reads, repeats
from app.findings.aggregation import aggregations
from app.findings.read_out import read_out
from app.findings.terms import FindingState, FindingType
from app.follow_up.due_list import DueFilter, due_ids
from app.follow_up.due_rows import due_rows
from app.follow_up.trends import trends
from app.reporting.building.letter import build_letter
from app.reporting.finding_list.answers import answers
from app.reporting.handout import build_handout
from app.reporting.reports import build_draft
from app.unit_of_work import ReadUnit
from app.workspace.workspace import Workspace
from tests.app.findings.story import Story, begin_planned
from tests.app.follow_up.test_follow_up import implement, verify
from tests.conftest import FixedClock
from tests.reading import reads as statements


def all_rows(unit: ReadUnit, audit_id: str, _owner_id: str) -> object:
    return reads.finding_rows(unit, reads.finding_ids(unit, audit_id))


def all_due(unit: ReadUnit, _audit_id: str, _owner_id: str) -> object:
    return due_rows(unit, due_ids(unit, DueFilter()))


READS: Mapping[str, Callable[[ReadUnit, str, str], object]] = {
    "the list": all_rows,
    "the totals": lambda unit, audit_id, _owner_id: reads.readiness(unit, audit_id),
    "several minors": lambda unit, audit_id, _owner_id: aggregations(unit, audit_id),
    "what is not ready": lambda unit, audit_id, _owner_id: lifecycle.not_ready_to_issue(unit, audit_id),
    "the draft of the report": lambda unit, audit_id, _owner_id: build_draft(unit, audit_id, "device"),
    "the list in one's own columns": lambda unit, audit_id, _owner_id: answers(unit, audit_id),
    "the workbook for responses": lambda unit, audit_id, _owner_id: waiting(unit, audit_id),
    "the closing meeting": lambda unit, audit_id, _owner_id: read_out(unit, audit_id),
    "the handout": lambda unit, audit_id, _owner_id: build_handout(unit, audit_id, "device"),
    "the follow-up": all_due,
    "the trends": lambda unit, _audit_id, _owner_id: trends(unit),
    "a status letter": lambda unit, _audit_id, owner_id: build_letter(unit, owner_id, None),
}


@pytest.fixture
def story(workspace: Workspace) -> Story:
    made = begin_planned(workspace)
    made.act_as("R. Lind")
    return made


def raise_some(story: Story, last_year: Story, clock: FixedClock, owner: str) -> None:
    """Some from confirmed to verified, with evidence, samples and responses, and what they repeat."""
    implemented, verified = story.confirmed(), story.confirmed()
    story.issue()
    implement(story, implemented, owner, clock)
    verify(story, verified, owner, clock)
    stays, merged, *_others = (story.confirmed() for _each in range(5))
    story.do(lifecycle.merge, merged, stays)
    story.do(repeats.set_repeat_of, stays, last_year.issued())
    story.do(links.link_sample, stays, story.sample(with_evidence=True))
    story.do(findings.edit, stays, owner_id=owner)
    better = story.raised(FindingType.OFI, title="Test more often").id
    story.do(findings.edit, better, statement="Restore tests could be held more often.")
    story.do(lifecycle.move, better, FindingState.CONFIRMED)


def counted(story: Story, owner_id: str) -> dict[str, int]:
    found = {}
    for name, read in READS.items():
        with story.workspace.read() as unit, statements() as sent:
            read(unit, story.audit_id, owner_id)
        found[name] = len(sent)
    return found


def test_more_findings_are_read_in_as_many_statements(story: Story, clock: FixedClock) -> None:
    owner, last_year = story.person("Ada Fenwick"), story.another_audit(date(2025, 7, 7), "IA-2025-02")
    raise_some(story, last_year, clock, owner)
    few = counted(story, owner)
    raise_some(story, last_year, clock, owner)
    for _draft in range(3):
        story.written()

    assert all(few.values())
    assert counted(story, owner) == few
