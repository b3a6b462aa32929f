"""The history tells typing in one field as one change, whatever the pauses in it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import activity_log
from app.findings import findings, history, lifecycle
from app.findings.history import HistoryEntry
from app.findings.terms import FindingState
from app.findings.typed_text import TextChange
from tests.app.findings.story import Story
from tests.conftest import FixedClock

LONG = "Restores of the clinical records are not tested as the plan says. "


def write(story: Story, finding_id: str, **fields: str) -> None:
    with story.workspace.write("Edit finding {number}", number="F-01") as uow:
        findings.edit(uow, finding_id, **fields)


def told(story: Story, finding_id: str) -> tuple[HistoryEntry, ...]:
    return story.see(history.history, finding_id)


def test_pauses_in_one_field_are_one_entry_with_all_that_was_typed(story: Story, clock: FixedClock) -> None:
    finding_id = story.raised(title="Tests").id
    for typed in ("Res", "Restores", f"{LONG}", f"{LONG}Seen at", f"{LONG}Seen at Leeds."):
        clock.advance(seconds=30)
        write(story, finding_id, statement=typed)
    latest, raised = told(story, finding_id)
    (change,) = latest.changes
    assert (change.field, change.was, change.became) == ("statement", "", f"{LONG}Seen at Leeds.")
    assert latest.at == clock.now()
    assert "Raise" not in str(latest.label) or raised


def test_a_word_changed_in_a_long_text_is_told_without_the_rest(story: Story, clock: FixedClock) -> None:
    finding_id = story.raised(title="Tests").id
    write(story, finding_id, statement=LONG * 3)
    clock.advance(minutes=10)
    for word in ("clinic", "clinics", "billing"):
        write(story, finding_id, statement=(LONG * 3).replace("clinical", word, 1))
        clock.advance(seconds=2)
    (change,) = told(story, finding_id)[0].changes
    assert (change.was, change.became) == ("clinical", "billing")


@pytest.mark.parametrize("minutes", [6, 600])
def test_after_more_than_a_pause_a_new_entry_begins(story: Story, clock: FixedClock, minutes: int) -> None:
    finding_id = story.raised(title="Tests").id
    write(story, finding_id, statement="Restores")
    clock.advance(minutes=minutes)
    write(story, finding_id, statement="Restores are not tested")
    assert [entry.changes[0].became for entry in told(story, finding_id)[:2]] == [
        "Restores are not tested",
        "Restores",
    ]


def test_another_field_and_another_person_begin_a_new_entry(story: Story) -> None:
    finding_id = story.raised(title="Tests").id
    write(story, finding_id, statement="Restores")
    write(story, finding_id, risk="Records are lost")
    story.act_as("R. Lind")
    write(story, finding_id, risk="Records are lost for a day")
    found = told(story, finding_id)
    assert [(entry.who, entry.changes[0].field) for entry in found[:3]] == [
        ("R. Lind", "risk"),
        ("", "risk"),
        ("", "statement"),
    ]


def test_choices_that_were_changed_and_changed_back_are_told_one_by_one(story: Story) -> None:
    finding_id = story.raised(title="Tests").id
    owners = [story.person("A. Moreau"), story.person("R. Lind")]
    for owner in (*owners, owners[0]):
        story.do(findings.edit, finding_id, owner_id=owner)
    assert [entry.changes[0].became for entry in told(story, finding_id)[:3]] == [
        owners[0],
        owners[1],
        owners[0],
    ]


def test_a_step_of_the_lifecycle_stands_between_what_was_typed_before_and_after(story: Story) -> None:
    finding_id = story.raised(title="Tests").id
    write(story, finding_id, statement="Restores")
    story.do(lifecycle.withdraw, finding_id, "It was another clinic's")
    assert story.state(finding_id) is FindingState.WITHDRAWN
    assert len(told(story, finding_id)) == 3


TEXTS = st.lists(st.text(alphabet="ab c", max_size=60), min_size=2, max_size=6)


@given(TEXTS)
def test_changes_that_follow_one_another_are_one_change_from_first_to_last(texts: list[str]) -> None:
    whole: TextChange | None = None
    for before, after in pairwise(texts):
        step = _logged(before, after)
        whole = step if whole is None else whole.then(step)
        if whole is None:
            return
    assert whole is not None
    trimmed = whole.trimmed()
    first, last = texts[0], texts[-1]
    assert first[trimmed.at : trimmed.at + len(trimmed.cut)] == trimmed.cut
    assert first[: trimmed.at] + trimmed.put + first[trimmed.at + len(trimmed.cut) :] == last


def _logged(before: str, after: str) -> TextChange:
    """The difference as the log keeps it."""
    kept = activity_log._trimmed(before, after)
    if "at" in kept:
        return TextChange(kept["at"], kept["cut"], kept["put"])
    return TextChange(0, before, after)
