"""The sheet on which an interviewee reads what was noted of what they said."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.reporting.pdf.read_back import render_read_back
from app.reporting.read_back import build_read_back, export_read_back, read_back_name
from app.reporting.read_back_document import ReadBackDocument
from app.sessions import notes, read_back
from app.sessions.results import Result
from app.sessions.sessions import LineKind
from app.worker.client import Worker
from tests.app.reporting.reading import packed
from tests.app.sessions.story import Story


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def held(story: Story) -> None:
    """Two items talked about out of order, a line still to be filed, a thought of the auditor's own."""
    story.do(notes.add_line, story.session_id, "Alerts go to the phone", item_id=story.items["A.8.15"])
    said = story.do(
        notes.add_line,
        story.session_id,
        "Nightly jobs <b>to NAS</b>",
        item_id=story.items["A.8.13"],
        speaker_id=story.okafor_id,
    )
    story.lines.append(said)
    story.note("Not clear yet where this belongs")
    story.do(
        notes.add_line,
        story.session_id,
        "He did not look sure",
        item_id=story.items["A.8.13"],
        kind=LineKind.OWN,
    )
    story.set_result("A.8.13", Result.NONCONFORMING)


def sheet(story: Story) -> ReadBackDocument:
    return story.see(build_read_back, story.session_id)


def text(document: ReadBackDocument) -> str:
    return packed(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(render_read_back(document))).pages)
    )


def test_the_lines_stand_by_requirement_with_who_said_them(story: Story) -> None:
    held(story)
    found = sheet(story)
    assert [topic.reference for topic in found.topics] == ["A.8.13", "A.8.15", ""]
    assert [(line.speaker, line.text) for line in found.topics[0].lines] == [
        ("M. Okafor", "Nightly jobs <b>to NAS</b>")
    ]
    assert found.people == ("M. Okafor · IT operations lead",)


def test_nothing_that_the_auditor_thinks_or_concluded_is_on_it(story: Story) -> None:
    held(story)
    said = text(sheet(story)).lower()
    assert packed("not look sure").lower() not in said
    assert packed("nonconform").lower() not in said
    assert packed("F-01").lower() not in said


def test_before_it_is_confirmed_there_is_room_to_sign_and_after_it_the_word_and_the_time(
    story: Story,
) -> None:
    held(story)
    assert packed("Date and signature:") in text(sheet(story))
    story.do(read_back.confirm, story.session_id, story.okafor_id, "Weekly, not nightly")
    said = text(sheet(story))
    assert packed("by M. Okafor") in said
    assert packed("Weekly, not nightly") in said
    assert packed("Date and signature:") not in said


def test_a_session_of_many_long_lines_goes_on_over_pages(story: Story) -> None:
    for number in range(60):
        story.note(f"Line {number} " + "and what was said of it " * 20, on="A.8.13")
    pages = PdfReader(BytesIO(render_read_back(sheet(story)))).pages
    assert len(pages) > 3
    assert packed("Line 59") in packed(pages[-1].extract_text()) + packed(pages[-2].extract_text())


def test_a_session_without_notes_says_so(story: Story) -> None:
    assert packed("No notes were taken in this session.") in text(sheet(story))


def test_the_sheet_is_drawn_by_the_worker_and_never_written_into_the_workspace(
    story: Story, worker: Worker, tmp_path: Path
) -> None:
    held(story)
    target = tmp_path / read_back_name("IA-2026-01", "Backups")
    assert export_read_back(story.workspace, story.session_id, target, worker) == target
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError):
        export_read_back(story.workspace, story.session_id, story.workspace.path / "sheet.pdf", worker)
