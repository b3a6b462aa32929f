"""Text by the thousand lines, in which each word is as frequent as in the question bank."""

import random
import re

from app.resource_files import resource_path


class Text:
    """Words as they follow one another in the question bank."""

    def __init__(self) -> None:
        bank = resource_path("frameworks")
        sources = sorted(bank.rglob("*.toml"))
        self._words = [
            word for path in sources for word in re.findall(r"[A-Za-z]{2,}", path.read_text("utf-8"))
        ]
        self._chosen = random.Random(1)

    def of(self, count: int) -> str:
        start = self._chosen.randrange(len(self._words) - count)
        return f"{' '.join(self._words[start : start + count])} REF-{self._chosen.randrange(10_000)}"
