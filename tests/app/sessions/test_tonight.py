"""Tonight's list: what the day left open, one row each, settled with what is written."""

from datetime import timedelta

import pytest

from app.errors import UserError
from app.evidence.requests import request_evidence, request_rows
from app.findings import findings
from app.sessions import sessions
from app.sessions.results import Result
from app.sessions.tonight import Left, TonightRow, settle, tonight_rows
from tests.app.sessions.story import Story


def rows(story: Story, left: Left | None = None) -> list[TonightRow]:
    found = story.see(tonight_rows, story.audit_id)
    return [row for row in found if left is None or row.left is left]


def write(story: Story, left: Left, text: str) -> None:
    (row,) = rows(story, left)
    story.do(settle, left, row.id, text)


@pytest.fixture
def day(story: Story) -> Story:
    """A session that is over and left one of everything."""
    story.note("Talked about keys")
    story.note("   ")
    story.set_result("A.5.1", Result.NONCONFORMING)
    story.do(request_evidence, story.audit_id, "Log of restores", person_id=story.okafor_id)
    story.set_result("A.8.13", Result.CONFORMING)
    story.do(sessions.start, story.session_id)
    story.do(sessions.end, story.session_id)
    return story


def test_one_of_each_kind_stands_in_the_list(day: Story) -> None:
    assert [(row.left, row.text) for row in rows(day) if row.left in (Left.UNFILED, Left.OWED)] == [
        (Left.UNFILED, "Talked about keys"),
        (Left.OWED, "Log of restores, M. Okafor"),
    ]
    assert [row.left for row in rows(day)] == list(Left)
    assert [row.name for row in rows(day)][1:] == ["F-01", "R-01", "A.8.13", "A.8.15"]


def test_a_candidate_says_on_what_it_was_raised_and_what_was_noted(day: Story) -> None:
    (bare,) = rows(day, Left.CANDIDATE)
    assert bare.text == "A.5.1 Policies for information security"
    day.do(findings.edit, bare.id, evidence_text="The policy of 2023 is not signed")
    (noted,) = rows(day, Left.CANDIDATE)
    assert noted.text == "A.5.1 Policies for information security: The policy of 2023 is not signed"


def test_each_of_them_is_settled_by_what_is_written(day: Story) -> None:
    write(day, Left.UNFILED, "#8.13")
    assert [row.text for row in day.lines_on("A.8.13")] == ["Talked about keys"]
    write(day, Left.OWED, "There is none")
    assert day.see(request_rows, day.audit_id)[0].answer == "There is none"
    write(day, Left.NOT_REACHED, "The time ran out")
    assert (day.item("A.8.15").result, day.item("A.8.15").result_reason) == (
        Result.NOT_EXAMINED,
        "The time ran out",
    )
    write(day, Left.CANDIDATE, "The policy is not approved.")
    (left,) = rows(day)
    assert (left.left, left.takes_text) == (Left.CANDIDATE, False)


def test_a_note_settles_an_item_that_conforms_with_nothing_to_show(day: Story) -> None:
    write(day, Left.BARE, "Two restores seen on screen")
    assert [row.text for row in day.lines_on("A.8.13")] == ["Two restores seen on screen"]
    assert rows(day, Left.BARE) == []


@pytest.mark.parametrize("number", ["8.99", "", "#", "keys"])
def test_a_number_that_no_item_has_leaves_the_line_where_it_is(day: Story, number: str) -> None:
    with pytest.raises(UserError, match="No item of this audit"):
        write(day, Left.UNFILED, number)
    assert len(rows(day, Left.UNFILED)) == 1


def test_an_item_that_another_session_will_ask_was_not_missed(day: Story) -> None:
    later = day.session("Tomorrow", "A.8.15")
    assert rows(day, Left.NOT_REACHED) == []
    day.do(sessions.start, later)
    day.do(sessions.end, later)
    assert [row.name for row in rows(day, Left.NOT_REACHED)] == ["A.8.15"]


def test_the_items_of_a_session_that_did_not_take_place_were_not_reached(story: Story) -> None:
    begin, end = story.clock.now(), story.clock.now() + timedelta(hours=1)
    story.do(sessions.edit_session, story.session_id, planned_start=begin, planned_end=end)
    assert rows(story, Left.NOT_REACHED) == []

    story.clock.advance(hours=2)
    assert [row.name for row in rows(story, Left.NOT_REACHED)] == ["A.8.13", "A.8.15"]

    story.do(sessions.start, story.session_id)
    assert rows(story, Left.NOT_REACHED) == []
    story.do(sessions.pause, story.session_id)
    assert len(rows(story, Left.NOT_REACHED)) == 2


def test_an_item_that_is_on_no_agenda_was_not_missed_by_a_session(story: Story) -> None:
    assert rows(story) == []
