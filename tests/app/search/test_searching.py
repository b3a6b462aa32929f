"""What an auditor finds who types a few letters."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.evidence.intake import attach_bytes
from app.evidence.requests import request_evidence
from app.findings import findings
from app.findings.terms import FindingType
from app.programme.people import add_person
from app.search.searching import MOST_HITS, Kind, search
from app.sessions.sessions import edit_session
from app.workspace.workspace import Workspace
from tests.app.search.finding import ids, kinds, look, marks
from tests.app.sessions.story import Story


def test_a_line_of_notes_is_found_with_its_item_session_speaker_and_time(story: Story) -> None:
    line_id = story.note("Restore tests “every walnut season”, one can be shown", on="A.8.13")
    (hit,) = look(story.workspace, "waln")
    assert (hit.kind, hit.id) == (Kind.NOTE, line_id)
    assert hit.title.text == "A.8.13 Information backup"
    assert hit.beside == ("Backups",)
    assert (hit.session_id, hit.item_id) == (story.session_id, story.items["A.8.13"])
    assert hit.at == story.clock.now()
    assert marks(hit.excerpt) == ["waln"]


def test_every_word_is_a_beginning_and_all_of_them_are_wanted(story: Story) -> None:
    story.note("Nightly jobs run to the vault in Leeds")
    assert kinds(story.workspace, "nig vau") == ["note"]
    assert kinds(story.workspace, "nig york") == []
    assert kinds(story.workspace, "ightly vault") == []


@pytest.mark.parametrize("typed", ["lodz", "Łódź", "sahin", "ŞAHİN", "hauptstrasse", "cerny", "備份", "份"])
def test_diacritics_and_case_do_not_count(story: Story, typed: str) -> None:
    story.note("Maja Černý und İpek Şahin, Łódź, Hauptstraße 1, 備份測試")
    assert "note" in kinds(story.workspace, typed)


def test_numbers_lead_straight_to_what_they_name(story: Story) -> None:
    story.note("See F-01 for what was seen")
    raised = story.do(
        findings.raise_finding,
        story.audit_id,
        type=FindingType.NONCONFORMITY,
        title="No restore test",
        item_id=story.items["A.8.13"],
    )
    assert raised.number == "F-01"
    assert kinds(story.workspace, "f-01")[0] == "finding"
    best = look(story.workspace, "A.8.13")[0]
    assert (best.kind, best.id) == (Kind.QUESTION, story.items["A.8.13"])


def test_a_person_comes_before_what_they_said(story: Story) -> None:
    story.do(edit_session, story.session_id, title="Okafor on backups")
    found = kinds(story.workspace, "okafor")
    assert found[0] == "person"
    assert "session" in found


def test_questions_findings_sessions_and_requests_are_found_too(story: Story) -> None:
    workspace = story.workspace
    story.do(findings.raise_finding, story.audit_id, type=FindingType.OBSERVATION, title="Zebra crossing")
    story.do(edit_session, story.session_id, title="Quokka walk")
    story.do(request_evidence, story.audit_id, "Wombat register", person_id=story.okafor_id)
    assert kinds(workspace, "zebra") == ["finding"]
    assert kinds(workspace, "quokka") == ["session"]
    (request,) = look(workspace, "wombat")
    assert (request.kind, request.beside) == (Kind.REQUEST, ("M. Okafor",))
    assert story.items["A.8.13"] in ids(workspace, "immutable restore", Kind.QUESTION)


def test_evidence_is_found_by_title_name_and_source(story: Story) -> None:
    attached = attach_bytes(story.workspace, story.audit_id, "Vaultkeeper console.txt", b"nothing here")
    assert ids(story.workspace, "vaultk cons", Kind.EVIDENCE) == {attached.evidence_id}


def test_one_audit_alone_is_searched_with_everybody_in_it_and_all_audits_on_wish(story: Story) -> None:
    other = story.plan.plan("Another audit")
    story.note("Marmalade in the server room")
    story.do(add_person, "Marmalade, Ann")
    assert sorted(kinds(story.workspace, "marmalade", story.audit_id)) == ["note", "person"]
    assert kinds(story.workspace, "marmalade", other) == ["person"]
    found = look(story.workspace, "marmalade")
    assert {hit.audit for hit in found} == {story.plan.audit(story.audit_id).number, ""}


def test_kinds_can_be_left_out_when_somebody_else_sees_the_screen(story: Story) -> None:
    story.do(findings.raise_finding, story.audit_id, type=FindingType.NONCONFORMITY, title="Kangaroo")
    with story.workspace.read() as unit:
        assert search(unit, "kangaroo", without={Kind.FINDING}).hits == ()


def test_only_the_best_are_shown_and_it_is_told_that_there_are_more(story: Story) -> None:
    for number in range(MOST_HITS + 3):
        story.note(f"Line {number} about penguins")
    with story.workspace.read() as unit:
        found = search(unit, "penguin")
    assert (len(found.hits), found.has_more) == (MOST_HITS, True)


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", '"unclosed', "* OR NOT (", "NEAR(a b, 2)", "{title} : x", "scope : shared", "^ab",
        "-ab +cd", "ab\0cd", "\ud800ab", "🔥🔥 🧯", "a" * 10_000, "ab " * 4_000, "’ OR 1=1 --", "%_",
        "\u202eab", "ﬁ ﬀ",
    ],
)  # fmt: skip
def test_any_text_can_be_typed(story: Story, typed: str) -> None:
    assert isinstance(look(story.workspace, typed), tuple)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_at_all_raises(story: Story, typed: str) -> None:
    assert isinstance(look(story.workspace, typed), tuple)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_was_written_is_found_by_each_of_its_words(story: Story, text: str) -> None:
    line_id = story.note(f"zqx {text} zqy")
    assert ids(story.workspace, "zqx zqy", Kind.NOTE) == {line_id}
    story.workspace.undo()
    assert ids(story.workspace, "zqx zqy", Kind.NOTE) == set()


def test_the_sample_audit_is_searched_like_any_other(sample: Workspace, tmp_path: Path) -> None:
    best = look(sample, "restore tests interval")[0]
    assert best.kind is Kind.FINDING
    assert {"restore", "tests", "interval"} <= {word.lower() for word in marks(best.title)}
