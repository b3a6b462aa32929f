"""What somebody may type, and what of a text is shown for it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.excerpts import Marked, excerpt, marked
from app.search.words import question
from tests.app.search.finding import marks

_LONG = "We restore files for users every week. " * 30


def mark(text: str, typed: str) -> list[str]:
    return marks(marked(text, question(typed).pattern()))


def cut(text: str, typed: str) -> Marked:
    return excerpt(text, question(typed).pattern())


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("Restore TEST", (("restore",), ("test",))),
        ("Łódź Çelik straße", (("lodz",), ("celik",), ("strasse",))),
        ("A.8.13", (("a", "8", "13"),)),
        ("F-07", (("f", "07"),)),
        ("bac backup back", (("backup",),)),
        ("e\u0301clair", (("eclair",),)),
        ("備份 test", (("備", "份"), ("test",))),
        ('"quoted" OR (x)', (("quoted",), ("or",), ("x",))),
        (" \t\0 🔥 *** ", ()),
    ],
)
def test_each_word_becomes_a_phrase_without_case_diacritics_and_signs(
    typed: str, phrases: tuple[tuple[str, ...], ...]
) -> None:
    assert question(typed).phrases == phrases


@pytest.mark.parametrize("typed", ["", "a", "f-", "🔥", "***", "\0"])
def test_a_single_letter_or_less_asks_for_nothing_yet(typed: str) -> None:
    assert question(typed).is_empty


@pytest.mark.parametrize("typed", ["5.1", "ab", "份", "F-1"])
def test_two_letters_or_one_character_that_is_a_word_are_enough(typed: str) -> None:
    assert not question(typed).is_empty


@given(st.text(max_size=300))
def test_only_letters_and_digits_get_into_the_question_for_the_database(typed: str) -> None:
    asked = question(typed)
    inside = "".join(token for phrase in asked.phrases for token in phrase)
    assert inside == "" or inside.isalnum()


def test_words_are_marked_where_they_begin_whatever_their_case_and_diacritics() -> None:
    assert mark("İpek Şahin in Łódź keeps the backups, unbacked", "ipek sahin lodz back") == [
        "İpek",
        "Şahin",
        "Łódź",
        "back",
    ]


def test_a_letter_that_is_spelt_out_as_two_does_not_move_the_marks() -> None:
    assert mark("Æther und Straße, dann Backup", "strasse backup aeth") == ["Æth", "Straße", "Backup"]


def test_a_number_is_marked_as_a_whole() -> None:
    assert mark("see A.8.13 and A.8.1, not 8.13", "A.8.13") == ["A.8.13"]


def test_an_excerpt_shows_where_most_of_the_words_stand() -> None:
    shown = cut(f"{_LONG} The quarterly restore test of February was missed. {_LONG}", "quarterly missed")
    assert marks(shown) == ["quarterly", "missed"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert len(shown.text) < 200


def test_an_excerpt_does_not_begin_with_what_parts_two_lines() -> None:
    text = f"{'word ' * 40}\nLeeds, 2.14 of the place\nSeen by Okafor"
    assert cut(text, "okafor").text == "…Leeds, 2.14 of the place · Seen by Okafor"


def test_an_excerpt_without_any_of_the_words_is_the_beginning() -> None:
    shown = cut(_LONG, "nowhere")
    assert shown.text.startswith("We restore files")
    assert shown.marks == ()


def test_lines_are_joined_and_what_turns_text_around_is_left_out() -> None:
    assert cut("First  line\n\n\u202esecond\0 line", "second").text == "First line · second line"


def test_a_text_full_of_hits_costs_no_more_than_a_moment() -> None:
    started = time.process_time()
    cut("ab " * 100_000, "ab a b")
    assert time.process_time() - started < 1
