"""The table of legal steps, compared with the rules of the trade written down a second time."""

from itertools import product

import pytest

from models.finding import FindingState, FindingType
from models.transitions import LEFT_OUT, TABLE, Guard, Step, Who, legal, step_to

NONCONFORMITY = """
draft > in_review
draft > withdrawn
in_review > draft
in_review > confirmed
in_review > withdrawn
confirmed > withdrawn
confirmed > merged
confirmed > issued
confirmed > response_submitted
issued > response_submitted
response_submitted > issued
response_submitted > plan_accepted
plan_accepted > implemented
implemented > plan_accepted
implemented > implementation_verified
implementation_verified > closed
implementation_verified > issued
closed > reopened
reopened > issued
issued > withdrawn
response_submitted > withdrawn
plan_accepted > withdrawn
implemented > withdrawn
implementation_verified > withdrawn
closed > withdrawn
reopened > withdrawn
"""
TO_THE_REPORT = """
draft > confirmed
draft > withdrawn
confirmed > issued
confirmed > withdrawn
"""
VOLUNTARY = """
issued > accepted
issued > declined
issued > noted
accepted > done
accepted > declined
issued > withdrawn
accepted > withdrawn
done > withdrawn
declined > withdrawn
noted > withdrawn
"""
STRENGTH = """
issued > noted
issued > withdrawn
noted > withdrawn
"""
EXPECTED = {
    FindingType.NONCONFORMITY: NONCONFORMITY,
    FindingType.OFI: TO_THE_REPORT + VOLUNTARY,
    FindingType.OBSERVATION: TO_THE_REPORT + VOLUNTARY,
    FindingType.STRENGTH: TO_THE_REPORT + STRENGTH,
}


def pairs(table: str) -> set[tuple[FindingState, FindingState]]:
    lines = [line.split(" > ") for line in table.split("\n") if line]
    return {(FindingState(start), FindingState(end)) for start, end in lines}


@pytest.mark.parametrize("kind", FindingType)
def test_every_pair_of_states_is_a_legal_step_or_refused_as_the_table_of_the_trade_says(
    kind: FindingType,
) -> None:
    expected = pairs(EXPECTED[kind])
    for start, end in product(FindingState, repeat=2):
        assert (step_to(kind, start, end) is not None) == ((start, end) in expected), (start, end)
    assert len(TABLE[kind]) == len(expected)


@pytest.mark.parametrize("kind", FindingType)
def test_a_withdrawn_or_merged_finding_goes_nowhere(kind: FindingType) -> None:
    assert all(legal(kind, state) == () for state in LEFT_OUT)


def test_a_nonconformity_never_takes_the_ends_of_an_improvement() -> None:
    ends = {step.end for step in TABLE[FindingType.NONCONFORMITY]}

    assert ends.isdisjoint(
        {FindingState.ACCEPTED, FindingState.DECLINED, FindingState.NOTED, FindingState.DONE}
    )


def _nonconformity(start: FindingState, end: FindingState) -> Step:
    step = step_to(FindingType.NONCONFORMITY, start, end)
    assert step is not None
    return step


def test_a_draft_needs_what_a_nonconformity_is_made_of() -> None:
    step = _nonconformity(FindingState.DRAFT, FindingState.IN_REVIEW)

    assert {Guard.CRITERION, Guard.EVIDENCE, Guard.STATEMENT, Guard.GRADE} <= set(step.guards)


def test_a_finding_is_confirmed_by_the_lead_after_it_was_put_to_the_auditee() -> None:
    step = _nonconformity(FindingState.IN_REVIEW, FindingState.CONFIRMED)

    assert step.who is Who.LEAD
    assert Guard.POSITION in step.guards


def test_only_the_issue_of_the_report_issues_a_confirmed_finding() -> None:
    step = _nonconformity(FindingState.CONFIRMED, FindingState.ISSUED)

    assert step.who is Who.SYSTEM
    assert Guard.REPORT_ISSUED in step.guards


def test_after_issue_a_finding_is_withdrawn_only_through_an_amended_report() -> None:
    before = {FindingState.DRAFT, FindingState.IN_REVIEW, FindingState.CONFIRMED}
    steps = [step for table in TABLE.values() for step in table if step.end is FindingState.WITHDRAWN]

    assert all(Guard.REASON in step.guards for step in steps)
    assert all((Guard.REPORT_AMENDMENT in step.guards) != (step.start in before) for step in steps)


def test_the_usual_way_on_is_named_first() -> None:
    state, way = FindingState.DRAFT, [FindingState.DRAFT]
    while state is not FindingState.CLOSED and len(way) < 20:
        state = legal(FindingType.NONCONFORMITY, state)[0].end
        way.append(state)

    assert [one.value for one in way] == [
        "draft", "in_review", "confirmed", "issued", "response_submitted", "plan_accepted", "implemented",
        "implementation_verified", "closed",
    ]  # fmt: skip
