"""How long something takes, in words."""

from ui.words import _


def hours_text(minutes: int) -> str:
    """`45 min`, `3 h`, `4 h 15`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {rest:02}").format(hours=hours, rest=rest)
