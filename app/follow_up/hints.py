"""Gentle hints on a response (R-35): correction is not corrective action, and "human error" is no cause."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sqlalchemy import select

from app.findings.hints import Hint, first_of
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.finding import Action, CauseMethod, Response

_ALIKE = 0.8
_LONGEST_COMPARED = 2000


def hints(unit: ReadUnit, response_id: str) -> tuple[Hint, ...]:
    """What an auditor would ask back before accepting a plan; `field` is one of the response or `actions`."""
    response = unit.session.get_one(Response, response_id)
    query = select(Action.what).where(Action.response_id == response_id, Action.cancelled_reason == "")
    actions = unit.session.scalars(query.order_by(Action.position)).all()
    return (*_on_cause(response), *_on_actions(response, actions))


def _on_cause(response: Response) -> Iterator[Hint]:
    words = first_of("weak_cause", response.cause)
    if words and response.cause_method is CauseMethod.FREE:
        message = N_("“{words}” is seldom the cause: ask why it was possible.")
        yield Hint("cause", Message(message, {"words": words}))


def _on_actions(response: Response, actions: Sequence[str]) -> Iterator[Hint]:
    weak = [first_of("weak_action", what) for what in actions]
    if weak and all(weak):
        message = N_("“{words}” alone seldom keeps it from happening again.")
        yield Hint("actions", Message(message, {"words": weak[0]}))
    if any(_is_alike(response.correction, what) for what in actions):
        message = N_("Correction and action say the same: the action removes the cause, not the case.")
        yield Hint("actions", Message(message))


def _is_alike(one: str, other: str) -> bool:
    first, second = one.strip().casefold(), other.strip().casefold()
    if not first or not second:
        return False
    matcher = SequenceMatcher(None, first[:_LONGEST_COMPARED], second[:_LONGEST_COMPARED], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
