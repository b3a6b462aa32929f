"""Words as the search knows them: without case and diacritics, and each one a beginning.

SQLite's tokenizer folds case and whatever decomposes (Č, İ, ü). What does not decompose (Ł, Ø, ß) is spelt
out here before it gets there, and scripts without spaces are taken apart into their letters. A text leaves
the index by the same spelling that it came in with, so `indexed` changes only together with `tables.VERSION`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

SHARED = "shared"

_SPELT = str.maketrans(
    {
        "Ł": "l",
        "ł": "l",
        "Ø": "o",
        "ø": "o",
        "Đ": "d",
        "đ": "d",
        "Ð": "d",
        "ð": "d",
        "ı": "i",
        "Æ": "ae",
        "æ": "ae",
        "Œ": "oe",
        "œ": "oe",
        "ß": "ss",
        "ẞ": "ss",
        "Þ": "th",
        "þ": "th",
        "Ħ": "h",
        "ħ": "h",
        "Ŧ": "t",
        "ŧ": "t",
    }
)
# Thai, Lao, Burmese and Khmer; Japanese kana; the characters of Chinese and Japanese.
_UNSPACED_LETTER = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_UNSPACED = re.compile(_UNSPACED_LETTER)
_TOKEN = re.compile(r"[^\W_]+")
_DIACRITICS = re.compile("[\u0300-\u036f]+")
_AFTER_NO_LETTER = r"(?<![^\W_])"
_BETWEEN_TOKENS = r"[\W_]*"
_LEAST_LETTERS = 2
_MOST_LETTERS = 256
_MOST_WORDS = 12
_MOST_HITS = 60


def indexed(text: str) -> str:
    """`text` as it is put before SQLite's tokenizer."""
    return _UNSPACED.sub(r" \g<0> ", text.translate(_SPELT))


def plain(text: str) -> str:
    """`text` as it is compared with what was typed: what SQLite's tokenizer makes of its letters."""
    parts = unicodedata.normalize("NFD", text.translate(_SPELT).lower())
    return unicodedata.normalize("NFC", _DIACRITICS.sub("", parts))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for: a phrase for each word that was typed, its last token a beginning."""

    phrases: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to look for: nothing, or one letter that too many words begin with."""
        letters = "".join(token for phrase in self.phrases for token in phrase)
        return len(letters) < _LEAST_LETTERS and not _UNSPACED.match(letters)

    def expression(self, scope: str = "") -> str:
        """The question for `MATCH`, all words wanted; with a `scope` only there and in what is shared.

        Only letters and digits ever get into it, each phrase between quotes.
        """
        asked = " AND ".join(f'"{" ".join(phrase)}" *' for phrase in self.phrases)
        everywhere = f"{{title body beside}} : ({asked})"
        return f'scope : ("{scope}" OR "{SHARED}") AND {everywhere}' if scope else everywhere

    def pattern(self) -> re.Pattern[str]:
        """Finds the phrases in a text made `plain`."""
        return re.compile("|".join(f"({_phrase_pattern(phrase)})" for phrase in self.phrases))


def question(typed: str) -> Question:
    """What `typed` asks for. Any text will do: one without a letter or digit asks for nothing."""
    phrases: list[tuple[str, ...]] = []
    for word in plain(typed[:_MOST_LETTERS]).split()[:_MOST_WORDS]:
        tokens = tuple(_TOKEN.findall(indexed(word)))
        if tokens and not any(_is_beginning(tokens, known) for known in phrases):
            phrases = [known for known in phrases if not _is_beginning(known, tokens)]
            phrases.append(tokens)
    return Question(tuple(phrases))


def _is_beginning(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether every text that holds `longer` holds `shorter` too."""
    last = len(shorter) - 1
    return (
        len(longer) > last
        and tuple(longer[:last]) == tuple(shorter[:last])
        and longer[last].startswith(shorter[last])
    )


def _phrase_pattern(phrase: Sequence[str]) -> str:
    start = "" if _UNSPACED.match(phrase[0]) else _AFTER_NO_LETTER
    return start + _BETWEEN_TOKENS.join(re.escape(token) for token in phrase)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands in a text, from `start` to before `end`; `phrase` counts from 0."""

    start: int
    end: int
    phrase: int


def hits(text: str, pattern: re.Pattern[str]) -> list[Hit]:
    """Where the phrases of a question stand in `text`, in order; no more than are of use."""
    folded: str = plain(text)
    places: Sequence[int] = range(len(text))
    if len(folded) != len(text):
        letters = [_plain_letter(letter) for letter in text]
        folded, places = "".join(letters), [at for at, parts in enumerate(letters) for _part in parts]
    return [_hit(found, places) for found in islice(pattern.finditer(folded), _MOST_HITS)]


def stands_in(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether any of the phrases stands in `text`."""
    return pattern.search(plain(text)) is not None


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return plain(letter)


def _hit(found: re.Match[str], places: Sequence[int]) -> Hit:
    return Hit(places[found.start()], places[found.end() - 1] + 1, (found.lastindex or 1) - 1)
