"""What the palette finds for a few letters."""

import pytest

from ui.palette import PaletteEntry, matching


def nothing() -> None:
    """Stands for what a command does."""


ENTRIES = [
    PaletteEntry(text, group, nothing)
    for text, group in (
        ("Raise finding", "Sessions"),
        ("Findings", "Pages"),
        ("IA-2026-03 · Žilina clinic", "Audits"),
        ("Larger text", "Appearance"),
    )
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("find", ["Findings", "Raise finding"]),
        ("finding raise", ["Raise finding"]),
        ("zilina", ["IA-2026-03 · Žilina clinic"]),
        ("2026 audits", ["IA-2026-03 · Žilina clinic"]),
        ("appear", ["Larger text"]),
        ("xyz", []),
    ],
)
def test_every_word_counts_accents_do_not_and_beginnings_come_first(query: str, found: list[str]) -> None:
    assert [entry.text for entry in matching(ENTRIES, query)] == found


def test_without_letters_everything_is_on_offer_in_order() -> None:
    assert matching(ENTRIES, " ") == ENTRIES
