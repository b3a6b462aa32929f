"""How long text is broken so that the window does not stand still."""

from PySide6.QtGui import QTextOption

# To look for the end of a longer word in each of its lines would stop the window for seconds.
_LONGEST_WORD = 2_000


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Where words end, but anywhere in a text that holds a word without end."""
    longest = max((len(word) for word in text.split()), default=0)
    if longest > _LONGEST_WORD:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
