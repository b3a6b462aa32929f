"""Which controls of a version a filter leaves."""

import enum

from app.library.soa.picture import SoaPicture
from app.library.soa.versions import Control, SoaLine
from models.base import sort_key


class Which(enum.Enum):
    """Controls by what the version says of them."""

    ALL = "all"
    APPLICABLE = "applicable"
    EXCLUDED = "excluded"
    REMARKED = "remarked"


def found_controls(
    picture: SoaPicture, text: str = "", theme: str = "", which: Which = Which.ALL
) -> list[str]:
    """References of the controls that carry every word of `text`, whatever the case and the accents."""
    words = sort_key(text).split()
    return [
        one.reference
        for one in picture.controls
        if (not theme or one.theme == theme)
        and _is_wanted(picture, one.reference, which)
        and _says(words, one, picture.lines.get(one.reference))
    ]


def _is_wanted(picture: SoaPicture, reference: str, which: Which) -> bool:
    line = picture.lines.get(reference)
    match which:
        case Which.APPLICABLE:
            return line is not None and line.applicable
        case Which.EXCLUDED:
            return line is not None and not line.applicable
        case Which.REMARKED:
            return any(reference in remark.references for remark in picture.remarks)
    return True


def _says(words: list[str], control: Control, line: SoaLine | None) -> bool:
    if not words:
        return True
    said = (line.owner, line.justification, line.risks, line.documents) if line else ()
    searched = sort_key(" ".join((control.reference, control.title, *said)))
    return all(word in searched for word in words)
