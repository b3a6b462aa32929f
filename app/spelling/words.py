"""The words of a text that a dictionary can judge, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Beyond this many letters nothing is a word that somebody would look up.
LONGEST = 50
_SHORTEST = 2
_CHUNK = re.compile(r"\S+")
# Letters with their accents, and apostrophes between them.
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]|[^\W\d_]|['’](?=[^\W\d_]))*")
# Numbers and codes, addresses, paths and names of files, tokens that file a line.
_NO_PROSE = re.compile(r"[\d@_\\#]|://|^[/~]|/[^/]*/|\w\.\w")
_ENDING = re.compile(r"['’]s$|['’]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the place of its first character in its text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


def words_to_check(text: str) -> Iterator[Word]:
    """The words of prose, in order.

    Left out is what no dictionary knows: what holds a digit (A.8.13), `#8.13`, addresses and paths, words in
    capitals (ISMS, OFIs) or with one inside (SaaS).
    """
    for chunk in _CHUNK.finditer(text):
        if _NO_PROSE.search(chunk[0]):
            continue
        for found in _WORD.finditer(chunk[0]):
            if _is_judged(found[0]):
                yield Word(found[0], chunk.start() + found.start())


def stem(word: str) -> str:
    """The word in small letters without 's, as it is compared with names and own words."""
    return _ENDING.sub("", word).replace("’", "'").casefold()


def stems(text: str) -> Iterator[str]:
    """Every word of a name, as it is compared."""
    return (stem(found[0]) for found in _WORD.finditer(text))


def _is_judged(word: str) -> bool:
    bare = _ENDING.sub("", word)
    return _SHORTEST <= len(bare) <= LONGEST and bare[1:] == bare[1:].lower()
