"""Texts as a page and a cell can hold them: signs that neither can are made visible."""

import re

_MOST_IN_CELL = 32_767
_LINE_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
_MARKED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CELL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def marked(text: str) -> str:
    """Each line end as "\\n", each control character as a sign that can be seen: `[U+0000]` for NUL,
    `[U+202E]` for a turned writing direction that would disguise a file name."""
    if text.isprintable():
        return text
    return _MARKED.sub(_sign, _LINE_ENDS.sub("\n", text))


def safe_text(text: str, cut_note: str) -> str:
    """The text as a cell can hold it: control characters shown, Excel's own escapes kept literal, cut at
    32,767 characters with a note."""
    found = marked(text)
    if "_x" in found:
        found = _CELL_ESCAPE.sub("_x005F_", found)
    if 2 * len(found) <= _MOST_IN_CELL or _units(found) <= _MOST_IN_CELL:
        return found
    return _shortened(found, _MOST_IN_CELL - _units(cut_note)) + cut_note


def _units(text: str) -> int:
    """The length as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _sign(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
