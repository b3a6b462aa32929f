"""The verbs of the steps, and how each is taken."""

from app.findings import labels
from app.findings.lifecycle import NextState
from app.findings.terms import FindingState
from app.words import N_
from ui.words import _

_S = FindingState
_Pair = tuple[FindingState, FindingState]

_VERBS = {
    _S.DRAFT: N_("Return to draft"),
    _S.IN_REVIEW: N_("Send to review"),
    _S.CONFIRMED: N_("Confirm"),
    _S.ISSUED: N_("Ask for a response again"),
    _S.RESPONSE_SUBMITTED: N_("Submit response"),
    _S.PLAN_ACCEPTED: N_("Accept plan"),
    _S.IMPLEMENTED: N_("Report as implemented"),
    _S.IMPLEMENTATION_VERIFIED: N_("Verify implementation"),
    _S.CLOSED: N_("Judge effectiveness"),
    _S.REOPENED: N_("Reopen"),
    _S.WITHDRAWN: N_("Withdraw"),
    _S.MERGED: N_("Merge into"),
    _S.ACCEPTED: N_("Accept"),
    _S.DONE: N_("Mark as done"),
    _S.DECLINED: N_("Decline"),
    _S.NOTED: N_("Note"),
}
_RETURNS: dict[_Pair, str] = {
    (_S.RESPONSE_SUBMITTED, _S.ISSUED): N_("Reject response"),
    (_S.IMPLEMENTED, _S.PLAN_ACCEPTED): N_("Send back"),
}
_RETURN_LABELS: dict[_Pair, str] = {
    (_S.RESPONSE_SUBMITTED, _S.ISSUED): N_("Reject the response to {number}"),
    (_S.IMPLEMENTED, _S.PLAN_ACCEPTED): N_("Send {number} back"),
}
_REASONS = {
    _S.DRAFT: N_("Comment for the author"),
    _S.PLAN_ACCEPTED: N_("What is missing"),
}

# These need a form of their own, which stands with the response.
VERIFIED = frozenset({_S.IMPLEMENTATION_VERIFIED, _S.CLOSED, _S.REOPENED})


def is_verification(start: FindingState, end: FindingState) -> bool:
    """Whether a step is taken by a verification, or by new evidence."""
    return end in VERIFIED or (start, end) == (_S.IMPLEMENTATION_VERIFIED, _S.ISSUED)


def verb(start: FindingState, step: NextState) -> str:
    """What the button says; an ellipsis where something is asked first."""
    verb_id = _RETURNS.get((start, step.state), _VERBS[step.state])
    text = _(verb_id)
    asks = step.asks_reason or step.state is _S.MERGED or is_verification(start, step.state)
    return f"{text}…" if asks else text


def label_of(start: FindingState, end: FindingState) -> str:
    """The step's name in log and undo list."""
    return _RETURN_LABELS.get((start, end), labels.MOVE[end])


def reason_name(end: FindingState) -> str:
    """What the reason of a step is called."""
    return _(_REASONS[end]) if end in _REASONS else _("Reason")
