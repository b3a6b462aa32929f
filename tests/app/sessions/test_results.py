"""Results of items: by whom and when, and the candidate that a nonconformity makes."""

import pytest

from app.findings import findings
from app.findings.terms import FindingState, FindingType
from app.programme.people import add_person
from app.sessions import results
from app.sessions.results import Aspect, Result, set_aspect
from tests.app.sessions.story import Story

UNEXAMINED = [Result.UNABLE_TO_VERIFY, Result.NOT_EXAMINED]


def test_a_result_says_who_gave_it_and_when(story: Story) -> None:
    novak = story.do(add_person, "D. Novak")
    story.workspace.act_as(novak)
    story.set_result("A.8.13", Result.CONFORMING)
    item = story.row("A.8.13")
    assert (item.result, item.concluded_by_id, item.concluded_at) == (
        Result.CONFORMING,
        novak,
        story.clock.now(),
    )


def test_a_changed_result_says_who_changed_it(story: Story) -> None:
    story.set_result("A.8.13", Result.CONFORMING)
    story.clock.advance(hours=1)
    novak = story.do(add_person, "D. Novak")
    story.workspace.act_as(novak)
    story.set_result("A.8.13", Result.UNABLE_TO_VERIFY)
    assert story.row("A.8.13").concluded_by_id == novak
    assert story.row("A.8.13").concluded_at == story.clock.now()


def test_an_item_that_is_opened_again_has_no_result(story: Story) -> None:
    story.set_result("A.8.13", Result.CONFORMING)
    story.set_result("A.8.13", Result.OPEN)
    item = story.row("A.8.13")
    assert (item.result, item.concluded_at, item.concluded_by_id) == (Result.OPEN, None, None)


def test_nonconforming_makes_a_candidate_finding_at_once(story: Story) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING, session_id=story.session_id)
    (finding,) = story.findings_on("A.8.13")
    assert (finding.number, finding.type) == ("F-01", FindingType.NONCONFORMITY)
    assert (finding.state, finding.session_id) == (FindingState.DRAFT, story.session_id)


def test_pressing_nonconforming_again_makes_no_second_candidate(story: Story) -> None:
    for _time in range(3):
        story.set_result("A.8.13", Result.NONCONFORMING)
    assert len(story.findings_on("A.8.13")) == 1


@pytest.mark.parametrize("result", [Result.CONFORMING, Result.OPEN, *UNEXAMINED])
def test_a_candidate_from_a_slip_of_the_finger_is_withdrawn(story: Story, result: Result) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING)
    story.set_result("A.8.13", result)
    (finding,) = story.findings_on("A.8.13")
    assert (finding.number, finding.state) == ("F-01", FindingState.WITHDRAWN)


def test_the_number_of_a_withdrawn_candidate_is_never_used_again(story: Story) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING)
    story.set_result("A.8.13", Result.CONFORMING)
    story.set_result("A.8.13", Result.NONCONFORMING)
    assert [(one.number, one.state) for one in story.findings_on("A.8.13")] == [
        ("F-01", FindingState.WITHDRAWN),
        ("F-02", FindingState.DRAFT),
    ]


def test_a_candidate_that_somebody_wrote_on_stays(story: Story) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING)
    (finding,) = story.findings_on("A.8.13")
    story.do(findings.edit, finding.id, statement="Restore tests are missing.")
    story.set_result("A.8.13", Result.CONFORMING)
    (finding,) = story.findings_on("A.8.13")
    assert finding.state is FindingState.DRAFT


def test_a_result_and_its_candidate_are_undone_as_one(story: Story) -> None:
    story.set_result("A.8.13", Result.NONCONFORMING)
    story.workspace.undo()
    assert story.row("A.8.13").result is Result.OPEN
    assert story.findings_on("A.8.13") == []


def test_a_missing_reason_stops_no_result(story: Story) -> None:
    story.set_result("A.8.13", Result.UNABLE_TO_VERIFY)
    assert story.row("A.8.13").result is Result.UNABLE_TO_VERIFY
    story.do(results.set_reason, story.items["A.8.13"], "The system was down.")
    assert story.row("A.8.13").result_reason == "The system was down."


@pytest.mark.parametrize("result", UNEXAMINED)
def test_a_reason_can_come_with_the_result(story: Story, result: Result) -> None:
    story.set_result("A.8.13", result, reason="The system was down.")
    assert story.row("A.8.13").result_reason == "The system was down."


def test_another_result_without_a_reason_keeps_the_one_that_was_written(story: Story) -> None:
    story.set_result("A.8.13", Result.NOT_EXAMINED, reason="The system was down.")
    story.set_result("A.8.13", Result.UNABLE_TO_VERIFY)
    assert story.row("A.8.13").result_reason == "The system was down."


def test_what_is_left_can_be_marked_not_examined_in_one_step(story: Story) -> None:
    left = [story.items[reference] for reference in ("A.8.13", "A.8.15", "8.2")]
    story.do(results.set_results, left, Result.NOT_EXAMINED, "Planned for the surveillance year.")
    rows = [story.row(reference) for reference in ("A.8.13", "A.8.15", "8.2")]
    assert {row.result for row in rows} == {Result.NOT_EXAMINED}
    assert {row.result_reason for row in rows} == {"Planned for the surveillance year."}
    story.workspace.undo()
    assert story.row("8.2").result is Result.OPEN


def test_designed_implemented_and_operating_are_said_or_left_unsaid(
    story: Story,
) -> None:
    story.set_result("A.8.13", Result.CONFORMING)
    story.do(set_aspect, story.items["A.8.13"], Aspect.DESIGNED, True)
    story.do(set_aspect, story.items["A.8.13"], Aspect.OPERATING, False)
    item = story.item("A.8.13")
    assert (item.designed, item.implemented, item.operating) == (True, None, False)
    assert item.result is Result.CONFORMING
    story.do(set_aspect, story.items["A.8.13"], Aspect.OPERATING, None)
    assert story.item("A.8.13").operating is None
