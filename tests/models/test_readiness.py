"""The readiness indicator."""

import pytest

from models.finding import FindingState, Grade
from models.readiness import Readiness, ReadinessState, Standing, indicator

S = FindingState
MAJOR, MINOR = Grade.MAJOR, Grade.MINOR


def test_the_certificate_rule_of_the_trade() -> None:
    open_major = Standing("F-01", MAJOR, S.ISSUED)
    minors = [Standing("F-02", MINOR, S.ISSUED), Standing("F-03", MINOR, S.RESPONSE_SUBMITTED)]
    assert indicator([open_major, *minors]) == Readiness(
        ReadinessState.NOT_READY, ("F-01",), ("F-02", "F-03")
    )

    verified = open_major._replace(state=S.IMPLEMENTATION_VERIFIED)
    assert indicator([verified, *minors]).state is ReadinessState.READY_ONCE_PLANS_ACCEPTED

    planned = [minor._replace(state=S.PLAN_ACCEPTED) for minor in minors]
    assert indicator([verified, *planned]) == Readiness(ReadinessState.READY)


@pytest.mark.parametrize("state", FindingState)
def test_a_major_is_open_until_its_implementation_is_verified(state: FindingState) -> None:
    settled = {S.IMPLEMENTATION_VERIFIED, S.CLOSED, S.WITHDRAWN, S.MERGED}

    found = indicator([Standing("F-01", MAJOR, state)])

    assert (found.state is ReadinessState.READY) == (state in settled)
    assert found.open_majors == (() if state in settled else ("F-01",))


@pytest.mark.parametrize(
    "state", [S.DRAFT, S.IN_REVIEW, S.CONFIRMED, S.ISSUED, S.RESPONSE_SUBMITTED, S.REOPENED]
)
def test_a_minor_is_bare_until_its_plan_is_accepted(state: FindingState) -> None:
    assert indicator([Standing("F-01", MINOR, state)]).bare_minors == ("F-01",)


@pytest.mark.parametrize("state", [S.PLAN_ACCEPTED, S.IMPLEMENTED, S.IMPLEMENTATION_VERIFIED, S.CLOSED])
def test_a_minor_with_an_accepted_plan_does_not_hold_the_certificate_up(state: FindingState) -> None:
    assert indicator([Standing("F-01", MINOR, state)]).state is ReadinessState.READY


def test_a_candidate_decides_nothing_but_is_named() -> None:
    found = indicator([Standing("F-01", None, S.DRAFT), Standing("F-02", None, S.WITHDRAWN)])

    assert found == Readiness(ReadinessState.READY, ungraded=("F-01",))
