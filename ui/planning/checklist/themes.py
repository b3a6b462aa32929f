"""The themes of requirements as a filter offers them."""

from collections.abc import Iterable

from app.reporting import labels
from ui.terms import word
from ui.words import _


def theme_choices(themes: Iterable[str]) -> list[tuple[object, str]]:
    """All themes first, then each once in the order given; a theme without a word of ours names itself."""
    known = dict.fromkeys(theme for theme in themes if theme)
    return [("", _("All themes")), *((key, word(labels.THEMES, key)) for key in known)]
