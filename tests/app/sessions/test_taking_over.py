"""An auditor falls ill and another takes over: what was concluded keeps its author and its time (AS-20)."""

from app.programme.people import add_person
from app.sessions import changes, sessions
from app.sessions.results import Result
from app.sessions.sessions import ParticipantRole
from tests.app.sessions.story import Story

CONCLUDED, LEFT = 20, 40


def test_what_was_concluded_before_keeps_author_and_time_when_40_items_are_taken_over(story: Story) -> None:
    ill, lead = story.do(add_person, "Ill Auditor"), story.do(add_person, "Lead Auditor")
    references = list(story.items)[: CONCLUDED + LEFT]
    taken = story.session("Operations", *references)
    story.do(sessions.add_participant, taken, ill, ParticipantRole.AUDITOR)
    story.workspace.act_as(ill)
    for reference in references[:CONCLUDED]:
        story.set_result(reference, Result.CONFORMING)
    line = story.note("Seen by the one who fell ill", on=references[0], session_id=taken)
    before = {reference: story.row(reference) for reference in references[:CONCLUDED]}

    story.workspace.act_as(lead)
    story.clock.advance(days=1)
    other = story.session("Operations, taken over")
    story.do(sessions.add_participant, other, lead, ParticipantRole.AUDITOR)
    assert story.do(changes.carry_over, taken, other, "fell ill") == LEFT
    story.set_result(references[-1], Result.CONFORMING)

    for reference, row in before.items():
        now = story.row(reference)
        assert (now.concluded_by_id, now.concluded_at) == (ill, row.concluded_at), reference
    assert story.row(references[-1]).concluded_by_id == lead
    (kept,) = story.lines_on(references[0])
    assert (kept.id, kept.session_id) == (line, taken)
