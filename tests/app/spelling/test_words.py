"""Which words of a note are looked up: those of prose, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spelling.words import LONGEST, stem, stems, words_to_check


def checked(text: str) -> list[str]:
    return [word.text for word in words_to_check(text)]


def test_the_words_of_a_sentence_are_checked_without_its_signs() -> None:
    text = "“Backups aren’t tested” (he said); log-in and/or e-mail…"
    assert checked(text) == ["Backups", "aren’t", "tested", "he", "said", "log", "in", "and", "or", "mail"]


@pytest.mark.parametrize(
    "token",
    [
        "#8.13",
        "A.8.13",
        "(A.5.1)",
        "v2beta",
        "192.168.0.1",
        "ISMS",
        "OFIs",
        "NIST's",
        "SaaS",
        "iCalendar",
        "maja@example.org",
        "https://example.org/polcy",
        "/etc/pasword",
        "~/reprots",
        "C:\\Temp\\fiel",
        "srv_bckup",
        "e.g.",
        "reprot.docx",
        "x",
        "—",
        "x" * (LONGEST + 1),
    ],
)
def test_codes_names_of_files_and_capitals_are_never_checked(token: str) -> None:
    assert checked(f"see {token} here") == ["see", "here"]


def test_letters_with_accents_belong_to_their_word_however_they_are_written() -> None:
    assert checked("naïve cafe\u0301 Łódź") == ["naïve", "cafe\u0301", "Łódź"]


@given(st.text(max_size=200))
def test_each_word_stands_where_it_is_said_to(text: str) -> None:
    for word in words_to_check(text):
        assert text[word.start : word.end] == word.text


def test_a_name_is_known_in_any_case_and_with_its_ending() -> None:
    assert stem("Novak’s") == stem("NOVAK") == stem("novak'")
    assert list(stems("Łódź Harbour Clinics (O’Brien)")) == ["łódź", "harbour", "clinics", "o'brien"]
