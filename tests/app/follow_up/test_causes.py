"""The way to a cause: five whys that branch, causes under categories, and what shows each step."""

import pytest

from app.errors import UserError
from app.findings.history import history
from app.findings.terms import CauseMethod
from app.follow_up import causes, hints, reads, responses
from app.follow_up.causes import CATEGORIES, CauseStepView
from app.unit_of_work import ReadUnit
from models.finding import Response
from tests.app.findings.story import Story
from tests.app.follow_up.test_due_list import planned

WHYS, ISHIKAWA = CauseMethod.FIVE_WHYS, CauseMethod.ISHIKAWA


def step(
    story: Story,
    finding_id: str,
    text: str,
    parent: str | None = None,
    *,
    shown_by: str = "",
    method: CauseMethod = WHYS,
) -> str:
    step_id = story.do(causes.add_step, finding_id, method, parent)
    story.do(causes.edit_step, step_id, text=text, shown_by=shown_by)
    return step_id


def chain(story: Story, finding_id: str, *whys: str, shown_by: str = "") -> str | None:
    last: str | None = None
    for why in whys:
        last = step(story, finding_id, why, last, shown_by=shown_by)
    return last


def outline(story: Story, method: CauseMethod = WHYS) -> list[tuple[int, str]]:
    return [(one.depth, one.text) for one in read(story, method)]


def read(story: Story, method: CauseMethod = WHYS) -> tuple[CauseStepView, ...]:
    return story.see(causes.cause_steps, story.see(_only_response), method)


def _only_response(unit: ReadUnit) -> str:
    return unit.session.query(Response).one().id


def told(story: Story, field: str) -> list[str]:
    found = story.see(hints.hints, story.see(_only_response))
    return [str(hint.message) for hint in found if hint.field == field]


def test_whys_form_a_chain_that_may_branch(story: Story) -> None:
    finding_id = story.issued()
    first = step(story, finding_id, "The test was not held")
    second = step(story, finding_id, "Nobody had the task", first)
    step(story, finding_id, "The role was not filled", second)
    step(story, finding_id, "The tool gave no reminder", first)

    assert outline(story) == [
        (0, "The test was not held"),
        (1, "Nobody had the task"),
        (2, "The role was not filled"),
        (1, "The tool gave no reminder"),
    ]
    assert [len(one) for one in causes.chains(read(story))] == [3, 2]


def test_a_step_is_taken_off_with_what_is_below_it_and_comes_back_by_undo(story: Story) -> None:
    finding_id = story.issued()
    first = step(story, finding_id, "One")
    second = step(story, finding_id, "Two", first)
    step(story, finding_id, "Three", second)

    story.do(causes.remove_step, second)
    assert outline(story) == [(0, "One")]
    assert any(one.was == "Three" for entry in story.see(history, finding_id) for one in entry.changes)

    story.workspace.undo()
    assert outline(story) == [(0, "One"), (1, "Two"), (2, "Three")]


def test_a_step_rests_on_words_or_on_evidence(story: Story) -> None:
    finding_id = story.issued()
    evidence_id = story.evidence("Interview with the planner")
    said = step(story, finding_id, "One", shown_by="Calendar of 2026")
    seen = step(story, finding_id, "Two", said)
    bare = step(story, finding_id, "Three", seen)
    story.do(causes.edit_step, seen, evidence_id=evidence_id)

    steps = {one.id: one for one in read(story)}
    assert [steps[one].is_shown for one in (said, seen, bare)] == [True, True, False]
    assert steps[seen].evidence_number == "E-002"


def test_an_ishikawa_outline_begins_with_categories_that_can_be_changed(story: Story) -> None:
    finding_id = story.issued()
    story.do(causes.begin_categories, finding_id, CATEGORIES)
    story.do(causes.begin_categories, finding_id, CATEGORIES)
    assert outline(story, ISHIKAWA) == [(0, name) for name in CATEGORIES]

    people = read(story, ISHIKAWA)[0].id
    story.do(causes.edit_step, people, text="Staff")
    step(story, finding_id, "New reviewers were not told", people, method=ISHIKAWA)
    story.do(causes.remove_step, read(story, ISHIKAWA)[-1].id)

    assert outline(story, ISHIKAWA)[:3] == [
        (0, "Staff"),
        (1, "New reviewers were not told"),
        (0, "Process"),
    ]
    assert len(read(story, ISHIKAWA)) == 6


def test_each_method_keeps_its_own_steps(story: Story) -> None:
    finding_id = story.issued()
    step(story, finding_id, "Why")
    story.do(causes.begin_categories, finding_id, CATEGORIES)
    assert (len(read(story)), len(read(story, ISHIKAWA))) == (1, 6)


def test_an_endless_step_is_quoted_by_its_beginning(story: Story) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause_method=ISHIKAWA)
    category = story.do(causes.add_step, finding_id, ISHIKAWA)
    story.do(causes.edit_step, category, text="People")
    cause = story.do(causes.add_step, finding_id, ISHIKAWA, category)
    story.do(causes.edit_step, cause, text="Nobody was\ntold " * 200)
    (hint,) = told(story, "steps")
    assert hint.startswith("Say what shows it: “Nobody was told Nobody was told")
    assert hint.endswith("…” rests on nothing yet.")
    assert len(hint) < 120


def test_a_weak_cause_is_cleared_by_three_whys_that_each_rest_on_something(story: Story) -> None:
    """AS-16, R-35."""
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="Human error", cause_method=WHYS)
    assert "seldom the cause" in told(story, "cause")[0]

    last = chain(story, finding_id, "Missed", "Nobody had the task", shown_by="Calendar")
    assert "seldom the cause" in told(story, "cause")[0]
    assert told(story, "steps") == [
        "Ask why at least 3 times: the chain ends before it is something that can be changed."
    ]

    third = step(story, finding_id, "The role was vacant", last)
    assert told(story, "steps") == ["Say what shows it: “The role was vacant” rests on nothing yet."]
    assert "seldom the cause" in told(story, "cause")[0]

    story.do(causes.edit_step, third, shown_by="Organisation chart of March")
    assert told(story, "cause") == told(story, "steps") == []


def test_a_cause_under_a_category_clears_it_too_and_a_category_needs_no_evidence(story: Story) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="Human error", cause_method=ISHIKAWA)
    story.do(causes.begin_categories, finding_id, CATEGORIES)
    assert told(story, "steps") == []
    assert told(story, "cause")

    category = read(story, ISHIKAWA)[1].id
    step(story, finding_id, "No check of the calendar", category, shown_by="Procedure v3", method=ISHIKAWA)
    assert told(story, "cause") == []


def test_a_method_that_is_worked_out_elsewhere_is_taken_at_its_word(story: Story) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="Human error", cause_method=CauseMethod.FAULT_TREE)
    assert told(story, "cause") == []


def test_the_measure_is_asked_for_before_the_actions_are_done(story: Story) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="No owner")
    assert told(story, "effectiveness_measure") == []
    story.do(responses.add_action, finding_id, responses.PlannedAction("Name an owner"))
    assert "judged by that later" in told(story, "effectiveness_measure")[0]
    story.do(responses.edit_response, finding_id, effectiveness_measure="A fresh sample of 15")
    assert told(story, "effectiveness_measure") == []


def test_the_steps_are_fixed_with_the_response(story: Story) -> None:
    finding_id = story.issued()
    step_id = step(story, finding_id, "Why")
    planned(story, finding_id, story.person("Ada Fenwick"), 10)
    for change in (
        lambda: story.do(causes.add_step, finding_id, WHYS),
        lambda: story.do(causes.edit_step, step_id, text="Other"),
        lambda: story.do(causes.remove_step, step_id),
        lambda: story.do(causes.begin_categories, finding_id, CATEGORIES),
    ):
        with pytest.raises(UserError, match="does not wait for a response"):
            change()
    assert outline(story) == [(0, "Why")]


def test_it_is_said_whether_the_risk_assessment_changes_with_it(story: Story) -> None:
    finding_id = story.issued()
    story.do(responses.edit_response, finding_id, cause="No owner")
    assert story.see(reads.responses, finding_id)[0].risk_update_needed is None

    story.do(
        responses.edit_response, finding_id, risk_update_needed=True, risk_update_note="Risk 14 rated again"
    )

    (response,) = story.see(reads.responses, finding_id)
    assert (response.risk_update_needed, response.risk_update_note) == (True, "Risk 14 rated again")
