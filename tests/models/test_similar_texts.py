"""Two texts are alike when they share their telling words, whatever endings, case and accents do."""

import pytest

from models.similar_texts import ALIKE, likeness

RESTORE = "Restore tests are not carried out at the planned interval for the records system"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RESTORE, "The records system was not restored in a test at its planned intervals"),
        (
            "Zugriffsrechte ausgeschiedener Mitarbeiter bleiben",
            "Mitarbeiter ausgeschieden, Zugriffsrecht bleibt",
        ),
        ("Příjem zaměstnanců bez školení", "PRIJEM ZAMESTNANCU BEZ SKOLENI"),
    ],
)
def test_the_same_told_otherwise_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    "other",
    [
        "Access rights of leavers are removed late",
        "Restore tests",
        "",
        "The plan for the interval is not carried",
    ],
)
def test_what_shares_little_is_not(other: str) -> None:
    assert likeness(RESTORE, other) < ALIKE
