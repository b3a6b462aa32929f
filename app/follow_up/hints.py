"""Gentle hints on a response (R-35): correction is not corrective action, and "human error" is no cause."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sqlalchemy import select

from app.findings.hints import Hint, first_of
from app.follow_up import causes
from app.follow_up.causes import CauseStepView
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.finding import Action, CauseMethod, Response

FEWEST_WHYS = 3
_ALIKE = 0.8
_LONGEST_COMPARED = 2000
_LONGEST_QUOTED = 60


def hints(unit: ReadUnit, response_id: str) -> tuple[Hint, ...]:
    """What an auditor would ask back before accepting a plan.

    `field` is one of the response, or `actions`, or `steps` for the way to the cause.
    """
    response = unit.session.get_one(Response, response_id)
    query = select(Action.what).where(Action.response_id == response_id, Action.cancelled_reason == "")
    actions = unit.session.scalars(query.order_by(Action.position)).all()
    steps = causes.cause_steps(unit, response_id, response.cause_method)
    return (
        *_on_steps(response.cause_method, steps),
        *_on_cause(response, steps),
        *_on_actions(response, actions),
        *_on_measure(response, actions),
    )


def _on_steps(method: CauseMethod, steps: Sequence[CauseStepView]) -> Iterator[Hint]:
    if method is CauseMethod.FIVE_WHYS and steps:
        longest = max((len(chain) for chain in causes.chains(steps)), default=0)
        if longest < FEWEST_WHYS:
            text = N_(
                "Ask why at least {n} times: the chain ends before it is something that can be changed."
            )
            yield Hint("steps", Message(text, {"n": FEWEST_WHYS}))
    written = [step for step in _causes(method, steps) if step.text.strip()]
    bare = [step for step in written if not step.is_shown]
    if bare:
        text = N_("Say what shows it: “{step}” rests on nothing yet.")
        yield Hint("steps", Message(text, {"step": _beginning(bare[0].text)}))


def _beginning(text: str) -> str:
    """Enough of a step to know which one is meant."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTED else f"{flat[: _LONGEST_QUOTED - 1].rstrip()}…"


def _causes(method: CauseMethod, steps: Sequence[CauseStepView]) -> Iterator[CauseStepView]:
    """The steps that say why; the categories of an Ishikawa outline only sort them."""
    is_sorted = method is CauseMethod.ISHIKAWA
    return (step for step in steps if not is_sorted or step.depth)


def _on_cause(response: Response, steps: Sequence[CauseStepView]) -> Iterator[Hint]:
    words = first_of("weak_cause", response.cause)
    if words and not _is_worked_out(response.cause_method, steps):
        message = N_("“{words}” is seldom the cause: ask why it was possible.")
        yield Hint("cause", Message(message, {"words": words}))


def _is_worked_out(method: CauseMethod, steps: Sequence[CauseStepView]) -> bool:
    """Whether the way to the cause is long enough, and rests on something at each step (AS-16)."""
    match method:
        case CauseMethod.FREE:
            return False
        case CauseMethod.FIVE_WHYS:
            long = [chain for chain in causes.chains(steps) if len(chain) >= FEWEST_WHYS]
            return any(all(step.is_shown for step in chain) for chain in long)
        case CauseMethod.ISHIKAWA:
            return any(step.text.strip() and step.is_shown for step in _causes(method, steps))
    return True


def _on_actions(response: Response, actions: Sequence[str]) -> Iterator[Hint]:
    weak = [first_of("weak_action", what) for what in actions]
    if weak and all(weak):
        message = N_("“{words}” alone seldom keeps it from happening again.")
        yield Hint("actions", Message(message, {"words": weak[0]}))
    if any(_is_alike(response.correction, what) for what in actions):
        message = N_("Correction and action say the same: the action removes the cause, not the case.")
        yield Hint("actions", Message(message))


def _on_measure(response: Response, actions: Sequence[str]) -> Iterator[Hint]:
    if any(what.strip() for what in actions) and not response.effectiveness_measure.strip():
        message = N_("Say now how it will show that it worked; it is judged by that later.")
        yield Hint("effectiveness_measure", Message(message))


def _is_alike(one: str, other: str) -> bool:
    first, second = one.strip().casefold(), other.strip().casefold()
    if not first or not second:
        return False
    matcher = SequenceMatcher(None, first[:_LONGEST_COMPARED], second[:_LONGEST_COMPARED], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
