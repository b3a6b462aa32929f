"""Items taken off the checklist: only what nothing was done with, and undo brings it back."""

from collections.abc import Callable

import pytest

from app.errors import UserError
from app.evidence.evidence import seen_not_taken
from app.evidence.links import Target, link
from app.evidence.requests import request_evidence
from app.evidence.samples import record_sample
from app.planning.checklist_reads import item_ids
from app.planning.removing import removable, remove_items
from app.sessions import notes, sessions
from app.sessions.results import Result, set_results
from models.report import ReportRevision, ReportState
from models.session import SessionItem
from tests.app.planning.story import Story


def listed(story: Story) -> tuple[str, ...]:
    return story.see(item_ids, story.audit_id)


def remove(story: Story, *references: str) -> None:
    story.do(remove_items, story.audit_id, [story.item(reference) for reference in references])


def test_items_leave_the_checklist_and_every_agenda_and_come_back_with_undo(audit: Story) -> None:
    before = listed(audit)
    items = [audit.item("8.2"), audit.item("A.7.1")]
    session = audit.do(sessions.plan_session, audit.audit_id, title="Risks", item_ids=items)
    remove(audit, "8.2", "A.7.1")
    assert listed(audit) == tuple(item for item in before if item not in items)
    audit.workspace.undo()
    assert listed(audit) == before
    agenda = audit.see(lambda unit: {row.position: row.item_id for row in unit.session.query(SessionItem)})
    assert list(dict(sorted(agenda.items())).values()) == items
    assert session


def _note(story: Story, item: str) -> None:
    session = story.do(sessions.plan_session, story.audit_id, title="Risks")
    story.do(notes.add_line, session, "The register is dated.", item_id=item)


def _piece(story: Story, item: str) -> None:
    story.do(link, story.do(seen_not_taken, story.audit_id, "Register"), Target(item_id=item))


@pytest.mark.parametrize(
    ("what", "begin"),
    [
        ("notes", _note),
        ("evidence", _piece),
        ("something owed", lambda s, item: s.do(request_evidence, s.audit_id, "Register", item_id=item)),
        ("a sample", lambda s, item: s.do(record_sample, s.audit_id, "Risks", item_id=item)),
        ("a finding", lambda s, _item: s.candidate("8.2")),
        ("a result", lambda s, _item: s.conclude("8.2", Result.CONFORMING)),
    ],
)
def test_an_item_that_carries_work_stays_and_the_refusal_says_what(
    audit: Story, what: str, begin: Callable[[Story, str], object]
) -> None:
    begin(audit, audit.item("8.2"))
    before = listed(audit)
    with pytest.raises(UserError, match=f"8.2 carries {what}") as refused:
        remove(audit, "8.2", "A.7.1")
    assert "Nothing was removed" in str(refused.value)
    assert listed(audit) == before


def test_what_stays_without_a_result_is_left_for_another_time_instead(audit: Story) -> None:
    _note(audit, audit.item("8.2"))
    audit.conclude("8.3", Result.CONFORMING)
    items = [audit.item(reference) for reference in ("8.2", "8.3", "A.7.1")]
    found = audit.see(removable, items)
    assert (found.free, found.not_examined) == ((items[2],), (items[0],))
    assert [str(one) for one in found.why] == ["8.2 carries notes.", "8.3 carries a result."]
    audit.do(set_results, found.not_examined, Result.NOT_EXAMINED, "Left for next year")
    assert audit.requirements()["8.2"].result is Result.NOT_EXAMINED


def test_after_issue_no_item_is_removed(audit: Story) -> None:
    def issue(uow: object) -> None:
        row = ReportRevision(audit_id=audit.audit_id, revision=1, state=ReportState.ISSUED)
        uow.session.add(row)  # type: ignore[attr-defined]

    audit.do(issue)
    with pytest.raises(UserError, match="was issued"):
        remove(audit, "8.2")
