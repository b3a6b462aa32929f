"""What a text looks like once it stood in a cell: two texts are the same when these are."""

import hashlib
import unicodedata

from app.reporting.clean import marked, safe_text
from app.words import N_, Words

_QUOTED = 60
CUT = N_("… (cut: the full text is in Assay)")


def plain(text: str) -> str:
    """Without what spreadsheets change by themselves: line ends, spaces before them, escapes, composition."""
    if not text:
        return ""
    found = text.replace("_x005F_", "_").replace("_x000D_", "").replace("\xa0", " ")
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", found).split("\n")]
    return "\n".join(lines).strip()


def as_in_a_cell(text: str, words: Words) -> str:
    """The text that comes back from a cell that nobody touched."""
    return plain(safe_text(text, words.text(CUT))) if text else ""


def is_cut(text: str, words: Words) -> bool:
    """Whether a cell is too small for the text."""
    return as_in_a_cell(text, words) != plain(marked(text))


def digest(text: str) -> str:
    """Eight letters that tell whether a locked cell still says the same; `text` is plain already."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def short(text: str) -> str:
    """A text from outside as a sentence quotes it: on one line, not longer than sixty letters."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"
