"""Characters that no page and no cell can hold, made visible."""

import re

_LINE_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
_MARKED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def marked(text: str) -> str:
    """Each line end as "\\n", each control character as a sign that can be seen: `[U+0000]` for NUL,
    `[U+202E]` for a turned writing direction that would disguise a file name."""
    if text.isprintable():
        return text
    return _MARKED.sub(_sign, _LINE_ENDS.sub("\n", text))


def _sign(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
