"""The states of a finding and the steps between them, as one table (section 7.7)."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.finding import FindingState, FindingType


class Who(enum.Enum):
    """Who takes a step."""

    AUTHOR = "author"
    LEAD = "lead"
    LEAD_AND_APPROVER = "lead_and_approver"
    SYSTEM = "system"
    AUDITEE = "auditee"
    AUDITOR = "auditor"
    LEAD_FOR_A_MAJOR = "lead_for_a_major"
    ACTION_OWNER = "action_owner"
    VERIFIER = "verifier"
    OWNER = "owner"


class Guard(enum.Enum):
    """What must hold before a step is taken."""

    CRITERION = "criterion"
    APPLICABLE = "applicable"
    EVIDENCE = "evidence"
    STATEMENT = "statement"
    GRADE = "grade"
    DESCRIPTION = "description"
    POSITION = "position"
    COMMENT = "comment"
    REASON = "reason"
    TARGET = "target"
    REPORT_ISSUED = "report_issued"
    REPORT_AMENDMENT = "report_amendment"
    CORRECTION = "correction"
    EXTENT = "extent"
    CAUSE = "cause"
    PLANNED_ACTION = "planned_action"
    ACTIONS_FINISHED = "actions_finished"
    EVIDENCE_OF_ACTION = "evidence_of_action"
    WHAT_IS_MISSING = "what_is_missing"
    IMPLEMENTATION_VERIFIED = "implementation_verified"
    VERIFIED_BY_ANOTHER = "verified_by_another"
    VERIFIED_TOGETHER = "verified_together"
    EFFECTIVE = "effective"
    FRESH_EVIDENCE = "fresh_evidence"
    ENOUGH_TIME = "enough_time"
    JUDGED_BY_ANOTHER = "judged_by_another"
    JUDGED_TOGETHER = "judged_together"
    NOT_EFFECTIVE = "not_effective"
    NEW_EVIDENCE = "new_evidence"


@dataclass(frozen=True, slots=True)
class Step:
    """A legal step: from where, to where, by whom, and what must hold."""

    start: FindingState
    end: FindingState
    who: Who
    guards: tuple[Guard, ...] = ()


_S = FindingState

# with R-53: what a nonconformity needs to leave the draft, and still has when it is issued.
WRITTEN = (Guard.CRITERION, Guard.APPLICABLE, Guard.EVIDENCE, Guard.STATEMENT, Guard.GRADE)
STANDING = (*WRITTEN, Guard.POSITION)
ANSWERED = (Guard.CORRECTION, Guard.EXTENT, Guard.CAUSE, Guard.PLANNED_ACTION)
DESCRIBED = (Guard.DESCRIPTION, Guard.APPLICABLE)

# Before these states are left by the report, a finding may still be written on.
BEFORE_ISSUE = frozenset({_S.DRAFT, _S.IN_REVIEW, _S.CONFIRMED})
# Numbers of these stay listed, but they count nowhere.
LEFT_OUT = frozenset({_S.WITHDRAWN, _S.MERGED})
# Nothing is added to these any more; a closed nonconformity can be reopened.
SETTLED = LEFT_OUT | {_S.CLOSED, _S.DONE, _S.DECLINED, _S.NOTED}


def _withdrawn_later(*states: FindingState) -> tuple[Step, ...]:
    guards = (Guard.REASON, Guard.REPORT_AMENDMENT)
    return tuple(Step(state, _S.WITHDRAWN, Who.LEAD_AND_APPROVER, guards) for state in states)


NONCONFORMITY = (
    Step(_S.DRAFT, _S.IN_REVIEW, Who.AUTHOR, WRITTEN),
    Step(_S.DRAFT, _S.WITHDRAWN, Who.LEAD, (Guard.REASON,)),
    Step(_S.IN_REVIEW, _S.CONFIRMED, Who.LEAD, STANDING),
    Step(_S.IN_REVIEW, _S.DRAFT, Who.LEAD, (Guard.COMMENT,)),
    Step(_S.IN_REVIEW, _S.WITHDRAWN, Who.LEAD, (Guard.REASON,)),
    Step(_S.CONFIRMED, _S.ISSUED, Who.SYSTEM, (*STANDING, Guard.REPORT_ISSUED)),
    Step(_S.CONFIRMED, _S.RESPONSE_SUBMITTED, Who.AUDITEE, ANSWERED),
    Step(_S.CONFIRMED, _S.MERGED, Who.LEAD, (Guard.TARGET,)),
    Step(_S.CONFIRMED, _S.WITHDRAWN, Who.LEAD, (Guard.REASON,)),
    Step(_S.ISSUED, _S.RESPONSE_SUBMITTED, Who.AUDITEE, ANSWERED),
    Step(_S.RESPONSE_SUBMITTED, _S.PLAN_ACCEPTED, Who.LEAD_FOR_A_MAJOR),
    Step(_S.RESPONSE_SUBMITTED, _S.ISSUED, Who.AUDITOR, (Guard.REASON,)),
    Step(
        _S.PLAN_ACCEPTED,
        _S.IMPLEMENTED,
        Who.ACTION_OWNER,
        (Guard.ACTIONS_FINISHED, Guard.EVIDENCE_OF_ACTION),
    ),
    Step(
        _S.IMPLEMENTED,
        _S.IMPLEMENTATION_VERIFIED,
        Who.VERIFIER,
        (Guard.IMPLEMENTATION_VERIFIED, Guard.VERIFIED_BY_ANOTHER, Guard.VERIFIED_TOGETHER),
    ),
    Step(_S.IMPLEMENTED, _S.PLAN_ACCEPTED, Who.VERIFIER, (Guard.WHAT_IS_MISSING,)),
    Step(
        _S.IMPLEMENTATION_VERIFIED,
        _S.CLOSED,
        Who.VERIFIER,
        (
            Guard.EFFECTIVE,
            Guard.FRESH_EVIDENCE,
            Guard.ENOUGH_TIME,
            Guard.JUDGED_BY_ANOTHER,
            Guard.JUDGED_TOGETHER,
        ),
    ),
    Step(
        _S.IMPLEMENTATION_VERIFIED,
        _S.ISSUED,
        Who.VERIFIER,
        (Guard.NOT_EFFECTIVE, Guard.JUDGED_BY_ANOTHER, Guard.JUDGED_TOGETHER),
    ),
    Step(_S.CLOSED, _S.REOPENED, Who.LEAD, (Guard.REASON, Guard.NEW_EVIDENCE)),
    Step(_S.REOPENED, _S.ISSUED, Who.LEAD),
    *_withdrawn_later(
        _S.ISSUED,
        _S.RESPONSE_SUBMITTED,
        _S.PLAN_ACCEPTED,
        _S.IMPLEMENTED,
        _S.IMPLEMENTATION_VERIFIED,
        _S.CLOSED,
        _S.REOPENED,
    ),
)

_TO_THE_REPORT = (
    Step(_S.DRAFT, _S.CONFIRMED, Who.LEAD, DESCRIBED),
    Step(_S.DRAFT, _S.WITHDRAWN, Who.LEAD, (Guard.REASON,)),
    Step(_S.CONFIRMED, _S.ISSUED, Who.SYSTEM, (*DESCRIBED, Guard.REPORT_ISSUED)),
    Step(_S.CONFIRMED, _S.WITHDRAWN, Who.LEAD, (Guard.REASON,)),
)

VOLUNTARY = (
    *_TO_THE_REPORT,
    Step(_S.ISSUED, _S.ACCEPTED, Who.OWNER),
    Step(_S.ISSUED, _S.DECLINED, Who.OWNER, (Guard.REASON,)),
    Step(_S.ISSUED, _S.NOTED, Who.OWNER),
    Step(_S.ACCEPTED, _S.DONE, Who.OWNER),
    Step(_S.ACCEPTED, _S.DECLINED, Who.OWNER, (Guard.REASON,)),
    *_withdrawn_later(_S.ISSUED, _S.ACCEPTED, _S.DONE, _S.DECLINED, _S.NOTED),
)

STRENGTH = (
    *_TO_THE_REPORT,
    Step(_S.ISSUED, _S.NOTED, Who.OWNER),
    *_withdrawn_later(_S.ISSUED, _S.NOTED),
)

TABLE: Mapping[FindingType, tuple[Step, ...]] = MappingProxyType(
    {
        FindingType.NONCONFORMITY: NONCONFORMITY,
        FindingType.OFI: VOLUNTARY,
        FindingType.OBSERVATION: VOLUNTARY,
        FindingType.STRENGTH: STRENGTH,
    }
)


def legal(kind: FindingType, state: FindingState) -> tuple[Step, ...]:
    """The steps that lead on from a state, the usual one first; none from an end."""
    return tuple(step for step in TABLE[kind] if step.start is state)


def step_to(kind: FindingType, start: FindingState, end: FindingState) -> Step | None:
    """The step between two states, or None when there is no legal one."""
    return next((step for step in legal(kind, start) if step.end is end), None)
