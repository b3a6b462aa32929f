"""Whether two texts tell of the same thing: by the words they share, in any language with spaces (R-32)."""

import re
from functools import lru_cache

from models.base import sort_key

_WORD = re.compile(r"[^\W\d_]{4,}")
# Endings differ from text to text; the beginning of a word says what it is about.
_BEGINNING = 6
_LEAST_SHARED = 3
# From here on one may be the other again.
ALIKE = 0.6


@lru_cache(maxsize=16_384)
def telling_words(text: str) -> frozenset[str]:
    """The beginnings of all words of four letters or more, without case and accents."""
    folded = text.casefold() if text.isascii() else sort_key(text)
    return frozenset(word[:_BEGINNING] for word in _WORD.findall(folded))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the part of the shorter text that the longer one has too; 0 below three shared words."""
    first, second = telling_words(one), telling_words(other)
    shared = len(first & second)
    return shared / min(len(first), len(second)) if shared >= _LEAST_SHARED else 0.0
