"""Lines and fonts: any Unicode, cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reporting.clean import marked
from app.reporting.pdf.fonts import REGULAR, runs, visible
from app.reporting.pdf.styles import BODY
from app.reporting.pdf.text import Line, lines, one_line


def _text(line: Line) -> str:
    return "".join(run.text for piece in line.pieces for run in piece.runs)


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("Čeština, Ελληνικά, Кирилица", [REGULAR]),
        ("日本", ["DroidSansFallbackFull"]),
        ("שלום", ["DejaVuSans"]),
        ("हिन्दी", ["NotoSansDevanagari-Regular"]),
        ("ไทย", ["NotoSansThai-Regular"]),
        ("🔒", ["NotoEmoji-Regular"]),
        ("a日", [REGULAR, "DroidSansFallbackFull"]),
    ],
)
def test_each_script_finds_a_font(text: str, fonts: list[str]) -> None:
    assert [run.font for run in runs(text, REGULAR)] == fonts


def test_a_character_that_no_font_has_is_named() -> None:
    assert [run.text for run in runs("a\U0001d518", REGULAR)] == ["a[U+1D518]"]


def test_control_characters_are_seen_and_line_ends_are_one_kind() -> None:
    assert marked("a\r\nb\x00\u202e\u2028c\udc80") == "a\nb[U+0000][U+202E]\nc[U+DC80]"
    assert visible("e\u0301\t\u200b|") == "é    |"


@given(st.text(max_size=300), st.floats(min_value=30, max_value=400))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    for line in lines(text, BODY, room):
        assert line.width <= room + 0.01 or len(_text(line).strip()) == 1 or "[U+" in _text(line)


@given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc", "Cf"]), max_size=300))
def test_breaking_loses_no_character(text: str) -> None:
    found = "".join(_text(line) for line in lines(text, BODY, 90))
    assert found.replace(" ", "") == visible(text).replace(" ", "")


def test_a_hebrew_paragraph_starts_at_the_right_and_reads_backwards() -> None:
    line = lines("שלום abc", BODY, 300)[0]
    assert line.right
    assert _text(line) == "abc םולש"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("שלום (ISO 27001).", ".(ISO 27001) םולש"),
        ("שלום (SLA) ABC", "ABC (SLA) םולש"),
        ("see (שלום) [ABC]", "see (םולש) [ABC]"),
        ("שלום ((א)) <5", "5> ((א)) םולש"),
    ],
)
def test_brackets_open_towards_what_they_hold_whichever_way_it_is_read(text: str, drawn: str) -> None:
    assert _text(lines(text, BODY, 300)[0]) == drawn


def test_arabic_letters_are_joined() -> None:
    assert _text(lines("عربي", BODY, 300)[0]) == "ﻲﺑﺮﻋ"


def test_a_text_too_long_for_one_line_ends_in_an_ellipsis() -> None:
    line = one_line("Restore tests not carried out", BODY, 60)
    assert _text(line).endswith("…")
    assert line.width <= 60
