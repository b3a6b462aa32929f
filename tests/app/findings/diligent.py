"""What a diligent team does next with a finding, from the draft to its closing and beyond."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol

from app.findings import findings, grading, lifecycle, links
from app.findings.terms import (
    Answer,
    AuditeePosition,
    FindingState,
    FindingType,
    Question,
    VerificationResult,
)
from app.follow_up import responses, verification
from app.follow_up.responses import PlannedAction
from tests.app.findings.story import Story

S = FindingState


class Run(Protocol):
    """Where it is done: `people` are lead, owner and a second auditor."""

    audit: Story
    people: tuple[str, str, str]
    seen: dict[str, dict[str, Any]]

    def attempt(self, act: Callable[..., Any], *args: Any, **named: Any) -> bool: ...

    def rows_of(self, table: str, finding_id: str) -> list[dict[str, Any]]: ...

    def today(self) -> date: ...


def work_on(run: Run, finding_id: str) -> None:
    """The next step from the state in which the finding is."""
    _NEXT.get(run.seen[finding_id]["state"], _write_it_up)(run, finding_id)


def _write_it_up(run: Run, finding_id: str) -> None:
    run.attempt(findings.edit, finding_id, statement="Restore tests are not carried out as planned.")
    run.attempt(links.link_evidence, finding_id, run.audit.evidence())
    for question in list(Question)[1:]:
        answer = Answer.YES if question is Question.Q1 else Answer.NO
        run.attempt(grading.answer_question, finding_id, question, answer, "")
    is_nonconformity = run.seen[finding_id]["type"] is FindingType.NONCONFORMITY
    run.attempt(lifecycle.move, finding_id, S.IN_REVIEW if is_nonconformity else S.CONFIRMED)


def _confirm(run: Run, finding_id: str) -> None:
    run.attempt(findings.record_position, finding_id, AuditeePosition.AGREED)
    run.attempt(lifecycle.move, finding_id, S.CONFIRMED)


def _answer(run: Run, finding_id: str) -> None:
    words = {"correction": "Tested", "extent": "No other system", "cause": "Nobody owned the test"}
    due = run.today() + timedelta(days=30)
    run.attempt(responses.edit_response, finding_id, **words)
    run.attempt(responses.add_action, finding_id, PlannedAction("Name an owner", run.people[1], due))
    run.attempt(lifecycle.move, finding_id, S.RESPONSE_SUBMITTED)


def _accept(run: Run, finding_id: str) -> None:
    run.attempt(lifecycle.move, finding_id, S.PLAN_ACCEPTED)


def _carry_out(run: Run, finding_id: str) -> None:
    rounds = [row["id"] for row in run.rows_of("response", finding_id)]
    for row in list(run.seen.values()):
        if row["table"] == "action" and row["response_id"] in rounds and row["done_on"] is None:
            run.attempt(verification.mark_action_done, row["id"])
    run.attempt(links.link_evidence, finding_id, run.audit.evidence("Record of the test"))
    run.attempt(lifecycle.move, finding_id, S.IMPLEMENTED)


def _verify(run: Run, finding_id: str) -> None:
    run.attempt(verification.verify_implementation, finding_id, note="Seen", verifier_id=run.people[2])


def _judge(run: Run, finding_id: str) -> None:
    fresh = run.audit.evidence("Fresh sample")
    run.attempt(links.link_evidence, finding_id, fresh)
    rounds = run.seen[finding_id]["response_round"]
    result = VerificationResult.NOT_EFFECTIVE if rounds == 1 else VerificationResult.EFFECTIVE
    seen = {"note": "One cycle is over", "evidence_id": fresh, "verifier_id": run.people[2]}
    run.attempt(verification.verify_effectiveness, finding_id, result, **seen)


def _reopen(run: Run, finding_id: str) -> None:
    """What shows the failure is obtained later than the closing."""
    run.audit.workspace.seat.clock.advance(days=1)
    run.attempt(verification.reopen, finding_id, "Failed again", run.audit.evidence("New failure"))


def _ask_again(run: Run, finding_id: str) -> None:
    run.attempt(lifecycle.move, finding_id, S.ISSUED)


_NEXT = {
    S.IN_REVIEW: _confirm,
    S.CONFIRMED: _answer,
    S.ISSUED: _answer,
    S.RESPONSE_SUBMITTED: _accept,
    S.PLAN_ACCEPTED: _carry_out,
    S.IMPLEMENTED: _verify,
    S.IMPLEMENTATION_VERIFIED: _judge,
    S.CLOSED: _reopen,
    S.REOPENED: _ask_again,
}
