"""The index says what the records say, whatever happens to them."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app import database
from app.errors import UserError
from app.evidence.intake import attach_bytes
from app.findings import findings
from app.findings.terms import FindingType
from app.programme.people import edit_person
from app.search import indexing, tables
from app.search.searching import Kind, search
from app.search.upkeep import find, make_index_anew
from app.sessions import notes
from app.sessions.results import Result
from app.workspace.opening import open_workspace
from app.workspace.verify import ProblemKind, verify
from app.workspace.workspace import Seat, Workspace
from models.finding import Action, Response
from models.session import NoteLine
from tests.app.search.finding import differences, ids, kinds, look
from tests.app.sessions.story import Story
from tests.behind import key_of, straight_in
from tests.data import __file__ as data

SCHEMAS = Path(data).parent


def raw(workspace: Workspace, *statements: str) -> list[tuple[object, ...]]:
    """Do something behind the program's back; the last answer."""
    rows: list[tuple[object, ...]] = []
    with closing(database.connect(workspace.layout.database, key_of(workspace))) as connection:
        for statement in statements:
            rows = [tuple(row) for row in connection.execute(statement).fetchall()]
    return rows


def words_in_index(workspace: Workspace, word: str) -> int:
    """How often a word stands in the pages of the index, taken out of it or not."""
    with closing(database.connect(workspace.layout.database, key_of(workspace))) as connection:
        blocks = [row[0] for row in connection.execute("SELECT block FROM search_index_data")]
    return sum(block.count(word.encode()) for block in blocks)


def test_a_line_is_found_by_what_it_says_now(story: Story) -> None:
    line_id = story.note("We use walnut")
    story.do(notes.edit_line, line_id, "We use hazel")
    assert kinds(story.workspace, "walnut") == []
    assert ids(story.workspace, "hazel", Kind.NOTE) == {line_id}


def test_a_line_that_is_removed_is_found_no_more_and_again_after_undo(story: Story) -> None:
    line_id = story.note("We use walnut")
    story.do(notes.remove_line, line_id)
    assert kinds(story.workspace, "walnut") == []
    story.workspace.undo()
    assert ids(story.workspace, "walnut", Kind.NOTE) == {line_id}
    story.workspace.redo()
    assert kinds(story.workspace, "walnut") == []
    assert differences(story.workspace) == 0


def test_an_undone_edit_is_undone_in_the_index(story: Story) -> None:
    line_id = story.note("We use walnut")
    story.do(notes.edit_line, line_id, "We use hazel")
    story.workspace.undo()
    assert ids(story.workspace, "walnut", Kind.NOTE) == {line_id}
    assert kinds(story.workspace, "hazel") == []


def test_a_write_that_fails_leaves_the_index_as_it_was(story: Story) -> None:
    def fail() -> None:
        with story.workspace.write("Fail") as uow:
            notes.add_line(uow, story.session_id, "We use walnut")
            raise UserError("stop")

    with pytest.raises(UserError, match="stop"):
        fail()
    assert kinds(story.workspace, "walnut") == []


def test_an_edit_is_noted_with_the_save_and_indexed_before_the_next_search(story: Story) -> None:
    line_id = story.note("We use walnut")
    story.do(notes.edit_line, line_id, "We use hazel")
    assert raw(story.workspace, "SELECT row_id FROM search_pending") == [(line_id,)]
    assert differences(story.workspace) == 0
    assert ids(story.workspace, "hazel", Kind.NOTE) == {line_id}
    assert raw(story.workspace, "SELECT * FROM search_pending") == []


def test_an_edit_that_no_search_followed_is_indexed_at_the_next_opening(story: Story, seat: Seat) -> None:
    line_id = story.note("We use walnut")
    story.do(notes.edit_line, line_id, "We use hazel")
    path = story.workspace.path
    story.workspace.close()
    workspace = open_workspace(path, None, seat)
    assert raw(workspace, "SELECT * FROM search_pending") == []
    with workspace.read() as unit:
        assert [hit.id for hit in search(unit, "hazel").hits] == [line_id]
    workspace.close()


def test_what_goes_leaves_the_index_at_once(story: Story) -> None:
    line_id = story.note("We use zyzzyva")
    story.do(notes.remove_line, line_id)
    assert raw(story.workspace, "SELECT count(*) FROM search_text WHERE body LIKE '%zyzzyva%'") == [(0,)]


def test_many_edits_are_indexed_in_short_units(story: Story) -> None:
    lines = [story.note(f"We use walnut {number}") for number in range(45)]
    with story.workspace.write("Edit all") as uow:
        for number, line_id in enumerate(lines):
            notes.edit_line(uow, line_id, f"We use hazel {number}")
    assert find(story.workspace, "walnut").hits == ()
    assert find(story.workspace, "hazel").has_more
    assert differences(story.workspace) == 0


def test_an_empty_line_is_not_indexed(story: Story) -> None:
    story.note("")
    assert differences(story.workspace) == 0


def test_what_was_said_by_somebody_is_found_by_their_new_name(story: Story) -> None:
    line_id = story.do(notes.add_line, story.session_id, "Nightly", speaker_id=story.okafor_id)
    story.do(edit_person, story.okafor_id, name="M. Quennell")
    assert ids(story.workspace, "quennell nightly", Kind.NOTE) == {line_id}
    assert look(story.workspace, "okafor") == ()


def test_a_result_changes_nothing_in_the_index(story: Story) -> None:
    before = raw(story.workspace, "SELECT count(*) FROM search_index_data")
    story.set_result("A.8.13", Result.CONFORMING)
    assert raw(story.workspace, "SELECT count(*) FROM search_index_data") == before


def test_what_a_finding_was_answered_with_leads_to_it(story: Story) -> None:
    finding_id = story.do(
        findings.raise_finding, story.audit_id, type=FindingType.NONCONFORMITY, title="No restore test"
    ).id
    with story.workspace.write("Answer") as uow:
        response = Response(
            finding_id=finding_id, cause="Nobody owned the wombats", comment="See the numbats"
        )
        action = Action(response_id=response.id, position=1, what="Name a quokka keeper")
        uow.session.add_all([response, action])
    assert ids(story.workspace, "wombats numbats quokka", Kind.FINDING) == {finding_id}
    with story.workspace.write("Withdraw the action") as uow:
        uow.session.delete(uow.session.get_one(Action, action.id))
    assert ids(story.workspace, "wombats", Kind.FINDING) == {finding_id}
    assert look(story.workspace, "quokka") == ()
    assert differences(story.workspace) == 0


def test_the_index_made_anew_equals_the_one_that_grew(story: Story) -> None:
    attach_bytes(story.workspace, story.audit_id, "walnut.txt", b"hazel")
    story.note("We use walnut", on="A.8.13")
    story.do(findings.raise_finding, story.audit_id, type=FindingType.NONCONFORMITY, title="Walnut")
    grown = look(story.workspace, "walnut")
    with straight_in(story.workspace) as connection:
        indexing.make_anew(connection)
    assert set(look(story.workspace, "walnut")) == set(grown)
    assert differences(story.workspace) == 0
    assert story.workspace.check_database() == []


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_older_workspace_is_indexed_when_it_is_opened(revision: str, seat: Seat, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SCHEMAS / f"schema-{revision}", tmp_path / "old.assay"))
    workspace = open_workspace(folder, None, replace(seat, device_id="another laptop"))
    assert [hit.excerpt.text for hit in look(workspace, "restored")] == ["Restored in 4 h 🔥"]
    assert kinds(workspace, "cerny")[0] == "person"
    assert differences(workspace) == 0
    workspace.close()


def test_an_index_of_another_version_is_made_anew_at_the_next_opening(story: Story, seat: Seat) -> None:
    story.note("We use walnut")
    path = story.workspace.path
    story.workspace.close()
    raw(story.workspace, "UPDATE search_state SET version = 99", "DELETE FROM search_entry")
    workspace = open_workspace(path, None, seat)
    assert kinds(workspace, "walnut") == ["note"]
    assert raw(workspace, "SELECT version FROM search_state") == [(tables.VERSION,)]
    workspace.close()


BREAKS = (
    "DELETE FROM search_index_data WHERE id > 1000",
    "UPDATE search_index_data SET block = x'00ff00ff00ff' WHERE id > 1000",
    "UPDATE search_index_data SET block = x'ffffffff' WHERE id = 10",
)


@pytest.mark.parametrize("damage", BREAKS)
def test_a_broken_index_keeps_no_note_from_being_saved_and_is_mended(
    story: Story, seat: Seat, damage: str
) -> None:
    line_id = story.note("We use walnut")
    path = story.workspace.path
    story.workspace.close()
    raw(story.workspace, damage)
    workspace = open_workspace(path, None, seat)
    with workspace.write("Edit") as uow:
        notes.edit_line(uow, line_id, "We use hazel")
    workspace.close()
    again = open_workspace(path, None, seat)
    with again.read() as unit:
        is_complete = search(unit, "hazel").is_complete
    if not is_complete:
        make_index_anew(again)
    with again.read() as unit:
        assert unit.session.get_one(NoteLine, line_id).text == "We use hazel"
        found = search(unit, "hazel")
    assert (len(found.hits), found.is_complete) == (1, True)
    again.close()


def test_an_index_that_is_known_to_be_broken_says_so(story: Story) -> None:
    story.note("We use walnut")
    raw(story.workspace, "UPDATE search_state SET version = 0")
    with story.workspace.read() as unit:
        assert not search(unit, "walnut").is_complete


def test_the_check_of_the_workspace_names_what_is_not_indexed_as_it_is(story: Story) -> None:
    story.note("We use walnut")
    assert verify(story.workspace) == ()
    raw(story.workspace, "UPDATE search_text SET body = 'hazel' WHERE body LIKE '%walnut%'")
    (problem,) = verify(story.workspace)
    assert problem.kind is ProblemKind.SEARCH_INDEX
    assert "1" in str(problem.message)
