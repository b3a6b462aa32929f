"""From the accepted plan to the proof that it worked (section 7.6): done is not yet effective.

A plan is reported as carried out, and sent back with what is missing, by `lifecycle.move`.
"""

from datetime import date

from app.errors import UserError
from app.findings import lifecycle
from app.findings.facts import finding_of
from app.findings.labels import state_word
from app.findings.links import link_evidence, link_new_evidence
from app.follow_up.responses import finding_of_action, refuse_future
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.finding import Action, Finding, FindingState, Verification, VerificationKind, VerificationResult

_WORK_GOES_ON = frozenset({FindingState.RESPONSE_SUBMITTED, FindingState.PLAN_ACCEPTED})


def mark_action_done(uow: UnitOfWork, action_id: str, done_on: date | None = None) -> None:
    """Note the day on which an action was done, today unless it is given.

    Raises UserError for a day to come, and unless its plan is submitted or accepted.
    """
    done_on = done_on or uow.today()
    refuse_future(uow, done_on)
    action = _running_action(uow, action_id)
    action.done_on, action.cancelled_reason = done_on, ""


def cancel_action(uow: UnitOfWork, action_id: str, reason: str) -> None:
    """Cancel an action; raises UserError without a reason, and unless its plan is submitted or accepted."""
    if not reason.strip():
        raise UserError(
            N_("An action cannot be cancelled yet. Missing: a reason."), N_("Nothing was changed.")
        )
    action = _running_action(uow, action_id)
    action.done_on, action.cancelled_reason = None, reason.strip()


def verify_implementation(
    uow: UnitOfWork,
    finding_id: str,
    *,
    note: str = "",
    evidence_id: str | None = None,
    verifier_id: str | None = None,
    second_verifier_id: str | None = None,
    effectiveness_due_on: date | None = None,
) -> None:
    """Record that the plan was carried out, by the person at the screen or by `verifier_id`.

    Effectiveness is judged from `effectiveness_due_on`, or as the programme says. Raises UserError when a
    verifier is not known or owns the finding or an action (R-9), when who wrote the recommendation verifies
    alone (R-11), without a note or evidence of what was seen, and for a day of judgement that is past.
    """
    kind, result = VerificationKind.IMPLEMENTATION, VerificationResult.EFFECTIVE
    finding = _finding_in(uow, finding_id, FindingState.IMPLEMENTED)
    _refuse_past_judgement(uow, effectiveness_due_on)
    finding.effectiveness_due_on = effectiveness_due_on
    seen = _seen(uow, note, evidence_id, verifier_id, second_verifier_id)
    _record(uow, finding, Verification(kind=kind, result=result, **seen))
    lifecycle.move(uow, finding_id, FindingState.IMPLEMENTATION_VERIFIED)


def verify_effectiveness(
    uow: UnitOfWork,
    finding_id: str,
    result: VerificationResult,
    *,
    note: str = "",
    evidence_id: str | None = None,
    verifier_id: str | None = None,
    second_verifier_id: str | None = None,
) -> None:
    """Judge whether the actions worked: effective closes the finding, anything else opens a new round.

    Raises UserError for verifiers like `verify_implementation`, when "effective" has no evidence obtained
    since the actions were done, or when it comes before recurrence could have shown and the note gives no
    reason.
    """
    kind = VerificationKind.EFFECTIVENESS
    finding = _finding_in(uow, finding_id, FindingState.IMPLEMENTATION_VERIFIED)
    seen = _seen(uow, note, evidence_id, verifier_id, second_verifier_id)
    _record(uow, finding, Verification(kind=kind, result=result, **seen))
    is_effective = result is VerificationResult.EFFECTIVE
    lifecycle.move(uow, finding_id, FindingState.CLOSED if is_effective else FindingState.ISSUED)


def reopen(uow: UnitOfWork, finding_id: str, reason: str, evidence_id: str) -> None:
    """Reopen a closed finding that fails in its own follow-up (R-32); needs a reason and new evidence.

    A failure found in a later audit is a new finding, marked as a repeat.
    """
    _finding_in(uow, finding_id, FindingState.CLOSED)
    link_new_evidence(uow, finding_id, evidence_id)
    uow.session.flush()
    lifecycle.move(uow, finding_id, FindingState.REOPENED, reason=reason)


def _running_action(uow: UnitOfWork, action_id: str) -> Action:
    action, finding = finding_of_action(uow, action_id)
    if finding.state not in _WORK_GOES_ON:
        raise _not_now(finding)
    return action


def _finding_in(uow: UnitOfWork, finding_id: str, state: FindingState) -> Finding:
    finding = finding_of(uow.session, finding_id)
    if finding.state is not state:
        raise _not_now(finding)
    return finding


def _refuse_past_judgement(uow: UnitOfWork, due_on: date | None) -> None:
    if due_on is not None and due_on < uow.today():
        raise UserError(
            N_("{date} is past: effectiveness cannot be judged from then on."),
            N_("Nothing was changed."),
            N_("Enter a later date, by which it would have shown if it happened again."),
            date=due_on,
        )


def _seen(
    uow: UnitOfWork,
    note: str,
    evidence_id: str | None,
    verifier_id: str | None,
    second_verifier_id: str | None,
) -> dict[str, object]:
    first = verifier_id or uow.actor_id
    return {
        "at": uow.now(),
        "note": note.strip(),
        "evidence_id": evidence_id,
        "verifier_id": first,
        "second_verifier_id": second_verifier_id if second_verifier_id != first else None,
    }


def _record(uow: UnitOfWork, finding: Finding, verification: Verification) -> None:
    verification.finding_id = finding.id
    uow.session.add(verification)
    if verification.evidence_id:
        link_evidence(uow, finding.id, verification.evidence_id)
    uow.session.flush()


def _not_now(finding: Finding) -> UserError:
    return UserError(
        N_("{number} is {state}: this step does not belong there."),
        N_("Nothing was changed."),
        number=finding.number,
        state=state_word(finding.state),
    )
