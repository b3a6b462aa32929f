"""The certificate-readiness indicator: how far the findings stand from a certificate (section 7.5).

It is an indicator for management; an internal auditor issues no certificate (R-34).
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.finding import FindingState, Grade

_OUT = frozenset({FindingState.WITHDRAWN, FindingState.MERGED})
_VERIFIED = frozenset({FindingState.IMPLEMENTATION_VERIFIED, FindingState.CLOSED})
_PLANNED = _VERIFIED | {FindingState.PLAN_ACCEPTED, FindingState.IMPLEMENTED}


class ReadinessState(enum.Enum):
    """What the indicator says."""

    NOT_READY = "not_ready"
    READY_ONCE_PLANS_ACCEPTED = "ready_once_plans_accepted"
    READY = "ready"


class Standing(NamedTuple):
    """A nonconformity as the indicator sees it; `grade` is None while it is a candidate."""

    number: str
    grade: Grade | None
    state: FindingState


@dataclass(frozen=True, slots=True)
class Readiness:
    """The indicator with the numbers of the findings that decide it.

    `ungraded` ones do not change the state; they are named beside it, because they still may.
    """

    state: ReadinessState
    open_majors: tuple[str, ...] = ()
    bare_minors: tuple[str, ...] = ()
    ungraded: tuple[str, ...] = ()


def indicator(nonconformities: Iterable[Standing]) -> Readiness:
    """Not ready while a major is not verified as implemented; else ready once every minor has an accepted
    plan; else ready. Improvements, observations and strengths never count and are not passed."""
    standing = [one for one in nonconformities if one.state not in _OUT]
    majors = _numbers(standing, Grade.MAJOR, _VERIFIED)
    minors = _numbers(standing, Grade.MINOR, _PLANNED)
    return Readiness(_state(majors, minors), majors, minors, _numbers(standing, None, frozenset()))


def _numbers(
    standing: Iterable[Standing], grade: Grade | None, settled: frozenset[FindingState]
) -> tuple[str, ...]:
    return tuple(one.number for one in standing if one.grade is grade and one.state not in settled)


def _state(majors: tuple[str, ...], minors: tuple[str, ...]) -> ReadinessState:
    if majors:
        return ReadinessState.NOT_READY
    return ReadinessState.READY_ONCE_PLANS_ACCEPTED if minors else ReadinessState.READY
