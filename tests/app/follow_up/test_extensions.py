"""A due date that is put off keeps the old one, who agreed and why (R-37)."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.findings import lifecycle
from app.findings.history import history
from app.findings.terms import FindingState
from app.follow_up import due_list, due_rows, extensions, reads
from app.follow_up.extensions import Agreement, DateOf
from app.planning import team
from app.planning.audits import TeamRole
from app.programme import organizations
from tests.app.findings.story import MAJOR, Story
from tests.app.follow_up.test_due_list import planned
from tests.conftest import FixedClock

REASON = "The supplier delivers in August"


def put_off(story: Story, finding_id: str, new_on: date, by: str, date_of: DateOf = DateOf.RESPONSE) -> None:
    story.do(extensions.extend, finding_id, date_of, Agreement(new_on, by, REASON))


def test_an_extension_keeps_the_old_date_with_who_agreed_and_why(story: Story, clock: FixedClock) -> None:
    by = story.person("R. Haddad")
    auditor = story.act_as("Lena Ferreira")
    finding_id = story.issued()

    put_off(story, finding_id, date(2026, 8, 20), by)

    (kept,) = story.see(extensions.extensions, finding_id)
    assert (kept.old_on, kept.new_on, kept.reason) == (date(2026, 8, 7), date(2026, 8, 20), REASON)
    assert (kept.agreed_by, kept.by, kept.at) == ("R. Haddad", "Lena Ferreira", clock.now())
    assert story.finding(finding_id).response_due_on == date(2026, 8, 20)
    (row,) = story.see(due_rows.due_rows, story.see(due_list.due_ids, due_list.DueFilter()))
    assert (row.extensions, row.due_on) == (1, date(2026, 8, 20))
    assert auditor


def test_an_action_of_an_accepted_plan_is_put_off(story: Story) -> None:
    finding_id, by = story.issued(), story.person("R. Haddad")
    planned(story, finding_id, by, 10, 20)
    first, second = story.see(reads.responses, finding_id)[0].actions
    agreement = Agreement(date(2026, 8, 31), by, REASON)
    with pytest.raises(UserError, match="reject the response to have another date"):
        story.do(extensions.extend_action, first.id, agreement)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)

    story.do(extensions.extend_action, first.id, agreement)

    dates = {one.id: one.due_on for one in story.see(reads.responses, finding_id)[0].actions}
    assert dates == {first.id: date(2026, 8, 31), second.id: date(2026, 7, 26)}
    keys = story.see(due_list.due_ids, due_list.DueFilter())
    assert [row.extensions for row in story.see(due_rows.due_rows, keys)] == [0, 1]


@pytest.mark.parametrize(
    ("new_on", "who", "why", "refusal"),
    [
        (date(2026, 8, 7), "R. Haddad", REASON, "later than 7 Aug 2026"),
        (None, "R. Haddad", REASON, "later than"),
        (date(2026, 8, 20), "", REASON, "with a reason and somebody who agreed"),
        (date(2026, 8, 20), "R. Haddad", "  ", "with a reason and somebody who agreed"),
    ],
)
def test_an_extension_needs_a_later_date_a_reason_and_somebody_who_agreed(
    story: Story, new_on: date | None, who: str, why: str, refusal: str
) -> None:
    finding_id, by = story.issued(), story.person(who) if who else ""

    with pytest.raises(UserError, match=refusal):
        story.do(extensions.extend, finding_id, DateOf.RESPONSE, Agreement(new_on, by, why))

    assert story.finding(finding_id).response_due_on == date(2026, 8, 7)
    assert story.see(extensions.extensions, finding_id) == ()


def test_a_correction_is_put_off_apart_from_its_response(story: Story) -> None:
    finding_id, by = story.issued(), story.person("R. Haddad")
    put_off(story, finding_id, date(2026, 8, 20), by, DateOf.CORRECTION)

    finding = story.finding(finding_id)
    assert (finding.correction_due_on, finding.response_due_on) == (date(2026, 8, 20), date(2026, 8, 7))
    (kept,) = story.see(extensions.extensions, finding_id)
    assert (kept.date_of, kept.old_on) == (DateOf.CORRECTION, date(2026, 8, 7))
    (row,) = story.see(lambda unit: due_rows.due_rows(unit, due_list.due_ids(unit, due_list.DueFilter())))
    assert (row.extensions, row.correction_due_on) == (0, date(2026, 8, 20))
    assert any(one.field == "correction_due_on" for one in story.see(history, finding_id)[0].changes)


def test_a_date_that_is_past_is_not_put_off_into_the_past(story: Story, clock: FixedClock) -> None:
    finding_id, by = story.issued(), story.person("R. Haddad")
    clock.advance(days=60)
    with pytest.raises(UserError, match="and not past"):
        put_off(story, finding_id, date(2026, 8, 20), by)


def test_a_major_is_put_off_twice_only_with_the_programme_manager(story: Story) -> None:
    finding_id = story.issued(*MAJOR, on="8.2")
    owner, manager = story.person("R. Haddad"), story.person("P. Manager")
    put_off(story, finding_id, date(2026, 8, 1), owner)
    with pytest.raises(UserError, match="only with the programme manager"):
        put_off(story, finding_id, date(2026, 8, 9), owner)

    story.do(team.assign, story.audit_id, manager, TeamRole.PROGRAMME_MANAGER)
    put_off(story, finding_id, date(2026, 8, 9), manager)
    story.do(organizations.edit_programme, story.programme_id, responsible_id=owner)
    put_off(story, finding_id, date(2026, 8, 16), owner)

    dates = [one.new_on.day for one in story.see(extensions.extensions, finding_id)]
    assert dates == [1, 9, 16]


def test_a_minor_is_put_off_as_often_as_somebody_agrees(story: Story) -> None:
    finding_id, by = story.issued(), story.person("R. Haddad")
    for week in range(1, 4):
        put_off(story, finding_id, date(2026, 8, 7) + timedelta(weeks=week), by)
    assert len(story.see(extensions.extensions, finding_id)) == 3


def test_what_is_not_waited_for_is_not_put_off(story: Story) -> None:
    finding_id, by = story.confirmed(), story.person("R. Haddad")
    with pytest.raises(UserError, match="no due date of this kind"):
        put_off(story, finding_id, date(2026, 8, 20), by)
    with pytest.raises(UserError, match="no due date of this kind"):
        put_off(story, finding_id, date(2026, 8, 20), by, DateOf.EFFECTIVENESS)


def test_an_extension_stands_in_the_history_and_can_be_undone(story: Story) -> None:
    finding_id, by = story.issued(), story.person("R. Haddad")
    put_off(story, finding_id, date(2026, 8, 20), by)
    latest = story.see(history, finding_id)[0]
    assert ("due_extension", "reason", "", REASON) in [
        (one.kind, one.field, one.was, one.became) for one in latest.changes
    ]

    story.workspace.undo()

    assert story.finding(finding_id).response_due_on == date(2026, 8, 7)
    assert story.see(extensions.extensions, finding_id) == ()
