"""The auditor's own phrases: one word each, never by chance."""

import pytest

from app.errors import UserError
from app.sessions.phrases import add_phrase, edit_phrase, expansions, phrases, remove_phrase
from tests.app.sessions.story import Story


def test_a_phrase_is_kept_and_can_be_changed_and_removed(story: Story) -> None:
    phrase_id = story.do(add_phrase, ";ns", "not shown on request")
    assert story.see(expansions) == {";ns": "not shown on request"}
    story.do(edit_phrase, phrase_id, abbreviation=";no", text="not shown")
    assert story.see(expansions) == {";no": "not shown"}
    story.do(remove_phrase, phrase_id)
    assert story.see(phrases) == ()


def test_a_phrase_without_words_writes_nothing_out(story: Story) -> None:
    story.do(add_phrase, ";ns")
    assert story.see(expansions) == {}


@pytest.mark.parametrize("word", ["", "a", " a ", "two words", "#8.13", "a\tb", "a\u00a0b"])
def test_what_could_be_typed_by_chance_or_means_something_else_is_not_written_out(
    story: Story, word: str
) -> None:
    phrase_id = story.do(add_phrase, ";ns", "text")
    story.do(edit_phrase, phrase_id, abbreviation=word)
    assert story.see(expansions) == {}


def test_a_new_phrase_begins_under_an_abbreviation_that_is_free(story: Story) -> None:
    for _time in range(2):
        story.do(add_phrase)
    assert [row.abbreviation for row in story.see(phrases)] == [";1", ";2"]


def test_two_phrases_never_share_an_abbreviation(story: Story) -> None:
    story.do(add_phrase, ";ns", "not shown")
    other = story.do(add_phrase, ";nt", "not tested")
    with pytest.raises(UserError, match=";ns already"):
        story.do(edit_phrase, other, abbreviation=";ns")
    story.do(edit_phrase, other, abbreviation=";nt", text="not tested today")
