"""How alike two texts are: by the words they share, and by the frame that is left without them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"[.?!:;]\s+")
_COMMON = 0.05
_FEW = 20


def tokens(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _TOKEN.findall(text.casefold())


def openings(texts: Sequence[str], words: int) -> dict[str, list[int]]:
    """The places of the texts by their first `words` words."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        found[" ".join(tokens(text)[:words])].append(place)
    return found


def shared_runs(texts: Sequence[str], words: int) -> Iterator[tuple[str, int, int]]:
    """Runs of `words` words that stand in two texts: the run and both places, once for each pair."""
    first: dict[tuple[str, ...], int] = {}
    told: set[tuple[int, int]] = set()
    for place, text in enumerate(texts):
        said = tokens(text)
        for start in range(len(said) - words + 1):
            run = tuple(said[start : start + words])
            before = first.setdefault(run, place)
            if before != place and (before, place) not in told:
                told.add((before, place))
                yield " ".join(run), before, place


class Reader:
    """Compares texts of a language whose function words it knows."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self._function_words = function_words

    def content(self, text: str) -> frozenset[str]:
        """The words that carry content, without the endings of plural and tense."""
        return frozenset(_stem(word) for word in tokens(text) if word not in self._function_words)

    def alike(self, texts: Sequence[str], share: float) -> Iterator[tuple[int, int]]:
        """Pairs of places whose words of content overlap by `share` of all that both have, or more."""
        contents = [self.content(text) for text in texts]
        for one, other in sorted(_with_a_rare_word_in_common(contents)):
            shared, both = contents[one] & contents[other], contents[one] | contents[other]
            if len(shared) > 1 and len(shared) / len(both) >= share:
                yield one, other

    def same_frames(self, texts: Sequence[str], words: int, least: int) -> Iterator[tuple[int, int]]:
        """Pairs of places with a sentence of `words` words or more, alike but for its words of content.

        `least` of the words must be function words: a bare list of things has no frame.
        """
        frames: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for sentence in _SENTENCE.split(text):
                said = tokens(sentence)
                if len(said) >= words and sum(word in self._function_words for word in said) >= least:
                    frames[self._frame(said)].append(place)
        for places in frames.values():
            yield from pairwise(places)

    def _frame(self, said: Iterable[str]) -> str:
        return " ".join(word if word in self._function_words else "_" for word in said)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def _with_a_rare_word_in_common(contents: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """Candidates: what is much alike shares a word that few have. Spares comparing each with each."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, content in enumerate(contents):
        for word in content:
            places[word].append(place)
    most = max(_FEW, int(len(contents) * _COMMON))
    return {pair for found in places.values() if len(found) <= most for pair in combinations(found, 2)}
