"""Words in the reader's language, from one catalogue."""

from pathlib import Path

from app.words import Message, Words, in_a_row, listed, named
from tests.app.test_errors import german


def test_english_is_the_message_id_itself() -> None:
    words = Words()
    assert words.text("Raise finding") == "Raise finding"
    assert words.text("{count} items left", count=3) == "3 items left"
    assert words.text("") == ""


def test_an_unknown_language_falls_back_to_english(tmp_path: Path) -> None:
    assert Words("tlh", tmp_path).text("Raise finding") == "Raise finding"


def test_a_message_inside_a_message_is_translated_too(tmp_path: Path) -> None:
    words = german(tmp_path)
    assert words.message(Message("No {thing}.", {"thing": Message("key")})) == "Kein Schlüssel."
    assert words.message(Message("No {thing}.", {"thing": "key"})) == "Kein key."


def test_of_many_numbers_a_sentence_names_the_first_and_counts_the_rest() -> None:
    numbers = [f"F-{number:02}" for number in range(1, 16)]
    assert named(numbers[:12]) == ", ".join(numbers[:12])
    assert Words().message(Message("Confirm {findings}.", {"findings": named(numbers)})) == (
        f"Confirm {', '.join(numbers[:12])} and 3 more."
    )


def test_counts_take_the_plural_of_the_language(tmp_path: Path) -> None:
    assert Words().plural("{n} finding", "{n} findings", 1) == "1 finding"
    assert Words().plural("{n} finding", "{n} findings", 0) == "0 findings"
    assert german(tmp_path).plural("{n} finding", "{n} findings", 2) == "2 Feststellungen"


def test_a_message_without_arguments_keeps_its_braces() -> None:
    assert str(Message("A brace { is a brace")) == "A brace { is a brace"


def test_several_messages_are_listed_in_their_order_however_many_there_are() -> None:
    several = [Message("F-{n:02d}", {"n": number}) for number in range(1, 2001)]
    assert str(listed(several[:3])) == Words().message(listed(several[:3])) == "F-01, F-02, F-03"
    assert str(listed(several)).endswith("F-1999, F-2000")
    assert str(listed([])) == ""


def test_whole_sentences_stand_in_a_row() -> None:
    sentences = [Message("Build the checklist."), Message("Name the lead auditor.")]
    assert Words().message(in_a_row(sentences)) == "Build the checklist. Name the lead auditor."
