"""How far long work is, on one line that goes when it is done; only where somebody looks."""

import sys
from dataclasses import dataclass

from app.progress import Progress, no_progress
from app.words import Words

_CLEAR = "\r\x1b[K"


@dataclass(slots=True)
class _Line:
    words: Words
    percent: int = -1

    def __call__(self, done: int, total: int, what: str) -> None:
        percent = 100 * done // (total or 1)
        if percent == self.percent:
            return
        self.percent = percent
        told = "" if done == total else f"{self.words.text(what)}: {percent} %"
        sys.stderr.write(f"{_CLEAR}{told}")
        sys.stderr.flush()


def shown_progress(words: Words) -> Progress:
    """A progress that writes to standard error when that is a terminal, and is silent otherwise."""
    return _Line(words) if sys.stderr.isatty() else no_progress
