"""Looks words up in a dictionary with Hunspell, in the worker: the dictionary may be anybody's.

A question is JSON: `{"judge": [word, ...]}` is answered by the words that are wrong, `{"correct": word}` by
what may be meant.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.spelling.dictionaries import check_pair

MOST_SUGGESTIONS = 5
# What dictionaries call the code pages of Windows, and Python does not: "SET microsoft-cp1251".
_CODE_PAGE = re.compile(rb"^SET[ \t]+microsoft-(cp125[0-8])\s*$", re.MULTILINE)


def load_judge(head: Mapping[str, Any]) -> Callable[[bytes], bytes]:
    """Answers questions from the dictionary `name` in `folder`. Raises UserError where it is none."""
    folder, name = Path(head["folder"]), head["name"]
    check_pair(folder, name)
    return _Judge(folder, name).answer


class _Judge:
    def __init__(self, folder: Path, name: str) -> None:
        from hunspell import Hunspell

        # Its own default follows the locale, and names may hold letters that this lacks.
        self._speller = Hunspell(name, hunspell_data_dir=str(folder), system_encoding="utf-8")
        if found := _CODE_PAGE.search((folder / f"{name}.aff").read_bytes()):
            self._speller._dic_encoding = found[1].decode()
        words = (folder / f"{name}.dic").read_text(self._speller._dic_encoding, errors="ignore")
        self._scripts = _scripts(words)

    def answer(self, question: bytes) -> bytes:
        asked = json.loads(question)
        if "judge" in asked:
            return json.dumps([word for word in asked["judge"] if self._is_wrong(word)]).encode()
        return json.dumps(self._speller.suggest(asked["correct"])[:MOST_SUGGESTIONS]).encode()

    def _is_wrong(self, word: str) -> bool:
        """A word in a script that the dictionary has no word in is of another language: not judged."""
        try:
            return _scripts(word) <= self._scripts and not self._speller.spell(word)
        except UnicodeEncodeError:
            return False


def _scripts(text: str) -> frozenset[str]:
    """The scripts of the letters in a text, by the first word of their names: `LATIN`, `ARABIC`, `CJK`."""
    letters = filter(str.isalpha, set(text))
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
