"""How a step that may not be taken is refused: what is missing, and what can be done (R-33)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.errors import UserError
from app.findings.facts import Facts
from app.findings.labels import state_word
from app.words import N_, Message, listed
from models.finding import Finding, FindingState
from models.transitions import Step, Who, legal

_S = FindingState


def no_such_step(finding: Finding, to_state: FindingState) -> UserError:
    """The table knows no such step from where the finding stands."""
    steps = legal(finding.type, finding.state)
    possible = [state_word(step.end) for step in steps if step.who is not Who.SYSTEM]
    return UserError(
        N_("{number} is {state}: it cannot become {wanted} from there."),
        N_("Nothing was changed."),
        N_("Possible from there: {states}.") if possible else N_("No step leads on from there."),
        number=finding.number,
        state=state_word(finding.state),
        wanted=state_word(to_state),
        states=listed(possible),
    )


def lacking(facts: Facts, step: Step, missing: Sequence[Message]) -> UserError:
    """The step is there, but something is missing for it."""
    return UserError(
        _RETURNS.get((step.start, step.end)) or _REFUSALS[step.end],
        N_("It is kept as it is."),
        N_("Raise it against 6.1.3, or correct the SoA in a new version.") if _is_excluded(facts) else "",
        number=facts.finding.number,
        missing=listed(missing),
    )


def _is_excluded(facts: Facts) -> bool:
    return facts.primary is not None and facts.primary.reference in facts.excluded


def cannot_issue(unready: Sequence[tuple[str, Sequence[Message]]]) -> UserError:
    """Some findings, by number, still lack something for the report."""
    said = [
        Message(N_("{number} ({missing})"), {"number": number, "missing": listed(missing)})
        for number, missing in unready
    ]
    return UserError(
        N_("The findings cannot be issued yet. Missing: {findings}."),
        N_("Nothing was changed."),
        N_("Complete and confirm these findings, or withdraw them with a reason."),
        findings=listed(said),
    )


def fixed(finding: Finding) -> UserError:
    """The text of a finding no longer changes once it is issued, withdrawn or merged (R-40)."""
    return UserError(
        N_("{number} is {state}: its text does not change any more."),
        N_("Nothing was changed."),
        N_("Raise another finding, or amend the report in a new revision with its reason once it is issued."),
        number=finding.number,
        state=state_word(finding.state),
    )


_REFUSALS: Mapping[FindingState, str] = MappingProxyType(
    {
        _S.DRAFT: N_("{number} cannot go back to draft yet. Missing: {missing}."),
        _S.IN_REVIEW: N_("{number} cannot be sent to review yet. Missing: {missing}."),
        _S.CONFIRMED: N_("{number} cannot be confirmed yet. Missing: {missing}."),
        _S.ISSUED: N_("{number} cannot be issued yet. Missing: {missing}."),
        _S.RESPONSE_SUBMITTED: N_("The response to {number} cannot be submitted yet. Missing: {missing}."),
        _S.PLAN_ACCEPTED: N_("The plan for {number} cannot be accepted yet. Missing: {missing}."),
        _S.IMPLEMENTED: N_("{number} cannot be reported as implemented yet. Missing: {missing}."),
        _S.IMPLEMENTATION_VERIFIED: N_(
            "The implementation of {number} cannot be verified yet. Missing: {missing}."
        ),
        _S.CLOSED: N_("{number} cannot be closed yet. Missing: {missing}."),
        _S.REOPENED: N_("{number} cannot be reopened yet. Missing: {missing}."),
        _S.WITHDRAWN: N_("{number} cannot be withdrawn yet. Missing: {missing}."),
        _S.MERGED: N_("{number} cannot be merged yet. Missing: {missing}."),
        _S.ACCEPTED: N_("{number} cannot be accepted yet. Missing: {missing}."),
        _S.DONE: N_("{number} cannot be marked as done yet. Missing: {missing}."),
        _S.DECLINED: N_("{number} cannot be declined yet. Missing: {missing}."),
        _S.NOTED: N_("{number} cannot be noted yet. Missing: {missing}."),
    }
)

_RETURNS: Mapping[tuple[FindingState, FindingState], str] = MappingProxyType(
    {
        (_S.RESPONSE_SUBMITTED, _S.ISSUED): N_(
            "The response to {number} cannot be rejected yet. Missing: {missing}."
        ),
        (_S.IMPLEMENTED, _S.PLAN_ACCEPTED): N_("{number} cannot be sent back yet. Missing: {missing}."),
        (_S.IMPLEMENTATION_VERIFIED, _S.ISSUED): N_(
            "{number} cannot go into another round yet. Missing: {missing}."
        ),
    }
)
