"""Notes: lines that file themselves, keep every character, and leave nothing behind when they go."""

import pytest

from app.evidence.circumstances import Circumstances
from app.evidence.evidence import seen_not_taken
from app.evidence.reads import evidence_of_item
from app.evidence.requests import request_evidence, requests_of_item
from app.planning.checklist import add_question
from app.sessions import notes, sessions
from app.sessions.sessions import LineKind
from models.checklist import ChecklistItem
from models.session import NoteLine
from tests.app.sessions.story import Story


def text_of(story: Story, line_id: str) -> str:
    return story.see(lambda unit: unit.session.get_one(NoteLine, line_id)).text


def test_a_line_is_stamped_with_the_time_at_which_it_was_begun(story: Story) -> None:
    line_id = story.note("Nightly jobs to NAS.", on="A.8.13")
    began = story.clock.now()
    story.clock.advance(minutes=2)
    story.do(notes.edit_line, line_id, "Nightly jobs to NAS, weekly copy to Leeds.")
    (line,) = story.lines_on("A.8.13")
    assert (line.at, line.text) == (began, "Nightly jobs to NAS, weekly copy to Leeds.")


def test_a_line_without_an_item_waits_to_be_filed(story: Story) -> None:
    line_id = story.note("Who owns the jump host?")
    assert [line.text for line in story.unfiled()] == ["Who owns the jump host?"]
    story.do(notes.file_line, line_id, story.items["A.8.2"])
    assert story.unfiled() == []
    assert [line.text for line in story.lines_on("A.8.2")] == ["Who owns the jump host?"]
    story.do(notes.file_line, line_id, None)
    assert len(story.unfiled()) == 1


@pytest.mark.parametrize(
    ("mark", "reference"),
    [
        ("#8.13", "A.8.13"),
        ("#A.8.13", "A.8.13"),
        ("#a8.13", "A.8.13"),
        ("#5.1", "5.1"),
        ("#A.5.1", "A.5.1"),
        ("#A5.1", "A.5.1"),
        ("#8.24", "A.8.24"),
        ("#9.2.1", "9.2.1"),
    ],
)
def test_a_mark_files_a_line(story: Story, mark: str, reference: str) -> None:
    line_id = story.note(f"{mark} Shown on screen.")
    assert story.end_line(line_id) == story.items[reference]
    assert [line.text for line in story.lines_on(reference)] == ["Shown on screen."]


def test_a_bare_number_means_the_agenda_before_the_clause(story: Story) -> None:
    session_id = story.session("Policies", "A.5.1")
    line_id = story.note("#5.1 Approved in March.", session_id=session_id)
    assert story.end_line(line_id) == story.items["A.5.1"]
    assert story.lines_on("5.1") == []


def test_of_several_questions_on_a_requirement_the_one_on_the_agenda_is_meant(story: Story) -> None:
    requirement_id = story.row("8.2").requirement_id
    own = story.do(add_question, story.audit_id, requirement_id, "And after the move?")
    session_id = story.do(sessions.plan_session, story.audit_id, title="Risk", item_ids=[own])
    line_id = story.note("#8.2 Not repeated.", session_id=session_id)
    assert story.end_line(line_id) == own


def test_a_number_that_no_item_has_stays_in_the_text(story: Story) -> None:
    line_id = story.note("#8.99 What was that?")
    assert story.end_line(line_id) is None
    assert text_of(story, line_id) == "#8.99 What was that?"
    assert len(story.unfiled()) == 1


@pytest.mark.parametrize(
    "text", ["8.13 without the sign", "see #8.13", "#8.13x", "#", "# 8.13", "#A", "#8.", "#.", "#8.13.", ""]
)
def test_what_is_no_mark_files_nothing(story: Story, text: str) -> None:
    line_id = story.note(text)
    assert story.end_line(line_id) is None
    assert text_of(story, line_id) == text


def test_a_mark_does_not_file_while_it_is_being_typed(story: Story) -> None:
    line_id = story.note("#8.1")
    story.do(notes.edit_line, line_id, "#8.13")
    assert text_of(story, line_id) == "#8.13"
    assert len(story.unfiled()) == 1
    story.do(notes.edit_line, line_id, "#8.13 On its way.")
    assert story.end_line(line_id) == story.items["A.8.13"]


def test_a_line_can_be_filed_from_one_item_to_another(story: Story) -> None:
    line_id = story.note("#8.15 Logs are kept a year.", on="A.8.13")
    story.end_line(line_id)
    assert story.lines_on("A.8.13") == []
    assert [line.text for line in story.lines_on("A.8.15")] == ["Logs are kept a year."]


def test_items_of_another_audit_are_never_meant(story: Story) -> None:
    other = story.plan.plan("Another audit")
    line_id = story.note("#8.24 Keys in a vault.")
    item_id = story.end_line(line_id)
    found = story.see(lambda unit: unit.session.get_one(ChecklistItem, item_id))
    assert found.audit_id == story.audit_id != other


@pytest.mark.parametrize(
    "text",
    [
        "a NUL \0 in the middle",
        "🙂👩‍👩‍👧‍👦 and flags 🇩🇪",
        "\u202eright to left\u202c and back, عربي, עברית",
        "<b>bold</b> & 'quotes' \"too\" =cmd() {braces} %s",
        "line\nbreak\r\nand\ttab\u2028separator",
        "x" * 100_000,
        "é" + "\u0301" * 500,
    ],
    ids=["nul", "emoji", "rtl", "markup", "breaks", "long", "marks"],
)
def test_text_is_kept_as_it_was_typed(story: Story, text: str) -> None:
    line_id = story.note("", on="A.8.13")
    story.do(notes.edit_line, line_id, text)
    assert text_of(story, line_id) == text
    assert [line.text for line in story.lines_on("A.8.13")] == [text]


def test_filing_leaves_odd_characters_alone(story: Story) -> None:
    line_id = story.note("#8.13 \u202e🙂\0<b>")
    story.end_line(line_id)
    assert text_of(story, line_id) == "\u202e🙂\0<b>"


def test_a_line_says_who_spoke(story: Story) -> None:
    line_id = story.note("We restore every week.", on="A.8.13")
    story.do(notes.set_speaker, line_id, LineKind.SAID, story.okafor_id)
    (line,) = story.lines_on("A.8.13")
    assert (line.kind, line.speaker) == (LineKind.SAID, "M. Okafor")
    story.do(notes.set_speaker, line_id, LineKind.OBSERVED)
    (line,) = story.lines_on("A.8.13")
    assert (line.kind, line.speaker) == (LineKind.OBSERVED, "")


def test_lines_stand_in_the_order_in_which_they_were_begun(story: Story) -> None:
    for text in ("one", "two", "three"):
        story.note(text, on="A.8.13")
    assert [line.text for line in story.lines_on("A.8.13")] == ["one", "two", "three"]


def test_removing_a_line_leaves_what_came_with_it(story: Story) -> None:
    item_id = story.items["A.8.13"]
    line_id = story.note("Restore test record", on="A.8.13")
    about = Circumstances(session_id=story.session_id, item_id=item_id, note_line_id=line_id)
    story.do(seen_not_taken, story.audit_id, "restore-test.pdf", about)
    story.do(request_evidence, story.audit_id, "The plan", item_id=item_id, note_line_id=line_id)
    story.do(notes.remove_line, line_id)
    assert story.lines_on("A.8.13") == []
    assert len(story.see(evidence_of_item, item_id)) == 1
    assert len(story.see(requests_of_item, item_id)) == 1


def test_a_line_that_was_removed_comes_back_with_undo(story: Story) -> None:
    line_id = story.note("Said once.", on="A.8.13")
    story.do(notes.remove_line, line_id)
    story.workspace.undo()
    assert [line.text for line in story.lines_on("A.8.13")] == ["Said once."]


def test_typing_is_taken_back_as_one_step(story: Story) -> None:
    line_id = story.note("W", on="A.8.13")
    for text in ("We", "We res", "We restore"):
        with story.workspace.write("Edit note", merge_key=f"note_line:{line_id}") as uow:
            notes.edit_line(uow, line_id, text)
    story.workspace.undo()
    assert text_of(story, line_id) == "W"
