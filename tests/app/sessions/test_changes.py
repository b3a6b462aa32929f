"""What changes while an audit is on: somebody else comes, a slot moves, items are carried to another day."""

from datetime import date, time, timedelta

import pytest

from app.errors import UserError
from app.planning.reads import audit_detail
from app.programme.people import add_person
from app.sessions import changes, sessions
from app.sessions.changes import CARRIED, MOVED, SOMEBODY_ELSE
from app.sessions.reads import session_rows
from app.sessions.results import Result
from app.sessions.times import plan_session_times
from models.audit import Audit, AuditState
from models.session import Substitution
from tests.app.sessions.story import Story

DAY = date(2026, 11, 24)


def deviations(story: Story) -> list[tuple[str, str]]:
    detail = story.see(audit_detail, story.audit_id)
    return [(row.what, row.reason) for row in detail.deviations]


def open_the_audit(story: Story) -> None:
    with story.workspace.write("Open") as uow:
        uow.session.get_one(Audit, story.audit_id).state = AuditState.FIELDWORK


def agenda(story: Story, session_id: str = "") -> list[str]:
    return [item.reference for item in story.view(session_id).items]


def stood_in(story: Story) -> list[tuple[str, str]]:
    return story.see(
        lambda unit: [(row.person_id, row.instead_of_id) for row in unit.session.query(Substitution)]
    )


def test_somebody_stands_in_and_the_record_says_for_whom(story: Story) -> None:
    moreau = story.do(add_person, "A. Moreau")
    story.do(changes.substitute, story.session_id, story.okafor_id, moreau)
    assert [person.name for person in story.view().interviewees] == ["A. Moreau"]
    assert stood_in(story) == [(moreau, story.okafor_id)]


def test_a_substitute_who_is_replaced_leaves_the_one_who_was_planned(story: Story) -> None:
    moreau, petrov = story.do(add_person, "A. Moreau"), story.do(add_person, "D. Petrov")
    story.do(changes.substitute, story.session_id, story.okafor_id, moreau)
    story.do(changes.substitute, story.session_id, moreau, petrov)
    assert stood_in(story) == [(petrov, story.okafor_id)]


def test_the_one_who_was_planned_can_come_after_all(story: Story) -> None:
    moreau = story.do(add_person, "A. Moreau")
    story.do(changes.substitute, story.session_id, story.okafor_id, moreau)
    story.do(changes.substitute, story.session_id, moreau, story.okafor_id)
    assert [person.name for person in story.view().interviewees] == ["M. Okafor"]
    assert stood_in(story) == []


def test_nobody_stands_in_for_somebody_in_the_same_room(story: Story) -> None:
    moreau = story.do(add_person, "A. Moreau")
    story.do(sessions.add_participant, story.session_id, moreau, sessions.ParticipantRole.INTERVIEWEE)
    with pytest.raises(UserError, match="takes part in this session already"):
        story.do(changes.substitute, story.session_id, story.okafor_id, moreau)


def test_a_session_is_made_shorter_and_longer(story: Story) -> None:
    story.do(plan_session_times, story.session_id, DAY, time(10), time(11))
    story.do(changes.lengthen, story.session_id, -20)
    story.do(changes.lengthen, story.session_id, 5)
    view = story.view()
    assert view.planned_start is not None
    assert view.planned_end == view.planned_start + timedelta(minutes=45)


def test_a_session_is_never_made_shorter_than_it_can_be(story: Story) -> None:
    story.do(plan_session_times, story.session_id, DAY, time(10), time(10, 15))
    with pytest.raises(UserError, match="five minutes"):
        story.do(changes.lengthen, story.session_id, -15)
    with pytest.raises(UserError, match="no planned time"):
        story.do(changes.lengthen, story.session("Later"), 15)


def test_what_was_not_reached_goes_to_the_end_of_another_session(story: Story) -> None:
    other = story.session("Tomorrow", "A.5.1")
    story.set_result("A.8.13", Result.CONFORMING)
    line = story.note("Asked, not answered yet", on="A.8.15")
    assert story.do(changes.carry_over, story.session_id, other) == 1
    assert agenda(story) == ["A.8.13"]
    assert agenda(story, other) == ["A.5.1", "A.8.15"]
    assert [row.id for row in story.lines_on("A.8.15")] == [line]


def test_where_no_other_session_is_planned_one_is_made_with_the_same_people(story: Story) -> None:
    story.do(changes.carry_over, story.session_id, None)
    made = [row for row in story.see(session_rows, story.audit_id) if row.id != story.session_id]
    assert [(row.title, row.interviewees, row.planned_start) for row in made] == [
        ("Backups", ("M. Okafor",), None)
    ]
    assert agenda(story, made[0].id) == ["A.8.13", "A.8.15"]


def test_a_session_that_reached_everything_has_nothing_to_carry(story: Story) -> None:
    for reference in ("A.8.13", "A.8.15"):
        story.set_result(reference, Result.CONFORMING)
    with pytest.raises(UserError, match="has a result"):
        story.do(changes.carry_over, story.session_id, None)


def test_before_the_opening_a_change_of_plan_is_no_deviation(story: Story) -> None:
    story.do(changes.carry_over, story.session_id, None)
    assert deviations(story) == []


def test_after_the_opening_each_change_is_a_deviation_that_names_the_session_not_the_person(
    story: Story,
) -> None:
    story.do(plan_session_times, story.session_id, DAY, time(10), time(11))
    open_the_audit(story)
    moreau = story.do(add_person, "A. Moreau")
    story.do(changes.substitute, story.session_id, story.okafor_id, moreau, "ill")
    story.do(changes.move, story.session_id, DAY, time(14), time(15), "fire drill")
    story.do(changes.carry_over, story.session_id, None)
    assert deviations(story) == [
        (SOMEBODY_ELSE, "Backups 2026-11-24: ill"),
        (MOVED, "Backups 2026-11-24: fire drill"),
        (CARRIED, "Backups 2026-11-24"),
    ]


def test_a_slot_that_moves_again_is_one_deviation_with_what_was_said_last(story: Story) -> None:
    story.do(plan_session_times, story.session_id, DAY, time(10), time(11))
    open_the_audit(story)
    story.do(changes.lengthen, story.session_id, -15)
    story.do(changes.lengthen, story.session_id, -15, "called away")
    story.do(changes.lengthen, story.session_id, 5)
    assert deviations(story) == [(MOVED, "Backups 2026-11-24: called away")]


def test_to_plan_a_time_for_the_first_time_moves_nothing(story: Story) -> None:
    open_the_audit(story)
    story.do(changes.move, story.session_id, DAY, time(14), time(15))
    assert deviations(story) == []


def test_carrying_over_is_undone_as_one_step(story: Story) -> None:
    other = story.session("Tomorrow", "A.5.1")
    story.do(changes.carry_over, story.session_id, other)
    story.workspace.undo()
    assert agenda(story) == ["A.8.13", "A.8.15"]
    assert agenda(story, other) == ["A.5.1"]
