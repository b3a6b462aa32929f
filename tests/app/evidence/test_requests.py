from datetime import timedelta

import pytest

from app.errors import UserError
from app.evidence import reads, requests
from app.evidence.intake import attach_bytes
from app.evidence.reads import EvidenceKind
from app.evidence.requests import RequestState
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story
from tests.conftest import FixedClock


def test_what_is_owed_is_listed_with_what_is_due_soonest_on_top(
    workspace: Workspace, story: Story, clock: FixedClock
) -> None:
    today = clock.now().date()
    with workspace.write("Request") as uow:
        requests.request_evidence(uow, story.audit, "No hurry", person_id=story.manager)
        requests.request_evidence(uow, story.audit, "Next week", due_on=today + timedelta(days=7))
        requests.request_evidence(uow, story.audit, "Late", due_on=today - timedelta(days=1))
    with workspace.read() as unit:
        rows = requests.open_requests(unit, story.audit)
    assert [(row.number, row.what, row.state) for row in rows] == [
        ("R-03", "Late", RequestState.OVERDUE),
        ("R-02", "Next week", RequestState.OPEN),
        ("R-01", "No hurry", RequestState.OPEN),
    ]
    assert (rows[2].person, rows[2].requested_at) == ("Čapek, Jana", clock.now())


def test_what_is_due_today_is_not_late(workspace: Workspace, story: Story, clock: FixedClock) -> None:
    with workspace.write("Request") as uow:
        requests.request_evidence(uow, story.audit, "Today", due_on=clock.now().date())
    with workspace.read() as unit:
        assert requests.open_requests(unit, story.audit)[0].state is RequestState.OPEN


def test_what_comes_answers_the_request_and_is_linked_where_it_was_asked_for(
    workspace: Workspace, story: Story
) -> None:
    with workspace.write("Request") as uow:
        request = requests.request_evidence(
            uow, story.audit, "Protocol", item_id=story.access, note_line_id=story.line
        )
    attached = attach_bytes(workspace, story.audit, "p.txt", b"p")
    with workspace.write("Receive") as uow:
        requests.receive(uow, request, attached.evidence_id)
    with workspace.read() as unit:
        assert requests.open_requests(unit, story.audit) == ()
        (row,) = requests.requests_of_item(unit, story.access)
        of_item, of_line = (
            reads.evidence_of_item(unit, story.access),
            reads.evidence_of_line(unit, story.line),
        )
    assert (row.state, row.evidence_number) == (RequestState.RECEIVED, "E-001")
    assert [piece.number for piece in (*of_item, *of_line)] == ["E-001", "E-001"]


def test_what_is_refused_becomes_evidence_of_an_absence(workspace: Workspace, story: Story) -> None:
    with workspace.write("Request") as uow:
        request = requests.request_evidence(
            uow, story.audit, "Council minutes", person_id=story.manager, item_id=story.access
        )
        requests.answer_refused(uow, request, "Confidential by law")
    with workspace.read() as unit:
        (row,) = requests.request_rows(unit, story.audit)
        (piece,) = reads.evidence_of_item(unit, story.access)
    assert (row.state, row.answer, row.evidence_number) == (
        RequestState.REFUSED,
        "Confidential by law",
        "E-001",
    )
    assert (piece.kind, piece.title) == (EvidenceKind.REQUESTED_NOT_PRODUCED, "Council minutes")
    assert piece.obtained_from == "Čapek, Jana"


def test_an_answered_request_is_neither_answered_again_nor_withdrawn(
    workspace: Workspace, story: Story
) -> None:
    with workspace.write("Request") as uow:
        request = requests.request_evidence(uow, story.audit, "Minutes")
        requests.answer_refused(uow, request, "No")
    with pytest.raises(UserError, match="answered already"), workspace.write("Again") as uow:
        requests.answer_refused(uow, request, "Still no")
    with pytest.raises(UserError, match="answered already"), workspace.write("Withdraw") as uow:
        requests.withdraw_request(uow, request)


def test_the_number_of_a_withdrawn_request_is_not_given_again(workspace: Workspace, story: Story) -> None:
    with workspace.write("Request") as uow:
        request = requests.request_evidence(uow, story.audit, "Mistake")
        requests.withdraw_request(uow, request)
        requests.request_evidence(uow, story.audit, "Minutes")
    with workspace.read() as unit:
        assert [row.number for row in requests.request_rows(unit, story.audit)] == ["R-02"]


def test_a_request_is_edited_field_by_field(workspace: Workspace, story: Story, clock: FixedClock) -> None:
    with workspace.write("Request") as uow:
        request = requests.request_evidence(uow, story.audit, "Minutes")
    with workspace.write("Edit") as uow:
        requests.edit_request(uow, request, what="Minutes of May", due_on=clock.now().date())
    with workspace.read() as unit:
        (row,) = requests.request_rows(unit, story.audit)
    assert (row.what, row.due_on) == ("Minutes of May", clock.now().date())
    with pytest.raises(UserError), workspace.write("Request") as uow:
        requests.request_evidence(uow, story.audit, " ")
