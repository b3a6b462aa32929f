"""What a dictionary says of words. The worker may answer anything: a dictionary may have broken it."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from app.spelling.dictionaries import Dictionary
from app.spelling.judging import MOST_SUGGESTIONS
from app.spelling.words import LONGEST
from app.worker.client import no_answer
from app.worker.companion import Companion
from app.worker.frames import FrameError, plain_value

_MOST_AT_ONCE = 2_000


class Speller:
    """Asks one dictionary. One thread asks, any may stop; every call may raise UserError."""

    def __init__(self, dictionary: Dictionary, command: Sequence[str] | None = None) -> None:
        head = {"folder": str(dictionary.folder), "name": dictionary.name}
        self._companion = Companion("spelling", head, command)

    def wrong(self, words: Collection[str]) -> frozenset[str]:
        """Those of `words` that the dictionary does not have."""
        asked = list(words)
        found: set[str] = set()
        for start in range(0, len(asked), _MOST_AT_ONCE):
            found.update(self._ask({"judge": asked[start : start + _MOST_AT_ONCE]}))
        return frozenset(found & set(asked))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may be meant by `word`, the likeliest first, at most five."""
        meant = (text for text in self._ask({"correct": word}) if text.isprintable() and len(text) <= LONGEST)
        return tuple(meant)[:MOST_SUGGESTIONS]

    def stop(self) -> None:
        self._companion.stop()

    def _ask(self, question: dict[str, Any]) -> list[str]:
        try:
            answer = plain_value(self._companion.ask(json.dumps(question).encode()))
        except FrameError as error:
            raise no_answer(error) from error
        return [text for text in answer if isinstance(text, str)] if isinstance(answer, list) else []
