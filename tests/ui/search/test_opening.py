"""What is found is opened where it stands, with the keyboard alone."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt

from app.evidence.reads import evidence_of_audit
from app.findings.reads import finding_ids
from app.planning.audit_list import audit_rows
from tests.ui.screen import says
from tests.ui.search.conftest import Searcher
from ui.evidence.page import EvidencePage
from ui.planning.page import PlanPage
from ui.sessions.note_line import NoteLine
from ui.settings.page import SettingsPage


def place(searcher: Searcher) -> Mapping[str, str]:
    return {"page": searcher.page.page_id, **searcher.page.where()}


def test_a_line_of_notes_opens_in_its_session_with_the_caret_on_it(searcher: Searcher) -> None:
    palette = searcher.look("nightly jobs")
    assert palette.texts() == ["A.8.13 Information backup"]
    searcher.enter(palette)
    story = searcher.story
    searcher.qtbot.waitUntil(lambda: isinstance(searcher.focused().parent(), NoteLine))
    line = searcher.focused().parent()
    assert isinstance(line, NoteLine)
    assert line.text.toPlainText().startswith("Nightly jobs to NAS")
    assert place(searcher) == {
        "page": "sessions",
        "session_id": story.session_id,
        "item_id": story.items["A.8.13"],
    }


def test_a_line_that_is_not_filed_yet_opens_among_those(searcher: Searcher) -> None:
    palette = searcher.look("narwhal")
    assert palette.texts() == ["To file"]
    searcher.enter(palette)
    searcher.qtbot.waitUntil(lambda: isinstance(searcher.focused().parent(), NoteLine))
    assert place(searcher) == {"page": "sessions", "session_id": searcher.story.session_id}


def test_a_finding_and_a_question_open_at_their_place(searcher: Searcher) -> None:
    searcher.enter(searcher.look("restore planned interval"))
    with searcher.workspace.read() as unit:
        candidates = finding_ids(unit, searcher.story.audit_id)
    assert searcher.page.page_id == "findings"
    assert searcher.page.where()["finding_id"] in candidates
    palette = searcher.look("A.7.8")
    assert palette.texts()[0].startswith("A.7.8")
    searcher.enter(palette)
    assert place(searcher)["item_id"] == searcher.story.items["A.7.8"]


def test_evidence_what_is_owed_and_samples_open_on_their_part_of_the_page(searcher: Searcher) -> None:
    for typed, part, key in (
        ("noc board", "evidence", "evidence_id"),
        ("immutable bucket export", "owed", "request_id"),
        ("backup jobs week 41", "samples", "sample_id"),
    ):
        palette = searcher.look(typed)
        rows = [
            palette.list.item(row).data(Qt.ItemDataRole.UserRole).kind for row in range(palette.list.count())
        ]
        wanted = {"evidence": "Evidence", "owed": "Owed", "samples": "Sample"}[part]
        palette.list.setCurrentRow(rows.index(wanted))
        searcher.enter(palette)
        page = searcher.page
        assert isinstance(page, EvidencePage)
        assert (page.choice.current(), key in page.where()) == (part, True)


def test_the_page_of_a_pdf_is_opened_in_the_preview(searcher: Searcher) -> None:
    searcher.read_files()
    palette = searcher.look("walnut storage")
    searcher.enter(palette)
    with searcher.workspace.read() as unit:
        piece = next(
            row for row in evidence_of_audit(unit, searcher.story.audit_id) if row.name == "policy.pdf"
        )
    assert place(searcher) == {"page": "evidence", "evidence_id": piece.id}
    searcher.qtbot.waitUntil(lambda: says(searcher.page, "Page 2 of 3"), timeout=30_000)


@pytest.mark.parametrize(("typed", "section"), [("pangolins", "agenda"), ("ocelot", "context")])
def test_meetings_and_context_notes_open_on_the_plan(searcher: Searcher, typed: str, section: str) -> None:
    searcher.enter(searcher.look(typed))
    page = searcher.page
    assert isinstance(page, PlanPage)
    assert page.where()["section"] == section


def test_a_session_and_a_person_are_opened(searcher: Searcher) -> None:
    searcher.enter(searcher.look("site walk"))
    assert place(searcher)["page"] == "sessions"
    assert place(searcher)["session_id"] != searcher.story.session_id
    searcher.enter(searcher.look("okafor"))
    page = searcher.page
    assert isinstance(page, SettingsPage)
    assert page.people.table.current_id() == searcher.story.okafor_id
    assert page.tabs.current() == "people"


def test_a_question_that_no_session_asks_yet_opens_in_the_checklist(searcher: Searcher) -> None:
    with searcher.workspace.read() as unit:
        last = next(row.id for row in audit_rows(unit) if row.id != searcher.story.audit_id)
    searcher.window.navigate("overview", {"audit_id": last})
    searcher.enter(searcher.look("A.8.13"))
    page = searcher.page
    assert isinstance(page, PlanPage)
    assert page.where()["section"] == "checklist"


def test_a_hit_in_another_audit_takes_that_audit_up(searcher: Searcher) -> None:
    palette = searcher.look("quokka")
    assert palette.texts() == []
    assert says(palette, "Nothing in this audit has these words. Tab looks in all audits.")
    searcher.qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    searcher.wait(palette)
    assert palette.texts() == ["Risk"]
    searcher.enter(palette)
    assert searcher.page.context.audit_id != searcher.story.audit_id
    searcher.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert searcher.page.context.audit_id == searcher.story.audit_id
