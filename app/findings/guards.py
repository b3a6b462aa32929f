"""What must hold before a step, and how its lack is named (section 7.7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.findings.facts import Facts
from app.words import N_, Message
from models.finding import (
    Action,
    AuditeePosition,
    FindingType,
    Grade,
    Verification,
    VerificationKind,
    VerificationResult,
)
from models.transitions import DESCRIBED, LEFT_OUT, STANDING, Guard, Step


@dataclass(frozen=True, slots=True)
class Request:
    """What the person who takes a step brings along: a reason, or the finding to merge into.

    `report_issued` is set by the issue of the report and by nothing else.
    """

    reason: str = ""
    target: Facts | None = None
    report_issued: bool = False


Check = Callable[[Facts, Request], bool]

# These are given with the step itself; they are not missing before somebody takes it.
_GIVEN_WITH_THE_STEP = frozenset(
    {Guard.COMMENT, Guard.REASON, Guard.WHAT_IS_MISSING, Guard.TARGET, Guard.REPORT_ISSUED}
)
_ASK_A_REASON = frozenset({Guard.COMMENT, Guard.REASON, Guard.WHAT_IS_MISSING})


def missing(step: Step, facts: Facts, request: Request) -> tuple[Message, ...]:
    """Exactly what a step lacks, in the order of the table; empty when it may be taken."""
    return _lacking(step.guards, facts, request)


def missing_before(step: Step, facts: Facts) -> tuple[Message, ...]:
    """What a step lacks apart from what is given with it, such as its reason."""
    guards = [guard for guard in step.guards if guard not in _GIVEN_WITH_THE_STEP]
    return _lacking(guards, facts, Request())


def missing_to_stand(facts: Facts) -> tuple[Message, ...]:
    """What a finding that was issued or answered lacks to be issued again: what it had then (R-33, R-53)."""
    guards = STANDING if facts.finding.type is FindingType.NONCONFORMITY else DESCRIBED
    return _lacking(guards, facts, Request())


def asks_reason(step: Step) -> bool:
    """Whether who takes the step is asked for a reason."""
    return not _ASK_A_REASON.isdisjoint(step.guards)


def _lacking(guards: Iterable[Guard], facts: Facts, request: Request) -> tuple[Message, ...]:
    return tuple(_name(guard, facts) for guard in guards if not _CHECKS[guard](facts, request))


def _name(guard: Guard, facts: Facts) -> Message:
    if guard is Guard.APPLICABLE:
        return Message(LACKS[guard], {"reference": ", ".join(facts.excluded)})
    return Message(LACKS[guard])


def current_verification(facts: Facts, kind: VerificationKind) -> Verification | None:
    """The last verification of a kind in the round that is running."""
    since = facts.response.submitted_at if facts.response else None
    found = [one for one in facts.verifications if one.kind is kind and (since is None or one.at >= since)]
    return found[-1] if found else None


def _is_applicable(facts: Facts, _request: Request) -> bool:
    """A control may be the primary criterion only if the pinned SoA says applicable (R-27, R-53)."""
    return facts.primary is None or facts.primary.reference not in facts.excluded


def _has_position(facts: Facts, _request: Request) -> bool:
    finding = facts.finding
    if finding.position is AuditeePosition.DISPUTED:
        return bool(finding.position_text.strip())
    return finding.position is not AuditeePosition.NOT_ASKED


def _has_target(facts: Facts, request: Request) -> bool:
    """A major merged into a minor would be in no total and no indicator any more (7.5)."""
    target = request.target.finding if request.target else None
    return (
        target is not None
        and target.id != facts.finding.id
        and target.audit_id == facts.finding.audit_id
        and target.type is FindingType.NONCONFORMITY
        and target.state not in LEFT_OUT
        and (target.grade is Grade.MAJOR or facts.finding.grade is not Grade.MAJOR)
    )


def _has_correction(facts: Facts, _request: Request) -> bool:
    response = facts.response
    return response is not None and bool((response.correction + response.no_correction_reason).strip())


def _has_extent(facts: Facts, _request: Request) -> bool:
    return facts.response is not None and bool(facts.response.extent.strip())


def _has_cause(facts: Facts, _request: Request) -> bool:
    return facts.response is not None and bool(facts.response.cause.strip())


def _has_planned_action(facts: Facts, _request: Request) -> bool:
    """At least one action, and every action that stands with what, owner and date."""
    standing = [action for action in facts.actions if not action.cancelled_reason.strip()]
    return bool(standing) and all(
        action.what.strip() and action.owner_id and (action.due_on or action.done_on) for action in standing
    )


def _is_finished(action: Action) -> bool:
    return action.done_on is not None or bool(action.cancelled_reason.strip())


def _has_finished_actions(facts: Facts, _request: Request) -> bool:
    return bool(facts.actions) and all(_is_finished(action) for action in facts.actions)


def _has_evidence_of_action(facts: Facts, _request: Request) -> bool:
    """Evidence obtained since the response; what the finding rested on shows no action."""
    since = facts.response.submitted_at if facts.response else None
    return since is not None and any(obtained_at >= since for obtained_at in facts.evidence)


def _is_implementation_verified(facts: Facts, _request: Request) -> bool:
    found = current_verification(facts, VerificationKind.IMPLEMENTATION)
    return (
        found is not None
        and found.result is VerificationResult.EFFECTIVE
        and bool(found.note.strip() or found.evidence_id)
    )


def _is_by_another(facts: Facts, kind: VerificationKind) -> bool:
    """Verified by a named person who owns neither the finding nor an action, and so with a second (R-9)."""
    found = current_verification(facts, kind)
    owners = {facts.finding.owner_id, *(action.owner_id for action in facts.actions)} - {None}
    if found is None or found.verifier_id is None:
        return False
    return found.verifier_id not in owners and found.second_verifier_id not in owners


def _is_together(facts: Facts, kind: VerificationKind) -> bool:
    """Who wrote the recommendation does not verify alone (R-11)."""
    found = current_verification(facts, kind)
    if found is None or found.verifier_id not in facts.advisers:
        return True
    second = found.second_verifier_id
    return second is not None and second not in facts.advisers


def _is_verified_by_another(facts: Facts, _request: Request) -> bool:
    return _is_by_another(facts, VerificationKind.IMPLEMENTATION)


def _is_judged_by_another(facts: Facts, _request: Request) -> bool:
    return _is_by_another(facts, VerificationKind.EFFECTIVENESS)


def _is_verified_together(facts: Facts, _request: Request) -> bool:
    return _is_together(facts, VerificationKind.IMPLEMENTATION)


def _is_judged_together(facts: Facts, _request: Request) -> bool:
    return _is_together(facts, VerificationKind.EFFECTIVENESS)


def _is_effective(facts: Facts, _request: Request) -> bool:
    """Judged effective with evidence, not on the auditee's word (section 7.6)."""
    found = current_verification(facts, VerificationKind.EFFECTIVENESS)
    return found is not None and found.result is VerificationResult.EFFECTIVE and bool(found.evidence_id)


def _has_fresh_evidence(facts: Facts, _request: Request) -> bool:
    """What shows that it worked was obtained when the actions were done, and not before (section 7.6)."""
    found = current_verification(facts, VerificationKind.EFFECTIVENESS)
    obtained_at = facts.verified_by.get(found.evidence_id or "") if found else None
    done = [action.done_on for action in facts.actions if action.done_on]
    return obtained_at is None or not done or obtained_at.date() >= max(done)


def _had_enough_time(facts: Facts, _request: Request) -> bool:
    """Judged when recurrence would have shown, or earlier with a reason in the note."""
    due_on = facts.finding.effectiveness_due_on
    judged = current_verification(facts, VerificationKind.EFFECTIVENESS)
    if due_on is None or judged is None:
        return True
    return judged.at.date() >= due_on or bool(judged.note.strip())


def _is_not_effective(facts: Facts, _request: Request) -> bool:
    found = current_verification(facts, VerificationKind.EFFECTIVENESS)
    return found is not None and found.result is not VerificationResult.EFFECTIVE


def _has_new_evidence(facts: Facts, _request: Request) -> bool:
    closed_at = facts.finding.closed_at
    return any(closed_at is None or obtained_at > closed_at for obtained_at in facts.evidence)


def _has_reason(_facts: Facts, request: Request) -> bool:
    return bool(request.reason.strip())


_CHECKS: Mapping[Guard, Check] = MappingProxyType(
    {
        Guard.CRITERION: lambda facts, _: bool(facts.criteria),
        Guard.APPLICABLE: _is_applicable,
        Guard.EVIDENCE: lambda facts, _: bool(facts.evidence or facts.samples),
        Guard.STATEMENT: lambda facts, _: bool(facts.finding.statement.strip()),
        Guard.GRADE: lambda facts, _: facts.finding.grade is not None,
        Guard.DESCRIPTION: lambda facts, _: bool((facts.finding.title + facts.finding.statement).strip()),
        Guard.POSITION: _has_position,
        Guard.COMMENT: _has_reason,
        Guard.REASON: _has_reason,
        Guard.TARGET: _has_target,
        Guard.REPORT_ISSUED: lambda _, request: request.report_issued,
        Guard.REPORT_AMENDMENT: lambda facts, _: not facts.is_settled,
        Guard.CORRECTION: _has_correction,
        Guard.EXTENT: _has_extent,
        Guard.CAUSE: _has_cause,
        Guard.PLANNED_ACTION: _has_planned_action,
        Guard.ACTIONS_FINISHED: _has_finished_actions,
        Guard.EVIDENCE_OF_ACTION: _has_evidence_of_action,
        Guard.WHAT_IS_MISSING: _has_reason,
        Guard.IMPLEMENTATION_VERIFIED: _is_implementation_verified,
        Guard.VERIFIED_BY_ANOTHER: _is_verified_by_another,
        Guard.VERIFIED_TOGETHER: _is_verified_together,
        Guard.EFFECTIVE: _is_effective,
        Guard.FRESH_EVIDENCE: _has_fresh_evidence,
        Guard.ENOUGH_TIME: _had_enough_time,
        Guard.JUDGED_BY_ANOTHER: _is_judged_by_another,
        Guard.JUDGED_TOGETHER: _is_judged_together,
        Guard.NOT_EFFECTIVE: _is_not_effective,
        Guard.NEW_EVIDENCE: _has_new_evidence,
    }
)

LACKS: Mapping[Guard, str] = MappingProxyType(
    {
        Guard.CRITERION: N_("criterion"),
        Guard.APPLICABLE: N_("an applicable criterion (the SoA excludes {reference})"),
        Guard.EVIDENCE: N_("evidence"),
        Guard.STATEMENT: N_("statement"),
        Guard.GRADE: N_("grade"),
        Guard.DESCRIPTION: N_("title or text"),
        Guard.POSITION: N_("the auditee's position"),
        Guard.COMMENT: N_("a comment for the author"),
        Guard.REASON: N_("a reason"),
        Guard.TARGET: N_("another nonconformity of this audit to merge it into, graded no lower"),
        Guard.REPORT_ISSUED: N_("the issued report"),
        Guard.REPORT_AMENDMENT: N_("a new revision of the report with its reason"),
        Guard.CORRECTION: N_("a correction or why none is possible"),
        Guard.EXTENT: N_("extent"),
        Guard.CAUSE: N_("cause"),
        Guard.PLANNED_ACTION: N_("actions that each have an owner and a due date"),
        Guard.ACTIONS_FINISHED: N_("every action done or cancelled with its reason"),
        Guard.EVIDENCE_OF_ACTION: N_("evidence of the actions obtained since the response"),
        Guard.WHAT_IS_MISSING: N_("what is missing"),
        Guard.IMPLEMENTATION_VERIFIED: N_("a verification of the implementation with what was seen"),
        Guard.VERIFIED_BY_ANOTHER: N_("a verifier with a name who owns neither the finding nor an action"),
        Guard.VERIFIED_TOGETHER: N_("a second verifier beside the one who wrote the recommendation"),
        Guard.EFFECTIVE: N_("a verification that it was effective with new evidence"),
        Guard.FRESH_EVIDENCE: N_("evidence obtained since the actions were done"),
        Guard.ENOUGH_TIME: N_("a reason why it can be judged so early"),
        Guard.JUDGED_BY_ANOTHER: N_("a verifier with a name who owns neither the finding nor an action"),
        Guard.JUDGED_TOGETHER: N_("a second verifier beside the one who wrote the recommendation"),
        Guard.NOT_EFFECTIVE: N_("a verification that it was not effective"),
        Guard.NEW_EVIDENCE: N_("evidence obtained since it was closed"),
    }
)
