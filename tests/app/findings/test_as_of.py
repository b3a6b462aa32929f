"""A finding can be seen as it stood on any day, whatever became of it since."""

from datetime import date, timedelta
from typing import Any

from app.findings import criteria, findings, lifecycle, links
from app.findings.as_of import RowAsOf, finding_as_of
from app.findings.terms import AuditeePosition, FindingState
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.retention.erasing import erase_from_log
from models.finding import Finding
from tests.app.findings.story import Story
from tests.conftest import FixedClock

LONG = "Restore tests are not carried out at the interval that the backup policy sets for each system."


def _fields(rows: tuple[RowAsOf, ...], kind: str = "finding") -> list[dict[str, Any]]:
    return [row.values for row in rows if row.kind == kind]


def _on(story: Story, finding_id: str, day: date) -> tuple[RowAsOf, ...]:
    return story.see(finding_as_of, finding_id, day)


def _next_day(clock: FixedClock) -> date:
    return clock.advance(days=1).date()


def test_every_day_shows_what_was_seen_on_that_day(story: Story, clock: FixedClock) -> None:
    """Seven days of work: each is looked at in the evening and again at the end, and is the same."""
    finding_id = story.written()
    steps = [
        lambda: story.do(findings.edit, finding_id, statement=LONG),
        lambda: story.do(findings.edit, finding_id, statement=f"Since 2025: {LONG[:60]} server.", title=""),
        lambda: story.do(lifecycle.move, finding_id, FindingState.IN_REVIEW),
        lambda: story.do(findings.record_position, finding_id, AuditeePosition.DISPUTED, "Not so"),
        lambda: story.do(lifecycle.move, finding_id, FindingState.CONFIRMED),
        lambda: story.do(responses.edit_response, finding_id, cause="Nobody owned the test " * 9),
        lambda: story.do(responses.add_action, finding_id, PlannedAction("Name an owner")),
    ]
    seen = {}
    for step in steps:
        day = _next_day(clock)
        step()
        seen[day] = _on(story, finding_id, day)
    for day, rows in seen.items():
        assert _on(story, finding_id, day) == rows
    assert len({str(rows) for rows in seen.values()}) == len(steps)


def test_the_texts_of_a_day_are_whole_though_the_log_keeps_only_differences(
    story: Story, clock: FixedClock
) -> None:
    finding_id = story.written()
    story.do(findings.edit, finding_id, statement=LONG)
    before = clock.now().date()
    _next_day(clock)
    story.do(findings.edit, finding_id, statement=LONG.replace("interval", "time"))
    (then,) = _fields(_on(story, finding_id, before))
    assert then["statement"] == LONG
    assert then["state"] == "draft"


def test_parts_removed_since_stand_again_and_later_ones_are_not_there_yet(
    story: Story, clock: FixedClock
) -> None:
    finding_id = story.written()
    removed = story.do(criteria.add_requirement, finding_id, story.requirements["8.2"])
    day = clock.now().date()
    _next_day(clock)
    story.do(criteria.remove_criterion, removed)
    story.do(links.link_evidence, finding_id, story.evidence("Later list"))

    rows = _on(story, finding_id, day)
    assert {row["reference"] for row in _fields(rows, "finding_criterion")} == {"A.8.13", "8.2"}
    assert len(_fields(rows, "evidence_link")) == 1
    today = _on(story, finding_id, clock.now().date())
    assert [row["reference"] for row in _fields(today, "finding_criterion")] == ["A.8.13"]
    assert len(_fields(today, "evidence_link")) == 2


def test_before_it_was_raised_there_is_nothing(story: Story, clock: FixedClock) -> None:
    finding_id = story.written()
    assert _on(story, finding_id, clock.now().date() - timedelta(days=1)) == ()


def test_days_and_moments_come_as_such(story: Story, clock: FixedClock) -> None:
    finding_id = story.issued()
    (values,) = _fields(_on(story, finding_id, clock.now().date()))
    assert values["raised_at"] == clock.now()
    assert isinstance(values["response_due_on"], date)


def test_what_was_destroyed_since_is_said_to_be_unknown(story: Story, clock: FixedClock) -> None:
    finding_id = story.written()
    day = clock.now().date()
    _next_day(clock)
    story.do(findings.edit, finding_id, statement=LONG)
    story.do(lambda uow: erase_from_log(uow.session.connection(), [(Finding.__tablename__, finding_id)]))
    (then,) = _fields(_on(story, finding_id, day))
    assert then["statement"] is None
    (now,) = _fields(_on(story, finding_id, clock.now().date()))
    assert now["statement"] == LONG
