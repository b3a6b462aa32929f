"""How a difference between two revisions is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.words import N_, Words


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence on what differs.

    `is_follow_up` marks what goes on after a report is issued without amending it: responses, new evidence.
    """

    text: str
    is_follow_up: bool = False


def told(name: str, was: str, became: str, words: Words) -> str:
    """`Lead auditor: L. Ferreira → D. Novak`; an empty value is "nothing"."""
    nothing = words.text(N_("nothing"))
    return words.text(
        N_("{field}: {was} → {became}"), field=name, was=was or nothing, became=became or nothing
    )


def listed(name: str, what: Iterable[str], words: Words) -> str:
    """`Evidence added: E-041, E-042`."""
    return words.text(N_("{field}: {list}"), field=words.text(name), list=", ".join(what))
