"""What was read back is confirmed by the interviewee, with the time."""

from app.sessions import read_back
from app.sessions.read_back import confirmations
from tests.app.sessions.story import Story


def test_a_confirmation_says_who_and_when(story: Story) -> None:
    story.do(read_back.confirm, story.session_id, story.okafor_id, "weekly, not nightly")
    (row,) = story.see(confirmations, story.session_id)
    assert (row.name, row.at, row.remark) == ("M. Okafor", story.clock.now(), "weekly, not nightly")


def test_confirmed_again_it_counts_from_then_on(story: Story) -> None:
    story.do(read_back.confirm, story.session_id, story.okafor_id, "first")
    story.clock.advance(minutes=20)
    story.do(read_back.confirm, story.session_id, story.okafor_id)
    (row,) = story.see(confirmations, story.session_id)
    assert (row.at, row.remark) == (story.clock.now(), "")


def test_lines_written_after_a_confirmation_are_not_covered_by_it(story: Story) -> None:
    story.note("Before", on="A.8.13")
    story.clock.advance(minutes=1)
    story.do(read_back.confirm, story.session_id, story.okafor_id)
    assert story.see(confirmations, story.session_id)[0].lines_since == 0
    story.clock.advance(minutes=1)
    story.note("After", on="A.8.13")
    assert story.see(confirmations, story.session_id)[0].lines_since == 1


def test_a_confirmation_noted_by_mistake_is_taken_back(story: Story) -> None:
    story.do(read_back.confirm, story.session_id, story.okafor_id)
    story.do(read_back.take_back, story.session_id, story.okafor_id)
    assert story.see(confirmations, story.session_id) == ()
