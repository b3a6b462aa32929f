"""The trade's words for the program's values, the same in window and report."""

import enum
from collections.abc import Mapping

from app.reporting import labels
from ui.words import _

RESULTS = labels.RESULTS
RESULT_SIGNS = {
    "open": "○",
    "conforming": "✓",
    "nonconforming": "✕",
    "unable_to_verify": "?",
    "not_examined": "–",
}


def term(table: Mapping[str, str], value: enum.Enum) -> str:
    """The word for `value` from one of the tables in `app.reporting.labels`."""
    return word(table, value.value)


def word(table: Mapping[str, str], key: str) -> str:
    """The word for a key that may come from outside; one without a word of ours names itself."""
    return _(table[key]) if key in table else key
